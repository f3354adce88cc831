import { seedOf } from '@/lib/seed';

/** The engraving of security print, another one for every seed: rings of turned ellipses. */
export function Guilloche({ seed, className }: { seed: string; className?: string }) {
  const number = seedOf(seed);
  const outer = 7 + (number % 5);
  const inner = 5 + ((number >>> 4) % 4);
  const flat = 14 + ((number >>> 8) % 16);
  const narrow = 6 + ((number >>> 13) % 9);
  return (
    <svg viewBox="-50 -50 100 100" className={className} aria-hidden="true">
      <g className="engraving">
        {turned(outer).map((angle) => (
          <ellipse key={`o${angle}`} rx="48" ry={flat} transform={`rotate(${angle})`} />
        ))}
        {turned(inner).map((angle) => (
          <ellipse key={`i${angle}`} rx={flat + 4} ry={narrow} transform={`rotate(${angle})`} />
        ))}
        <circle r="49" />
      </g>
    </svg>
  );
}

const turned = (count: number): number[] => Array.from({ length: count }, (_, index) => Math.round((index * 1800) / count) / 10);
