// Makes lib/api/*.gen.ts from openapi/*.json. With --check nothing is written, and a difference is an error.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const check = process.argv.includes('--check');

for (const service of ['auth', 'tickets', 'orders', 'payments']) {
  const document = JSON.parse(await readFile(`openapi/${service}.json`, 'utf8'));
  const text = `// Made from openapi/${service}.json by \`npm run api-types\`.\n\n${astToString(await openapiTS(document))}`;
  const path = `lib/api/${service}.gen.ts`;
  if (!check) await writeFile(path, text);
  else if ((await readFile(path, 'utf8')) !== text) throw new Error(`${path} is stale: run npm run api-types`);
}
