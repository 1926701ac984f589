import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Allowance } from './allowance.ts';
import { checkAllowance, readSize } from './checkAllowance.ts';

const ALLOWANCE: Omit<Allowance, 'id'> = {
  code: 'MIN-500',
  name: { de: '', fr: '', en: '' },
  unit: 'second',
  size: 30_000,
  scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: ['peak'] },
  holder: 'contract',
  timesLines: true,
  period: { kind: 'month' },
  prorated: true,
  rollover: { maxUnits: null, maxPeriods: 1 },
  priority: 0,
  countedIn: 'increments',
  rest: 'continued',
  waivesConnectionFee: true,
  fairUse: { maxUnitsPerEvent: 3600, maxNumbersPerPeriod: null, maxEventsPerPeriod: null, maxUnitsPerPeriod: null },
};
const NO_CEILING = {
  maxUnitsPerEvent: null,
  maxNumbersPerPeriod: null,
  maxEventsPerPeriod: null,
  maxUnitsPerPeriod: null,
};
const scope = (change: Partial<Allowance['scope']>) => ({ scope: { ...ALLOWANCE.scope, ...change } });

test('what is wrong with an allowance is told part by part', () => {
  const cases: readonly (readonly [Partial<Allowance>, readonly string[]])[] = [
    [{}, []],
    [{ size: null, prorated: false, rollover: null }, []],
    [scope({ services: [] }), ['allowance.emptyScope']],
    [scope({ services: ['voice', 'sms'] }), ['allowance.otherUnit']],
    [{ unit: 'byte' }, ['allowance.otherUnit']],
    [{ unit: 'money', ...scope({ services: ['voice', 'sms', 'data'] }) }, []],
    [scope({ bands: ['lunch'] }), ['allowance.unknownBand']],
    [{ size: 0 }, ['allowance.badSize']],
    [{ size: -5 }, ['allowance.badSize']],
    [{ size: 1.5 }, ['allowance.badSize']],
    [{ size: Number.NaN }, ['allowance.badSize']],
    [{ size: 2 ** 53 }, ['allowance.badSize']],
    [{ period: { kind: 'days', days: 0 }, prorated: false }, ['allowance.badPeriod']],
    [{ period: { kind: 'days', days: 30 }, prorated: false }, []],
    [{ period: { kind: 'days', days: 30 } }, ['allowance.proratedNothing']],
    [{ period: { kind: 'once' }, prorated: false }, ['allowance.rolloverNothing']],
    [{ size: null, rollover: null }, ['allowance.proratedNothing']],
    [{ rollover: { maxUnits: 0, maxPeriods: 0 } }, ['allowance.badRollover', 'allowance.badRollover']],
    [{ holder: 'line' }, ['allowance.poolOfLine']],
    [{ holder: 'line', timesLines: false }, []],
    [{ rest: 'afresh' }, ['allowance.afreshInexact']],
    [{ rest: 'afresh', countedIn: 'exact' }, []],
    [{ fairUse: { ...NO_CEILING, maxNumbersPerPeriod: 0 } }, ['allowance.badCeiling']],
  ];
  for (const [change, expected] of cases)
    assert.deepEqual(
      checkAllowance({ ...ALLOWANCE, ...change }, new Set(['peak'])).map(({ code }) => code),
      expected,
      JSON.stringify(change),
    );
});

test('sizes as people write them', () => {
  assert.equal(readSize('500 minute', 'second'), 30_000);
  assert.equal(readSize('10 GB', 'byte'), 10_000_000_000);
  assert.equal(readSize('15.00', 'money'), 15_000_000);
  assert.equal(readSize(7, 'piece'), 7);
  assert.equal(readSize(null, 'piece'), null);
  for (const [text, unit] of [
    ['10 GB', 'second'],
    ['many', 'piece'],
    ['1,50', 'money'],
  ] as const)
    assert.ok(Number.isNaN(readSize(text, unit)), text);
});
