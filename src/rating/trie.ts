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

  /** Nodes there are, the unused first one included. */
  get size(): number {
    return this.#count;
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

/** Number of set bits of ten. */
const COUNT = Uint8Array.from({ length: 1024 }, (_, bits) => bits.toString(2).replaceAll('0', '').length);
const BITMAP_BITS = 10;
const BITMAP = 1023;
/** Digits that are looked up at once in the largest part of a table. */
const JUMP_DIGITS = 4;
/** Ints of a table from which that pays. */
const LARGE = 4096;
const MAX_NODES = 2 ** (31 - BITMAP_BITS);

/**
 * A trie that is only asked any more: two ints a node (where its children begin and a bitmap of their digits; the value), children side by
 * side, level by level, and no prefix that says what a shorter one says already. 60,000 prefixes take about a megabyte.
 */
export class PrefixTable {
  readonly #nodes: Int32Array;
  /** The root with most beneath it; its first digits are looked up at once. */
  readonly #largest: number;
  /** By the first digits: the node they lead to (0 = none) and the value on the way. */
  readonly #jumps: Int32Array;

  private constructor(nodes: Int32Array, roots: number) {
    this.#nodes = nodes;
    // A small table lies in the cache as it is.
    const large = roots > 0 && nodes.length >= LARGE;
    this.#largest = large ? largestRoot(nodes, roots) : 0;
    this.#jumps = new Int32Array(large ? 2 * 10 ** JUMP_DIGITS : 0);
    if (large) fillJumps(nodes, this.#jumps, this.#largest, 0, 0, 0);
  }

  /** @returns the table, and by root of the trie where it begins there (never 0) */
  static of(trie: DigitTrie): { readonly table: PrefixTable; readonly roots: ReadonlyMap<number, number> } {
    const { nodes, roots } = trie;
    const needed = neededNodes(trie);
    const order = [0, ...roots];
    const begins = new Map<number, number>(roots.map((root, index) => [root, index + 1]));
    const flat: number[] = [];
    for (let index = 0; index < order.length; index++) {
      const node = order[index]!;
      let bitmap = 0;
      const base = order.length;
      for (let digit = 0; digit < VALUE; digit++) {
        const child = node === 0 ? 0 : nodes[node * STRIDE + digit]!;
        if (needed[child] === 0) continue;
        bitmap |= 1 << digit;
        order.push(child);
      }
      flat.push((base << BITMAP_BITS) | bitmap, node === 0 ? 0 : nodes[node * STRIDE + VALUE]!);
    }
    assert(order.length < MAX_NODES, 'a prefix table has at most two million nodes');
    return { table: new PrefixTable(Int32Array.from(flat), roots.length), roots: begins };
  }

  /** Value of the longest prefix of the digits that has one; 0 = none. Values for the whole number alone count only where the digits end. */
  longest(root: number, digits: Digits): number {
    const nodes = this.#nodes;
    const { at, length } = digits;
    let head = nodes[root * 2]!;
    let best = 0;
    let begin = 0;
    if (root === this.#largest && length > JUMP_DIGITS) {
      const jump = 2 * (((at[0]! * 10 + at[1]!) * 10 + at[2]!) * 10 + at[3]!);
      best = this.#jumps[jump + 1]!;
      const node = this.#jumps[jump]!;
      if (node === 0) return best >> 1;
      head = nodes[node * 2]!;
      begin = JUMP_DIGITS;
    }
    for (let index = begin; index < length; index++) {
      const bit = 1 << at[index]!;
      if ((head & bit) === 0) break;
      const child = ((head >>> BITMAP_BITS) + COUNT[head & BITMAP & (bit - 1)]!) * 2;
      head = nodes[child]!;
      const value = nodes[child + 1]!;
      if (value !== 0 && ((value & WHOLE) === 0 || index === length - 1)) best = value;
    }
    return best >> 1;
  }

  /** Value of exactly these digits; 0 = none. */
  exactly(root: number, digits: Digits): number {
    const nodes = this.#nodes;
    const { at, length } = digits;
    let node = root;
    for (let index = 0; index < length; index++) {
      const head = nodes[node * 2]!;
      const bit = 1 << at[index]!;
      if ((head & bit) === 0) return 0;
      node = (head >>> BITMAP_BITS) + COUNT[head & BITMAP & (bit - 1)]!;
    }
    return length === 0 ? 0 : nodes[node * 2 + 1]! >> 1;
  }
}

/** The root with most nodes beneath it; roots are the first nodes, children come after their parents. */
function largestRoot(nodes: Int32Array, roots: number): number {
  const sizes = new Int32Array(roots + 1);
  const rootOf = new Int32Array(nodes.length / 2);
  for (let root = 1; root <= roots; root++) rootOf[root] = root;
  for (let node = 1; node < rootOf.length; node++) {
    const head = nodes[node * 2]!;
    const children = COUNT[head & BITMAP]!;
    sizes[rootOf[node]!]! += children;
    for (let child = 0; child < children; child++) rootOf[(head >>> BITMAP_BITS) + child] = rootOf[node]!;
  }
  return sizes.indexOf(Math.max(...sizes.subarray(1)), 1);
}

/** Walks the first digits once for all: values for the whole number alone do not count here, more digits follow. */
function fillJumps(
  nodes: Int32Array,
  jumps: Int32Array,
  node: number,
  best: number,
  digits: number,
  depth: number,
): void {
  if (depth === JUMP_DIGITS || node === 0) {
    const span = 10 ** (JUMP_DIGITS - depth);
    for (let at = digits * span; at < (digits + 1) * span; at++) {
      jumps[2 * at] = node;
      jumps[2 * at + 1] = best;
    }
    return;
  }
  const head = nodes[node * 2]!;
  for (let digit = 0; digit < VALUE; digit++) {
    const bit = 1 << digit;
    const child = (head & bit) === 0 ? 0 : (head >>> BITMAP_BITS) + COUNT[head & BITMAP & (bit - 1)]!;
    const value = child === 0 ? 0 : nodes[child * 2 + 1]!;
    const counts = value !== 0 && (value & WHOLE) === 0;
    fillJumps(nodes, jumps, child, counts ? value : best, digits * 10 + digit, depth + 1);
  }
}

/**
 * By node: whether it, or anything beneath, says something that the prefixes above do not say. Children are made after their parents, so one pass
 * down finds what is inherited and one pass up what is needed.
 */
function neededNodes({ nodes, roots, size }: DigitTrie): Uint8Array {
  const inherited = new Int32Array(size);
  const needed = new Uint8Array(size);
  for (let node = 1; node < size; node++) {
    const own = nodes[node * STRIDE + VALUE]!;
    const beneath = own === 0 || (own & WHOLE) !== 0 ? inherited[node]! : own;
    for (let digit = 0; digit < VALUE; digit++) {
      const child = nodes[node * STRIDE + digit]!;
      if (child !== 0) inherited[child] = beneath;
    }
  }
  for (let node = size - 1; node > 0; node--) {
    const own = nodes[node * STRIDE + VALUE]!;
    let says = own !== 0 && own !== inherited[node];
    for (let digit = 0; digit < VALUE && !says; digit++) says = needed[nodes[node * STRIDE + digit]!] === 1;
    needed[node] = says ? 1 : 0;
  }
  for (const root of roots) needed[root] = 1;
  return needed;
}
