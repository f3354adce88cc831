import { type Page } from '@playwright/test';
import { arrive, buy, list, listInFull, reserve, somebody, ticketById, uniqueWord, type Listing, type Person, type Ticket } from './support/market';
import { expect, test } from './support/test';

const cards = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem');
const titles = (page: Page) => cards(page).getByRole('heading');

/** Several listings with a word in common that no other listing has. */
async function listAll(seller: Person, listings: (Partial<Listing> & { title: string })[]): Promise<string> {
  const word = uniqueWord();
  await Promise.all(listings.map((listing) => list(seller, { ...listing, ...(listing.startsAt ? { timezone: 'Europe/Vienna' } : {}), title: `${word} ${listing.title}` })));
  return word;
}

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();

test.describe('browsing', () => {
  test('a search for words finds what has them, and says when nothing does @phone', async ({ page, seller }) => {
    const word = await listAll(seller, [{ title: 'Opera' }, { title: 'Ballet' }]);
    await page.goto('/');
    const box = page.getByRole('searchbox', { name: 'Event, artist or venue' });
    await box.fill(word);
    await box.press('Enter');
    await expect(page).toHaveURL(`/?q=${word}`);
    await expect(cards(page)).toHaveCount(2);

    await box.fill(uniqueWord());
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByRole('heading', { name: 'No tickets match' })).toBeVisible();
    await page.getByRole('link', { name: 'Show all tickets' }).click();
    await expect(page).toHaveURL('/');
    await expect(cards(page).first()).toBeVisible();
  });

  test('the links of the list have names: the ticket that they lead to', async ({ page, seller }) => {
    const ticket = await list(seller);
    await page.goto(`/?q=${ticket.title.split(' ').at(-1)}`);
    await expect(cards(page).getByRole('link', { name: ticket.title })).toBeVisible();
  });

  test('filters narrow the list, stand in the address, and go one by one', async ({ page, seller }) => {
    const word = await listAll(seller, [
      { title: 'cheap', price: '10.00', city: 'Graz', startsAt: inDays(10) },
      { title: 'middle', price: '20.00', city: 'Graz', startsAt: inDays(20) },
      { title: 'dear', price: '30.00', city: 'Graz', startsAt: inDays(30) },
      { title: 'elsewhere', price: '20.00', city: 'Linz', startsAt: inDays(20) },
    ]);
    await page.goto(`/?q=${word}`);
    await expect(cards(page)).toHaveCount(4);
    await page.getByLabel('City').fill('Graz');
    await page.getByLabel('Price from').fill('15');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page).toHaveURL(new RegExp(`q=${word}.*city=Graz.*minPrice=15`));
    await expect(titles(page)).toHaveText([/dear|middle/, /dear|middle/]);

    await page.getByLabel('To', { exact: true }).fill(inDays(25).slice(0, 10));
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(titles(page)).toHaveText([`${word} middle`]);

    // The address alone brings back the same list.
    await page.reload();
    await expect(titles(page)).toHaveText([`${word} middle`]);
    await page.getByRole('list', { name: 'Active filters' }).getByRole('link', { name: /\$15 or more/ }).click();
    await expect(cards(page)).toHaveCount(2);
    await page.goBack();
    await expect(cards(page)).toHaveCount(1);
    await page.getByRole('link', { name: 'Clear all' }).click();
    await expect(page).toHaveURL('/');
  });

  test('the order of the list can be chosen, and is in the address', async ({ page, seller }) => {
    const word = await listAll(seller, [
      { title: 'second', price: '20.00', startsAt: inDays(30) },
      { title: 'first', price: '9.50', startsAt: inDays(20) },
      { title: 'third', price: '100.00', startsAt: inDays(10) },
    ]);
    await page.goto(`/?q=${word}`);
    await page.getByLabel('Order').selectOption({ label: 'Lowest price' });
    await expect(titles(page)).toHaveText(['first', 'second', 'third'].map((name) => `${word} ${name}`));
    await expect(page).toHaveURL(/sort=price/);
    await page.getByLabel('Order').selectOption({ label: 'Highest price' });
    await expect(titles(page)).toHaveText(['third', 'second', 'first'].map((name) => `${word} ${name}`));
    await page.goto(`/?q=${word}&sort=date`);
    await expect(titles(page)).toHaveText(['third', 'first', 'second'].map((name) => `${word} ${name}`));
  });

  test('a long list has pages, each with an address of its own', async ({ page, seller }) => {
    const word = await listAll(seller, Array.from({ length: 26 }, (_, index) => ({ title: `No ${index}`, price: (index + 1).toFixed(2) })));
    await page.goto(`/?q=${word}&sort=price`);
    await expect(cards(page)).toHaveCount(24);
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await expect(pages.getByRole('link', { name: 'First page' })).toHaveCount(0);
    await pages.getByRole('link', { name: 'Next page' }).click();
    await expect(titles(page)).toHaveText([`${word} No 24`, `${word} No 25`]);
    await expect(page).toHaveURL(/after=/);
    await page.reload();
    await expect(titles(page)).toHaveText([`${word} No 24`, `${word} No 25`]);
    await expect(pages.getByRole('link', { name: 'Next page' })).toHaveCount(0);
    await pages.getByRole('link', { name: 'First page' }).click();
    await expect(cards(page)).toHaveCount(24);
  });

  test('an address full of nonsense shows the list', async ({ page }) => {
    await page.goto('/?sort=sideways&minPrice=cheap&from=yesterday&after=nothing&q=');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  });

  test('a ticket’s page tells all of it, to visitors and to search engines', async ({ page, seller }) => {
    const ticket = await listInFull(seller);
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByRole('heading', { level: 1, name: ticket.title })).toBeVisible();
    for (const text of ['Blue Hall', 'Balcony', '$45.00', '25% below face value', 'The whole stage can be seen.']) {
      await expect(page.getByText(text).first()).toBeVisible();
    }
    await expect(page.getByRole('link', { name: 'Sign in to reserve' })).toHaveAttribute('href', `/sign-in?next=${encodeURIComponent(`/tickets/${ticket.id}`)}`);
    expect(await page.title()).toContain(ticket.title);
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '{}') as { offers: { price: string; availability: string } };
    expect(data.offers).toMatchObject({ price: '45.00', availability: 'https://schema.org/InStock' });
  });

  test('a page that is open learns by itself that a ticket is taken, and that it is free again', async ({ page, context, seller, baseURL }) => {
    const ticket = await list(seller);
    await arrive(context);
    await page.goto(`/tickets/${ticket.id}`);
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
    const buyer = await somebody(baseURL);
    const order = await reserve(buyer, ticket);
    await expect(page.getByText('Somebody is paying for it')).toBeVisible();
    expect((await buyer.http.delete(`/api/orders/${order.id}`)).ok()).toBe(true);
    await expect(page.getByRole('button', { name: 'Reserve' })).toBeVisible();
  });

  test('a list that is open shows by itself what is reserved, sold, withdrawn, dearer, and on sale again @phone', async ({ page, seller, baseURL }) => {
    const word = uniqueWord();
    const [first, second] = [await list(seller, { title: `${word} first` }), await list(seller, { title: `${word} second` })];
    const buyer = await somebody(baseURL);
    const opened = page.waitForResponse((answer) => answer.url().endsWith('/api/tickets/live'));
    await page.goto(`/?q=${word}`);
    await opened;
    const card = (name: string) => cards(page).filter({ hasText: `${word} ${name}` });
    await expect(card('first')).not.toContainText('Reserved');

    const order = await reserve(buyer, first);
    await expect(card('first').getByText('Reserved', { exact: true })).toBeVisible();
    await expect(card('second')).not.toContainText('Reserved');
    expect((await buyer.http.delete(`/api/orders/${order.id}`)).ok()).toBe(true);
    await expect(card('first')).not.toContainText('Reserved');
    await buy(buyer, first);
    await expect(card('first').getByText('Sold', { exact: true })).toBeVisible();

    expect((await seller.http.put(`/api/tickets/${second.id}`, { data: { title: second.title, price: '31.00' } })).ok()).toBe(true);
    await expect(card('second').getByText('$31', { exact: true })).toBeVisible();
    expect((await seller.http.delete(`/api/tickets/${second.id}`)).ok()).toBe(true);
    await expect(card('second').getByText('Withdrawn', { exact: true })).toBeVisible();
    await expect(cards(page)).toHaveCount(2);
  });

  test('what changed while the list was on its way is not missed', async ({ page, seller, baseURL, complaints }) => {
    complaints.tolerate(/404 \(Not Found\)/);
    const word = uniqueWord();
    const tickets = [];
    for (const name of ['reserved', 'withdrawn', 'dearer', 'free']) tickets.push(await list(seller, { title: `${word} ${name}` }));
    const [reserved, withdrawn, dearer] = tickets as [Ticket, Ticket, Ticket];
    const buyer = await somebody(baseURL);
    // A stream that opens late, and says nothing.
    await page.route('**/api/tickets/live', async (route) => {
      await reserve(buyer, reserved);
      await expect.poll(async () => (await ticketById(seller, reserved.id)).status).toBe('reserved');
      await seller.http.delete(`/api/tickets/${withdrawn.id}`);
      await seller.http.put(`/api/tickets/${dearer.id}`, { data: { title: dearer.title, price: '31.00' } });
      await route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\n\n' });
    }, { times: 1 });
    await page.goto(`/?q=${word}`);
    await expect(cards(page).filter({ hasText: 'reserved' }).getByText('Reserved', { exact: true })).toBeVisible();
    await expect(cards(page).filter({ hasText: 'withdrawn' }).getByText('Withdrawn', { exact: true })).toBeVisible();
    await expect(cards(page).filter({ hasText: 'dearer' }).getByText('$31', { exact: true })).toBeVisible();
    await expect(cards(page).filter({ hasText: 'free' }).getByText('$25.50', { exact: true })).toBeVisible();
  });

  test('what is not there is a 404 with a way on', async ({ page, complaints }) => {
    complaints.tolerate(/404 \(Not Found\)/);
    for (const path of ['/nothing/here', '/tickets/000000000000000000000000', '/tickets/no-id']) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole('link', { name: 'All tickets' })).toBeVisible();
    }
  });
});
