import { assert } from '#base';
import type { Digits } from './digits.ts';

/** Ints per node: ten children, the value, and padding up to a cache line. */
const STRIDE = 16;
const VALUE = 10;
const ZERO = 48;

/**
 * Prefixes of digits as one flat array: node n begins at 16 n; slot d holds the child for digit d (0 = none), slot 10 the
 * value (0 = none). Several roots share the array, one per country of short numbers.
 */
export class DigitTrie {
  #nodes = new Int32Array(STRIDE * 64);
  #count = 1;

  /** The flat array; take it when all is added. */
  get nodes(): Int32Array {
    return this.#nodes;
  }

  addRoot(): number {
    return this.#add();
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
    return this.#nodes[node * STRIDE + VALUE]!;
  }

  /** @param value positive */
  setValue(node: number, value: number): void {
    assert(value > 0, 'a trie value is positive');
    this.#nodes[node * STRIDE + VALUE] = value;
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
  return nodes[node * STRIDE + VALUE]!;
}

/**
 * Value of the longest prefix of the digits that has one; 0 = none. A value for which `whole[value]` is 1 counts only where
 * the digits end with it.
 */
export function longestPrefix(nodes: Int32Array, root: number, digits: Digits, whole: Uint8Array): number {
  const { at, length } = digits;
  let node = root;
  let best = 0;
  for (let index = 0; index < length; index++) {
    node = nodes[node * STRIDE + at[index]!]!;
    if (node === 0) break;
    const value = nodes[node * STRIDE + VALUE]!;
    if (value !== 0 && (whole[value] === 0 || index === length - 1)) best = value;
  }
  return best;
}

/** Value of exactly these digits; 0 = none. */
export function wholeNumber(nodes: Int32Array, root: number, digits: Digits): number {
  const { at, length } = digits;
  let node = root;
  for (let index = 0; index < length; index++) {
    node = nodes[node * STRIDE + at[index]!]!;
    if (node === 0) return 0;
  }
  return length === 0 ? 0 : nodes[node * STRIDE + VALUE]!;
}
