import { Suspense, type ReactNode } from 'react';
import { soon } from '@/lib/soon';

/**
 * What needs `data` is part of the first paint, without a skeleton and without scripts, if the data is there in a moment. If
 * not, the rest of the page goes ahead, and a skeleton holds the place.
 */
export async function Patiently({ data, skeleton, children }: { data: Promise<unknown>; skeleton: ReactNode; children: ReactNode }) {
  const late = Symbol('late');
  return (await soon(data, late)) === late ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}
