import type { OpenApi, Schema } from './document';
import { type Html, html } from './html';

/** What a value must be, in a few words, with links to the schemas that have a name. */
export function describeSchema(schema: Schema | undefined): Html {
  if (!schema) return html`anything`;
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return html`${choices.map((choice, index) => html`${index > 0 && ' or '}${describeSchema(choice)}`)}`;
  if (schema.allOf) return html`${schema.allOf.map((part, index) => html`${index > 0 && ' with '}${describeSchema(part)}`)}`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return html`${schema.enum.map((value, index) => html`${index > 0 && ' | '}<code>${JSON.stringify(value)}</code>`)}`;
  if (schema.items) return html`list of ${describeSchema(schema.items)}`;
  if (schema.properties) return fields(schema);
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}${limits(schema)}`;
}

/** Every schema that has a name. */
export function schemaList(api: OpenApi): Html {
  const schemas = Object.entries(api.components.schemas ?? {}) as [string, Schema][];
  return html`${schemas.map(
    ([name, schema]) => html`<article id="schema-${name}"><h3>${name}</h3>${schema.description && html`<p>${schema.description}</p>`}<div>${describeSchema(schema)}</div></article>`,
  )}`;
}

function fields(schema: Schema): Html {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, field]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${describeSchema(field)}</td><td>${required.has(name) ? 'required' : ''}</td><td>${field.description}</td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody></table>`;
}

function limits(schema: Schema): Html {
  const { format, pattern, minLength, maxLength, minimum, maximum, multipleOf } = schema;
  const said = [
    format,
    minLength !== undefined && `at least ${minLength} characters`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    multipleOf !== undefined && `in steps of ${multipleOf}`,
  ].filter((text) => typeof text === 'string');
  return html`${said.length > 0 && `, ${said.join(', ')}`}${pattern !== undefined && html`, <code>${pattern}</code>`}`;
}
