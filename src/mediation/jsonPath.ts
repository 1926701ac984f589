/** Paths into a JSON document: names by dots, positions in brackets, negative ones from the end. */

type Step = string | number;

const STEP = /([^.[\]]+)|\[(-?\d+)\]/g;

/** Compiles `callflow[-1].times.created_time`. */
export function compilePath(path: string): readonly Step[] {
  return [...path.matchAll(STEP)].map(([, name, index]) => (name === undefined ? Number(index) : name));
}

/** The scalar at a path as text; '' where there is none. Booleans and numbers as JSON writes them. */
export function textAt(document: unknown, path: readonly Step[]): string {
  let at = document;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? at.at(step) : undefined;
    else if (typeof at === 'object' && at !== null && Object.hasOwn(at, step)) at = Reflect.get(at, step);
    else return '';
  }
  if (typeof at === 'string') return at;
  return typeof at === 'number' || typeof at === 'boolean' ? String(at) : '';
}

/** Undoes URL encoding; text that is no valid encoding stays as it is. */
export function urlDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
