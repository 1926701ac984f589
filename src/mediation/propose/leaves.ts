/** Trees (JSON, XML) flattened into columns: one per path that leads to a value. */
import type { Tree } from '../readers/treePath.ts';
import { MOST_ROWS, type SampleColumn } from './table.ts';

/** Columns looked at; a record with more is read by the first ones. */
const MOST_LEAVES = 300;
const MOST_DEPTH = 8;

/** Columns of records that are trees. */
export function columnsOfTrees(records: readonly Tree[]): SampleColumn[] {
  const paths = new Map<string, string[]>();
  const rows = records.slice(0, MOST_ROWS).map((record) => {
    const leaves = new Map<string, string>();
    collect(record, '', [], leaves, paths, 0);
    return leaves;
  });
  return [...paths].slice(0, MOST_LEAVES).map(([path, names], index) => ({
    name: names.join(' '),
    aliases: aliasesOf(names),
    number: index + 1,
    location: { path },
    cells: rows.map((leaves) => leaves.get(path) ?? ''),
  }));
}

/** What a value may be called: its own name, and the names around it. */
function aliasesOf(names: readonly string[]): string[] {
  return [...new Set([names.at(-1) ?? '', names.slice(-2).join(' '), ...names.slice(0, -1)])].filter(
    (name) => name !== '',
  );
}

function collect(
  tree: Tree,
  path: string,
  names: readonly string[],
  leaves: Map<string, string>,
  paths: Map<string, string[]>,
  depth: number,
): void {
  if (tree === null || tree === undefined || depth > MOST_DEPTH) return;
  if (Array.isArray(tree)) {
    // The first of a list stands for it: legs have formats of their own.
    collect(tree[0], `${path}[0]`, names, leaves, paths, depth + 1);
    return;
  }
  if (typeof tree === 'object') {
    for (const [name, child] of Object.entries(tree)) {
      const step = /[.[\]]/.test(name) ? `["${name.replaceAll('"', '')}"]` : name;
      const under = path === '' || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`;
      collect(child, under, [...names, name.replace(/^@/, '')], leaves, paths, depth + 1);
    }
    return;
  }
  if (path === '') return;
  if (!paths.has(path))
    paths.set(
      path,
      names.filter((name) => name !== '#'),
    );
  leaves.set(path, String(tree).trim());
}

/** How many values of a record look like times: what is no record has none. */
export function timesIn(record: Tree): number {
  const leaves = new Map<string, string>();
  collect(record, '', [], leaves, new Map(), 0);
  let times = 0;
  for (const value of leaves.values())
    if (
      /^\d{4}-\d\d-\d\d|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|^1[0-9]{9}(?:\d{3}|\d{6})?$|^20\d{12}|^[A-Z][a-z]{2}, \d\d? [A-Z]/.test(
        value,
      )
    )
      times++;
  return times;
}
