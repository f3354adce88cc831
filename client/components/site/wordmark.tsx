import { siteName } from '@/lib/site';

/** A ticket and its stub, and the name. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 32 24" className="h-5 w-auto text-accent" aria-hidden="true">
        <path fill="currentColor" d="M3 1h5.6a2.4 2.4 0 0 0 4.8 0H29a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H13.400a2.400 2.400 0 0 0-4.800 0H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Z" />
        <path stroke="var(--paper)" strokeWidth="1.6" strokeLinecap="round" strokeDasharray="0.1 3.4" d="M11 5.600v14" />
      </svg>
      <span className="font-display text-[1.1875rem] font-semibold tracking-[-0.02em]">{siteName}</span>
    </span>
  );
}
