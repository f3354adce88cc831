'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { onMessage } from '@/lib/toast';

const Toasts = lazy(() => import('./toasts'));

/** Shows what `toast` of lib/toast.ts tells. */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => (wanted ? undefined : onMessage(() => setWanted(true))), [wanted]);
  return wanted ? (
    <Suspense>
      <Toasts />
    </Suspense>
  ) : null;
}
