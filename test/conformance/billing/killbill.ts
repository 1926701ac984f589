/**
 * Kill Bill's billing cycles with proration and its tiers (`killbill-proration.json`). A billing cycle day of the 31st begins short months on their
 * last day, as ours from the 31st does.
 */
import assert from 'node:assert/strict';
import { addDays, addMonths, daysInMonth, monthOf, parseDecimal } from '#base';
import { dueCharges, tierCharge } from '#billing';
import { BY_DAYS, type Tier } from '#catalog';
import { decimalText, type Outcome, outcomeOf, Refused } from '../rating/shared.ts';

interface CycleCase {
  readonly id: string;
  readonly billing_period: string;
  readonly billing_mode: string;
  readonly start: string;
  readonly end: string | null;
  readonly target: string;
  readonly bill_cycle_day: number;
  /** Exact, `n/d`. */
  readonly expected_cycles: string | number;
}

interface KillBillTier {
  readonly block_size: number;
  /** -1 = without end. */
  readonly max_blocks: number;
  readonly price: string;
}

interface TierCase {
  readonly id: string;
  readonly policy: string;
  readonly tiers?: readonly KillBillTier[];
  readonly same_tiers_as?: string;
  readonly units: number;
  readonly expected: readonly (string | number)[];
}

export interface KillBillFile {
  readonly cases: readonly CycleCase[];
  readonly tier_cases: readonly TierCase[];
}

const MONTHS: Readonly<Record<string, number>> = {
  MONTHLY: 1,
  BIMESTRIAL: 2,
  QUARTERLY: 3,
  TRIANNUAL: 4,
  BIANNUAL: 6,
  ANNUAL: 12,
  SESQUIENNIAL: 18,
  BIENNIAL: 24,
  TRIENNIAL: 36,
};

export function killbill(file: KillBillFile): readonly Outcome[] {
  return [
    ...file.cases.map((one) => outcomeOf(one.id, () => checkCycles(one))),
    ...file.tier_cases.map((one) => outcomeOf(one.id, () => checkTiers(one, file.tier_cases))),
  ];
}

/** In advance what begins by the target day is billed; in arrears what is over by it. */
function checkCycles({ start, end, target, ...of }: CycleCase): void {
  const months = MONTHS[of.billing_period];
  if (months === undefined) throw new Refused(`periods ${of.billing_period} are no number of months`);
  const billed = of.billing_mode === 'IN_ADVANCE' ? 'advance' : 'arrears';
  const due = (unitPrice: string) =>
    dueCharges(
      {
        from: start,
        to: end,
        grid: { anchor: anchorOf(start, of.bill_cycle_day, months), months },
        billed,
        proration: BY_DAYS,
        prices: [{ from: start, unitPrice }],
        quantities: [{ from: start, quantity: 1 }],
        discounts: [],
        pauses: [],
      },
      { horizon: billed === 'advance' ? addDays(target, 1) : target, currency: 'EUR' },
    );
  // A price that every share of it divides: nothing is rounded, and what is due is exact.
  const wholes = new Set(due('1').flatMap(({ stretches }) => stretches.map(({ ofDays }) => BigInt(ofDays))));
  const price = [...wholes].reduce((product, whole) => product * whole, 1n);
  const dueMinor = due(String(price)).reduce((sum, { netMinor }) => sum + netMinor, 0n);
  const [numerator = '', denominator = '1'] = decimalText(of.expected_cycles).split('/');
  const scaled = (text: string) => parseDecimal(text, 12) ?? assert.fail(`not a number: ${of.expected_cycles}`);
  assert.equal(dueMinor * scaled(denominator), scaled(numerator) * price * 100n, `${of.expected_cycles} cycles`);
}

/** The billing cycle day in the month of the start; where that month has no such day, of another month that some periods lie between and that has it. */
function anchorOf(start: string, day: number, months: number): string {
  const years = [0, months, 2 * months, 3 * months, 4 * months, 5 * months].map((back) =>
    addMonths(monthOf(start), -back),
  );
  const month = years.find((one) => daysInMonth(one) >= day) ?? monthOf(start);
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}`;
}

function checkTiers(one: TierCase, all: readonly TierCase[]): void {
  const tiers = one.tiers ?? all.find(({ id }) => id === one.same_tiers_as)?.tiers;
  assert.ok(tiers !== undefined, 'the case has tiers');
  let reach = 0;
  const ours = tiers.map(({ block_size, max_blocks, price }): Tier => {
    reach += block_size * max_blocks;
    return { upTo: max_blocks < 0 ? null : reach, unitPrice: decimalText(price), block: block_size, flatFee: '0' };
  });
  const mode = one.policy === 'TOP_TIER' ? 'volume' : 'graduated';
  const { amount, parts } = tierCharge(mode, ours, { units: BigInt(one.units), per: 1n });
  const nano = (value: string | number) => parseDecimal(decimalText(value), 9) ?? assert.fail(`not a number: ${value}`);
  assert.deepEqual(
    parts.map(({ quantity, unitPrice }) => BigInt(quantity) * nano(unitPrice)),
    one.expected.map(nano),
  );
  assert.equal(
    amount.num,
    one.expected.reduce((sum, value) => sum + nano(value), 0n),
  );
}
