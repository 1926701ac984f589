/**
 * Paths into a record that is a tree (JSON, XML): names by dots, `[n]` a position (negative from the end), `[name=value]` the items whose
 * child says so, `[json]` what a text holds as JSON, `["a.b"]` a name with dots. A name asked of a list is asked of each of its items. A path
 * that begins with `..` starts at the record a leg belongs to.
 */

/** JSON values; an XML element is an object: `@name` its attributes, `#` its text, names its children (a list where there are several). */
export type Tree = unknown;

export type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'position'; readonly at: number }
  | { readonly kind: 'filter'; readonly path: readonly Step[]; readonly value: string }
  | { readonly kind: 'json' };

export interface TreePath {
  /** Begins at the record that holds the leg. */
  readonly outer: boolean;
  readonly steps: readonly Step[];
}

const STEP = /\["([^"]+)"\]|\[(-?\d+)\]|\[json\]|\[([^=\]]+)=([^\]]*)\]|([^.[\]]+)/g;

/** Lists in lists that are looked into. */
const MAX_LISTS = 16;
/** Most items a path is followed through, so that no record costs without end. */
const MAX_ITEMS = 10_000;

/** Compiles `callflow[-1].times.created_time`. */
export function compilePath(path: string): TreePath {
  const outer = path.startsWith('..');
  return { outer, steps: stepsOf(outer ? path.slice(2) : path) };
}

function stepsOf(path: string): Step[] {
  return [...path.matchAll(STEP)].map(([whole, quoted, position, key, value, name]): Step => {
    if (position !== undefined) return { kind: 'position', at: Number(position) };
    if (key !== undefined) return { kind: 'filter', path: stepsOf(key), value: value ?? '' };
    if (whole === '[json]') return { kind: 'json' };
    return { kind: 'name', name: quoted ?? name ?? '' };
  });
}

/** The texts of all scalars at a path, in order. Booleans and numbers as JSON writes them. */
export function textsAt(record: Tree, outer: Tree, path: TreePath): string[] {
  const texts: string[] = [];
  for (const item of itemsAt([path.outer ? outer : record], path.steps)) addTexts(item, texts);
  return texts;
}

/** The first text at a path; '' where there is none. Straight down where nothing on the way is a list or a filter. */
export function firstText(record: Tree, outer: Tree, path: TreePath): string {
  let at = path.outer ? outer : record;
  for (const step of path.steps) {
    if (step.kind === 'name' && typeof at === 'object' && at !== null && !Array.isArray(at)) {
      if (!Object.hasOwn(at, step.name)) return '';
      at = Reflect.get(at, step.name);
    } else if (step.kind === 'position' && Array.isArray(at)) at = at.at(step.at);
    else return textsAt(record, outer, path)[0] ?? '';
  }
  return Array.isArray(at) ? (textsAt(record, outer, path)[0] ?? '') : textOf(at);
}

/** What lies at a path, lists as their items. */
export function itemsOf(record: Tree, path: TreePath): Tree[] {
  return itemsAt([record], path.steps).flatMap((item) => (Array.isArray(item) ? item : [item]));
}

function itemsAt(start: readonly Tree[], steps: readonly Step[]): Tree[] {
  let items: Tree[] = [...start];
  for (const step of steps) {
    const next: Tree[] = [];
    for (const item of items) {
      if (next.length > MAX_ITEMS) break;
      follow(item, step, next);
    }
    items = next;
  }
  return items;
}

function follow(item: Tree, step: Step, next: Tree[], lists = 0): void {
  if (step.kind === 'position') {
    // A single element is a list of one: XML does not tell them apart.
    const found: Tree = Array.isArray(item) ? item.at(step.at) : step.at === 0 || step.at === -1 ? item : undefined;
    if (found !== undefined) next.push(found);
  } else if (Array.isArray(item)) {
    if (lists < MAX_LISTS) for (const each of item) if (next.length <= MAX_ITEMS) follow(each, step, next, lists + 1);
  } else if (step.kind === 'filter') {
    if (itemsAt([item], step.path).some((found) => textOf(found) === step.value)) next.push(item);
  } else if (step.kind === 'json') {
    const parsed = typeof item === 'string' ? parsedJson(item) : undefined;
    if (parsed !== undefined) next.push(parsed);
  } else if (typeof item === 'object' && item !== null && Object.hasOwn(item, step.name)) {
    next.push(Reflect.get(item, step.name));
  }
}

function parsedJson(text: string): Tree {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addTexts(item: Tree, texts: string[], lists = 0): void {
  if (Array.isArray(item)) {
    if (lists < MAX_LISTS) for (const each of item) addTexts(each, texts, lists + 1);
  } else {
    const text = textOf(item);
    if (text !== '') texts.push(text);
  }
}

function textOf(item: Tree): string {
  if (typeof item === 'string') return item;
  if (typeof item === 'number' || typeof item === 'boolean') return String(item);
  // An element with attributes still has its text.
  if (typeof item === 'object' && item !== null && Object.hasOwn(item, '#')) {
    const text: Tree = Reflect.get(item, '#');
    return typeof text === 'string' ? text : '';
  }
  return '';
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
