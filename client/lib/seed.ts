/** A number that is the same for the same text, on the server and in the browser (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

export const stockCount = 6;

/** The stock that an event's tickets are printed on: `stock-0` to `stock-5`, which styles/tokens.css knows. */
export const stockOf = (title: string): string => `stock-${seedOf(title.trim().toLowerCase()) % stockCount}`;
