'use client';

import { useEffect, useState } from 'react';
import { follow } from './follow';

interface Versioned {
  version: number;
}

/** The newest state that server-sent events told of something that has a version. */
export function useLive<T extends Versioned>(path: string, event: string, initial: T): T {
  const [latest, setLatest] = useState(initial);

  useEffect(() => follow<T>(path, { event, hear: (told) => setLatest((known) => (told.version >= known.version ? told : known)) }), [path, event]);

  return initial.version > latest.version ? initial : latest;
}
