import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PriceStep, PriceTerms } from '#catalog';
import { NO_SOURCE_COST, STATUS } from '#usage';
import { exactText } from './explanation.ts';
import { billUsage, priceOfQuantity, stepsOf } from './slices.ts';
import { call, input, line, list, nano, price, rated, source, terms } from './testCatalogue.ts';

const S = 1000;
/** `from price/per increment [flat]` → step. */
const step = (text: string, change: Partial<PriceStep> = {}): PriceStep => {
  const [from = '', amount = '', increment = '', flat = '0'] = text.split(' ');
  const [priceText = '', per = '1'] = amount.split('/');
  return {
    fromUnits: Number(from),
    priceNano: nano(priceText),
    per: Number(per),
    increment: Number(increment),
    roundUp: true,
    flatNano: nano(flat),
    ...change,
  };
};
const stepped = (steps: readonly PriceStep[], change: Partial<PriceTerms> = {}) =>
  price('49 0 1/1', { terms: terms({ steps, ...change }) });
const quantity = (steps: readonly PriceStep[], units: number, change: Partial<PriceTerms> = {}) =>
  exactText(priceOfQuantity(stepped(steps, change), units));

test('increments counted from each step, or over the whole call', () => {
  const cases = [
    // increments, seconds, by step, by call
    ['30/18', 35, 48, 36],
    ['30/6', 31, 36, 36],
    ['30/6', 12, 30, 30],
    ['60/1', 61, 61, 61],
    ['20/15', 21, 35, 30],
  ] as const;
  for (const [increments, seconds, byStep, byCall] of cases) {
    const bySteps = billUsage({ prices: [price(`49 1 ${increments}`)], startBand: 0, bandAfter: null }, seconds);
    const whole = price(`49 1 ${increments}`, { terms: terms({ incrementOrigin: 'call' }) });
    const byCalls = billUsage({ prices: [whole], startBand: 0, bandAfter: null }, seconds);
    assert.ok('units' in bySteps && 'units' in byCalls);
    assert.deepEqual([bySteps.units, byCalls.units], [byStep, byCall], `${seconds} s at ${increments}`);
  }
});

test('steps: each its share, rounded up to its own increments; or the step reached prices all', () => {
  const graduated = [step('0 10 1 2'), step('10 5 1 3'), step('20 5 1 3')];
  assert.equal(quantity(graduated, 11), '110.00');
  assert.equal(quantity(graduated, 21), '163.00');
  assert.equal(quantity(graduated, 0), '2.00', 'the first step is entered by nothing');
  assert.equal(quantity(graduated, -11), '-110.00', 'a refund gives back what was charged');
  const volume = [step('0 2 1 10'), step('100 1 1'), step('200 0.5 1 50')];
  assert.equal(quantity(volume, 100, { stepMode: 'total' }), '210.00');
  assert.equal(quantity(volume, 101, { stepMode: 'total' }), '101.00');
  assert.equal(quantity([step('0 1/8 8'), step('24 2/42 42')], 50), '5.00', 'whole increments within each step');
  assert.equal(quantity([step('0 1/10 10', { roundUp: false })], 99), '9.90');
  assert.equal(quantity([step('0 100/10 10')], 121, { freeUnits: 10 }), '1200.00', 'packages');
});

test('the shorthand is two steps of one price', () => {
  assert.deepEqual(
    stepsOf(price('49 0.06 60/1')).map(({ fromUnits, increment }) => [fromUnits, increment]),
    [
      [0, 60],
      [60, 1],
    ],
  );
  assert.equal(stepsOf(price('49 0.06 60/60')).length, 1);
});

test('grace, free units, minimum, limits and fees of an event', () => {
  const micro = (change: Partial<PriceTerms>, seconds: number, text = '49 0.60 1/1') => {
    const { status, billedUnits, chargeMicro } = rated(
      input([list(1, [price(text, { terms: terms(change) })])]),
      call({ durationMs: seconds * S }),
    );
    return [status, billedUnits, chargeMicro];
  };
  assert.deepEqual(micro({ graceUnits: 5 }, 4), [STATUS.free, 0, 0]);
  assert.deepEqual(micro({ graceUnits: 5 }, 5), [STATUS.rated, 5, 50_000]);
  assert.deepEqual(micro({ freeUnits: 30 }, 40), [STATUS.rated, 10, 100_000]);
  assert.deepEqual(micro({ freeUnits: 30 }, 20), [STATUS.rated, 0, 0]);
  assert.deepEqual(micro({ minimumUnits: 30 }, 20), [STATUS.rated, 30, 300_000]);
  assert.deepEqual(micro({ minimumChargeNano: nano('0.50') }, 1), [STATUS.rated, 1, 500_000]);
  assert.deepEqual(micro({ capNano: nano('0.62') }, 70), [STATUS.rated, 70, 620_000]);
  assert.deepEqual(micro({ discountPpm: 250_000, discountNano: nano('0.01') }, 10), [STATUS.rated, 10, 65_000]);
  assert.deepEqual(micro({ discountNano: nano('9') }, 10), [STATUS.rated, 10, 0], 'never below nothing');
  assert.deepEqual(micro({ attemptFeeNano: nano('0.02') }, 0), [STATUS.rated, 0, 20_000]);
  assert.deepEqual(micro({}, 0), [STATUS.notBillable, 0, 0]);
});

test('a premium number: the owner’s part stands apart and knows no discount', () => {
  const surcharged = price('33 0.02 1/1', {
    terms: terms({ serviceFee: { perEventNano: nano('0.10'), perMinuteNano: nano('0.80') } }),
  });
  const everything = input([list(1, [surcharged])], { lines: [line({ discountPpm: 500_000 })] });
  const { chargeMicro, serviceFeeMicro } = rated(everything, call({ bNumber: 33899000000, durationMs: 90 * S }));
  // S = 0.10 + 1.5 × 0.80 = 1.30; C = 0.03, half of it off
  assert.deepEqual([chargeMicro, serviceFeeMicro], [1_315_000, 1_300_000]);
});

test('cost plus: the carrier’s own cost, else the supplier leg; without either unpriced', () => {
  const costPlus = { markupPpm: 250_000, floorNano: nano('0.05'), capNano: nano('1') };
  const lists = [list(1, [price('49 0', { terms: terms({ costPlus }) })]), list(2, ['49 0.24 1/1'])];
  const charge = (cost: number, supplierListId: number | null = null) =>
    rated(input(lists, { sources: [source({ supplierListId })] }), call({ sourceCostMicro: cost }));
  assert.equal(charge(200_000).chargeMicro, 250_000);
  assert.equal(charge(1_000).chargeMicro, 50_000);
  assert.equal(charge(2_000_000).chargeMicro, 1_000_000);
  assert.equal(charge(NO_SOURCE_COST, 2).chargeMicro, 300_000);
  assert.equal(charge(-200_000, 2).chargeMicro, 300_000, 'a credit is no cost to add to');
  assert.equal(charge(NO_SOURCE_COST).status, STATUS.unpriced);
});

test('a source’s seconds: up, down or nearest', () => {
  const seconds = (durationRounding: 'ceil' | 'floor' | 'half', durationMs: number) => {
    const { status, billedUnits } = rated(
      input([list(1, ['49 0.06 1/1'])], { sources: [source({ durationRounding })] }),
      call({ durationMs }),
    );
    return status === STATUS.rated ? billedUnits : status;
  };
  assert.deepEqual(
    [seconds('ceil', 1001), seconds('floor', 1999), seconds('half', 1499), seconds('half', 1500)],
    [2, 1, 1, 2],
  );
  assert.equal(seconds('floor', 999), STATUS.notBillable, 'nothing is left of it');
});

test('a charge too large to be stored exactly is unpriced, not wrong', () => {
  const perByte = price('* 100000 1/1', { service: 'data', unit: 'byte', per: 1 });
  const everything = input([list(1, [perByte])]);
  const session = (volume: number) => rated(everything, call({ service: 4, volume, durationMs: 0, bNumber: 0 }));
  assert.deepEqual([session(90_000).chargeMicro, session(90_000).status], [9_000_000_000_000_000, STATUS.rated]);
  assert.equal(session(Number.MAX_SAFE_INTEGER).status, STATUS.unpriced);
});
