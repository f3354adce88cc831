import { Badge, type BadgeKind } from '@/components/ui/badge';
import type { AdminUser } from '@/lib/api/types';
import { utcMoment } from '@/lib/dates';
import { ChangeRole, Restore, Suspend } from './acts';
import { InlineLink } from './inline-link';

const standings: Record<AdminUser['status'], { kind: BadgeKind; text: string }> = {
  active: { kind: 'good', text: 'Active' },
  suspended: { kind: 'danger', text: 'Suspended' },
  deleted: { kind: 'neutral', text: 'Deleted' },
};

/** Everyone's accounts. An admin's own has no buttons: whoever locks himself out needs another to come back. */
export function UserList({ users, own }: { users: AdminUser[]; own: string }) {
  return (
    <ul className="space-y-4" aria-label="Users">
      {users.map((user) => (
        <li key={user.id} className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-sheet p-4 shadow-sheet ring-1 ring-line sm:px-5">
          <UserFacts user={user} />
          {user.id === own ? <p className="text-sm text-ink-soft">This is you.</p> : <UserActs user={user} />}
        </li>
      ))}
    </ul>
  );
}

function UserFacts({ user: { id, email, role, status, suspended, emailVerified, createdAt } }: { user: AdminUser }) {
  const { kind, text } = standings[status];
  return (
    <div className="min-w-0 flex-[1_1_18rem] space-y-1.5">
      <p className="flex flex-wrap gap-2">
        <Badge kind={kind}>{text}</Badge>
        {role === 'admin' ? <Badge kind="accent">Admin</Badge> : null}
        {emailVerified || status === 'deleted' ? null : <Badge kind="warn">Not verified</Badge>}
      </p>
      <h2 className="text-lg font-semibold break-words">{email}</h2>
      <p className="text-sm text-ink-soft">
        Since <time dateTime={createdAt}>{utcMoment(createdAt)}</time>
      </p>
      {suspended ? <p className="text-sm break-words">Suspended {utcMoment(suspended.at)}: {suspended.reason}</p> : null}
      <p className="flex gap-4 text-sm">
        <InlineLink href={`/admin/listings?userId=${id}`}>Listings</InlineLink>
        <InlineLink href={`/admin/orders?userId=${id}`}>Orders</InlineLink>
      </p>
    </div>
  );
}

function UserActs({ user }: { user: AdminUser }) {
  if (user.status === 'deleted') return null;
  return (
    <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
      <ChangeRole id={user.id} email={user.email} role={user.role} />
      {user.status === 'active' ? <Suspend id={user.id} email={user.email} /> : <Restore id={user.id} email={user.email} />}
    </div>
  );
}
