import { type Finding, type FindingParams, MICRO_DECIMALS, parseDecimal } from '#base';
import type { Allowance, AllowanceUnit } from './allowance.ts';
import { parseQuantity, unitOf } from './priced.ts';

/** Sizes and ceilings are integers that a double holds exactly. */
const MAX_SIZE = Number.MAX_SAFE_INTEGER;
const MAX_DAYS = 3660;
const MAX_PERIODS = 120;

/**
 * A size as it was written, in units: `500 minute` → 30,000 seconds; of money a decimal → micro-units; a number stands for itself.
 * @returns NaN where it is none, so that `checkAllowance` tells
 */
export function readSize(size: number | string | null, unit: AllowanceUnit): number | null {
  if (typeof size !== 'string') return size;
  if (unit === 'money') return Number(parseDecimal(size, MICRO_DECIMALS) ?? Number.NaN);
  const quantity = parseQuantity(size, unit);
  return quantity?.unit === unit ? quantity.units : Number.NaN;
}

/**
 * What is wrong with an allowance, in the order of its parts; empty = usable.
 * @param bands names of the bands of all calendars
 */
export function checkAllowance(allowance: Omit<Allowance, 'id'>, bands: ReadonlySet<string>): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, params: FindingParams = {}) =>
    findings.push({ code, severity: 'error', subject: { kind: 'allowance', key: allowance.code }, params });
  checkSize(allowance, add);
  const { unit, scope, period } = allowance;
  if (scope.services.length === 0) add('allowance.emptyScope');
  for (const service of scope.services)
    if (unit !== 'money' && unit !== unitOf(service)) add('allowance.otherUnit', { service, unit });
  for (const band of scope.bands) if (!bands.has(band)) add('allowance.unknownBand', { band });
  if (period.kind === 'days' && !isBetween(period.days, 1, MAX_DAYS)) add('allowance.badPeriod', { days: period.days });
  if (allowance.timesLines && allowance.holder === 'line') add('allowance.poolOfLine');
  if (allowance.prorated && (period.kind !== 'month' || allowance.size === null)) add('allowance.proratedNothing');
  if (allowance.rest === 'afresh' && allowance.countedIn !== 'exact') add('allowance.afreshInexact');
  return findings;
}

function checkSize({ size, period, rollover, fairUse }: Omit<Allowance, 'id'>, add: AddFinding): void {
  if (size !== null && !isBetween(size, 1, MAX_SIZE)) add('allowance.badSize', { size: String(size) });
  if (rollover !== null) {
    if (period.kind === 'once' || size === null) add('allowance.rolloverNothing');
    if (!isBetween(rollover.maxPeriods, 1, MAX_PERIODS))
      add('allowance.badRollover', { value: String(rollover.maxPeriods) });
    if (rollover.maxUnits !== null && !isBetween(rollover.maxUnits, 1, MAX_SIZE))
      add('allowance.badRollover', { value: String(rollover.maxUnits) });
  }
  for (const ceiling of Object.values(fairUse ?? {}))
    if (ceiling !== null && !isBetween(ceiling, 1, MAX_SIZE)) add('allowance.badCeiling', { value: String(ceiling) });
}

type AddFinding = (code: string, params?: FindingParams) => void;

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
