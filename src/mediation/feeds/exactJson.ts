/** JSON that is taken apart and put together again without changing a number. */

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** JSON of newer engines than TypeScript's library knows. */
const NEWER: {
  readonly parse: (text: string, reviver: Reviver) => unknown;
  readonly rawJSON: (text: string) => object;
} = Object.assign(Object.create(null), { parse: JSON.parse, rawJSON: Reflect.get(JSON, 'rawJSON') });

/** Parses JSON; numbers become objects that `JSON.stringify` writes as they stood. @throws SyntaxError */
export function parseExact(text: string): unknown {
  return NEWER.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? NEWER.rawJSON(source) : value,
  );
}

/** What lies at a path; undefined where there is nothing. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Reflect.get(at, name);
  }
  return at;
}

/** A text or number at a path as text; null for anything else. */
export function textAt(value: unknown, path: readonly string[]): string | null {
  const found = valueAt(value, path);
  if (typeof found === 'string') return found;
  if (typeof found !== 'object' || found === null) return null;
  const text = Array.isArray(found) ? '' : JSON.stringify(found);
  return /^-?\d/.test(text) ? text : null;
}
