import AxeBuilder from '@axe-core/playwright';
import { request, type Page } from '@playwright/test';
import { stockCount } from '@/lib/seed';
import { payButton } from './support/checkout';
import { arrive, buy, list, listInFull, password, reserve, uniqueEmail } from './support/market';
import { expect, test } from './support/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 320, height: 640 },
];

/** Nothing for axe to find in either theme, wide and narrow, and nothing that is wider than a narrow screen. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }), `one h1 on ${name}`).toHaveCount(1);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // What is left of the other theme is gone at a second look.
      const found = (await violationsOf(page)).length ? await violationsOf(page) : [];
      expect.soft(found, `${name}, ${colorScheme}, ${size.width} px`).toEqual([]);
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wider, `${name} is wider than ${size.width} px`).toBeLessThanOrEqual(0);
  }
}

async function violationsOf(page: Page): Promise<string[]> {
  await stillness(page);
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`));
}

/** Colours in the middle of a change are not those of the design. */
const stillness = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const still = async () => {
      // The second frame has drawn what was asked for before the first.
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const ending = document.getAnimations().filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
      await Promise.allSettled(ending.map((animation) => animation.finished));
    };
    // A busy browser may withhold its frames, and an animation of what is not shown never ends.
    return Promise.race([still(), new Promise<void>((resolve) => setTimeout(resolve, 3000))]);
  });

test.describe('accessibility', () => {
  // Two dozen runs of axe each.
  test.setTimeout(300_000);

  test('a visitor’s pages are accessible in both themes, wide and narrow', async ({ page, seller, complaints }) => {
    complaints.tolerate(/404 \(Not Found\)/);
    const ticket = await listInFull(seller);
    await page.goto(`/?q=${ticket.title.split(' ').at(-1)}&city=Vienna&maxPrice=100`);
    await expect(page.getByRole('heading', { name: ticket.title })).toBeVisible();
    await expectAccessible(page, 'the list');
    await page.goto(`/?q=nothing-${ticket.id}`);
    await expectAccessible(page, 'the empty list');
    await page.goto(`/tickets/${ticket.id}`);
    await expectAccessible(page, 'a ticket');
    await page.goto('/sign-in');
    await expectAccessible(page, 'sign-in');
    await page.goto('/sign-up');
    await page.getByRole('button', { name: 'Make an account' }).click();
    await expectAccessible(page, 'sign-up with errors');
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail').fill(uniqueEmail());
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page.getByText('Look into your mailbox.')).toBeVisible();
    await expectAccessible(page, 'a forgotten password');
    await page.goto('/account/reset-password#token=nonsense');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await expectAccessible(page, 'a new password with errors');
    await page.goto('/account/verify-email');
    await expect(page.getByText('This needs the link of a mail.')).toBeVisible();
    await expectAccessible(page, 'an address to verify without a link');
    await page.goto('/nothing/here');
    await expectAccessible(page, 'a page that is not there');
  });

  test('a seller’s pages are accessible in both themes, wide and narrow', async ({ page, context }) => {
    const seller = await arrive(context);
    await page.goto('/listings');
    await expectAccessible(page, 'no listings');
    const ticket = await listInFull(seller);
    await page.goto('/sell');
    await page.getByRole('button', { name: 'Put it on sale' }).click();
    await expectAccessible(page, 'the form to sell with errors');
    await page.goto('/listings');
    await expectAccessible(page, 'my listings');
    await page.getByRole('button', { name: `Withdraw ${ticket.title}` }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('[role=alertdialog]').withTags(rules).analyze();
    expect.soft(violations.map(({ id }) => id), 'the question before a withdrawal').toEqual([]);
    await page.goto(`/listings/${ticket.id}/edit`);
    await expectAccessible(page, 'the form to edit');
    await page.goto(`/tickets/${ticket.id}`);
    await expectAccessible(page, 'an own ticket');
  });

  test('what is printed on tickets can be read on every stock, in both themes', async ({ page, context, seller }) => {
    const ticket = await listInFull(seller);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const order = await reserve(await arrive(context), await listInFull(seller));
    for (const path of [`/?q=${ticket.title.split(' ').at(-1)}`, `/tickets/${ticket.id}`, `/orders/${order.id}`, '/orders']) {
      await page.goto(path);
      await expect(page.locator('[class*="stock-"]').first()).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (let stock = 0; stock < stockCount; stock += 1) {
          // The stock comes from the title, which is another one at each run.
          await page.locator('[class*="stock-"]').evaluateAll((sheets, name) => {
            for (const sheet of sheets) sheet.setAttribute('class', (sheet.getAttribute('class') ?? '').replace(/(?<![\w-])stock-\d/, name));
          }, `stock-${stock}`);
          await stillness(page);
          const { violations } = await new AxeBuilder({ page }).include('main').withRules(['color-contrast']).analyze();
          const found = violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`));
          expect.soft(found, `stock ${stock} on ${path}, ${colorScheme}`).toEqual([]);
        }
      }
    }
  });

  test('the account is accessible in both themes, wide and narrow', async ({ page, context, baseURL }) => {
    const { email } = await arrive(context);
    const other = await request.newContext({ ...(baseURL ? { baseURL } : {}) });
    await other.post('/api/users/signin', { data: { email, password } });
    await page.goto('/account');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(2);
    await expectAccessible(page, 'the account with errors');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByRole('button', { name: 'Delete it for good' }).click();
    await expect(page.getByText('Tick this box to go on.')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await stillness(page);
      const { violations } = await new AxeBuilder({ page }).include('[role=alertdialog]').withTags(rules).analyze();
      expect.soft(violations.map(({ id }) => id), `the question before an account is deleted, ${colorScheme}`).toEqual([]);
    }
    await other.dispose();
  });

  test('the payment is accessible in both themes, wide and narrow', async ({ page, context, seller }) => {
    const order = await reserve(await arrive(context), await list(seller));
    await page.goto(`/orders/${order.id}`);
    await expect(payButton(page)).toBeEnabled();
    await expectAccessible(page, 'the payment');
    await payButton(page).click();
    await expect(page.getByText('Your card number is incomplete.')).toBeVisible();
    await expectAccessible(page, 'the payment with errors');
  });

  test('a buyer’s other pages are accessible in both themes, wide and narrow', async ({ page, context, seller }) => {
    const buyer = await arrive(context);
    await page.goto('/orders');
    await expectAccessible(page, 'no orders');
    const paid = await buy(buyer, await listInFull(seller));
    const cancelled = await reserve(buyer, await list(seller));
    expect((await context.request.delete(`/api/orders/${cancelled.id}`)).ok()).toBe(true);
    await page.goto(`/orders/${paid.id}`);
    await expectAccessible(page, 'the receipt');
    await page.goto(`/orders/${cancelled.id}`);
    await expectAccessible(page, 'a cancelled order');
    await page.goto('/orders');
    await expectAccessible(page, 'my orders');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('[role=menu]').withTags(rules).analyze();
    expect.soft(violations.map(({ id }) => id), 'the menu').toEqual([]);
  });
});
