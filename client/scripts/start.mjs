// Runs the built standalone server; Next leaves it to whoever deploys to put the static files beside it.
import { cp } from 'node:fs/promises';
import { existsSync } from 'node:fs';

await cp('.next/static', '.next/standalone/.next/static', { recursive: true });
if (existsSync('public')) await cp('public', '.next/standalone/public', { recursive: true });
await import('../.next/standalone/server.js');
