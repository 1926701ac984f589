/** Numbers drawn from a seed: the same seed gives the same year. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  /** True in so many of a hundred cases. */
  percent(chance: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

/** mulberry32 (Tommy Ettinger): 32 bits of state, good enough to choose deeds by. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    percent: (chance) => next() * 100 < chance,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('assertion failed: nothing to pick from');
      return item;
    },
  };
}
