type Raw = Record<string, string | string[] | undefined>;

/** The parameters of an address that have these names and are not empty. */
export function pick<N extends string>(raw: Raw, ...names: N[]): Partial<Record<N, string>> {
  const found = names.map((name) => {
    const value = raw[name];
    return [name, (Array.isArray(value) ? value[0] : value)?.trim()] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value)) as Partial<Record<N, string>>;
}

/** One of a few words, or nothing. */
export function oneOf<W extends string>(words: Record<W, unknown>, value: string | undefined): W | undefined {
  return value !== undefined && Object.hasOwn(words, value) ? (value as W) : undefined;
}

export function pathWith(path: string, query: Record<string, string | undefined>): string {
  const text = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))).toString();
  return text ? `${path}?${text}` : path;
}
