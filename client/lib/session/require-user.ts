import 'server-only';
import { redirect } from 'next/navigation';
import { dataOf, lookUpUser } from '@/lib/api/server';
import type { User } from '@/lib/api/types';
import { signInPath } from './next-path';

/** Whoever is signed in; anybody else is sent to sign in and comes back to `path`. */
export async function requireUser(path: string): Promise<User> {
  return dataOf(await lookUpUser()) ?? redirect(signInPath(path));
}
