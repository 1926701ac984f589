import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedPeriod } from './comparedPeriod.ts';

test('the days that invoices bill', () => {
  const usage = (from: string | null, to: string | null) => ({ kind: 'usage' as const, from, to });
  const october = { from: '2026-10-01', to: '2026-11-01' };
  const cases: [lines: Parameters<typeof comparedPeriod>[1], expected: typeof october][] = [
    [[], october],
    [[usage(null, null)], october],
    [[usage('2026-09-28', '2026-10-27')], { from: '2026-09-28', to: '2026-10-28' }],
    [[usage('2026-10-01', '2026-10-15'), usage('2026-10-16', '2026-10-31')], october],
    [[usage('2026-09-28', '2026-10-27'), usage(null, null)], october],
    [[usage('2026-10-05', '2026-10-05')], october],
    [[usage('2026-01-01', '2026-01-31')], october],
    [[{ kind: 'product', from: '2026-11-01', to: '2026-11-30' }], october],
  ];
  for (const [lines, expected] of cases)
    assert.deepEqual(comparedPeriod('2026-10', lines), expected, JSON.stringify(lines));
});
