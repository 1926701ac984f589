/**
 * Yeti's billing of calls (`yeti-cdr-billing.json`): first and next interval with a price each, connect fee, rounding of the net amount.
 *
 * The file's gross amounts are left out: Yeti adds VAT to every call and rounds that on its own, we compute VAT once on the sum of its category
 * (EN 16931 BR-CO-17), so no gross amount of a single call exists here.
 */
import assert from 'node:assert/strict';
import type { Allowance, Price, PriceStep, PriceTerms, Rounding } from '#catalog';
import { STATUS } from '#usage';
import {
  inputOf,
  lineOf,
  listOf,
  microOf,
  NAME,
  nanoOf,
  type Outcome,
  outcomeOf,
  planOf,
  price,
  Refused,
  rated,
  ratedInOrder,
  recordOf,
} from './shared.ts';

interface YetiRate {
  readonly connect_fee: string;
  readonly initial_rate_per_min: string;
  readonly next_rate_per_min: string;
  readonly initial_interval_s: number;
  readonly next_interval_s: number;
}

interface AmountRounding {
  readonly mode: string;
  readonly precision: number;
}

interface YetiCase {
  readonly id: string;
  readonly call: { readonly duration_s: number };
  readonly rate: YetiRate;
  readonly amount_rounding: AmountRounding;
  readonly expected: {
    readonly billed_seconds: number;
    readonly amount_no_vat?: string;
    readonly amount_no_vat_exact?: string;
  };
  /** What exact arithmetic says where Yeti divides by 60 too early. */
  readonly exact_rational_differs?: { readonly amount_no_vat: string };
}

interface YetiScenario {
  readonly id: string;
  readonly input: {
    readonly success?: boolean;
    readonly duration_s?: number;
    readonly is_last_cdr?: boolean;
    readonly destination_attempt_fee?: string;
    readonly dialpeer_attempt_fee?: string;
    readonly package?: boolean;
    readonly internal_disconnect_code?: number | null;
    readonly initial_interval_s?: number;
    readonly next_interval_s?: number;
    readonly amount_rounding?: AmountRounding;
    readonly customer_balance?: string;
    readonly cdrs?: unknown;
  };
  readonly expected: {
    readonly customer_price_no_vat?: string;
    readonly customer_price?: string;
    readonly vendor_price?: string;
    readonly billed_seconds?: number;
  };
}

const MINUTE = 60;
const MODES: Readonly<Record<string, Rounding['mode']>> = {
  half_away_from_zero: 'halfUp',
  half_even: 'halfEven',
  up: 'up',
  down: 'down',
  none: 'none',
};

function roundingOf({ mode, precision }: AmountRounding): Rounding {
  const ours = MODES[mode];
  if (ours === undefined) throw new Refused(`rounding mode ${mode}`);
  if (ours !== 'none' && precision > 6) throw new Refused('a charge of more than six decimals');
  return { mode: ours, decimals: Math.min(precision, 6), at: 'event' };
}

/** A rate as a price of ours: where the first interval has a price of its own, as two steps. */
function priceOf(rate: YetiRate, terms: Partial<PriceTerms> | null = null): Price {
  const { initial_interval_s, next_interval_s } = rate;
  const step = (fromUnits: number, amount: string, increment: number): PriceStep => ({
    fromUnits,
    priceNano: nanoOf(amount),
    per: MINUTE,
    increment,
    roundUp: true,
    flatNano: 0,
  });
  const steps = [
    step(0, rate.initial_rate_per_min, initial_interval_s),
    step(initial_interval_s, rate.next_rate_per_min, next_interval_s),
  ];
  const onePrice = nanoOf(rate.initial_rate_per_min) === nanoOf(rate.next_rate_per_min);
  return price(
    {
      target: '49',
      service: 'voice',
      unit: 'second',
      priceNano: nanoOf(rate.initial_rate_per_min),
      per: MINUTE,
      connectionFeeNano: nanoOf(rate.connect_fee),
      firstIncrement: initial_interval_s,
      nextIncrement: next_interval_s,
    },
    onePrice ? terms : { ...terms, steps },
  );
}

/** Rates a call by a customer price and, where given, a supplier price. */
function input(customer: Price, rounding: Rounding, supplier?: Price) {
  const lists = [
    listOf(1, [customer]),
    ...(supplier === undefined ? [] : [listOf(2, [supplier], { side: 'supplier' })]),
  ];
  const source = {
    id: 1,
    country: 'DE',
    supplierListId: supplier === undefined ? null : 2,
    durationRounding: 'ceil' as const,
  };
  return inputOf({ lists, plans: [planOf(1, 1, { rounding, isDefault: true })] }, { sources: [source] });
}

const NUMBER = 4930123;

function check({ call, rate, amount_rounding, expected, exact_rational_differs }: YetiCase): void {
  const record = recordOf({ durationMs: call.duration_s * 1000, bNumber: NUMBER });
  const charge = rated(input(priceOf(rate), roundingOf(amount_rounding)), record);
  const amount = exact_rational_differs?.amount_no_vat ?? expected.amount_no_vat ?? expected.amount_no_vat_exact ?? '';
  assert.equal(charge.chargeMicro, microOf(amount));
  // A call that did not last is no call; Yeti still tells its first interval.
  if (call.duration_s === 0) assert.equal(charge.status, STATUS.notBillable);
  else assert.equal(charge.billedUnits, expected.billed_seconds, 'billed seconds');
}

/** Rate of scenarios that name none: only that it has a price matters there. */
const ANY_RATE: YetiRate = {
  connect_fee: '0',
  initial_rate_per_min: '1',
  next_rate_per_min: '1',
  initial_interval_s: 60,
  next_interval_s: 60,
};

function rateOf({ initial_interval_s, next_interval_s }: YetiScenario['input']): YetiRate {
  return {
    ...ANY_RATE,
    initial_interval_s: initial_interval_s ?? ANY_RATE.initial_interval_s,
    next_interval_s: next_interval_s ?? ANY_RATE.next_interval_s,
  };
}

/** A package of minutes: enough of them, counted as billed. */
const PACKAGE: Allowance = {
  id: 1,
  code: 'PACKAGE',
  name: NAME,
  unit: 'second',
  size: 86_400,
  scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
  holder: 'line',
  timesLines: false,
  period: { kind: 'once' },
  prorated: false,
  rollover: null,
  priority: 1,
  countedIn: 'increments',
  rest: 'continued',
  waivesConnectionFee: true,
  fairUse: null,
};

function checkPackage({ input: given, expected }: YetiScenario): void {
  const line = lineOf(1);
  const { id, contractId, customerId } = line;
  const grant = { key: 'package', allowanceId: 1, customerId, contractId, lineId: id, quantity: 1, fromMs: 0 };
  const everything = inputOf(
    { lists: [listOf(1, [priceOf(rateOf(given))])], allowances: [PACKAGE] },
    { lines: [line], grants: [{ ...grant, toMs: Number.POSITIVE_INFINITY }] },
  );
  const record = recordOf({ durationMs: (given.duration_s ?? 0) * 1000, bNumber: NUMBER });
  const { charges, counters } = ratedInOrder(everything, [{ record, sourceId: 1 }]);
  assert.equal(charges[0]?.chargeMicro, microOf(expected.customer_price_no_vat ?? expected.customer_price ?? '0'));
  if (expected.billed_seconds !== undefined) {
    assert.equal(charges[0]?.billedUnits, expected.billed_seconds, 'billed seconds');
    assert.equal(counters[0]?.usedUnits, expected.billed_seconds, 'taken from the package');
  }
}

function checkAttempt({ input: given, expected }: YetiScenario): void {
  if (given.is_last_cdr === false || (given.internal_disconnect_code ?? null) !== null)
    throw new Refused(
      'which attempt of a call counts, and who ended it, is decided by the switch that writes the records',
    );
  if (given.success === true && (given.duration_s ?? 0) > 0)
    throw new Refused('a call whose rate the file does not tell');
  const attemptFee = (fee: string | undefined) => ({ attemptFeeNano: nanoOf(fee) });
  const everything = input(
    priceOf(rateOf(given), attemptFee(given.destination_attempt_fee)),
    roundingOf(given.amount_rounding ?? { mode: 'none', precision: 6 }),
    priceOf(rateOf(given), attemptFee(given.dialpeer_attempt_fee)),
  );
  const durationMs = given.success === false ? 0 : (given.duration_s ?? 0) * 1000;
  const charge = rated(everything, recordOf({ durationMs, bNumber: NUMBER }));
  const net = expected.customer_price_no_vat ?? (microOf(expected.customer_price ?? '0') === 0 ? '0' : undefined);
  if (net !== undefined) assert.equal(charge.chargeMicro, microOf(net), 'customer');
  if (expected.vendor_price !== undefined) assert.equal(charge.costMicro, microOf(expected.vendor_price), 'vendor');
}

function checkScenario(one: YetiScenario): void {
  const { customer_balance, cdrs, package: ofPackage } = one.input;
  if (customer_balance !== undefined || cdrs !== undefined)
    throw new Refused('prepaid balances of carriers, reverse billing: amounts are posted by billing, not by rating');
  if (ofPackage === true) checkPackage(one);
  else checkAttempt(one);
}

export function yeti(file: {
  readonly cases: readonly YetiCase[];
  readonly scenarios?: readonly YetiScenario[];
}): readonly Outcome[] {
  return [
    ...file.cases.map((one) => outcomeOf(one.id, () => check(one))),
    ...(file.scenarios ?? []).map((one) => outcomeOf(one.id, () => checkScenario(one))),
  ];
}
