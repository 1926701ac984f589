import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertMicro, convertMinor, type ExchangeRate, newExchangeRate } from './exchangeRate.ts';

const RATES: readonly ExchangeRate[] = [
  { currency: 'CHF', validFrom: '2026-07-01', rate: '1.0712' },
  { currency: 'CHF', validFrom: '2026-01-01', rate: '1.05' },
  { currency: 'GBP', validFrom: '2026-01-01', rate: '1.171234567' },
];
const to = (date: string) => ({ currency: 'EUR', date, rates: RATES });

const CASES: readonly (readonly [minor: bigint, from: string, date: string, converted: bigint | null])[] = [
  [1000n, 'EUR', '2026-03-01', 1000n],
  [1000n, 'CHF', '2026-06-30', 1050n],
  [1000n, 'CHF', '2026-07-01', 1071n],
  [-1000n, 'CHF', '2026-07-01', -1071n],
  [10n, 'CHF', '2026-06-30', 11n], // 10.5, half up
  [-10n, 'CHF', '2026-06-30', -11n],
  [100_000n, 'GBP', '2026-03-01', 117_123n],
  [1000n, 'CHF', '2025-12-31', null],
  [1000n, 'USD', '2026-03-01', null],
];

test('amounts convert by the rate of the day, rounded once; without a rate they do not', () => {
  for (const [minor, from, date, converted] of CASES)
    assert.equal(convertMinor(minor, from, to(date)), converted, `${minor} ${from} on ${date}`);
  assert.equal(convertMicro(1_000_000n, 'GBP', to('2026-03-01')), 1_171_235n);
  assert.equal(convertMicro(1_000_000n, 'USD', to('2026-03-01')), null);
});

test('a rate is a positive decimal', () => {
  const takes = (rate: string) => newExchangeRate.safeParse({ currency: 'CHF', validFrom: '2026-01-01', rate }).success;
  assert.deepEqual(['1.05', '0.000000001', '0', '-1', '1.0000000001', '1000000000'].map(takes), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
