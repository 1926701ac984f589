import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestOwner } from './suggest.ts';
import { line } from './testCatalogue.ts';

const LINES = [
  line({ id: 1, identifier: '49405550100', customerId: 100 }),
  line({ id: 2, identifier: '49405550101', customerId: 100 }),
  line({ id: 3, identifier: '49405550900', customerId: 200 }),
  line({ id: 4, kind: 'range', identifier: '4930123456', customerId: 300 }),
  line({ id: 5, identifier: '33199001000', customerId: 400, validToMs: 1000 }),
  line({ id: 7, kind: 'range', identifier: '49406696920', customerId: 600 }),
  line({ id: 8, kind: 'range', identifier: '49406696922', customerId: 700 }),
  line({ id: 6, kind: 'account', identifier: '49891230000', customerId: 500 }),
];
const owner = (identifier: string) => suggestOwner(LINES, identifier, 5000, 6000)?.customerId ?? null;

test('the nearest neighbour owns it, if only one is nearest and near enough', () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ['49405550102', 100], // several neighbours, one customer
    ['49405550150', 100],
    ['49405550910', 200],
    ['49405550500', null], // between two customers
    ['49405559999', null], // another block
    ['493012345699', 300], // the range's own block
    ['494066969210', 600], // right behind the one range, ten before the other
    ['494066969217', 700],
    ['33199001001', null], // the neighbour is gone
    ['49891230001', null], // an account is no number
    ['anonymous', null],
    ['110', null],
  ];
  for (const [identifier, expected] of cases) assert.equal(owner(identifier), expected, identifier);
});
