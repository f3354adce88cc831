import { type Page } from '@playwright/test';
import { answerBank, cards, expectBought, fillCard, payButton, payWith } from './support/checkout';
import { arrive, buy, list, listInFull, reserve, somebody } from './support/market';
import { expect, test } from './support/test';

/**
 * Pictures of every page for who judges the design, taken against `cargo xtask up --demo`:
 * `SCREENSHOTS=pictures npm run e2e -- --project screenshots`. The folder is where they go.
 */
const folder = process.env.SCREENSHOTS ?? '';

const looks = [
  { look: 'desktop-light', size: { width: 1280, height: 860 }, colorScheme: 'light' },
  { look: 'desktop-dark', size: { width: 1280, height: 860 }, colorScheme: 'dark' },
  { look: 'phone-light', size: { width: 390, height: 844 }, colorScheme: 'light' },
  { look: 'phone-dark', size: { width: 390, height: 844 }, colorScheme: 'dark' },
  { look: 'narrow-light', size: { width: 320, height: 640 }, colorScheme: 'light' },
  { look: 'wide-light', size: { width: 1920, height: 1080 }, colorScheme: 'light' },
] as const;

async function picture(page: Page, name: string): Promise<void> {
  for (const { look, size, colorScheme } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await repainted(page);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
  }
}

/** Colours have changed over to the new scheme. */
const repainted = (page: Page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve), 50))));

test.describe('screenshots', () => {
  test.setTimeout(180_000);
  test.beforeEach(({ complaints }) => complaints.tolerate(/status of 4/));

  test('for everyone', async ({ page, seller }) => {
    const ticket = await listInFull(seller);
    for (const [name, path] of [
      ['list', '/'],
      ['list-search', '/?q=night&sort=price'],
      ['list-empty', '/?q=nothingatall'],
      ['ticket', `/tickets/${ticket.id}`],
      ['sign-in', '/sign-in'],
      ['sign-up', '/sign-up'],
      ['forgot-password', '/forgot-password'],
      ['reset-password', '/account/reset-password#token=nonsense'],
      ['verify-email', '/account/verify-email'],
      ['not-found', '/nothing/here'],
    ] as const) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await picture(page, name);
    }
    await page.goto('/sign-up');
    await page.getByLabel('E-mail').fill('nobody');
    await page.getByRole('button', { name: 'Make an account' }).click();
    await picture(page, 'sign-up-mistakes');
  });

  test('for a seller', async ({ page, context, baseURL }) => {
    const seller = await arrive(context);
    await page.goto('/listings');
    await picture(page, 'listings-empty');
    await list(seller);
    const reserved = await listInFull(seller);
    const sold = await listInFull(seller);
    const buyer = await somebody(baseURL);
    await reserve(buyer, reserved);
    await buy(buyer, sold);
    const mine = await listInFull(seller);
    for (const [name, path] of [
      ['sell', '/sell'],
      ['listings', '/listings'],
      ['edit', `/listings/${mine.id}/edit`],
      ['own-ticket', `/tickets/${mine.id}`],
      ['reserved-ticket', `/tickets/${reserved.id}`],
      ['sold-ticket', `/tickets/${sold.id}`],
    ] as const) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await picture(page, name);
    }
    await page.goto('/sell');
    await page.getByRole('button', { name: 'Put it on sale' }).click();
    await picture(page, 'sell-mistakes');
  });

  test('for a buyer', async ({ page, context, seller }) => {
    const buyer = await arrive(context);
    await page.goto('/account', { waitUntil: 'networkidle' });
    await picture(page, 'account');
    await page.goto('/orders');
    await picture(page, 'orders-empty');
    const ticket = await listInFull(seller);
    const order = await reserve(buyer, ticket);
    await page.goto(`/orders/${order.id}`);
    await expect(payButton(page)).toBeEnabled();
    await picture(page, 'checkout');
    await payWith(page, cards.declined);
    await expect(page.getByText(/declined/i).first()).toBeVisible();
    await picture(page, 'checkout-declined');
    await fillCard(page, cards.secure);
    await payButton(page).click();
    await expect(page.getByRole('dialog', { name: '3-D Secure' })).toBeVisible();
    await picture(page, 'checkout-bank');
    await answerBank(page, 'Complete');
    await expectBought(page, ticket.title);
    await picture(page, 'bought');
    await page.goto(`/orders/${order.id}`, { waitUntil: 'networkidle' });
    await picture(page, 'receipt');
    const other = await reserve(buyer, await listInFull(seller));
    await reserve(buyer, await listInFull(seller));
    await buyer.http.delete(`/api/orders/${other.id}`);
    await page.goto(`/orders/${other.id}`, { waitUntil: 'networkidle' });
    await picture(page, 'cancelled');
    await page.goto('/orders', { waitUntil: 'networkidle' });
    await picture(page, 'orders');
  });

  test('for the README', async ({ page, context }) => {
    const look = async (name: string, [width, height]: [number, number], colorScheme: 'light' | 'dark') => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await repainted(page);
      await page.screenshot({ path: `${folder}/readme-${name}.png` });
    };
    await arrive(context);
    await page.goto('/?sort=date', { waitUntil: 'networkidle' });
    await look('list', [1280, 860], 'light');
    await look('list-phone', [360, 720], 'dark');
    await page.getByRole('heading', { name: 'Hamlet' }).first().click();
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
    await look('ticket-phone', [360, 720], 'light');
    await page.getByRole('button', { name: 'Reserve' }).click();
    await expect(payButton(page)).toBeEnabled();
    await fillCard(page, cards.plain);
    await page.getByRole('heading', { level: 1 }).click();
    await page.evaluate(() => scrollTo(0, 0));
    await look('checkout', [1280, 760], 'light');
    await payButton(page).click();
    await expectBought(page, 'Hamlet');
    await look('bought-phone', [360, 720], 'dark');
  });
});
