import { DATA_PACK, POOL, PREMIUM, ROAMING } from './allowances.ts';
import { COST_PLUS, FREEPHONE, INCREMENTS, LIMITS } from './amounts.ts';
import type { Example } from './example.ts';
import { CLOCK_CHANGE, MIDNIGHT } from './times.ts';

/** In the order of `docs/rating.md`. */
export const EXAMPLES: readonly Example[] = [
  MIDNIGHT,
  CLOCK_CHANGE,
  INCREMENTS,
  LIMITS,
  PREMIUM,
  FREEPHONE,
  COST_PLUS,
  POOL,
  DATA_PACK,
  ROAMING,
];
