/**
 * The demo's own source of chance: sfc32 (Chris Doty-Humphrey's small fast counter generator) over 32-bit integers, seeded
 * by a text. The same text gives the same numbers on every machine; nothing in demo/ asks the runtime for randomness.
 */

export interface Random {
  /** The next 32 bits as an unsigned integer. */
  next(): number;
  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True `times` out of `outOf`. */
  chance(times: number, outOf: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Index into `weights`, each as likely as its weight; weights are non-negative integers, not all 0. */
  weighted(weights: readonly number[]): number;
  /** `count` decimal digits as text, leading zeros included. */
  digits(count: number): string;
}

const UINT32 = 2 ** 32;

/** A generator for one purpose, e.g. `seededRandom('2026-08/customer/17')`; separate purposes never share one. */
export function seededRandom(seed: string): Random {
  const state = new Uint32Array(4);
  for (let word = 0; word < 4; word++) state[word] = fnv1a(`${word}:${seed}`);
  const next = () => {
    const result = (state[0]! + state[1]! + state[3]!) >>> 0;
    state[3] = state[3]! + 1;
    state[0] = state[1]! ^ (state[1]! >>> 9);
    state[1] = state[2]! + (state[2]! << 3);
    state[2] = ((state[2]! << 21) | (state[2]! >>> 11)) + result;
    return result;
  };
  for (let round = 0; round < 12; round++) next();
  const below = (limit: number) => Math.floor((next() * limit) / UINT32);
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (times, outOf) => below(outOf) < times,
    pick: (items) => items[below(items.length)]!,
    weighted: (weights) => weightedIndex(weights, below),
    digits: (count) => {
      let text = '';
      while (text.length < count) text += below(10);
      return text;
    },
  };
}

function weightedIndex(weights: readonly number[], below: (limit: number) => number): number {
  let rest = below(weights.reduce((sum, weight) => sum + weight, 0));
  for (let index = 0; index < weights.length; index++) {
    rest -= weights[index]!;
    if (rest < 0) return index;
  }
  throw new Error('assertion failed: weights must not all be 0');
}

/** FNV-1a, 32 bits: spreads a text over an integer; also used where a fixed "whim" per name is wanted. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
