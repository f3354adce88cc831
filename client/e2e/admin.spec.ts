import { request, type Page } from '@playwright/test';
import { linkTo } from './support/mail';
import { arrive, buy, list, listInFull, password, reserve, somebody, ticketById, type Person } from './support/market';
import { expect, test } from './support/test';

/** The admin, signed in in this browser. */
async function administer(page: Page): Promise<Person> {
  const email = process.env.ADMIN_EMAIL;
  if (!email) throw new Error('ADMIN_EMAIL is missing: `fleet browser-tests` sets it');
  const http = page.context().request;
  const made = await http.post('/api/users/signup', { data: { email, password } });
  if (made.status() !== 409) {
    expect(made.status(), await made.text()).toBe(201);
    const token = new URL(await linkTo(email, 'verify-email')).hash.replace('#token=', '');
    expect((await http.post('/api/users/email-verification/confirm', { data: { token } })).status()).toBe(204);
  }
  expect((await http.post('/api/users/signin', { data: { email, password } })).status()).toBe(200);
  return { email, http };
}

const row = (page: Page, text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text });

test.describe('administration', () => {
  test('is there for admins alone', async ({ page, context, complaints }) => {
    complaints.tolerate(/404 \(Not Found\)/);
    await page.goto('/admin/orders');
    await expect(page).toHaveURL('/sign-in?next=%2Fadmin%2Forders');
    const { email } = await arrive(context);
    for (const path of ['/admin', '/admin/users', '/admin/listings', '/admin/orders', '/admin/orders/000000000000000000000000', '/admin/audit']) {
      expect((await page.goto(path))?.status(), path).toBe(404);
    }
    await page.goto('/');
    await page.getByRole('button', { name: `Account of ${email}` }).click();
    await expect(page.getByRole('menuitem', { name: 'Account' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Administration' })).toHaveCount(0);
  });

  test('takes a listing down for a reason that its seller is shown, and puts it back', async ({ page, browser, baseURL, seller }) => {
    const admin = await administer(page);
    const ticket = await listInFull(seller);
    await page.goto('/');
    await page.getByRole('button', { name: `Account of ${admin.email}` }).click();
    await page.getByRole('menuitem', { name: 'Administration' }).click();
    await page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Listings' }).click();
    await page.getByLabel('Title, venue, city or id').fill(ticket.title);
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(row(page, ticket.title)).toHaveCount(1);

    await page.getByRole('button', { name: `Take down ${ticket.title}` }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Take it down' }).click();
    await expect(dialog.getByLabel('Reason')).toBeFocused();
    await expect(dialog.getByLabel('Reason')).toHaveAccessibleDescription(/Say why\./);
    const reason = `It is no ticket, ${ticket.id}.`;
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Take it down' }).click();
    await expect(page.getByText(`“${ticket.title}” is taken down.`)).toBeVisible();
    await expect(dialog).toBeHidden();
    await expect(row(page, ticket.title).getByText('Taken down', { exact: true })).toBeVisible();
    expect((await seller.http.get(`/api/tickets/${ticket.id}`)).status()).toBe(200);
    const other = await browser.newContext({ baseURL: baseURL ?? '', storageState: await seller.http.storageState() });
    const theirs = await other.newPage();
    await theirs.goto('/listings');
    await expect(theirs.getByText(`We took it down: ${reason}`)).toBeVisible();
    await other.close();

    await page.getByRole('button', { name: `Put back ${ticket.title}` }).click();
    await dialog.getByLabel('Reason').fill('It is one after all.');
    await dialog.getByRole('button', { name: 'Put it back' }).click();
    await expect(row(page, ticket.title).getByText('On sale', { exact: true })).toBeVisible();
    expect((await ticketById(seller, ticket.id)).status).toBe('listed');

    await page.goto('/admin/audit?of=listings');
    await expect(row(page, reason).getByText('Ticket taken down')).toBeVisible();
    await expect(row(page, reason)).toContainText(admin.email);
  });

  test('shows an order with its history and payments, and refunds it', async ({ page, baseURL, seller }) => {
    const buyer = await somebody(baseURL);
    const ticket = await list(seller);
    const order = await buy(buyer, ticket);
    await administer(page);
    await page.goto(`/admin/orders?ticketId=${ticket.id}`);
    await page.getByRole('link', { name: ticket.title }).click();
    await expect(page.getByRole('heading', { level: 1, name: ticket.title })).toBeVisible();
    const history = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
    await expect(history).toHaveText([/^Reserved/, /^Waits for payment/, /^Paid, and sold/]);
    const payments = page.getByRole('list', { name: 'Payments' });
    await expect(payments.getByText(/^pi_/)).toBeVisible();
    await expect(payments.getByText('$25.50')).toBeVisible();

    await page.getByRole('button', { name: `Refund the order of ${ticket.title}` }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Give the money back?' });
    await dialog.getByRole('radio', { name: 'is void, and never sold again' }).check();
    await dialog.getByLabel('Reason').fill('The concert is off.');
    await dialog.getByRole('button', { name: 'Refund it' }).click();
    await expect(page.getByText('The money is on its way back.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'The order' }).getByText('Refunded', { exact: true })).toBeVisible();
    await expect(page.getByText('is void, and never sold again')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Refund the order/ })).toHaveCount(0);
    await expect(async () => {
      await page.reload();
      await expect(payments.getByText('Refunded', { exact: true })).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect.poll(async () => (await seller.http.get(`/api/tickets/${ticket.id}`)).status()).toBe(200);
    await page.goto('/admin/audit?of=orders');
    await expect(page.getByRole('link', { name: order.id })).toBeVisible();
    await buyer.http.dispose();
  });

  test('finds listings and orders by their status', async ({ page, baseURL, seller }) => {
    const buyer = await somebody(baseURL);
    const [free, held] = [await list(seller), await list(seller)];
    await reserve(buyer, held);
    await administer(page);
    await expect.poll(async () => (await ticketById(seller, held.id)).status).toBe('reserved');
    await page.goto(`/admin/listings?userId=${(free as unknown as { userId: string }).userId}`);
    await expect(row(page, 'Concert')).toHaveCount(2);
    await page.getByLabel('Status').selectOption({ label: 'Reserved' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(row(page, held.title)).toHaveCount(1);
    await expect(row(page, free.title)).toHaveCount(0);
    await page.getByRole('link', { name: 'Its orders' }).click();
    await expect(row(page, held.title).getByText('Waiting for payment')).toBeVisible();
    await page.getByLabel('Status').selectOption({ label: 'Cancelled' });
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByRole('heading', { name: 'No orders match' })).toBeVisible();
    await buyer.http.dispose();
  });

  test('suspends an account, restores it, and makes an admin of its owner', async ({ page, baseURL }) => {
    await administer(page);
    const person = await somebody(baseURL);
    const elsewhere = await request.newContext({ baseURL: baseURL ?? '' });
    const signIn = () => elsewhere.post('/api/users/signin', { data: { email: person.email, password } });
    await page.goto(`/admin/users?q=${encodeURIComponent(person.email)}`);
    const dialog = page.getByRole('alertdialog');
    const act = async (button: string, answer: string) => {
      await page.getByRole('button', { name: button }).click();
      await dialog.getByLabel('Reason').fill('Because of a test.');
      await dialog.getByRole('button', { name: answer }).click();
      await expect(dialog).toBeHidden();
    };
    await act(`Suspend ${person.email}`, 'Suspend it');
    await expect(row(page, person.email).getByText('Suspended', { exact: true })).toBeVisible();
    expect((await signIn()).status()).toBe(403);
    await act(`Restore ${person.email}`, 'Restore it');
    await expect(row(page, person.email).getByText('Active', { exact: true })).toBeVisible();
    expect((await signIn()).status()).toBe(200);
    await act(`Make ${person.email} an admin`, 'Make them an admin');
    await expect(row(page, person.email).getByText('Admin', { exact: true })).toBeVisible();
    await page.goto('/admin/audit');
    await expect(row(page, 'Because of a test.').first()).toBeVisible();
    await person.http.dispose();
    await elsewhere.dispose();
  });
});
