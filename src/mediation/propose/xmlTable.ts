/** An unknown XML file as a table: the element that comes again and again is the record. */
import sax from 'sax';
import type { Tree } from '../readers/treePath.ts';
import { columnsOfTrees, timesIn } from './leaves.ts';
import type { SampleLines } from './lines.ts';
import { MOST_ROWS, type SampleTable } from './table.ts';

interface Element {
  readonly name: string;
  readonly path: string;
  readonly node: Record<string, Tree>;
  text: string;
}

interface Group {
  readonly path: string;
  readonly trees: Tree[];
  /** Where each ends in the text. */
  readonly ends: number[];
}

/** Elements kept; a sample never has more. */
const MOST_ELEMENTS = 20_000;
const MOST_DEPTH = 32;

/** The table of an XML file; null where nothing in it looks like a record with a time. */
export function xmlTable(sample: SampleLines): SampleTable | null {
  if (!sample.text.trimStart().startsWith('<')) return null;
  const groups = elementsOf(sample.text);
  const candidates = [...groups.values()]
    .filter(({ trees }) => trees.slice(0, 20).some((tree) => timesIn(tree) > 0))
    .filter(({ trees }) => columnsOfTrees(trees.slice(0, 20)).length > 1)
    .sort((a, b) => a.path.length - b.path.length);
  // Legs come again inside of calls: the outermost element that comes again is the record.
  const inside = candidates.filter(({ path }) => path.includes('/', 1));
  const best = inside.find(({ trees }) => trees.length > 1) ?? candidates[0];
  if (best === undefined) return null;
  const { path, trees, ends } = best;
  const records = trees.slice(0, MOST_ROWS);
  return {
    columns: columnsOfTrees(records),
    rows: records.length,
    charsets: sample.charsets,
    byLocation: true,
    closing: [],
    structure: () => ({ kind: 'xml', recordPath: path }),
    sampleText: (rows) => {
      const names = path.split('/').slice(1, -1).reverse();
      const end = ends[Math.min(rows, ends.length) - 1] ?? sample.text.length;
      // What surrounds the records is closed by the names the document itself uses.
      return `${sample.text.slice(0, end)}${names.map((name) => `</${written(sample.text, name)}>`).join('')}\n`;
    },
  };
}

function written(text: string, name: string): string {
  return new RegExp(`<((?:[\\w.-]+:)?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})[\\s/>]`).exec(text)?.[1] ?? name;
}

/** All elements with children or attributes, by path. */
function elementsOf(text: string): Map<string, Group> {
  const groups = new Map<string, Group>();
  const open: Element[] = [];
  let elements = 0;
  let stopped = false;
  const options = { position: true, strictEntities: true };
  const parser = new sax.SAXParser(true, options);
  const local = (name: string) => name.replace(/^.*:/, '');
  parser.onopentag = ({ name, attributes }) => {
    if (stopped || ++elements > MOST_ELEMENTS || open.length >= MOST_DEPTH) {
      stopped = true;
      return;
    }
    const node: Record<string, Tree> = {};
    for (const [attribute, value] of Object.entries(attributes))
      if (!attribute.startsWith('xmlns')) node[`@${local(attribute)}`] = String(value);
    open.push({ name: local(name), path: `${open.at(-1)?.path ?? ''}/${local(name)}`, node, text: '' });
  };
  const characters = (part: string) => {
    const element = open.at(-1);
    if (!stopped && element !== undefined) element.text += part;
  };
  parser.ontext = characters;
  parser.oncdata = characters;
  parser.onclosetag = () => {
    const element = open.pop();
    if (stopped || element === undefined) return;
    const tree = treeOf(element);
    const parent = open.at(-1);
    if (parent !== undefined) addChild(parent.node, element.name, tree);
    if (typeof tree !== 'object') return;
    const group = groups.get(element.path) ?? { path: element.path, trees: [], ends: [] };
    group.trees.push(tree);
    group.ends.push(parser.position);
    groups.set(element.path, group);
  };
  parser.onerror = () => {
    stopped = true;
  };
  try {
    parser.write(text);
  } catch {
    // What was read until here is the sample; the reader tells what is wrong behind it.
  }
  return groups;
}

function treeOf({ node, text }: Element): Tree {
  const trimmed = text.trim();
  if (Object.keys(node).length === 0) return trimmed;
  return trimmed === '' ? node : { ...node, '#': trimmed };
}

function addChild(node: Record<string, Tree>, name: string, tree: Tree): void {
  const there = Object.hasOwn(node, name) ? node[name] : undefined;
  if (there === undefined) node[name] = tree;
  else if (Array.isArray(there)) there.push(tree);
  else node[name] = [there, tree];
}
