/**
 * Other people's expected charges, run through the real raters. The vectors are not ours and live outside the project: the folder is named by the
 * environment variable VECTORS; without it only our own cases (src/rating/reference.test.ts) speak.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { divideRounded } from '#base';
import { type PriceBook, parsePrice, type Rounding } from '#catalog';
import { chargeOf, compileRating, type RatingInput, rateByReference } from '#rating';
import { blankRecord, STATUS } from '#usage';

const { VECTORS } = process.env;

interface YetiCase {
  readonly id: string;
  readonly call: { readonly duration_s: number };
  readonly rate: {
    readonly connect_fee: string;
    readonly initial_rate_per_min: string;
    readonly next_rate_per_min: string;
    readonly initial_interval_s: number;
    readonly next_interval_s: number;
  };
  readonly amount_rounding: { readonly mode: string; readonly precision: number };
  readonly expected: {
    readonly billed_seconds: number;
    readonly amount_no_vat?: string;
    readonly amount_no_vat_exact?: string;
  };
  /** What exact arithmetic says where Yeti divides by 60 too early. */
  readonly exact_rational_differs?: { readonly amount_no_vat: string };
}

const MODES: Readonly<Record<string, Rounding['mode']>> = {
  half_away_from_zero: 'halfUp',
  up: 'up',
  down: 'down',
  none: 'none',
};

function inputOf({ rate, amount_rounding }: YetiCase): RatingInput {
  const name = { de: '', fr: '', en: '' };
  const price = {
    prefix: '49',
    band: 'any',
    destinationId: 1,
    priceNano: Number(parsePrice(rate.initial_rate_per_min)),
    connectionFeeNano: Number(parsePrice(rate.connect_fee)),
    firstIncrement: rate.initial_interval_s,
    nextIncrement: rate.next_interval_s,
  };
  const rounding: Rounding = { mode: MODES[amount_rounding.mode]!, decimals: amount_rounding.precision, at: 'event' };
  const book: PriceBook = {
    calendars: [{ id: 1, code: 'flat', zone: 'UTC', bands: ['all'], rules: [], holidays: [] }],
    destinations: [{ id: 1, code: 'ALL', name, class: 'nationalFixed', country: null }],
    lists: [
      {
        id: 1,
        code: 'yeti',
        name: '',
        side: 'customer',
        currency: 'EUR',
        calendarId: 1,
        bandChange: 'atStart',
        parentId: null,
        versions: [{ version: 1, validFromMs: 0, validToMs: Number.POSITIVE_INFINITY, prices: [price] }],
      },
    ],
    plans: [{ id: 1, code: 'yeti', name, priceListId: 1, rounding, parentId: null, isDefault: true }],
  };
  return { book, lines: [], sources: [] };
}

/** Expected net amount in micro-units; an unrounded fraction `n/d` is what our store keeps of it: half up at six decimals. */
function expectedMicro({ expected, exact_rational_differs }: YetiCase): number {
  const decimal = exact_rational_differs?.amount_no_vat ?? expected.amount_no_vat;
  if (decimal !== undefined) return Number(parsePrice(decimal)! / 1000n);
  const [numerator = '0', denominator = '1'] = (expected.amount_no_vat_exact ?? '').split('/');
  return Number(divideRounded(BigInt(numerator) * 1_000_000n, BigInt(denominator), 'halfUp'));
}

if (VECTORS !== undefined) {
  test('Yeti: intervals, connect fee and rounding of plain voice calls', (t) => {
    const { cases } = JSON.parse(readFileSync(join(VECTORS, 'yeti-cdr-billing.json'), 'utf8')) as { cases: YetiCase[] };
    const plain = cases.filter(({ rate }) => rate.initial_rate_per_min === rate.next_rate_per_min);
    assert.ok(plain.length > 200, 'the file has the cases we know of');
    for (const one of plain) {
      const input = inputOf(one);
      const record = {
        ...blankRecord(),
        startMs: 1,
        durationMs: one.call.duration_s * 1000,
        aNumber: 1,
        bNumber: 4930123,
      };
      const { charge } = rateByReference(record, 1, input);
      compileRating(input)(record, 1);
      assert.deepEqual(chargeOf(record), charge, one.id);
      if (one.call.duration_s === 0) assert.equal(charge.status, STATUS.notBillable, one.id);
      else assert.equal(charge.billedUnits, one.expected.billed_seconds, one.id);
      assert.equal(charge.chargeMicro, expectedMicro(one), one.id);
    }
    const other = cases.length - plain.length;
    t.diagnostic(
      `${plain.length} cases agree; ${other} price the first interval apart, which price lists cannot yet say`,
    );
  });
}
