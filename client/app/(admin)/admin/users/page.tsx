import type { Metadata } from 'next';
import { AdminNav } from '@/components/admin/admin-nav';
import { Filters, options } from '@/components/admin/filters';
import { UserList } from '@/components/admin/user-list';
import { RowListSkeleton } from '@/components/ticket/row-list';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectField, TextField } from '@/components/ui/field';
import { PageHeading } from '@/components/ui/page-heading';
import { Pagination } from '@/components/ui/pagination';
import { Patiently } from '@/components/ui/patiently';
import { allUsers } from '@/lib/api/admin';
import { dataOf } from '@/lib/api/server';
import { oneOf, pathWith, pick } from '@/lib/admin-query';
import { requireAdmin } from '@/lib/session/require-admin';

export const metadata: Metadata = { title: 'Users' };

const path = '/admin/users';
const roles = { user: 'User', admin: 'Admin' };
const statuses = { active: 'Active', suspended: 'Suspended', deleted: 'Deleted' };

export default async function UsersPage({ searchParams }: PageProps<'/admin/users'>) {
  const admin = await requireAdmin(path);
  const query = pick(await searchParams, 'q', 'role', 'status', 'after');
  const { after, ...filters } = { ...query, role: oneOf(roles, query.role), status: oneOf(statuses, query.status) };
  const found = allUsers({ ...query, ...filters });
  return (
    <>
      <PageHeading title="Users" />
      <AdminNav />
      <Filters action={path}>
        <TextField label="Address" name="q" type="search" defaultValue={filters.q} maxLength={254} autoComplete="off" />
        <SelectField label="Role" name="role" defaultValue={filters.role}>{options(roles)}</SelectField>
        <SelectField label="Status" name="status" defaultValue={filters.status}>{options(statuses)}</SelectField>
      </Filters>
      <Patiently data={found} skeleton={<RowListSkeleton label="Loading the users…" />}>
        <Users found={found} own={admin.id} filters={filters} isFirst={!after} />
      </Patiently>
    </>
  );
}

async function Users({ found, own, filters, isFirst }: { found: ReturnType<typeof allUsers>; own: string; filters: Record<string, string | undefined>; isFirst: boolean }) {
  const { items, next } = dataOf(await found);
  return items.length ? (
    <>
      <UserList users={items} own={own} />
      <Pagination first={isFirst ? undefined : pathWith(path, filters)} next={next && pathWith(path, { ...filters, after: next })} />
    </>
  ) : (
    <EmptyState title="No users match">Try another part of the address, or fewer filters.</EmptyState>
  );
}
