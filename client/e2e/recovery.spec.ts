import { type Page } from '@playwright/test';
import { linkTo } from './support/mail';
import { arrive, password, uniqueEmail } from './support/market';
import { expect, test } from './support/test';

const newPassword = 'battery staple horse';

async function ask(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('status').filter({ hasText: `If ${email} has an account here, a link is on its way to it.` })).toBeVisible();
}

/** Everything that leaves the page but the bodies. */
function listened(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (made) => sent.push(`${made.url()} ${JSON.stringify(made.headers())}`));
  return sent;
}

test.describe('a forgotten password', () => {
  test('is replaced by the link of a mail, which counts once and tells its secret to nobody @phone', async ({ page, seller, complaints }) => {
    complaints.tolerate(/400/);
    await ask(page, seller.email);
    const link = await linkTo(seller.email, 'reset-password');
    const token = new URL(link).hash.replace('#token=', '');
    expect(token.length).toBeGreaterThan(20);
    const sent = listened(page);
    await page.goto(link);
    const field = page.getByLabel('New password', { exact: true });
    await expect(field).toBeVisible();
    await expect(page).toHaveURL('/account/reset-password');

    await page.getByRole('button', { name: 'Save the new password' }).click();
    await expect(field).toHaveAccessibleDescription(/Choose a password\./);
    await field.fill('password123');
    await field.press('Enter');
    await expect(field).toHaveAccessibleDescription(/This password is on every list of common ones\./);
    await field.fill(newPassword);
    await field.press('Enter');
    await expect(page.getByText('Your new password is saved.')).toBeVisible();
    expect(((await (await seller.http.get('/api/users/currentuser')).json()) as { currentUser: unknown }).currentUser).toBeNull();

    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(seller.email);
    await page.getByLabel('Password', { exact: true }).fill(newPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: `Account of ${seller.email}` })).toBeVisible();
    expect(sent.filter((line) => line.includes(token))).toEqual([]);

    await page.goto(link);
    await field.fill('another battery staple');
    await field.press('Enter');
    await expect(page.getByText('This link doesn’t work any more.')).toBeVisible();
    await page.getByRole('link', { name: 'Get a new link' }).click();
    await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  });

  test('of an address without an account is answered in the same words', async ({ page }) => {
    await ask(page, uniqueEmail());
  });

  test('of an address that is none is told so, and the old password still counts', async ({ page, context }) => {
    const { email } = await arrive(context);
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail').fill('nobody');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page.getByLabel('E-mail')).toBeFocused();
    await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/That is no e-mail address/);
    expect((await context.request.post('/api/users/signin', { data: { email, password } })).status()).toBe(200);
  });

  test('is not replaced without a whole link, and the page says where to get one', async ({ page, complaints }) => {
    complaints.tolerate(/400/);
    await page.goto('/account/reset-password');
    await expect(page.getByText('This needs the link of a mail.')).toBeVisible();
    await page.goto('/account/reset-password#token=nonsense');
    await page.getByLabel('New password', { exact: true }).fill(newPassword);
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await expect(page.getByText('This link doesn’t work any more.')).toBeVisible();
    await page.goto('/account/verify-email');
    await expect(page.getByText('This needs the link of a mail.')).toBeVisible();
    await page.goto('/account/verify-email#token=nonsense');
    await expect(page.getByText('This link doesn’t work any more.')).toBeVisible();
  });
});
