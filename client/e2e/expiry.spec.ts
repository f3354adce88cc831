import { cards, fillCard } from './support/checkout';
import { arrive, list, reserve, ticketById } from './support/market';
import { expect, test } from './support/test';

test.describe('expiry', () => {
  // A fleet that holds orders for a few seconds.
  test.use({ baseURL: process.env.HASTY_URL });

  test('the page of an order tells when its time is over, and the ticket is on sale again @phone', async ({ page, context, seller }) => {
    const ticket = await list(seller);
    const buyer = await arrive(context);
    const order = await reserve(buyer, ticket);
    await page.goto(`/orders/${order.id}`);
    await expect(page.getByRole('timer', { name: 'Time left to pay' })).toBeVisible();
    await expect(page.getByText('Less than one minute left to pay.')).toBeAttached();
    await fillCard(page, cards.plain);
    await expect(page.getByRole('heading', { name: 'Your time ran out' })).toBeFocused({ timeout: 30_000 });
    await expect(page.getByText('You have not been charged.')).toBeVisible();
    await expect.poll(async () => (await ticketById(seller, ticket.id)).status).toBe('listed');
    await page.getByRole('link', { name: 'Back to the ticket' }).click();
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
    await page.goto('/orders');
    await expect(page.getByRole('listitem').filter({ hasText: ticket.title }).getByText('Expired', { exact: true })).toBeVisible();
  });
});
