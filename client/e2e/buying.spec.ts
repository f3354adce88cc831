import { type Page } from '@playwright/test';
import { answerBank, cards, expectBought, fillCard, payButton, payWith } from './support/checkout';
import { arrive, list, orderOf, password, reserve, somebody, ticketById } from './support/market';
import { expect, test } from './support/test';

const orderPage = /\/orders\/[0-9a-f]{24}$/;

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

test.describe('buying', () => {
  test('a buyer reserves a ticket, pays by card and has it @phone', async ({ page, context, seller }) => {
    const ticket = await list(seller, { price: '25.50' });
    const buyer = await arrive(context);
    await page.goto(`/tickets/${ticket.id}`);
    await page.getByRole('button', { name: 'Reserve' }).click();
    await expect(page).toHaveURL(orderPage);
    await expect(page.getByRole('timer', { name: 'Time left to pay' })).toHaveText(/^1[45]:\d\d$/);
    await expect(payButton(page)).toHaveText('Pay $25.50');
    await payWith(page, cards.plain);
    await expectBought(page, ticket.title);

    const id = page.url().split('/').at(-1) ?? '';
    await page.goto('/orders');
    await expect(page.getByRole('listitem').filter({ hasText: ticket.title }).getByText('Paid', { exact: true })).toBeVisible();
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByText('You bought this ticket')).toBeVisible();
    const ledger = (await (await context.request.get('/stripe/_double/ledger')).json()) as { payment_intents: { status: string; amount_received: number; metadata: Record<string, string> }[] };
    const paid = ledger.payment_intents.filter(({ metadata }) => Object.values(metadata).includes(id));
    expect(paid.map(({ status, amount_received }) => [status, amount_received])).toEqual([['succeeded', 2550]]);
    expect((await orderOf(buyer, id)).status).toBe('complete');
  });

  test('a declined card is told why, keeps the ticket, and another card pays @phone', async ({ page, context, seller, complaints }) => {
    complaints.tolerate(/402 \(Payment Required\).*\/api\/payments/);
    const ticket = await list(seller);
    const order = await reserve(await arrive(context), ticket);
    await page.goto(`/orders/${order.id}`);
    await payWith(page, cards.insufficientFunds);
    const refusal = page.getByRole('alert').filter({ hasText: 'Your card has insufficient funds.' });
    await expect(refusal).toContainText('You have not been charged, and the ticket is still held for you.');
    await payWith(page, cards.declined);
    await expect(page.getByRole('alert').filter({ hasText: 'Your card was declined.' })).toBeVisible();
    await payWith(page, cards.plain);
    await expectBought(page, ticket.title);
  });

  test('a card that is not typed well is told before anything is sent', async ({ page, context, seller }) => {
    const order = await reserve(await arrive(context), await list(seller));
    const calls: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/payments')) calls.push(request.url());
    });
    await page.goto(`/orders/${order.id}`);
    await fillCard(page, '4242424242424241');
    await payButton(page).click();
    await expect(page.getByText('Your card number is invalid.')).toBeVisible();
    await expect(page.getByLabel('Card number')).toBeFocused();
    expect(calls).toEqual([]);
  });

  test('a card with 3-D Secure pays once the bank was answered @phone', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    const order = await reserve(await arrive(context), ticket);
    await page.goto(`/orders/${order.id}`);
    await payWith(page, cards.secure);
    await answerBank(page, 'Complete');
    await expectBought(page, ticket.title);
  });

  test('a buyer whom the bank does not know has not paid, and can try again', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    const buyer = await arrive(context);
    const order = await reserve(buyer, ticket);
    await page.goto(`/orders/${order.id}`);
    await payWith(page, cards.secure);
    await answerBank(page, 'Fail');
    await expect(page.getByRole('alert').filter({ hasText: 'You have not been charged, and the ticket is still held for you.' })).toBeVisible();
    expect((await orderOf(buyer, order.id)).status).not.toBe('complete');
    await payWith(page, cards.plain);
    await expectBought(page, ticket.title);
  });

  test('a reload in the middle of a payment shows how it ended', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    const order = await reserve(await arrive(context), ticket);
    await page.goto(`/orders/${order.id}`);
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/payments'));
    await payWith(page, cards.plain);
    await sent;
    await page.reload();
    await expect(page.getByRole('heading', { name: 'It’s yours' })).toBeVisible();
  });

  test('a buyer lets a ticket go, and it is on sale again', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    const order = await reserve(await arrive(context), ticket);
    await page.goto(`/orders/${order.id}`);
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel order' }).click();
    await expect(page.getByRole('heading', { name: 'Order cancelled' })).toBeFocused();
    await expect.poll(async () => (await ticketById(seller, ticket.id)).status).toBe('listed');
    await page.getByRole('link', { name: 'Back to the ticket' }).click();
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
  });

  test('a buyer whose session ends in the middle signs in, comes back and pays', async ({ page, context, seller, complaints }) => {
    complaints.tolerate(/401 \(Unauthorized\)/);
    const ticket = await list(seller);
    const buyer = await arrive(context);
    const order = await reserve(buyer, ticket);
    await page.goto(`/orders/${order.id}`);
    await fillCard(page, cards.plain);
    await context.clearCookies();
    await payButton(page).click();
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/orders/${order.id}`)}`);
    await page.getByLabel('E-mail').fill(buyer.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`/orders/${order.id}`);
    await payWith(page, cards.plain);
    await expectBought(page, ticket.title);
  });

  test('a ticket can be bought with the keyboard alone', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    await arrive(context);
    await page.goto(`/tickets/${ticket.id}`);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Reserve' }));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(orderPage);
    await expect(payButton(page)).toBeEnabled();
    await tabTo(page, page.getByLabel('Card number'));
    await page.keyboard.type(cards.plain);
    await tabTo(page, page.getByLabel('Expiration date'));
    await page.keyboard.type('1234');
    await tabTo(page, page.getByLabel('Security code'));
    await page.keyboard.type('123');
    await tabTo(page, payButton(page));
    await page.keyboard.press('Enter');
    await expectBought(page, ticket.title);
  });

  test('of two buyers who press at the same moment one gets the ticket, and the other is told politely', async ({ page, context, browser, baseURL, seller, complaints }) => {
    complaints.tolerate(/409 \(Conflict\).*\/api\/orders/);
    const ticket = await list(seller);
    await arrive(context);
    const otherContext = await browser.newContext({ baseURL });
    await arrive(otherContext);
    const other = await otherContext.newPage();
    complaints.hear(other);
    const pages = [page, other];

    // Both calls have left their pages before either goes on.
    let waiting: (() => void)[] = [];
    for (const each of pages) {
      await each.goto(`/tickets/${ticket.id}`);
      await each.route('**/api/orders', async (route) => {
        await new Promise<void>((both) => {
          waiting.push(both);
          if (waiting.length === pages.length) waiting.splice(0).forEach((go) => go());
        });
        await route.continue();
      });
    }
    for (const each of pages) await each.getByRole('button', { name: 'Reserve' }).click();
    waiting = [];

    const winnerIs = (candidate: Page) => expect(candidate).toHaveURL(orderPage).then(() => candidate);
    const winner = await Promise.any(pages.map(winnerIs));
    const loser = pages.find((each) => each !== winner) ?? other;
    await expect(loser.getByText('Someone else is holding this ticket right now.')).toBeVisible();
    await expect(loser.getByText('Somebody is paying for it')).toBeVisible();
    await expect(loser).toHaveURL(`/tickets/${ticket.id}`);
    await payWith(winner, cards.plain);
    await expectBought(winner, ticket.title);
    await expect(loser.getByText('Sold', { exact: true })).toBeVisible();
    await otherContext.close();
  });

  test('a price that changed while the page was open is shown before anything is reserved', async ({ page, context, seller, complaints }) => {
    complaints.tolerate(/409 \(Conflict\).*\/api\/orders/);
    const ticket = await list(seller, { price: '20.00' });
    await arrive(context);
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
    await seller.http.put(`/api/tickets/${ticket.id}`, { data: { title: ticket.title, price: '21.00' } });
    await expect(page.getByText('The seller has just changed the price.')).toBeVisible();
    await expect(page.getByText('$21.00')).toBeVisible();
    expect((await ticketById(seller, ticket.id)).status).toBe('listed');
  });

  test('nobody sees the order of somebody else', async ({ page, context, seller, baseURL }) => {
    const buyer = await somebody(baseURL);
    const ticket = await list(seller);
    const order = await reserve(buyer, ticket);
    await arrive(context);
    await page.goto(`/orders/${order.id}`);
    await expect(page.getByText('This order belongs to another account')).toBeVisible();
    await expect(page.getByText(ticket.title)).toHaveCount(0);
  });
});
