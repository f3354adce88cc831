import { expect, type Page } from '@playwright/test';

export const cards = {
  plain: '4242424242424242',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  secure: '4000002500003155',
};

/** Fills in the card form, which is Stripe's part of the page. */
export async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiration date').fill('12 / 34');
  await page.getByLabel('Security code').fill('123');
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay \$/ });

export async function payWith(page: Page, number: string): Promise<void> {
  await fillCard(page, number);
  await payButton(page).click();
}

/** The bank's question. */
export async function answerBank(page: Page, answer: 'Complete' | 'Fail'): Promise<void> {
  await page.getByRole('dialog', { name: '3-D Secure' }).getByRole('button', { name: answer }).click();
}

export async function expectBought(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'It’s yours' })).toBeVisible();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
}
