import { request, type APIRequestContext, type Page } from '@playwright/test';
import { linksTo, linkTo } from './support/mail';
import { arrive, password, uniqueEmail, type Person } from './support/market';
import { expect, test } from './support/test';

const newPassword = 'battery staple horse';

const signIn = (http: APIRequestContext, email: string, secret = password) => http.post('/api/users/signin', { data: { email, password: secret } });

/** The same person in another browser. */
async function elsewhere(person: Person, baseURL: string | undefined): Promise<APIRequestContext> {
  const http = await request.newContext({ ...(baseURL ? { baseURL } : {}) });
  expect((await signIn(http, person.email)).status()).toBe(200);
  return http;
}

const isSignedIn = async (http: APIRequestContext) => ((await (await http.get('/api/users/currentuser')).json()) as { currentUser: unknown }).currentUser !== null;

const sessions = (page: Page) => page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');

test.describe('the account’s page', () => {
  test('is for who is signed in, and is found in the menu @phone', async ({ page, context }) => {
    await page.goto('/account');
    await expect(page).toHaveURL('/sign-in?next=%2Faccount');
    const { email } = await arrive(context);
    await page.goto('/');
    await page.getByRole('button', { name: `Account of ${email}` }).click();
    await page.getByRole('menuitem', { name: 'Account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
    await expect(page.getByRole('main').getByText(email, { exact: true })).toBeVisible();
  });

  test('changes the password, tells each mistake beside its field, and signs out everywhere else', async ({ page, context, baseURL, complaints }) => {
    complaints.tolerate(/status of 40[01]/);
    const person = await arrive(context);
    const other = await elsewhere(person, baseURL);
    await page.goto('/account');
    const [current, fresh] = [page.getByLabel('Current password', { exact: true }), page.getByLabel('New password', { exact: true })];
    const change = page.getByRole('button', { name: 'Change password' });
    await change.click();
    await expect(current).toBeFocused();
    await expect(current).toHaveAccessibleDescription('Enter your password.');
    await expect(fresh).toHaveAccessibleDescription(/Choose a password\./);

    await current.fill('not the password');
    await fresh.fill(newPassword);
    await change.click();
    await expect(current).toHaveAccessibleDescription('That is not your password.');
    await current.fill(password);
    await fresh.fill('password123');
    await change.click();
    await expect(fresh).toHaveAccessibleDescription(/This password is on every list of common ones\./);
    await expect(fresh).toBeFocused();

    await fresh.fill(newPassword);
    await fresh.press('Enter');
    await expect(page.getByText('Your password is changed.')).toBeVisible();
    await expect(current).toHaveValue('');
    await expect(sessions(page)).toHaveCount(1);
    expect(await isSignedIn(context.request)).toBe(true);
    expect(await isSignedIn(other)).toBe(false);
    expect((await signIn(other, person.email)).status()).toBe(400);
    expect((await signIn(other, person.email, newPassword)).status()).toBe(200);
    await other.dispose();
  });

  test('shows where one is signed in, and ends a session there @phone', async ({ page, context, baseURL }) => {
    const person = await arrive(context);
    const other = await elsewhere(person, baseURL);
    await page.goto('/account');
    await expect(sessions(page)).toHaveCount(2);
    await expect(sessions(page).filter({ hasText: 'This browser' })).toHaveCount(1);
    await expect(sessions(page).filter({ hasText: 'This browser' }).getByRole('button')).toHaveCount(0);
    await sessions(page).filter({ hasText: 'Another browser' }).getByRole('button', { name: /^End the session of/ }).click();
    await expect(page.getByText('That session is over.')).toBeVisible();
    await expect(sessions(page)).toHaveCount(1);
    await expect(page.getByRole('list', { name: 'Sessions' })).toBeFocused();
    await expect(page.getByText('You are signed in nowhere else.')).toBeVisible();
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(context.request)).toBe(true);
    await other.dispose();
  });

  test('signs out everywhere, after it was asked, and here too', async ({ page, context, baseURL }) => {
    const person = await arrive(context);
    const other = await elsewhere(person, baseURL);
    await page.goto('/account');
    const dialog = page.getByRole('alertdialog', { name: 'Sign out everywhere?' });
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await expect(dialog).toBeHidden();
    expect(await isSignedIn(other)).toBe(true);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(page.getByText('You are signed out everywhere.')).toBeVisible();
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' })).toBeVisible();
    expect(await isSignedIn(other)).toBe(false);
    await other.dispose();
  });

  test('deletes the account after its password and a clear yes @phone', async ({ page, context, complaints }) => {
    complaints.tolerate(/status of 40[01]/);
    const person = await arrive(context);
    await page.goto('/account');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Delete your account?' });
    const [secret, yes, go] = [dialog.getByLabel('Password', { exact: true }), dialog.getByRole('checkbox'), dialog.getByRole('button', { name: 'Delete it for good' })];
    await go.click();
    await expect(secret).toHaveAccessibleDescription('Enter your password.');
    await expect(yes).toHaveAccessibleDescription('Tick this box to go on.');
    await secret.fill('not the password');
    await yes.check();
    await go.click();
    await expect(secret).toHaveAccessibleDescription('That is not your password.');
    expect(await isSignedIn(context.request)).toBe(true);
    await secret.fill(password);
    await go.click();
    await expect(page.getByText('Your account is deleted.')).toBeVisible();
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' })).toBeVisible();
    expect((await signIn(context.request, person.email)).status()).toBe(400);
  });

  test('says whether the address is verified, sends the link again, and the link verifies it', async ({ page, context, complaints }) => {
    complaints.tolerate(/400 \(Bad Request\).*\/confirm/);
    const { email } = await arrive(context);
    await linkTo(email, 'verify-email');
    await page.goto('/account');
    await expect(page.getByText('Not verified', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Send the link again' }).click();
    await expect(page.getByRole('status').filter({ hasText: `A new link is on its way to ${email}.` })).toBeVisible();
    await expect.poll(async () => (await linksTo(email, 'verify-email')).length).toBe(2);
    // Which of them is the newer one the folder does not say; one of them counts.
    for (const link of await linksTo(email, 'verify-email')) {
      await page.goto(link);
      await expect(page.getByText(/Your address is verified\.|This link doesn’t work any more\./)).toBeVisible();
    }
    await page.goto('/account');
    await expect(page.getByText('Verified', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send the link again' })).toHaveCount(0);
  });

  test('a password that was tried too often is told how long to wait', async ({ page, seller, complaints }) => {
    complaints.tolerate(/429/);
    await expect.poll(async () => (await signIn(seller.http, seller.email, 'not the password')).status(), { intervals: [0] }).toBe(429);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(seller.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /^That was tried too often\. Try again in (a|\d+) / })).toBeVisible();
  });

  test('a common password is refused at sign-up, beside the field', async ({ page, complaints }) => {
    complaints.tolerate(/400/);
    await page.goto('/sign-up');
    await page.getByLabel('E-mail').fill(uniqueEmail());
    await page.getByLabel('Password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Make an account' }).click();
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/This password is on every list of common ones\./);
  });
});
