import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AffectedKind } from '#access';
import { heldTime, holdersIn, OPEN_MS, type ReachModel, reachIn } from './stale.ts';
import { allowance, at, grant, line, list, plan } from './testCatalogue.ts';

/**
 * Lists: 1 retail ← 2 (asks 1), 3 own list of customer 200's contract, 4 supplier ← 5 (asks 4), 9 the default plan's, 8 nobody's.
 * Plans: 1 on list 2; 2 on list 8 below plan 1; 9 default. Customer 100 has plan 1, 200 plan 2, 300 plan 3 on list 7.
 */
const model: ReachModel = {
  lists: [
    list(1, []),
    list(2, [], { parentId: 1 }),
    list(3, [], { calendarId: 2 }),
    list(4, [], { side: 'supplier' }),
    list(5, [], { side: 'supplier', parentId: 4 }),
    list(6, []),
    list(7, []),
    list(8, []),
    list(9, []),
  ],
  plans: [plan(1, 2), plan(2, 8, { parentId: 1 }), plan(3, 7), plan(4, 7), plan(5, 7), plan(9, 9, { isDefault: true })],
  lines: [
    line({ id: 1, customerId: 100, contractId: 10, pricePlanId: 1 }),
    line({
      id: 2,
      customerId: 200,
      contractId: 20,
      pricePlanId: 2,
      ownPriceListIds: [3],
      identifier: '4940555',
      kind: 'range',
    }),
    line({
      id: 2,
      customerId: 200,
      contractId: 20,
      pricePlanId: 2,
      identifier: '4940555',
      kind: 'range',
      validFromMs: 5,
    }),
    line({ id: 3, customerId: 300, contractId: 30, pricePlanId: 3, identifier: 'trunk-7', kind: 'trunk' }),
  ],
  grants: [grant({ customerId: 200, allowanceId: 4 }), grant({ customerId: 300, allowanceId: 5 })],
  sources: [
    { id: 1, supplierListId: 5 },
    { id: 2, supplierListId: null },
  ],
  contracts: [
    { id: 10, customerId: 100, pricePlanId: 1 },
    { id: 20, customerId: 200, pricePlanId: 2 },
    { id: 30, customerId: 300, pricePlanId: 3 },
    { id: 31, customerId: 300, pricePlanId: 5 },
  ],
  planChanges: [{ contractId: 31, pricePlanId: 4 }],
  bookings: [{ optionId: 6, contractId: 31 }],
};

const customers = (...customerIds: number[]) => ({ kind: 'customers', customerIds });
const sources = (...sourceIds: number[]) => ({ kind: 'sources', sourceIds });
const identifier = (kind: string, text: string) => ({ kind: 'identifiers', identifiers: [{ kind, identifier: text }] });
const everybody = { kind: 'everybody' };

test('a change reaches whoever can be charged by what it changed', () => {
  const cases: [string, AffectedKind, number, unknown[]][] = [
    ['a list that another one asks', 'priceList', 1, [customers(100, 200)]],
    ['a list in between', 'priceList', 2, [customers(100, 200)]],
    ['a contract’s own list, in one stretch of time', 'priceList', 3, [customers(200)]],
    ['a list of the parent’s child only', 'priceList', 8, [customers(200)]],
    ['a supplier’s list that another one asks', 'priceList', 4, [sources(1)]],
    ['the default plan’s list', 'priceList', 9, [everybody]],
    ['nobody’s list', 'priceList', 6, []],
    ['a list that is gone', 'priceList', 77, []],
    ['a calendar', 'calendar', 2, [customers(200)]],
    ['everybody’s calendar', 'calendar', 1, [everybody]],
    ['a plan with children', 'plan', 1, [customers(100, 200)]],
    ['a plan without', 'plan', 3, [customers(300)]],
    ['a plan of a contract without lines, from a later day on', 'plan', 4, [customers(300)]],
    ['a plan of a contract without lines, at first', 'plan', 5, [customers(300)]],
    ['the default plan', 'plan', 9, [everybody]],
    ['an allowance', 'allowance', 4, [customers(200)]],
    ['an option', 'option', 6, [customers(300)]],
    ['a contract', 'contract', 31, [customers(300)]],
    ['a number', 'line', 1, [customers(100), identifier('number', '49405550100')]],
    ['a range in two stretches', 'line', 2, [customers(200), identifier('range', '4940555')]],
    ['a trunk', 'line', 3, [customers(300), identifier('text', 'trunk-7')]],
    ['a source', 'source', 2, [sources(2)]],
    ['the numbering plan', 'numbering', 0, [everybody]],
    ['a zone', 'zone', 3, [everybody]],
    ['ported numbers', 'ported', 0, [everybody]],
    ['a destination', 'destination', 1, [everybody]],
  ];
  const reach = reachIn(model);
  for (const [name, kind, id, expected] of cases) assert.deepEqual(reach({ kind, id, fromMs: 0 }), expected, name);
});

test('circles among lists and plans end', () => {
  const circular: ReachModel = {
    ...model,
    lists: [list(1, [], { parentId: 2 }), list(2, [], { parentId: 1 })],
    plans: [plan(1, 1, { parentId: 2 }), plan(2, 2, { parentId: 1 })],
  };
  const reach = reachIn(circular);
  assert.deepEqual(reach({ kind: 'plan', id: 2, fromMs: 0 }), [customers(100, 200)]);
  assert.deepEqual(reach({ kind: 'priceList', id: 2, fromMs: 0 }), [customers(100, 200)]);
});

test('who holds an allowance in a month', () => {
  const grants = [
    grant({ customerId: 1, fromMs: 0, toMs: 10 }),
    grant({ customerId: 2, fromMs: 10, toMs: 20 }),
    grant({ customerId: 3, fromMs: 20, toMs: 30 }),
  ];
  assert.deepEqual(holdersIn(grants, 10, 20), new Set([2]));
  assert.deepEqual(holdersIn(grants, 9, 21), new Set([1, 2, 3]));
});

test('a change to what is held matters for its whole month, and for a long pool from its begin', () => {
  const november = { fromMs: at('2026-10-31T23:00:00Z'), toMs: at('2026-11-30T23:00:00Z') };
  const monthOf = (ms: number) =>
    ms < november.fromMs
      ? { fromMs: 0, toMs: november.fromMs }
      : ms < november.toMs
        ? november
        : { fromMs: november.toMs, toMs: 9e12 };
  const change = { fromMs: at('2026-11-15T00:00:00Z'), toMs: at('2026-11-20T00:00:00Z') };
  const days = { period: { kind: 'days', days: 90 } } as const;
  const pool = { ...days, holder: 'contract', timesLines: true } as const;
  const rollover = { rollover: { maxUnits: null, maxPeriods: 2 } };
  const begin = at('2026-09-01T00:00:00Z');
  const midway = { fromMs: begin };
  const ended = { fromMs: begin, toMs: change.fromMs };
  const cases: [string, Parameters<typeof allowance>[0], Parameters<typeof grant>[0], number, number][] = [
    ['by month', {}, midway, november.fromMs, november.toMs],
    ['a pool by month', { holder: 'contract', timesLines: true }, midway, november.fromMs, november.toMs],
    ['a pool over 90 days, to its end', pool, midway, begin, OPEN_MS],
    ['90 days whatever lines there are', days, midway, november.fromMs, november.toMs],
    ['90 days that end now: they are used up in another order', days, ended, begin, november.toMs],
    ['90 days that ended before', days, { ...ended, toMs: change.fromMs - 1 }, november.fromMs, november.toMs],
    ['a month ended', {}, ended, november.fromMs, november.toMs],
    [
      'a pool whose rest moves on',
      { ...rollover, holder: 'contract', timesLines: true },
      midway,
      november.fromMs,
      OPEN_MS,
    ],
    ['what begins anew after it moves on', rollover, { fromMs: change.toMs, toMs: 8e12 }, november.fromMs, 8e12],
    ['what goes through moves on as before', rollover, midway, november.fromMs, november.toMs],
  ];
  for (const [name, terms, held, fromMs, toMs] of cases) {
    const time = heldTime(change, [grant(held)], new Map([[1, allowance(terms)]]), monthOf);
    assert.deepEqual(time, { fromMs, toMs }, name);
  }
  const open = heldTime({ ...change, toMs: OPEN_MS }, [grant(midway)], new Map([[1, allowance(days)]]), monthOf);
  assert.deepEqual(open, { fromMs: begin, toMs: OPEN_MS }, 'an end taken back');
});
