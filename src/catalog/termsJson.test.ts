import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { INCREMENT_ORIGINS, NO_TERMS, type PriceTerms, STEP_MODES } from './priceTerms.ts';
import { readTerms, termsJson, writeTerms } from './termsJson.ts';

const nano = fc.integer({ min: 0, max: 1e15 });
const units = fc.integer({ min: 0, max: 2 ** 46 });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const terms: fc.Arbitrary<PriceTerms> = fc.record({
  steps: orNull(
    fc.array(
      fc.record({
        fromUnits: units,
        priceNano: nano,
        per: units,
        increment: units,
        roundUp: fc.boolean(),
        flatNano: nano,
      }),
      { minLength: 1, maxLength: 4 },
    ),
  ),
  stepMode: fc.constantFrom(...STEP_MODES),
  incrementOrigin: fc.constantFrom(...INCREMENT_ORIGINS),
  graceUnits: units,
  freeUnits: units,
  minimumUnits: units,
  attemptFeeNano: nano,
  serviceFee: orNull(fc.record({ perEventNano: nano, perMinuteNano: nano })),
  minimumChargeNano: nano,
  capNano: orNull(nano),
  costPlus: orNull(
    fc.record({ markupPpm: fc.integer({ min: 0, max: 10_000_000 }), floorNano: nano, capNano: orNull(nano) }),
  ),
  discountPpm: fc.integer({ min: 0, max: 1_000_000 }),
  discountNano: nano,
});

test('terms come back from JSON as they were', () => {
  fc.assert(
    fc.property(terms, (before) => {
      // As it comes out of the database: records of fast-check have no prototype.
      const plain: PriceTerms = JSON.parse(JSON.stringify(before));
      const json = termsJson.parse(JSON.parse(JSON.stringify(writeTerms(before))));
      assert.deepEqual(readTerms(json), plain);
    }),
  );
});

test('only what says something is written, amounts as decimals', () => {
  assert.deepEqual(writeTerms(NO_TERMS), {});
  assert.deepEqual(writeTerms({ ...NO_TERMS, capNano: 0, attemptFeeNano: 50_000_000, discountPpm: 1 }), {
    cap: '0.00',
    attemptFee: '0.05',
    discountPpm: 1,
  });
});
