import { type Page } from '@playwright/test';
import { payButton } from './support/checkout';
import { arrive, list, listInFull, reserve } from './support/market';
import { expect, test } from './support/test';

const scriptLimit = 170 * 1024;

/** Bytes of scripts that cross the network, as they are compressed. */
async function scriptBytes(page: Page, visit: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await visit();
  await page.waitForLoadState('networkidle');
  await session.detach();
  return bytes;
}

/** The page's cumulative layout shift so far; it is told to two decimals, so a font that moves a line by a pixel is none. */
const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((entries) => {
          for (const entry of entries.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) sum += entry.value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // Entries are handed over before the second frame at the latest.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
      }),
  );

test.describe('weight', () => {
  test('the list loads less than 170 KB of scripts and shifts nothing @phone', async ({ page, seller }, info) => {
    await listInFull(seller);
    const bytes = await scriptBytes(page, () => page.goto('/'));
    await page.evaluate(() => document.fonts.ready);
    info.annotations.push({ type: 'scripts', description: `${Math.round(bytes / 1024)} KB` });
    expect(bytes).toBeGreaterThan(0);
    expect(bytes, 'bytes of scripts').toBeLessThan(scriptLimit);
    expect(await layoutShift(page)).toBeCloseTo(0, 2);
  });

  test('a ticket’s page and the payment shift nothing while they load @phone', async ({ page, context, seller }) => {
    const ticket = await listInFull(seller);
    await page.goto(`/tickets/${ticket.id}`, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    expect.soft(await layoutShift(page), 'a ticket').toBeCloseTo(0, 2);
    const order = await reserve(await arrive(context), await list(seller));
    await page.goto(`/orders/${order.id}`);
    await expect(payButton(page)).toBeEnabled();
    expect.soft(await layoutShift(page), 'the payment').toBeCloseTo(0, 2);
  });
});
