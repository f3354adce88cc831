import type { OpenApi, Operation, PathItem } from './document';

/**
 * One document of all services. What two of them call by the same name and mean differently has the service's name in front
 * in the second; operations have it always, because every service lists and creates something.
 */
export function merge(documents: readonly OpenApi[]): OpenApi {
  const [first] = documents;
  if (!first) throw new Error('there is nothing to merge');
  const merged: OpenApi = {
    openapi: first.openapi,
    info: { ...first.info, title: 'Ticket marketplace' },
    tags: documents.map(({ info }) => ({ name: info.title })),
    paths: {},
    components: {},
  };
  for (const document of documents) {
    const service = document.info.title;
    const renamed = addComponents(merged, document);
    for (const [path, item] of Object.entries(document.paths)) {
      if (path in merged.paths) throw new Error(`${path} is served twice`);
      merged.paths[path] = named(refer(item, renamed), service);
    }
  }
  merged.paths = byName(merged.paths);
  for (const kind of Object.keys(merged.components)) merged.components[kind] = byName(merged.components[kind] ?? {});
  return merged;
}

/** Takes over a document's components. Says which references have to be others. */
function addComponents(merged: OpenApi, document: OpenApi): Map<string, string> {
  const renamed = new Map<string, string>();
  const all = Object.entries(document.components).flatMap(([kind, members]) => Object.entries(members).map(([name, member]) => ({ kind, name, member })));
  for (const { kind, name, member } of all) {
    const there = merged.components[kind]?.[name];
    if (there !== undefined && JSON.stringify(there) !== JSON.stringify(member)) {
      renamed.set(`#/components/${kind}/${name}`, `#/components/${kind}/${capital(document.info.title)}${name}`);
    }
  }
  for (const { kind, name, member } of all) {
    const at = renamed.get(`#/components/${kind}/${name}`)?.split('/').at(-1) ?? name;
    (merged.components[kind] ??= {})[at] = refer(member, renamed);
  }
  return renamed;
}

/** The same value with its references changed. */
function refer<T>(value: T, renamed: ReadonlyMap<string, string>): T {
  if (renamed.size === 0) return value;
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => (key === '$ref' && typeof inner === 'string' ? (renamed.get(inner) ?? inner) : inner)) as T;
}

function named(item: PathItem, service: string): PathItem {
  const rename = (operation: Operation): Operation => ({ ...operation, operationId: `${service}_${operation.operationId}`, tags: [service] });
  return Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, rename(operation)]));
}

function byName<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
