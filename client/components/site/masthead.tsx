/** The head of the front page. */
export function Masthead() {
  return (
    <div className="max-w-2xl">
      <h1 className="text-[clamp(1.875rem,5vw,2.75rem)] font-semibold">Good seats that would stay empty</h1>
      <p className="mt-3 text-lg text-ink-soft">Tickets from people who can’t go. Reserve one, and it is yours to pay for during the next 15 minutes.</p>
    </div>
  );
}
