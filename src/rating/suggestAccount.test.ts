import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountOwners } from './suggestAccount.ts';
import { line } from './testCatalogue.ts';

const LINES = [
  line({ id: 1, kind: 'trunk', identifier: 'hansa-1', customerId: 100 }),
  line({ id: 2, kind: 'account', identifier: 'K 4711', customerId: 200 }),
  line({ id: 3, kind: 'trunk', identifier: 'pool-1', customerId: 300 }),
  line({ id: 4, kind: 'trunk', identifier: 'pool-2', customerId: 400 }),
  line({ id: 5, kind: 'trunk', identifier: 'gone-1', customerId: 500, validToMs: 1000 }),
  line({ id: 6, identifier: '4940555', customerId: 600 }),
];
const CUSTOMERS = [
  { customerId: 700, name: 'Möwe Reederei GmbH', contractId: 70 },
  { customerId: 800, name: 'Elbe Logistik GmbH', contractId: 80 },
  { customerId: 900, name: 'Elbe Spedition AG', contractId: 90 },
];
const owners = new AccountOwners(LINES, CUSTOMERS, 5000, 6000);

test('an account is whose spelling it is, else whose name stands in it; never one of two', () => {
  const cases: readonly (readonly [identifier: string, customerId: number | null, reason?: string])[] = [
    ['HANSA_1', 100, 'likeAccount'],
    ['hansa-2', 100, 'likeAccount'],
    ['k4711', 200, 'likeAccount'],
    ['K4712', null], // one letter is no stem
    ['pool-3', null], // two customers
    ['pool 2', 400, 'likeAccount'],
    ['gone-2', null],
    ['sip-moewe', null], // not how the name is written
    ['sip.möwe.03', 700, 'customerName'],
    ['reederei@pbx', 700, 'customerName'],
    ['elbe-trunk', null], // a word of two customers
    ['logistik', 800, 'customerName'],
    ['moewe-logistik', 800, 'customerName'],
    ['möwe-logistik', null],
    ['gmbh', null],
    ['4940555', null],
    ['412', null],
    ['', null],
    ['…', null],
  ];
  for (const [identifier, customerId, reason] of cases) {
    const found = owners.find(identifier);
    assert.deepEqual([found?.customerId ?? null, found?.reason], [customerId, reason], identifier);
  }
});
