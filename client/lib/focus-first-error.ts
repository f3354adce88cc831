/** Moves the focus to the first field of a form that is marked as wrong, once React has drawn the marks. */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
