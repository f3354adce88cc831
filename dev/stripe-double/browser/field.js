// A labelled input that formats what is typed, and says below itself what is wrong.

function make(tag, properties = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

class Field {
  constructor({ name, label, kind, placeholder, autocomplete, wide, onChange, onFull }) {
    this.kind = kind;
    const error = `${name}-error`;
    this.input = make("input", {
      className: "Input",
      id: name,
      name,
      type: "text",
      inputMode: "numeric",
      autocomplete,
      placeholder,
      spellcheck: false,
      "aria-describedby": error,
      "aria-invalid": "false",
      "aria-required": "true",
    });
    this.box = make("div", { className: "Box" }, [this.input]);
    this.error = make("p", { className: "Error", id: error, role: "alert" });
    const caption = make("label", { className: "Label", htmlFor: name, textContent: label });
    this.root = make("div", { className: wide ? "Field Field--wide" : "Field" }, [caption, this.box, this.error]);
    this.input.addEventListener("input", (event) => {
      this.#format(/^delete/.test(event.inputType ?? ""));
      this.#showWhileTyping();
      onChange();
      if (kind.isFull(this.input.value) && !this.problem && this.#caretIsLast()) onFull?.();
    });
    this.input.addEventListener("blur", () => {
      if (this.input.value) this.showProblem();
    });
  }

  get problem() {
    return this.kind.problem(this.input.value);
  }

  get isEmpty() {
    return this.input.value === "";
  }

  clear() {
    this.input.value = "";
    this.#show(null);
  }

  showProblem() {
    this.#show(this.problem);
  }

  // What is right depends on another field that has changed.
  reconsider() {
    this.#format(false);
    this.#showWhileTyping();
  }

  // Keeps the caret behind the digit that it was behind.
  #format(isDeleting) {
    const { value, selectionStart } = this.input;
    const before = digitsOf(value.slice(0, selectionStart ?? value.length)).length;
    const isLast = this.#caretIsLast();
    const formatted = this.kind.format(value, isDeleting);
    if (formatted === value) return;
    this.input.value = formatted;
    if (isLast || !this.input.matches(":focus")) return;
    let caret = 0;
    for (let seen = 0; seen < before && caret < formatted.length; caret += 1) {
      if (/\d/.test(formatted[caret])) seen += 1;
    }
    this.input.setSelectionRange(caret, caret);
  }

  #caretIsLast() {
    return (this.input.selectionStart ?? this.input.value.length) >= this.input.value.length;
  }

  // What is not complete yet is no mistake yet.
  #showWhileTyping() {
    const problem = this.problem;
    this.#show(problem?.startsWith("incomplete") ? null : problem);
  }

  #show(problem) {
    const text = problem ? FIELD_ERRORS[problem] : "";
    if (this.error.textContent !== text) this.error.textContent = text;
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    this.input.classList.toggle("Input--invalid", Boolean(problem));
  }
}
