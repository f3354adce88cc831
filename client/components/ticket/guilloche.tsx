import { seedOf } from '@/lib/seed';

/** The engraving of security print, another one for every seed: rings of turned ellipses. */
export function Guilloche({ seed, className }: { seed: string; className?: string }) {
  const number = seedOf(seed);
  const outer = 7 + (number % 5);
  const inner = 5 + ((number >>> 4) % 4);
  const flat = 14 + ((number >>> 8) % 16);
  const narrow = 6 + ((number >>> 13) % 9);
  const rings = [...turned(outer).map((angle) => ellipse(48, flat, angle)), ...turned(inner).map((angle) => ellipse(flat + 4, narrow, angle)), ellipse(49, 49, 0)];
  return (
    <svg viewBox="-50 -50 100 100" className={className} aria-hidden="true">
      <path className="engraving" d={rings.join('')} />
    </svg>
  );
}

const turned = (count: number): number[] => Array.from({ length: count }, (_, index) => Math.round((index * 180) / count));

/** One path for all of them: a list has dozens of these, and every element costs when the page wakes up. */
function ellipse(rx: number, ry: number, angle: number): string {
  const [x, y] = [Math.cos, Math.sin].map((of) => Math.round(rx * of((angle * Math.PI) / 180) * 10) / 10) as [number, number];
  return `M${x} ${y}A${rx} ${ry} ${angle} 1 0 ${-x} ${-y}A${rx} ${ry} ${angle} 1 0 ${x} ${y}`;
}
