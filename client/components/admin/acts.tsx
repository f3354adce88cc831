'use client';

import { api } from '@/lib/api/browser';
import { outcome } from '@/lib/api/problem';
import type { AdminUser } from '@/lib/api/types';
import { ActDialog } from './act-dialog';
import { Choices } from './choices';

export function TakeDown({ id, title }: { id: string; title: string }) {
  return (
    <ActDialog
      danger
      label="Take down"
      name={`Take down ${title}`}
      title="Take this listing down?"
      description={<p>“{title}” is off the market until it is put back. An order that is not paid yet is cancelled.</p>}
      hint="The seller is shown it."
      confirm="Take it down"
      done={`“${title}” is taken down.`}
      act={({ reason }) => outcome(api.POST('/api/admin/tickets/{id}/take-down', { params: { path: { id } }, body: { reason } }))}
    />
  );
}

export function PutBack({ id, title }: { id: string; title: string }) {
  return (
    <ActDialog
      label="Put back"
      name={`Put back ${title}`}
      title="Put this listing back?"
      description={<p>“{title}” is on the market again.</p>}
      hint="For the audit log."
      confirm="Put it back"
      done={`“${title}” is back.`}
      act={({ reason }) => outcome(api.POST('/api/admin/tickets/{id}/put-back', { params: { path: { id } }, body: { reason } }))}
    />
  );
}

export function Refund({ id, title }: { id: string; title: string }) {
  return (
    <ActDialog
      danger
      label="Refund this order"
      name={`Refund the order of ${title}`}
      title="Give the money back?"
      description={<p>The buyer gets all of it back, and “{title}” is not his any more. This cannot be undone.</p>}
      hint="For the audit log."
      confirm="Refund it"
      done="The money is on its way back."
      act={({ reason, choice }) => outcome(api.POST('/api/admin/orders/{id}/refund', { params: { path: { id } }, body: { reason, ticket: choice === 'void' ? 'void' : 'relist' } }))}
    >
      <Choices
        legend="The ticket"
        options={[
          { value: 'relist', text: 'goes on sale again' },
          { value: 'void', text: 'is void, and never sold again' },
        ]}
      />
    </ActDialog>
  );
}

export function Suspend({ id, email }: { id: string; email: string }) {
  return (
    <ActDialog
      danger
      label="Suspend"
      name={`Suspend ${email}`}
      title="Suspend this account?"
      description={<p>{email} is signed out everywhere and cannot sign in, and what they sell is off the market, until the account is restored. Who has reserved a ticket may still buy it.</p>}
      hint="For the audit log."
      confirm="Suspend it"
      done={`${email} is suspended.`}
      act={({ reason }) => outcome(api.POST('/api/admin/users/{id}/suspend', { params: { path: { id } }, body: { reason } }))}
    />
  );
}

export function Restore({ id, email }: { id: string; email: string }) {
  return (
    <ActDialog
      label="Restore"
      name={`Restore ${email}`}
      title="Restore this account?"
      description={<p>{email} can sign in again, and what they sell is back on the market.</p>}
      hint="For the audit log."
      confirm="Restore it"
      done={`${email} is restored.`}
      act={({ reason }) => outcome(api.POST('/api/admin/users/{id}/restore', { params: { path: { id } }, body: { reason } }))}
    />
  );
}

export function ChangeRole({ id, email, role }: Pick<AdminUser, 'id' | 'email' | 'role'>) {
  const other = role === 'admin' ? 'user' : 'admin';
  return (
    <ActDialog
      label={other === 'admin' ? 'Make admin' : 'Make user'}
      name={other === 'admin' ? `Make ${email} an admin` : `Make ${email} a user`}
      title={other === 'admin' ? 'Make an admin of this user?' : 'Take the admin’s rights away?'}
      description={<p>{other === 'admin' ? `${email} sees and does all that you see and do here.` : `${email} is a user as any other.`}</p>}
      hint="For the audit log."
      confirm={other === 'admin' ? 'Make them an admin' : 'Take them away'}
      done={`${email} is ${other === 'admin' ? 'an admin' : 'a user'} now.`}
      act={({ reason }) => outcome(api.PUT('/api/admin/users/{id}/role', { params: { path: { id } }, body: { role: other, reason } }))}
    />
  );
}
