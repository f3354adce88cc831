import { arrive, list, reserve, somebody, ticketById, uniqueWord } from './support/market';
import { expect, test } from './support/test';

test.describe('selling', () => {
  test('a listing with mistakes is told of each beside its field, and then goes on sale @phone', async ({ page, context }) => {
    await arrive(context);
    const title = `Winter Jazz ${uniqueWord()}`;
    await page.goto('/sell');
    const submit = page.getByRole('button', { name: 'Put it on sale' });
    await submit.click();
    await expect(page.getByLabel('Event')).toBeFocused();
    await expect(page.getByLabel('Event')).toHaveAccessibleDescription('Say which event the ticket is for.');
    await expect(page.getByLabel('Your price')).toHaveAccessibleDescription('Say what the ticket costs.');

    await page.getByLabel('Event').fill(title);
    await page.getByLabel('Your price').fill('0.49');
    await page.getByLabel('Starts at').fill('2020-01-01T20:00');
    await submit.click();
    await expect(page.getByLabel('Your price')).toHaveAccessibleDescription('The least is $0.50.');
    await expect(page.getByLabel('Starts at')).toHaveAccessibleDescription(/This event has begun already\./);
    await expect(page.getByLabel('Event')).not.toHaveAttribute('aria-invalid', 'true');

    await page.getByLabel('Your price').fill('19.999');
    await submit.click();
    await expect(page.getByLabel('Your price')).toHaveAccessibleDescription('Enter an amount such as 45 or 19.50.');

    await page.getByLabel('Your price').fill('19.90');
    await page.getByLabel('Face value').fill('30');
    await page.getByLabel(/^Venue/).fill('Blue Hall');
    await page.getByLabel('City').fill('Vienna');
    await page.getByLabel('Starts at').fill(`${new Date().getFullYear() + 1}-06-01T20:00`);
    await page.getByLabel('Time zone of the venue').selectOption('Europe/Vienna');
    await page.getByLabel('Row').fill('3');
    await page.getByLabel('Description').fill('Handed over at the door. <script>alert(1)</script>');
    await submit.click();

    await expect(page).toHaveURL(/\/tickets\/[0-9a-f]{24}$/);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByText('$19.90', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('20:00')).toBeVisible();
    await expect(page.getByText('<script>alert(1)</script>')).toBeVisible();
    await expect(page.getByText('This is your listing')).toBeVisible();

    await page.goto(`/?q=${title.split(' ').at(-1)}`);
    await expect(page.getByRole('list', { name: 'Tickets' }).getByRole('heading', { name: title })).toBeVisible();
  });

  test('a seller changes a listing, and everyone sees it', async ({ page, context }) => {
    const seller = await arrive(context);
    const ticket = await list(seller, { price: '40.00' });
    await page.goto('/listings');
    await page.getByRole('link', { name: `Edit ${ticket.title}` }).click();
    await expect(page.getByLabel('Your price')).toHaveValue('40.00');
    await page.getByLabel('Your price').fill('35.5');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Your changes are on the listing.')).toBeVisible();
    await expect(page).toHaveURL('/listings');
    await expect(page.getByRole('listitem').filter({ hasText: ticket.title }).getByText('$35.50')).toBeVisible();
    expect((await ticketById(seller, ticket.id)).price).toBe(35.5);
  });

  test('a seller withdraws a listing after he was asked, and nobody can buy it', async ({ page, context }) => {
    const seller = await arrive(context);
    const ticket = await list(seller);
    await page.goto('/listings');
    const withdraw = page.getByRole('button', { name: `Withdraw ${ticket.title}` });
    await withdraw.click();
    const dialog = page.getByRole('alertdialog', { name: 'Take this ticket off sale?' });
    await dialog.getByRole('button', { name: 'Keep it on sale' }).click();
    await expect(dialog).toBeHidden();
    expect((await ticketById(seller, ticket.id)).status).toBe('listed');

    await withdraw.click();
    await dialog.getByRole('button', { name: 'Withdraw it' }).click();
    await expect(page.getByText(`“${ticket.title}” is off sale.`)).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: ticket.title }).getByText('Withdrawn', { exact: true })).toBeVisible();
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByText('The seller has taken this ticket off sale.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reserve' })).toHaveCount(0);
  });

  test('a reserved listing cannot be edited, and the page says why', async ({ page, context, baseURL }) => {
    const seller = await arrive(context);
    const ticket = await list(seller);
    const buyer = await somebody(baseURL);
    await reserve(buyer, ticket);
    await expect.poll(async () => (await ticketById(seller, ticket.id)).status).toBe('reserved');
    await page.goto('/listings');
    const row = page.getByRole('listitem').filter({ hasText: ticket.title });
    await expect(row.getByText('Reserved', { exact: true })).toBeVisible();
    await expect(row.getByRole('link', { name: `Edit ${ticket.title}` })).toHaveCount(0);
    await page.goto(`/listings/${ticket.id}/edit`);
    await expect(page.getByText('This listing can’t be edited now')).toBeVisible();
  });

  test('nobody edits the listing of somebody else', async ({ page, context, seller, complaints }) => {
    complaints.tolerate(/404 \(Not Found\)/);
    await arrive(context);
    const ticket = await list(seller);
    await page.goto(`/listings/${ticket.id}/edit`);
    await expect(page.getByRole('heading', { name: 'No such listing' })).toBeVisible();
  });
});
