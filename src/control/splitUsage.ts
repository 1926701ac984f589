import { divideRounded, microToMinor } from '#base';
import type { Cause } from './cause.ts';
import { settle } from './settle.ts';

/** Usage as a line of a bill tells it; units are those of the service, `coveredUnits` of them covered by allowances. */
export interface UsageAmount {
  readonly calls: number;
  readonly billedUnits: number;
  readonly coveredUnits: number;
  readonly chargeMicro: bigint;
}

interface UsagePair {
  readonly before: UsageAmount & { readonly netMinor: bigint };
  readonly now: UsageAmount & { readonly netMinor: bigint };
  /** Of `before`, usage of numbers that are gone; of `now`, of numbers that came. */
  readonly gone: UsageAmount;
  readonly came: UsageAmount;
  /** What is to blame where the same usage costs otherwise. */
  readonly priceCause: Cause;
  readonly currency: string;
}

/**
 * Why usage of a class differs between two bills: first the numbers that went and came with all they used, then the amount of usage at the
 * price before, then how much of it allowances cover, and last the price. Adds up to the difference in minor units.
 */
export function splitUsage(pair: UsagePair): (readonly [Cause, bigint])[] {
  const { before, now, priceCause, currency } = pair;
  const total = now.netMinor - before.netMinor;
  const ended = -microToMinor(pair.gone.chargeMicro, currency);
  const added = microToMinor(pair.came.chargeMicro, currency);
  const a = less(before, pair.gone, before.netMinor + ended);
  const b = less(now, pair.came, now.netMinor - added);
  const { volume, covered } = byVolume(a, b);
  const rest = total - ended - added - volume - covered;
  // A unit less or more is rounding, no price.
  const priced = isMinor(rest) && (volume !== 0n || covered !== 0n) ? 0n : rest;
  return settle(
    [
      ['endedLine', ended],
      ['newLine', added],
      [volume < 0n ? 'usageLess' : 'usageMore', volume],
      ['allowance', covered],
      [priceCause, priced],
    ],
    total,
    priceCause,
  );
}

/** Usage of the numbers that are on both bills. */
interface Kept {
  readonly calls: bigint;
  readonly units: bigint;
  readonly covered: bigint;
  readonly minor: bigint;
}

function less(usage: UsageAmount, moved: UsageAmount, minor: bigint): Kept {
  const left = (all: number, part: number) => BigInt(Math.max(0, Math.round(all - part)));
  return {
    calls: left(usage.calls, moved.calls),
    units: left(usage.billedUnits, moved.billedUnits),
    covered: left(usage.coveredUnits, moved.coveredUnits),
    minor,
  };
}

/** At the price before; where all was covered or there was nothing, at the price now; where nothing is measured, by calls. */
function byVolume(a: Kept, b: Kept): { readonly volume: bigint; readonly covered: bigint } {
  const [paidBefore, paidNow] = [positive(a.units - a.covered), positive(b.units - b.covered)];
  const asCovered = positive(b.units - a.covered);
  const at = (minor: bigint, units: bigint, of: bigint) => divideRounded(minor * units, of, 'halfUp');
  if (paidBefore > 0n) {
    const sameCover = at(a.minor, asCovered, paidBefore);
    return { volume: sameCover - a.minor, covered: at(a.minor, paidNow, paidBefore) - sameCover };
  }
  if (paidNow > 0n) {
    const sameCover = at(b.minor, asCovered, paidNow);
    return { volume: sameCover, covered: b.minor - sameCover };
  }
  if (a.calls > 0n) return { volume: at(a.minor, b.calls, a.calls) - a.minor, covered: 0n };
  return { volume: b.minor - a.minor, covered: 0n };
}

const positive = (units: bigint) => (units > 0n ? units : 0n);
const isMinor = (minor: bigint) => minor >= -1n && minor <= 1n;
