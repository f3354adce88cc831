import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import { somebody, type Person } from './market';

export { expect } from '@playwright/test';

/** What a page complained of to its console. */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly tolerated: RegExp[] = [];

  /** Browsers tell of every answer of 400 and above; a test that brings one about says so. */
  tolerate(...patterns: RegExp[]): void {
    this.tolerated.push(...patterns);
  }

  hear(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.heard.push(worded(message));
    });
    page.on('pageerror', (error) => this.heard.push(`uncaught: ${error.stack ?? error.message}`));
  }

  get unexpected(): string[] {
    return this.heard.filter((line) => !this.tolerated.some((pattern) => pattern.test(line)));
  }
}

function worded(message: ConsoleMessage): string {
  return `${message.text()} (${message.location().url})`;
}

interface Fixtures {
  /** Every page of every test is listened to, and none may complain. */
  complaints: Complaints;
  /** Somebody with no browser, to sell what the test buys. */
  seller: Person;
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context }, provide) => {
      const complaints = new Complaints();
      context.on('page', (page) => complaints.hear(page));
      await provide(complaints);
      expect(complaints.unexpected, 'console errors').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context }, provide) => {
    // Part of what the console is told anyway, but not for every directive.
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`CSP: ${violatedDirective} ${blockedURI}`)),
    );
    await provide(context);
  },
  seller: async ({ baseURL }, provide) => {
    const seller = await somebody(baseURL);
    await provide(seller);
    await seller.http.dispose();
  },
});
