import 'server-only';
import { notFound } from 'next/navigation';
import type { User } from '@/lib/api/types';
import { requireUser } from './require-user';

/** Whoever is signed in as an admin. To others the page is not there; each call to the API asks anew. */
export async function requireAdmin(path: string): Promise<User> {
  const user = await requireUser(path);
  return user.role === 'admin' ? user : notFound();
}
