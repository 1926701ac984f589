/**
 * Records in BER as views. Which elements are wanted is a tree made once from the fields' paths; of a record only the branches that lead to
 * wanted elements are walked, everything else is passed over by its length.
 */

import { type Many, oneOf } from '../language/many.ts';
import type { TagNames, TagNode, TagType } from '../language/tagTable.ts';
import { mostBytes, writeValue } from './berValue.ts';
import type { SlotTable } from './slots.ts';
import { elementEnd, HEADER, isEndOfContents, TlvHeader } from './tlv.ts';
import { compilePath, type Step } from './treePath.ts';
import { MAX_COLUMNS, type RecordView } from './view.ts';

/** Elements in elements of one record. */
const MAX_DEPTH = 64;

/** `name=value` of an element's child. */
interface Filter {
  readonly name: string;
  readonly value: Buffer;
}

interface Wanted {
  /** Slots whose path ends here. */
  readonly slots: number[];
  readonly children: { readonly name: string; readonly filter: Filter | null; readonly wanted: Wanted }[];
  /** By element that holds it, then tag: what is wanted of it, null = nothing. */
  readonly known: Map<TagNode, Map<number, Match | null>>;
}

interface Match {
  readonly node: TagNode;
  readonly targets: readonly Wanted['children'][number][];
  /** A record inside a record: the end of the outer one is lost. */
  readonly swallowed: boolean;
}

export class BerFiller {
  /** Elements that are records: one inside another tells that its end is lost. */
  readonly records = new Set<TagNode>();
  readonly #names: TagNames;
  readonly #root: Wanted = blank();
  readonly #many: readonly Many[];
  readonly #nameSlots: number[] = [];
  /** Slots for the value of a record that is one primitive element, of any name or of one. */
  readonly #ownSlots: { readonly slot: number; readonly name: string | null }[] = [];
  /** Texts of slots that keep more than the first. */
  readonly #texts: (string[] | null)[];
  readonly #lists: readonly { readonly slot: number; readonly texts: string[] }[];
  readonly #header = new TlvHeader();
  #scratch = Buffer.alloc(16_384);
  #at = 0;
  #view: RecordView | null = null;

  constructor(names: TagNames, slots: SlotTable) {
    this.#names = names;
    if (slots.slots.length > MAX_COLUMNS) throw new Error('assertion failed: more fields than a view has columns');
    this.#many = slots.slots.map(({ many }) => many);
    this.#texts = slots.slots.map(({ many }) => (many === 'first' ? null : []));
    this.#lists = this.#texts.flatMap((texts, slot) => (texts === null ? [] : [{ slot, texts }]));
    for (const [slot, { location }] of slots.slots.entries()) {
      if (!('path' in location)) continue;
      if (location.path === '#name') this.#nameSlots.push(slot);
      else if (location.path.startsWith('#')) this.#ownSlots.push({ slot, name: location.path.slice(1) || null });
      else this.#want(slot, compilePath(location.path).steps);
    }
  }

  /** Slot = column, for all records. */
  columns(): Int16Array {
    return Int16Array.from(this.#many, (_, slot) => slot);
  }

  /** Fills the view from an element's value. False where its lengths contradict each other. */
  fill(view: RecordView, node: TagNode, constructed: boolean, bytes: Buffer, s: number, e: number): boolean {
    this.#begin(view);
    for (const slot of this.#nameSlots) this.#text(slot, node.name);
    if (!constructed)
      for (const { slot, name } of this.#ownSlots)
        if (name === null || name === node.name) this.#value(slot, node.type, bytes, s, e);
    const whole = !constructed || this.#walk(this.#root, node, bytes, s, e, 0);
    this.#finish(view);
    return whole;
  }

  /** Fills the view from values by name: what is no BER but belongs to the file (headers). */
  fillNamed(view: RecordView, name: string, values: Readonly<Record<string, string>>): void {
    this.#begin(view);
    for (const slot of this.#nameSlots) this.#text(slot, name);
    for (const { name: child, wanted } of this.#root.children)
      for (const slot of wanted.slots) if (values[child] !== undefined) this.#text(slot, values[child]);
    this.#finish(view);
  }

  #want(slot: number, steps: readonly Step[]): void {
    let wanted = this.#root;
    let at = 0;
    while (at < steps.length) {
      const step = steps[at++]!;
      if (step.kind !== 'name') return;
      const next = steps[at];
      let filter: Filter | null = null;
      if (next?.kind === 'filter') {
        const [key] = next.path;
        if (key?.kind !== 'name') return;
        filter = { name: key.name, value: Buffer.from(next.value) };
        at++;
      }
      const key = JSON.stringify(filter === null ? null : [filter.name, filter.value.toString()]);
      const same = wanted.children.find(
        (child) =>
          child.name === step.name &&
          JSON.stringify(child.filter === null ? null : [child.filter.name, child.filter.value.toString()]) === key,
      );
      const child = same ?? { name: step.name, filter, wanted: blank() };
      if (same === undefined) wanted.children.push(child);
      wanted = child.wanted;
    }
    wanted.slots.push(slot);
  }

  #begin(view: RecordView): void {
    this.#view = view;
    this.#at = 0;
    view.count = this.#many.length;
    view.start.fill(0, 0, view.count);
    view.end.fill(0, 0, view.count);
    for (const { texts } of this.#lists) texts.length = 0;
  }

  #finish(view: RecordView): void {
    for (const { slot, texts } of this.#lists) {
      const text = oneOf(texts, this.#many[slot]!);
      this.#reserve(text.length * 3);
      view.start[slot] = this.#at;
      this.#at += this.#scratch.write(text, this.#at, 'utf8');
      view.end[slot] = this.#at;
    }
    view.data = this.#scratch;
  }

  #walk(wanted: Wanted, node: TagNode, bytes: Buffer, from: number, end: number, depth: number): boolean {
    const header = this.#header;
    let at = from;
    while (at < end) {
      if (header.read(bytes, at, end) !== HEADER.read) return false;
      const { tag, constructed, indefinite, value } = header;
      let valueEnd = value + header.length;
      let next = valueEnd;
      if (indefinite) {
        next = elementEnd(bytes, at, end);
        if (next < 0) return false;
        valueEnd = next - 2;
      }
      if (next > end) return false;
      const match = this.#match(wanted, node, tag);
      if (match !== null) {
        if (match.swallowed || (constructed && depth === MAX_DEPTH)) return false;
        for (const { filter, wanted: inner } of match.targets) {
          if (filter !== null && !this.#passes(filter, match.node, bytes, value, valueEnd)) continue;
          for (const slot of inner.slots)
            if (!constructed || this.#many[slot] === 'count')
              this.#value(slot, match.node.type, bytes, value, valueEnd);
          if (constructed && inner.children.length > 0)
            if (!this.#walk(inner, match.node, bytes, value, valueEnd, depth + 1)) return false;
        }
      }
      at = next;
    }
    return true;
  }

  #match(wanted: Wanted, parent: TagNode, tag: number): Match | null {
    let byTag = wanted.known.get(parent);
    if (byTag === undefined) {
      byTag = new Map();
      wanted.known.set(parent, byTag);
    }
    const known = byTag.get(tag);
    if (known !== undefined) return known;
    const node = this.#names.get(parent, tag);
    const targets = node === undefined ? [] : wanted.children.filter(({ name }) => name === node.name);
    const swallowed = node === parent || (node !== undefined && this.records.has(node));
    const match = node === undefined || (targets.length === 0 && !swallowed) ? null : { node, targets, swallowed };
    byTag.set(tag, match);
    return match;
  }

  /** Whether a child of this name has the value. */
  #passes(filter: Filter, node: TagNode, bytes: Buffer, from: number, end: number): boolean {
    const header = new TlvHeader();
    let at = from;
    while (at < end && header.read(bytes, at, end) === HEADER.read) {
      if (isEndOfContents(bytes, at)) return false;
      const next = header.indefinite ? elementEnd(bytes, at, end) : header.value + header.length;
      if (next < 0 || next > end) return false;
      const child = this.#names.get(node, header.tag);
      if (child?.name === filter.name && !header.constructed) {
        this.#reserve(mostBytes(header.length));
        const to = writeValue(this.#scratch, this.#at, child.type, bytes, header.value, next);
        return filter.value.equals(this.#scratch.subarray(this.#at, to));
      }
      at = next;
    }
    return false;
  }

  #value(slot: number, type: TagType, bytes: Buffer, s: number, e: number): void {
    const view = this.#view!;
    if (this.#many[slot] === 'first' && view.end[slot]! > view.start[slot]!) return;
    this.#reserve(mostBytes(e - s));
    const from = this.#at;
    const to = writeValue(this.#scratch, from, type, bytes, s, e);
    const texts = this.#texts[slot];
    if (texts === null || texts === undefined) {
      view.start[slot] = from;
      view.end[slot] = to;
      this.#at = to;
    } else if (this.#many[slot] === 'last') {
      texts.length = 0;
      texts.push(this.#scratch.toString('utf8', from, to));
    } else texts.push(this.#scratch.toString('utf8', from, to));
  }

  #text(slot: number, text: string): void {
    const view = this.#view!;
    this.#reserve(text.length * 3);
    view.start[slot] = this.#at;
    this.#at += this.#scratch.write(text, this.#at, 'utf8');
    view.end[slot] = this.#at;
  }

  #reserve(most: number): void {
    if (this.#at + most <= this.#scratch.length) return;
    const grown = Buffer.alloc((this.#at + most) * 2);
    this.#scratch.copy(grown, 0, 0, this.#at);
    this.#scratch = grown;
  }
}

function blank(): Wanted {
  return { slots: [], children: [], known: new Map() };
}
