import { createHash } from 'node:crypto';
import type { Content, OpenApi, Operation } from './document';
import { Html, html } from './html';
import { describeSchema, schemaList } from './schema';

const style = `
:root{color-scheme:light dark;--ink:#201a15;--paper:#f9f6f0;--line:#d8cfc2;--link:#8a2b0e}
@media(prefers-color-scheme:dark){:root{--ink:#ece4d8;--paper:#15120f;--line:#453c33;--link:#f0a184}}
body{margin:0 auto;max-width:64rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
a{color:var(--link)}h1{margin:0}h2{margin:2.5rem 0 .5rem;text-transform:capitalize}h3{margin:0 0 .25rem}
details,article{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;padding:.6rem .9rem}
summary{cursor:pointer}summary b{display:inline-block;min-width:4.5rem}summary span{display:block}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;font-weight:inherit}
pre{border:1px solid var(--line);border-radius:.5rem;overflow:auto;padding:.6rem;white-space:pre-wrap}
`;

/** Nothing but the page's own style: no script, no other file, no frame around it. */
export const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The whole API on one page, to be read and searched without a script. */
export function page(api: OpenApi): string {
  const services = (api.tags ?? []).map(({ name }) => name);
  const body = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>API · ${api.info.title}</title><style>${new Html(style)}</style></head>
<body>
<h1>${api.info.title}: API</h1>
<p>${api.info.description}</p>
<nav aria-label="Services"><a href="/api/docs/openapi.json">openapi.json</a>${services.map((service) => html` · <a href="#${service}">${service}</a>`)} · <a href="#schemas">schemas</a></nav>
<main>
${services.map((service) => html`<section id="${service}"><h2>${service}</h2>${operationsOf(api, service)}</section>`)}
<section id="schemas"><h2>Schemas</h2>${schemaList(api)}</section>
</main>
</body>
</html>
`;
  return body.text;
}

function operationsOf(api: OpenApi, service: string): Html[] {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags?.includes(service))
      .map(([method, operation]) => operationOf(method, path, operation)),
  );
}

function operationOf(method: string, path: string, operation: Operation): Html {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return html`<details id="${operationId}">
<summary><b>${method.toUpperCase()}</b><code>${path}</code><span>${summary}</span></summary>
${description && html`<p>${description}</p>`}
<p>${who(operation)}</p>
${parameters.length > 0 && html`<h4>Parameters</h4><table><tbody>${parameters.map(
    (parameter) =>
      html`<tr><th scope="row"><code>${parameter.name}</code></th><td>${parameter.in}${parameter.required && ', required'}</td><td>${describeSchema(parameter.schema)}</td><td>${parameter.description}</td></tr>`,
  )}</tbody></table>`}
${requestBody && html`<h4>Body</h4>${contentOf(requestBody.content)}`}
<h4>Answers</h4><table><tbody>${Object.entries(responses).map(
    ([status, response]) =>
      html`<tr><th scope="row">${status}</th><td>${response.description}${Object.keys(response.headers ?? {}).length > 0 && html`<br>Headers: ${Object.keys(response.headers ?? {}).join(', ')}`}</td><td>${contentOf(response.content)}</td></tr>`,
  )}</tbody></table>
</details>`;
}

/** The examples of a problem differ in their word alone, so one is shown. */
function contentOf(content: Content = {}): Html[] {
  return Object.entries(content).map(([type, { schema, example, examples }]) => {
    const shown = example ?? Object.values(examples ?? {})[0]?.value;
    return html`<div><code>${type}</code>: ${describeSchema(schema)}${shown !== undefined && html`<pre>${JSON.stringify(shown, null, 2)}</pre>`}</div>`;
  });
}

function who({ security = [] }: Operation): string {
  if (security.length === 0) return 'For everyone.';
  return security.some((alternative) => Object.keys(alternative).length === 0) ? 'For everyone; a session may show more.' : 'Needs a session.';
}
