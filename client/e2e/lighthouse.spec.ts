import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { listInFull, somebody } from './support/market';

const cli = createRequire(import.meta.url).resolve('lighthouse/cli/index.js');

interface Report {
  /** Why there is nothing to read: a busy browser that drew no frame, for one. */
  runtimeError?: { code: string; message: string };
  categories: Record<'performance' | 'accessibility' | 'best-practices' | 'seo', { score: number }>;
  audits: Record<string, { score: number | null; title: string; numericValue?: number; displayValue?: string }>;
}

/** What Lighthouse says of a page on a phone. Performance depends on what else the machine does: it is told, not judged. */
test.describe('lighthouse', () => {
  test.setTimeout(300_000);
  for (const name of ['the list', 'a ticket', 'sign-in'] as const) {
    test(`${name} is flawless to Lighthouse`, async ({ baseURL, launchOptions }, info) => {
      const seller = await somebody(baseURL);
      const ticket = await listInFull(seller);
      const path = { 'the list': '/', 'a ticket': `/tickets/${ticket.id}`, 'sign-in': '/sign-in' }[name];
      const { categories, audits } = await measure(new URL(path, baseURL).href, info.outputPath('report.json'), launchOptions);
      const score = (category: keyof Report['categories']) => Math.round(categories[category].score * 100);
      const wrong = Object.entries(audits).flatMap(([id, { score, title }]) => (score !== null && score < 0.9 ? [`${id}: ${title}`] : []));

      const told = `performance ${score('performance')}, LCP ${audits['largest-contentful-paint']?.displayValue}, TBT ${audits['total-blocking-time']?.displayValue}`;
      info.annotations.push({ type: 'lighthouse', description: told });
      process.stdout.write(`    ${name}: ${told}\n`);
      const failed = `what Lighthouse found:\n${wrong.join('\n')}`;
      expect.soft(score('accessibility'), failed).toBe(100);
      expect.soft(score('best-practices'), failed).toBe(100);
      // A page to sign in is not for search engines.
      if (name !== 'sign-in') expect.soft(score('seo'), failed).toBeGreaterThanOrEqual(95);
      expect.soft(audits['cumulative-layout-shift']?.numericValue, 'layout shift').toBeCloseTo(0, 2);
      await seller.http.dispose();
    });
  }
});

async function measure(url: string, report: string, { executablePath, args = [] }: { executablePath?: string; args?: string[] }): Promise<Report> {
  // A window without a size of its own is drawn once a second, and so is its first paint.
  const flags = ['--headless=new', '--window-size=500,900', '--run-all-compositor-stages-before-draw', ...args].join(' ');
  const options = [url, '--quiet', '--no-enable-error-reporting', '--output=json', `--output-path=${report}`, `--chrome-flags=${flags}`, '--max-wait-for-load=60000'];
  const env = { ...process.env, ...(executablePath ? { CHROME_PATH: executablePath } : {}) };
  for (let attempt = 1; ; attempt += 1) {
    const failed = await promisify(execFile)(process.execPath, [cli, ...options], { env }).then(() => undefined, (error: Error) => error);
    const read = failed ? undefined : (JSON.parse(await readFile(report, 'utf8')) as Report);
    if (read && !read.runtimeError) return read;
    if (attempt === 5) throw failed ?? new Error(read?.runtimeError?.message);
  }
}
