// Fetches the services' OpenAPI documents from a running fleet into openapi/.
// node scripts/api-docs.mjs [http://localhost:8080]
import { writeFile } from 'node:fs/promises';

const origin = process.argv[2] ?? 'http://localhost:8080';

for (const service of ['auth', 'tickets', 'orders', 'payments']) {
  const response = await fetch(`${origin}/api/${service}/openapi.json`);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  const document = await response.json();
  await writeFile(`openapi/${service}.json`, `${JSON.stringify(document, null, 2)}\n`);
}
