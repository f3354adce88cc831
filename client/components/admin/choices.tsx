/** One of a few, named `choice`. The first is chosen unless another is said to be. */
export function Choices({ legend, options, chosen = options[0]?.value }: { legend: string; options: { value: string; text: string }[]; chosen?: string | undefined }) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">{legend}</legend>
      {options.map(({ value, text }) => (
        <label key={value} className="flex min-h-11 items-center gap-3 text-[0.9375rem]">
          <input type="radio" name="choice" value={value} defaultChecked={value === chosen} className="size-5 shrink-0 accent-accent" />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
