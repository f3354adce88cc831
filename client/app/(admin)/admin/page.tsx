import { redirect } from 'next/navigation';
import { requireAdmin } from '@/lib/session/require-admin';

export default async function AdminPage() {
  await requireAdmin('/admin');
  redirect('/admin/users');
}
