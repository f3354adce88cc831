import { describe, expect, it } from 'vitest';
import type { OpenApi } from '@/lib/api-docs/document';
import { html } from '@/lib/api-docs/html';
import { merge } from '@/lib/api-docs/merge';
import { page, policy } from '@/lib/api-docs/page';
import { wholeApi } from '@/lib/api-docs/whole';
import auth from '@/openapi/auth.json';
import orders from '@/openapi/orders.json';
import payments from '@/openapi/payments.json';
import tickets from '@/openapi/tickets.json';

const services = [auth, tickets, orders, payments] as unknown as OpenApi[];

const tiny = (title: string, path: string, member: unknown): OpenApi => ({
  openapi: '3.1.0',
  info: { title, version: '1' },
  paths: { [path]: { get: { operationId: 'list', responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } } } } } } },
  components: { schemas: { Item: member, Same: { type: 'string' } } },
});

describe('the merged document', () => {
  it('has every path of every service once, and only references that lead somewhere', () => {
    expect(Object.keys(wholeApi.paths).sort()).toEqual(services.flatMap(({ paths }) => Object.keys(paths)).sort());
    const ids = Object.values(wholeApi.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, ref] of JSON.stringify(wholeApi).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
      const [kind = '', name = ''] = (ref ?? '').split('/');
      expect(wholeApi.components[kind]?.[name], ref).toBeDefined();
    }
  });

  it('is the same every time', () => {
    expect(JSON.stringify(merge(services))).toBe(JSON.stringify(merge(structuredClone(services))));
  });

  it('keeps apart what two services call by one name', () => {
    const merged = merge([tiny('cars', '/cars', { type: 'integer' }), tiny('bikes', '/bikes', { type: 'boolean' })]);
    expect(merged.components.schemas).toEqual({ BikesItem: { type: 'boolean' }, Item: { type: 'integer' }, Same: { type: 'string' } });
    expect(merged.paths['/bikes']?.get?.responses[200]?.content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/BikesItem' });
    expect(merged.paths['/bikes']?.get?.operationId).toBe('bikes_list');
  });

  it('refuses a path that two services claim', () => {
    expect(() => merge([tiny('cars', '/same', {}), tiny('bikes', '/same', {})])).toThrow('/same is served twice');
  });
});

describe('the page', () => {
  it('shows every operation, needs no script, and lets nothing in', () => {
    const text = page(wholeApi);
    for (const item of Object.values(wholeApi.paths)) for (const { operationId } of Object.values(item)) expect(text).toContain(`id="${operationId}"`);
    expect(text).not.toMatch(/<script|\son\w+=|\sstyle=|https?:\/\//);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
  });

  it('links only to what is on it', () => {
    const text = page(wholeApi);
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${id}"`);
  });

  it('escapes what is put into it', () => {
    expect(html`<p>${`<b a="'">&`}</p>`.text).toBe('<p>&#60;b a=&#34;&#39;&#34;&#62;&#38;</p>');
  });
});
