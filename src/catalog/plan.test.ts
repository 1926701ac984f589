import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_ROUNDING, eventRounding, layersOf, listWithParents, type PricePlan } from './plan.ts';
import type { PriceList } from './priceList.ts';

const list = (id: number, parentId: number | null = null): PriceList => ({
  id,
  code: `list-${id}`,
  name: '',
  side: 'customer',
  currency: 'EUR',
  calendarId: 1,
  bandChange: 'atStart',
  parentId,
});
const plan = (id: number, priceListId: number, parentId: number | null = null, isDefault = false): PricePlan => ({
  id,
  code: `plan-${id}`,
  name: { de: '', fr: '', en: '' },
  priceListId,
  rounding: DEFAULT_ROUNDING,
  parentId,
  allowanceIds: [],
  isDefault,
});

test('layers: contract, plan, parent plans, default plan; after each list its parents; none twice', () => {
  const book = {
    lists: [list(1), list(2, 1), list(3, 2), list(4), list(5, 4), list(6)],
    plans: [plan(1, 6, null, true), plan(2, 2), plan(3, 3, 2), plan(4, 5, 3)],
  };
  assert.deepEqual(layersOf(book, 2, []), [2, 1, 6]);
  assert.deepEqual(layersOf(book, 4, []), [5, 4, 3, 2, 1, 6]);
  assert.deepEqual(layersOf(book, 2, [5]), [5, 4, 2, 1, 6]);
  assert.deepEqual(layersOf(book, 1, []), [6]);
  assert.deepEqual(listWithParents(book.lists, 3), [3, 2, 1]);
});

test('a plan in francs never asks a list in euros', () => {
  const francs = { ...list(2), currency: 'CHF' };
  const book = { lists: [list(1), francs, list(3)], plans: [plan(1, 1, null, true), plan(2, 2, 1)] };
  assert.deepEqual(layersOf(book, 2, [3]), [2]);
  assert.deepEqual(layersOf(book, 1, [2, 3]), [3, 1]);
});

test('layers end even where parents go in a circle', () => {
  const book = { lists: [list(1, 2), list(2, 1)], plans: [plan(1, 1, 2), plan(2, 2, 1)] };
  assert.deepEqual(layersOf(book, 1, []), [1, 2]);
});

test('the one rounding of an event', () => {
  assert.deepEqual(eventRounding({ mode: 'halfEven', decimals: 2, at: 'event' }), { mode: 'halfEven', decimals: 2 });
  assert.deepEqual(eventRounding({ mode: 'none', decimals: 2, at: 'event' }), { mode: 'halfUp', decimals: 6 });
  assert.deepEqual(eventRounding({ mode: 'up', decimals: 2, at: 'invoiceLine' }), { mode: 'halfUp', decimals: 6 });
});
