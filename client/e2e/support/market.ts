import { randomUUID } from 'node:crypto';
import { expect, request, type APIRequestContext, type BrowserContext } from '@playwright/test';

/** People and tickets made through the API, as a browser's requests would make them. */

export const password = 'correct horse';

/** A word that no other test and no earlier run has used. */
export const uniqueWord = (): string => `w${randomUUID().replaceAll('-', '').slice(0, 12)}`;

export const uniqueEmail = (): string => `${uniqueWord()}@example.com`;

export interface Person {
  email: string;
  http: APIRequestContext;
}

export interface Listing {
  title: string;
  price: string;
  city?: string;
  venue?: string;
  startsAt?: string;
  timezone?: string;
  section?: string;
  row?: string;
  seat?: string;
  faceValue?: string;
  description?: string;
}

export interface Ticket extends Omit<Listing, 'price'> {
  id: string;
  price: number;
  status: string;
}

export interface Order {
  id: string;
  status: string;
  ticket: Ticket;
}

/** Makes an account; whoever holds `http`, a browser's context for example, is signed in. */
export async function signUp(http: APIRequestContext): Promise<Person> {
  const email = uniqueEmail();
  const answer = await http.post('/api/users/signup', { data: { email, password } });
  expect(answer.status(), await answer.text()).toBe(201);
  return { email, http };
}

/** Signs the browser in as somebody new. */
export const arrive = (context: BrowserContext): Promise<Person> => signUp(context.request);

/** Somebody new with no browser. */
export async function somebody(baseURL: string | undefined): Promise<Person> {
  if (!baseURL) throw new Error('no fleet to sign up with');
  return signUp(await request.newContext({ baseURL }));
}

/** Puts a ticket on sale and waits until it can be reserved: orders hears of it a moment later. */
export async function list(seller: Person, listing: Partial<Listing> = {}): Promise<Ticket> {
  const answer = await seller.http.post('/api/tickets', { data: { title: `Concert ${uniqueWord()}`, price: '25.50', ...listing } });
  expect(answer.status(), await answer.text()).toBe(201);
  const ticket = (await answer.json()) as Ticket;
  // Nobody may buy his own ticket, so this asks without an effect whether orders knows it.
  const code = async () => ((await (await seller.http.post('/api/orders', { data: { ticketId: ticket.id } })).json()) as { code: string }).code;
  await expect.poll(code, 'orders knows the ticket').toBe('own_ticket');
  return ticket;
}

/** A ticket with everything that a listing can say. */
export const listInFull = (seller: Person): Promise<Ticket> =>
  list(seller, {
    title: `Winter Jazz ${uniqueWord()}`,
    price: '45.00',
    faceValue: '60.00',
    venue: 'Blue Hall',
    city: 'Vienna',
    startsAt: new Date(Date.now() + 40 * 24 * 3600_000).toISOString(),
    timezone: 'Europe/Vienna',
    section: 'Balcony',
    row: '3',
    seat: '14',
    description: 'Handed over at the door.\nThe whole stage can be seen.',
  });

export async function reserve(buyer: Person, ticket: Ticket): Promise<Order> {
  const answer = await buyer.http.post('/api/orders', { data: { ticketId: ticket.id } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as Order;
}

export async function orderOf(buyer: Person, id: string): Promise<Order> {
  return (await (await buyer.http.get(`/api/orders/${id}`)).json()) as Order;
}

export async function ticketById(anyone: Person, id: string): Promise<Ticket> {
  return (await (await anyone.http.get(`/api/tickets/${id}`)).json()) as Ticket;
}

/** Buys by card without a page. */
export async function buy(buyer: Person, ticket: Ticket): Promise<Order> {
  const order = await reserve(buyer, ticket);
  const payment = { data: { orderId: order.id, token: 'pm_card_visa' } };
  await expect(async () => expect((await buyer.http.post('/api/payments', payment)).status()).toBe(201)).toPass();
  await expect.poll(async () => (await orderOf(buyer, order.id)).status).toBe('complete');
  return order;
}
