/** Records that are trees (JSON, XML) as views: the text of every slot, one behind another in a buffer of our own. */
import { type Many, oneOf } from '../language/many.ts';
import type { SlotTable } from './slots.ts';
import { compilePath, firstText, type Tree, type TreePath, textsAt, urlDecoded } from './treePath.ts';
import { MAX_COLUMNS, type RecordView } from './view.ts';

interface SlotPath {
  readonly path: TreePath;
  readonly many: Many;
  readonly urlDecode: boolean;
}

export class TreeFiller {
  readonly #paths: readonly (SlotPath | null)[];
  #scratch = Buffer.alloc(16_384);

  constructor(slots: SlotTable) {
    if (slots.slots.length > MAX_COLUMNS) throw new Error('assertion failed: more fields than a view has columns');
    this.#paths = slots.slots.map(({ location, urlDecode, many }) =>
      'path' in location ? { path: compilePath(location.path), many, urlDecode } : null,
    );
  }

  /** Slot = column, for all records. */
  columns(): Int16Array {
    return Int16Array.from(this.#paths, (_, slot) => slot);
  }

  /** Writes the texts of all slots, so that they can be read as bytes like any other record's. @param outer what `..` is */
  fill(view: RecordView, record: Tree, outer: Tree): void {
    let at = 0;
    for (let slot = 0; slot < this.#paths.length; slot++) {
      view.start[slot] = at;
      const path = this.#paths[slot];
      if (path !== null && path !== undefined) {
        const text = textOf(path, record, outer);
        this.#reserve(at, text.length * 3);
        at += this.#scratch.write(text, at, 'utf8');
      }
      view.end[slot] = at;
    }
    view.data = this.#scratch;
    view.count = this.#paths.length;
  }

  #reserve(at: number, most: number): void {
    if (at + most <= this.#scratch.length) return;
    const grown = Buffer.alloc((at + most) * 2);
    this.#scratch.copy(grown, 0, 0, at);
    this.#scratch = grown;
  }
}

function textOf({ path, many, urlDecode }: SlotPath, record: Tree, outer: Tree): string {
  const found = many === 'first' ? firstText(record, outer, path) : oneOf(textsAt(record, outer, path), many);
  return (urlDecode ? urlDecoded(found) : found).trim();
}
