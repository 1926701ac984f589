import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { STATUS } from '#usage';
import { type Charge, chargeOf, inOrderOfStart, rateByReference, rateInOrderByReference } from './charge.ts';
import { compileOrderedRating, compileRating } from './compile.ts';
import { randomEvent, randomInput } from './testRandom.ts';

/** The differential test: over random catalogues, lines and events the compiled rater and the reference rater must say the same, field by field. */

/** Counts what the cases contained, so that a property that tests nothing is seen. */
class Seen {
  readonly #times = new Map<string, number>();

  see(what: string, times: boolean): void {
    this.#times.set(what, (this.#times.get(what) ?? 0) + Number(times));
  }

  seeCharge(charge: Charge): void {
    this.see('rated', charge.status === STATUS.rated);
    this.see('free', charge.status === STATUS.free);
    this.see('unpriced', charge.status === STATUS.unpriced);
    this.see('matched', charge.customerId > 0);
    this.see('beyond 2^52', charge.chargeMicro > 2 ** 52 / 60_000);
    this.see('supplier', charge.costMicro > 0);
    this.see('service fee', charge.serviceFeeMicro > 0);
  }

  atLeast(times: number): void {
    for (const [what, count] of this.#times)
      assert.ok(count >= times, `the cases are worth something: ${what} ${count}`);
  }
}

test('the compiled rater says what the reference rater says', () => {
  const seen = new Seen();
  fc.assert(
    fc.property(randomInput, fc.array(randomEvent, { minLength: 10, maxLength: 40 }), (everything, events) => {
      const rate = compileRating(everything);
      for (const { record, sourceId } of events) {
        const expected = rateByReference(record, sourceId, everything).charge;
        rate(record, sourceId);
        assert.deepEqual(chargeOf(record), expected);
        rate(record, sourceId);
        assert.deepEqual(chargeOf(record), expected, 'rating twice changes nothing');
        seen.seeCharge(expected);
      }
    }),
    { numRuns: 600, seed: 20_261_123 },
  );
  seen.atLeast(100);
});

test('with allowances too, whatever order the events come in', () => {
  const seen = new Seen();
  fc.assert(
    fc.property(randomInput, fc.array(randomEvent, { minLength: 20, maxLength: 60 }), (everything, events) => {
      const plain = rateInOrderByReference(events, everything);
      const reversed = rateInOrderByReference(events.toReversed(), everything);
      assert.deepEqual(
        reversed.derived.toReversed().map(({ charge }) => charge),
        plain.derived.map(({ charge }) => charge),
      );
      assert.deepEqual(reversed.counters, plain.counters);
      const { rate, counters } = compileOrderedRating(everything);
      for (const { record, sourceId } of [...events].sort(inOrderOfStart)) rate(record, sourceId);
      for (const [index, { record }] of events.entries()) {
        const expected = plain.derived[index]!.charge;
        assert.deepEqual(chargeOf(record), expected);
        seen.see('covered', expected.coveredUnits > 0);
        seen.see('half covered', expected.coveredUnits > 0 && expected.coveredUnits < expected.billedUnits);
      }
      assert.deepEqual(counters(), plain.counters);
    }),
    { numRuns: 600, seed: 20_261_124 },
  );
  seen.atLeast(100);
});

test('closing counters open what follows: cut anywhere, the charges are the same', () => {
  fc.assert(
    fc.property(
      randomInput,
      fc.array(randomEvent, { minLength: 10, maxLength: 40 }),
      fc.nat(40),
      (everything, unordered, cutAt) => {
        const events = [...unordered].sort(inOrderOfStart);
        const whole = rateInOrderByReference(events, everything);
        const before = rateInOrderByReference(events.slice(0, cutAt), everything);
        const stored = JSON.parse(JSON.stringify(before.counters));
        const after = rateInOrderByReference(events.slice(cutAt), everything, stored);
        assert.deepEqual(
          [...before.derived, ...after.derived].map(({ charge }) => charge),
          whole.derived.map(({ charge }) => charge),
        );
        assert.deepEqual(after.counters, whole.counters);
      },
    ),
    { numRuns: 200, seed: 20_261_125 },
  );
});
