import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

type Purpose = 'reset-password' | 'verify-email';

/** The links of the mails that were sent to somebody, from the folder into which the fleet delivers. */
export async function linksTo(email: string, purpose: Purpose): Promise<string[]> {
  const folder = process.env.MAIL_FOLDER;
  if (!folder) throw new Error('MAIL_FOLDER is missing: `fleet browser-tests` sets it');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const link = new RegExp(`https?://\\S+/account/${purpose}#token=\\S+`);
  return mails.filter((mail) => mail.includes(`To: ${email}`)).flatMap((mail) => link.exec(mail)?.[0] ?? []);
}

/** The link of the one such mail that they get, once it is there. */
export async function linkTo(email: string, purpose: Purpose): Promise<string> {
  await expect.poll(async () => (await linksTo(email, purpose)).length, `a mail of ${purpose}`).toBe(1);
  return (await linksTo(email, purpose))[0] as string;
}
