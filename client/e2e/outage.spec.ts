import { cards, expectBought, payButton, payWith } from './support/checkout';
import { without } from './support/fleet';
import { arrive, list, reserve, somebody } from './support/market';
import { expect, test } from './support/test';

test.describe('outages', () => {
  // React logs what its error boundaries show as number 441.
  test.beforeEach(({ complaints }) => complaints.tolerate(/status of 50[0234]/, /ERR_/, /react\.dev\/errors\/441/));

  test('a list that cannot be had says so and comes back by a press', async ({ page, seller }) => {
    const ticket = await list(seller);
    const path = `/?q=${ticket.title.split(' ').at(-1)}`;
    await without('tickets', async () => {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'The box office doesn’t answer' })).toBeVisible();
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: ticket.title })).toBeVisible();
  });

  test('a reservation that cannot be made says so, and works later', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    await arrive(context);
    await page.goto(`/tickets/${ticket.id}`);
    await without('orders', async () => {
      await page.getByRole('button', { name: 'Reserve' }).click();
      await expect(page.getByText('The service is catching its breath. Try again in a moment.')).toBeVisible();
    });
    await page.getByRole('button', { name: 'Reserve' }).click();
    await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  });

  test('a payment that cannot be made keeps the card, and is made once later', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    const order = await reserve(await arrive(context), ticket);
    await page.goto(`/orders/${order.id}`);
    await expect(payButton(page)).toBeEnabled();
    await without('payments', async () => {
      await payWith(page, cards.plain);
      await expect(page.getByRole('alert').filter({ hasText: 'We can’t reach the payment service.' })).toBeVisible();
    });
    await expect(page.getByLabel('Card number')).toHaveValue('4242 4242 4242 4242');
    await payButton(page).click();
    await expectBought(page, ticket.title);
  });

  test('a ticket’s page that was refused its stream meanwhile is live again by itself', async ({ page, context, seller, baseURL }) => {
    const [ticket, buyer] = [await list(seller), await somebody(baseURL)];
    await arrive(context);
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/live') && answer.status() === 502);
    await without('tickets', async () => void (await refused));
    await reserve(buyer, ticket);
    await expect(page.getByText('Somebody is paying for it')).toBeVisible();
  });

  test('without auth the list is still there for everyone', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    await arrive(context);
    await without('auth', async () => {
      await page.goto(`/?q=${ticket.title.split(' ').at(-1)}`);
      await expect(page.getByRole('heading', { name: ticket.title })).toBeVisible();
    });
  });
});
