import { assert } from '#base';
import type { Digits } from './digits.ts';

/** Ints per node: ten children, the value, and padding up to a cache line. */
const STRIDE = 16;
const VALUE = 10;
const ZERO = 48;
/** Lowest bit of a stored value: it counts only for the whole number. */
const WHOLE = 1;

/**
 * Prefixes of digits as one flat array: node n begins at 16 n; slot d holds the child for digit d (0 = none), slot 10 the
 * value, doubled (0 = none). Several roots share the array, one per country of short numbers.
 */
export class DigitTrie {
  #nodes = new Int32Array(STRIDE * 64);
  #count = 1;

  readonly #roots: number[] = [];

  /** Nodes that prefixes were begun from. */
  get roots(): readonly number[] {
    return this.#roots;
  }

  /** The flat array; take it when all is added. */
  get nodes(): Int32Array {
    return this.#nodes;
  }

  addRoot(): number {
    const root = this.#add();
    this.#roots.push(root);
    return root;
  }

  /** Node of a prefix, made where missing. */
  insert(root: number, digits: string): number {
    let node = root;
    for (let index = 0; index < digits.length; index++) {
      const slot = node * STRIDE + digits.charCodeAt(index) - ZERO;
      const child = this.#nodes[slot]!;
      if (child !== 0) {
        node = child;
        continue;
      }
      const added = this.#add();
      this.#nodes[slot] = added;
      node = added;
    }
    return node;
  }

  value(node: number): number {
    return this.#nodes[node * STRIDE + VALUE]! >> 1;
  }

  /** @param value positive, below 2^30. @param whole it counts only where the digits end with it */
  setValue(node: number, value: number, whole = false): void {
    assert(value > 0 && value < 2 ** 30, 'a trie value is positive and small');
    this.#nodes[node * STRIDE + VALUE] = value * 2 + (whole ? WHOLE : 0);
  }

  #add(): number {
    const node = this.#count++;
    if (this.#count * STRIDE > this.#nodes.length) {
      const larger = new Int32Array(this.#nodes.length * 2);
      larger.set(this.#nodes);
      this.#nodes = larger;
    }
    return node;
  }
}

/** Child of a node for a digit; 0 = none. */
export function childAt(nodes: Int32Array, node: number, digit: number): number {
  return nodes[node * STRIDE + digit]!;
}

/** Value of a node; 0 = none. */
export function valueAt(nodes: Int32Array, node: number): number {
  return nodes[node * STRIDE + VALUE]! >> 1;
}

/**
 * A trie that is only asked any more: laid out by level, children as offsets, and a prefix without longer ones no node of its own but a negative
 * child (its value, negated). Large decks are mostly such ends; so a lookup touches few cache lines.
 */
export class PrefixTable {
  readonly #nodes: Int32Array;

  private constructor(nodes: Int32Array) {
    this.#nodes = nodes;
  }

  /** @returns the table, and by root of the trie where it begins there */
  static of(trie: DigitTrie): { readonly table: PrefixTable; readonly roots: ReadonlyMap<number, number> } {
    const { nodes, roots } = trie;
    const isEnd = (node: number) => nodes.subarray(node * STRIDE, node * STRIDE + VALUE).every((child) => child === 0);
    const levels = [...roots];
    const offsets = new Map<number, number>(roots.map((root, index) => [root, (index + 1) * STRIDE]));
    for (let index = 0; index < levels.length; index++) {
      for (let digit = 0; digit < VALUE; digit++) {
        const child = nodes[levels[index]! * STRIDE + digit]!;
        if (child === 0 || isEnd(child)) continue;
        offsets.set(child, (levels.push(child) as number) * STRIDE);
      }
    }
    const flat = new Int32Array((levels.length + 1) * STRIDE);
    for (const node of levels) {
      const offset = offsets.get(node)!;
      for (let digit = 0; digit < VALUE; digit++) {
        const child = nodes[node * STRIDE + digit]!;
        flat[offset + digit] = child === 0 ? 0 : (offsets.get(child) ?? -nodes[child * STRIDE + VALUE]!);
      }
      flat[offset + VALUE] = nodes[node * STRIDE + VALUE]!;
    }
    return { table: new PrefixTable(flat), roots: offsets };
  }

  /** Value of the longest prefix of the digits that has one; 0 = none. Values for the whole number alone count only where the digits end. */
  longest(root: number, digits: Digits): number {
    const nodes = this.#nodes;
    const { at, length } = digits;
    let offset = root;
    let best = 0;
    for (let index = 0; index < length; index++) {
      const next = nodes[offset + at[index]!]!;
      if (next === 0) break;
      const value = next < 0 ? -next : nodes[next + VALUE]!;
      if (value !== 0 && ((value & WHOLE) === 0 || index === length - 1)) best = value;
      if (next < 0) break;
      offset = next;
    }
    return best >> 1;
  }

  /** Value of exactly these digits; 0 = none. */
  exactly(root: number, digits: Digits): number {
    const nodes = this.#nodes;
    const { at, length } = digits;
    let offset = root;
    for (let index = 0; index < length; index++) {
      const next = nodes[offset + at[index]!]!;
      if (next === 0) return 0;
      if (next < 0) return index === length - 1 ? -next >> 1 : 0;
      offset = next;
    }
    return length === 0 ? 0 : nodes[offset + VALUE]! >> 1;
  }
}
