import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { divideRounded, type RoundingMode } from '#base';
import { compileRounding, HALF_NANO, roundedMicro } from './doubleRounding.ts';

const micro = (nano60: bigint, mode: RoundingMode, decimals: number) =>
  roundedMicro(
    Number(nano60 / BigInt(HALF_NANO)),
    Number(nano60 % BigInt(HALF_NANO)),
    60,
    compileRounding({ mode, decimals }),
  );

/** Nano-units × 60 of a decimal amount. */
const amount = (text: string) => BigInt(Math.round(Number(text) * 1e6)) * 1000n * 60n;

test('rounding modes at the place the plan names', () => {
  const cases: readonly (readonly [string, RoundingMode, number, number])[] = [
    ['0.00005', 'halfUp', 4, 100],
    ['0.00005', 'halfEven', 4, 0],
    ['0.00015', 'halfEven', 4, 200],
    ['0.000151', 'halfEven', 4, 200],
    ['0.000051', 'halfEven', 4, 100],
    ['0.000049', 'halfUp', 4, 0],
    ['0.000001', 'up', 4, 100],
    ['0.000099', 'down', 4, 0],
    ['1.5', 'halfUp', 0, 2_000_000],
    ['2.5', 'halfEven', 0, 2_000_000],
    ['0', 'up', 0, 0],
    ['0.123456', 'halfUp', 6, 123_456],
    ['0.123456', 'down', 2, 120_000],
  ];
  for (const [text, mode, decimals, expected] of cases) {
    assert.equal(micro(amount(text), mode, decimals), expected, `${text} ${mode} ${decimals}`);
  }
});

test('one exact division for every numerator and rounding, also beyond 2^53', () => {
  const modes = fc.constantFrom<RoundingMode>('halfUp', 'halfEven', 'up', 'down');
  const near = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) });
  const numerators = fc.oneof(
    near(30),
    near(52).map((offset) => 2n ** 52n - offset),
    near(20).map((offset) => 2n ** 52n + offset),
    near(67),
    near(32).map((quotient) => quotient * 30_000n), // exact halves of the finest place
    near(24).map((quotient) => quotient * 3_000_000n), // exact halves of four decimals
  );
  fc.assert(
    fc.property(numerators, modes, fc.integer({ min: 0, max: 6 }), (numerator, mode, decimals) => {
      const exact = divideRounded(numerator, 60n * 10n ** BigInt(9 - decimals), mode) * 10n ** BigInt(6 - decimals);
      assert.equal(BigInt(micro(numerator, mode, decimals)), exact);
    }),
    { numRuns: 3000 },
  );
});
