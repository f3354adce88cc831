import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'];

const launchOptions = {
  executablePath: process.env.CHROMIUM || browsers.find((path) => existsSync(path)),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

const special = ['lighthouse.spec.ts', 'screenshots.spec.ts'];

/** Against a running fleet, which `fleet browser-tests` starts and names in the environment. */
export default defineConfig({
  testDir: 'e2e',
  // One fleet, and tests that stop parts of it.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['./e2e/support/summary.ts']],
  use: {
    baseURL: process.env.BASE_URL ?? 'http://localhost:8080',
    trace: 'retain-on-failure',
    timezoneId: 'Europe/Berlin',
    locale: 'en-US',
  },
  projects: [
    { name: 'desktop', testIgnore: special, use: { ...devices['Desktop Chrome'], channel: undefined, launchOptions } },
    { name: 'phone', testIgnore: special, grep: /@phone/, use: { ...devices['Pixel 7'], channel: undefined, launchOptions } },
    { name: 'lighthouse', testMatch: 'lighthouse.spec.ts', use: { launchOptions } },
    ...(process.env.SCREENSHOTS ? [{ name: 'screenshots', testMatch: 'screenshots.spec.ts', use: { launchOptions } }] : []),
  ],
});
