// Handlers by the name of an event.

class Emitter {
  #handlers = new Map();

  on(name, handler) {
    requireThat(typeof handler === "function", `The handler of "${name}" must be a function.`);
    const handlers = this.#handlers.get(name) ?? [];
    this.#handlers.set(name, [...handlers, { handler, once: false }]);
    return this;
  }

  once(name, handler) {
    this.on(name, handler);
    this.#handlers.get(name).at(-1).once = true;
    return this;
  }

  off(name, handler) {
    const kept = (this.#handlers.get(name) ?? []).filter((entry) => handler && entry.handler !== handler);
    this.#handlers.set(name, kept);
    return this;
  }

  emit(name, event) {
    for (const entry of this.#handlers.get(name) ?? []) {
      if (entry.once) this.off(name, entry.handler);
      // As in Stripe's script, a handler that throws does not keep the others from hearing.
      try {
        entry.handler(event);
      } catch (error) {
        reportError(error);
      }
    }
  }

  forget() {
    this.#handlers.clear();
  }
}
