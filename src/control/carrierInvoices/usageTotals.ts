import type { ComparedLine } from './cell.ts';
import { INCREMENTS, type OurUsage } from './ourSide.ts';

/** Sums of their lines on the same calls. */
export interface TheirTotals {
  /** null where a line that bills does not tell it. */
  readonly calls: number | null;
  readonly seconds: number | null;
  readonly micro: bigint;
  /** The one price their lines state, decimal text; null = none or several. */
  readonly unitPrice: string | null;
}

export interface OurTotals {
  readonly calls: number;
  readonly unpriced: number;
  readonly secondsBy: readonly number[];
  readonly micro: bigint;
  readonly differsSince: string | null;
}

/** By how many days a carrier's month begins and ends beside ours: -1 = a day earlier. */
export interface Shift {
  readonly start: number;
  readonly end: number;
}
export const NO_SHIFT: Shift = { start: 0, end: 0 };

export function theirTotals(lines: readonly ComparedLine[]): TheirTotals {
  const sum = (of: (line: ComparedLine) => number | null) => {
    const told = lines.map(of);
    return told.some((value) => value === null) ? null : told.reduce<number>((total, value) => total + (value ?? 0), 0);
  };
  const prices = new Set(lines.flatMap(({ unitPrice }) => (unitPrice === null ? [] : [unitPrice])));
  return {
    calls: sum(({ calls }) => calls),
    seconds: sum(({ seconds }) => seconds),
    micro: lines.reduce((total, { amountMicro }) => total + amountMicro, 0n),
    unitPrice: prices.size === 1 ? ([...prices][0] ?? null) : null,
  };
}

/** Sums of our calls within the period as a carrier may have shifted it. */
export function ourTotals(rows: readonly OurUsage[], shift: Shift): OurTotals {
  const within = rows.filter((row) => isWithin(row, shift));
  return {
    calls: within.reduce((sum, { calls }) => sum + calls, 0),
    unpriced: within.reduce((sum, { unpriced }) => sum + unpriced, 0),
    secondsBy: INCREMENTS.map((_, index) => within.reduce((sum, { secondsBy }) => sum + (secondsBy[index] ?? 0), 0)),
    micro: within.reduce((sum, { costMicro }) => sum + costMicro, 0n),
    differsSince: within.reduce<string | null>(
      (first, { differsSince }) =>
        differsSince !== null && (first === null || differsSince < first) ? differsSince : first,
      null,
    ),
  };
}

export function isWithin({ fromStart, fromEnd }: OurUsage, { start, end }: Shift): boolean {
  return (fromStart === null || fromStart >= start) && (fromEnd === null || fromEnd < end);
}

/** The shift is believed where it explains at least so much of the calls that are too many or too few. */
const LEAST_SHARE = 0.5;

/**
 * By how much a carrier's month is shifted against ours: the one with which the numbers of calls agree best over all groups.
 * @param days how far it may be shifted, either way
 */
export function shiftOf(
  groups: readonly { readonly theirs: readonly ComparedLine[]; readonly ours: readonly OurUsage[] }[],
  days: number,
): Shift {
  const counted = groups.flatMap(({ theirs, ours }) => {
    const { calls } = theirTotals(theirs);
    return theirs.length > 0 && calls !== null ? [{ calls, ours }] : [];
  });
  const off = (shift: Shift) =>
    counted.reduce((sum, { calls, ours }) => {
      const here = ours.reduce((count, row) => (isWithin(row, shift) ? count + row.calls : count), 0);
      return sum + Math.abs(calls - here);
    }, 0);
  const unshifted = off(NO_SHIFT);
  let best = { shift: NO_SHIFT, off: unshifted };
  for (let start = -days; start <= days; start++)
    for (let end = -days; end <= days; end++) {
      const found = off({ start, end });
      const isNearer = Math.abs(start) + Math.abs(end) < Math.abs(best.shift.start) + Math.abs(best.shift.end);
      if (found < best.off || (found === best.off && isNearer)) best = { shift: { start, end }, off: found };
    }
  return unshifted > 0 && best.off <= unshifted * (1 - LEAST_SHARE) ? best.shift : NO_SHIFT;
}
