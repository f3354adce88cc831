import { expect } from '@playwright/test';

type Service = 'auth' | 'tickets' | 'orders' | 'payments' | 'expiration';

/** Runs `body` while a service of the fleet is down; afterwards it is up again. */
export async function without(service: Service, body: () => Promise<void>): Promise<void> {
  await order(service, 'stop');
  try {
    await body();
  } finally {
    await order(service, 'start');
  }
}

async function order(service: Service, action: 'stop' | 'start'): Promise<void> {
  const remote = process.env.REMOTE_URL;
  if (!remote) throw new Error('REMOTE_URL is missing: `fleet browser-tests` sets it');
  const answer = await fetch(`${remote}/services/${service}/${action}`, { method: 'POST' });
  expect(answer.status, await answer.text()).toBe(200);
}
