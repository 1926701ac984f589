import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#base';
import { netOf, proratedNet, splitByMonth } from './proration.ts';

test('a stretch of days is cut at month ends', () => {
  assert.deepEqual(
    splitByMonth('2026-08-12', '2026-10-01').map((part) => [part.from, part.to, part.days, part.daysInMonth]),
    [
      ['2026-08-12', '2026-09-01', 20, 31],
      ['2026-09-01', '2026-10-01', 30, 30],
    ],
  );
  assert.deepEqual(splitByMonth('2026-08-12', '2026-08-12'), []);
});

test('days of a month cost their share', () => {
  const part = (from: string, to: string) => splitByMonth(from, to)[0]!;
  const cases: [string, number, string, string, bigint][] = [
    ['31.00', 1, '2026-08-01', '2026-08-02', 100n],
    ['29.90', 1, '2026-08-12', '2026-09-01', 1929n], // 20/31 of 29.90 = 19.2903
    ['29.90', 3, '2026-09-01', '2026-10-01', 8970n],
    ['9.99', 1, '2028-02-29', '2028-03-01', 34n], // the last of 29 days: 9.99 − round(28/29 × 9.99)
    ['0', 5, '2026-08-01', '2026-09-01', 0n],
  ];
  for (const [price, quantity, from, to, net] of cases)
    assert.equal(proratedNet(price, quantity, part(from, to), 'EUR'), net, `${price} ${from}`);
});

test('the parts of a prorated month add up to the month, however it is cut', () => {
  const price = fc.integer({ min: 0, max: 100_000_000 }).map((micro) => (micro / 1_000_000).toFixed(6));
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      price,
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom('2026-02', '2026-09', '2026-10', '2028-02'),
      cuts,
      (unitPrice, quantity, month, days) => {
        const start = `${month}-01`;
        const whole = splitByMonth(start, addDays(start, 62))[0]!;
        const edges = [
          start,
          ...days
            .map((day) => addDays(start, day))
            .filter((date) => date < whole.to)
            .sort(),
          whole.to,
        ];
        let sum = 0n;
        for (let index = 1; index < edges.length; index += 1) {
          for (const part of splitByMonth(edges[index - 1]!, edges[index]!))
            sum += proratedNet(unitPrice, quantity, part, 'EUR');
        }
        assert.equal(sum, netOf(unitPrice, quantity, 'EUR'));
      },
    ),
  );
});
