import { arrive, password, signUp, uniqueEmail } from './support/market';
import { expect, test } from './support/test';

test.describe('accounts', () => {
  test('somebody makes an account, signs out and signs in again @phone', async ({ page }) => {
    const email = uniqueEmail();
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Make an account' }).click();
    await expect(page.getByRole('heading', { name: 'Make an account' })).toBeVisible();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Make an account' }).click();

    const menu = page.getByRole('button', { name: `Account of ${email}` });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(menu).toBeVisible();
    await expect(page).toHaveURL('/');
  });

  test('a wrong password is told without saying whether there is such an account', async ({ page, seller, complaints }) => {
    complaints.tolerate(/400 \(Bad Request\).*\/api\/users\/signin/);
    await page.goto('/sign-in');
    for (const email of [seller.email, uniqueEmail()]) {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('alert').filter({ hasText: 'That address and password don’t match.' })).toBeVisible();
    }
    await expect(page).toHaveURL('/sign-in');
  });

  test('a form that is not filled in well says so beside the field, and goes there', async ({ page, seller, complaints }) => {
    complaints.tolerate(/409 \(Conflict\).*\/api\/users\/signup/);
    await page.goto('/sign-up');
    const [email, secret] = [page.getByLabel('E-mail'), page.getByLabel('Password', { exact: true })];
    await page.getByRole('button', { name: 'Make an account' }).click();
    await expect(email).toBeFocused();
    await expect(email).toHaveAccessibleDescription('Enter your e-mail address.');
    await expect(secret).toHaveAccessibleDescription(/Choose a password\./);

    await email.fill(seller.email);
    await secret.fill('short');
    await page.getByRole('button', { name: 'Make an account' }).click();
    await expect(secret).toBeFocused();
    await expect(secret).toHaveAccessibleDescription(/Use at least 8 characters\./);

    await secret.fill(password);
    await page.getByRole('button', { name: 'Make an account' }).click();
    await expect(email).toHaveAccessibleDescription(/There is already an account with this address\./);
    await expect(email).toHaveValue(seller.email);
  });

  test('a page that needs an account leads through sign-in and back to itself', async ({ page, seller }) => {
    await page.goto('/orders');
    await expect(page).toHaveURL('/sign-in?next=%2Forders');
    await page.getByLabel('E-mail').fill(seller.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL('/orders');
    await expect(page.getByRole('heading', { name: 'My orders' })).toBeVisible();
  });

  const elsewhere = ['https://evil.example/', '//evil.example/', '/\\evil.example/', '/%5Cevil.example', 'javascript:alert(1)', '/\t/evil.example/', '/..//evil.example/'];

  test('sign-in leads to no other site, whatever the address says', async ({ page, seller }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent('//evil.example/')}`);
    await page.getByLabel('E-mail').fill(seller.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
    await expect(page).toHaveURL('/');
  });

  test('whoever is signed in already is led to no other site either', async ({ page, context, baseURL, complaints }) => {
    complaints.tolerate(/404 \(Not Found\)/);
    await arrive(context);
    for (const next of elsewhere) {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await expect(page.getByRole('button', { name: /^Account of/ }), next).toBeVisible();
      expect(new URL(page.url()).origin, next).toBe(baseURL);
    }
  });

  test('the theme that was chosen stays', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/');
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('two people on one machine do not see each other’s orders', async ({ browser, baseURL, context, page, complaints }) => {
    complaints.tolerate(/404|403/);
    await arrive(context);
    await page.goto('/orders');
    await expect(page.getByRole('heading', { name: 'No orders yet' })).toBeVisible();
    const other = await browser.newContext({ baseURL });
    await signUp(other.request);
    const answer = await other.request.get('/orders');
    expect(answer.headers()['cache-control']).toMatch(/no-store|private/);
    await other.close();
  });
});
