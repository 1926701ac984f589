/** An unknown JSON file as a table: where its records lie, and the paths of their values. */
import type { Tree } from '../readers/treePath.ts';
import { columnsOfTrees, timesIn } from './leaves.ts';
import type { SampleLines } from './lines.ts';
import { MOST_ROWS, type SampleTable } from './table.ts';

interface Found {
  readonly records: readonly Tree[];
  /** Path of the list they lie in; null where documents are records. */
  readonly root: string | null;
}

/** The table of a JSON file; null where it is none, or has no record with a time. */
export function jsonTable(sample: SampleLines): SampleTable | null {
  const text = sample.text.trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return null;
  const documents = documentsIn(text);
  const found = recordsIn(documents);
  if (found === null) return null;
  const records = found.records.slice(0, MOST_ROWS);
  return {
    columns: columnsOfTrees(records),
    rows: records.length,
    charsets: ['utf-8'],
    byLocation: true,
    closing: [],
    structure: () => (found.root === null ? { kind: 'json' } : { kind: 'json', records: 'nested', root: found.root }),
    sampleText: (rows) => sampleText(records.slice(0, rows), found.root),
  };
}

function sampleText(records: readonly Tree[], root: string | null): string {
  if (root === null) return `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
  const document = root.split('.').reduceRight<Tree>((inner, name) => ({ [name]: inner }), records);
  return `${JSON.stringify(document)}\n`;
}

/** The documents of a text: one, one after another, or one cut off, closed where it was whole. */
function documentsIn(text: string): Tree[] {
  const whole = parsed(text);
  if (whole !== undefined) return [whole];
  const documents: Tree[] = [];
  const scan = new Scan();
  let from = -1;
  for (let at = 0; at < text.length; at++) {
    const before = scan.depth;
    scan.step(text[at]!);
    if (before === 0 && scan.depth === 1) from = at;
    if (before === 1 && scan.depth === 0) {
      const document = parsed(text.slice(from, at + 1));
      if (document !== undefined) documents.push(document);
    }
  }
  if (documents.length > 0) return documents;
  const closed = parsed(closedText(text));
  return closed === undefined ? [] : [closed];
}

function parsed(text: string): Tree | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Follows nesting and strings. */
class Scan {
  readonly open: string[] = [];
  #inString = false;
  #escaped = false;

  get depth(): number {
    return this.open.length;
  }

  step(char: string): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (char === '\\') this.#escaped = true;
      else if (char === '"') this.#inString = false;
    } else if (char === '"') this.#inString = true;
    else if (char === '{' || char === '[') this.open.push(char);
    else if (char === '}' || char === ']') this.open.pop();
  }
}

/** A text cut off in the middle, ended behind the last object that is whole in a list. */
function closedText(text: string): string {
  const scan = new Scan();
  let best = '';
  for (let at = 0; at < text.length; at++) {
    scan.step(text[at]!);
    if (text[at] === '}' && scan.open.at(-1) === '[') {
      const closers = [...scan.open].reverse().map((char) => (char === '{' ? '}' : ']'));
      best = `${at}:${closers.join('')}`;
    }
  }
  const [end = '', closers = ''] = best.split(':');
  return best === '' ? '' : text.slice(0, Number(end) + 1) + closers;
}

function recordsIn(documents: readonly Tree[]): Found | null {
  const [first] = documents;
  if (documents.length > 1) return timesIn(first) > 0 ? { records: documents, root: null } : nested(documents);
  if (Array.isArray(first)) return first.some((each) => timesIn(each) > 0) ? { records: first, root: null } : null;
  return nested(documents) ?? (timesIn(first) > 0 ? { records: documents, root: null } : null);
}

/** The list of records inside documents: the longest whose items have times; a short one only where the document has none itself. */
function nested(documents: readonly Tree[]): Found | null {
  const lists: { root: string; records: readonly Tree[] }[] = [];
  for (const document of documents) findLists(document, '', lists, 0);
  const byRoot = new Map<string, Tree[]>();
  for (const { root, records } of lists) byRoot.set(root, [...(byRoot.get(root) ?? []), ...records]);
  const [best] = [...byRoot]
    .filter(([, records]) => records.some((each) => timesIn(each) > 0))
    .sort((a, b) => b[1].length - a[1].length);
  if (best === undefined) return null;
  const [root, records] = best;
  const ownTimes = timesIn(withoutLists(documents[0]));
  return ownTimes === 0 || records.length > 2 * documents.length + 2 ? { root, records } : null;
}

function findLists(tree: Tree, path: string, lists: { root: string; records: readonly Tree[] }[], depth: number): void {
  if (typeof tree !== 'object' || tree === null || depth > 4 || Array.isArray(tree)) return;
  for (const [name, child] of Object.entries(tree)) {
    const under = path === '' ? name : `${path}.${name}`;
    if (/[.[\]]/.test(name)) continue;
    if (Array.isArray(child)) {
      if (child.length > 0 && typeof child[0] === 'object' && child[0] !== null)
        lists.push({ root: under, records: child });
    } else findLists(child, under, lists, depth + 1);
  }
}

function withoutLists(tree: Tree): Tree {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).filter(([, child]) => !Array.isArray(child)));
}
