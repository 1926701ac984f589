import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DocumentToPost, entryOfDocument, postingsOf } from './document.ts';
import { openedBy } from './entry.ts';

const document: DocumentToPost = {
  kind: 'invoice',
  documentNumber: 'R2026-000001',
  customerId: 1,
  bookedOn: '2026-11-03',
  dueOn: '2026-11-17',
  currency: 'EUR',
  grossMinor: 11_900n,
  revenue: [
    { account: '4400', netMinor: 7_000n },
    { account: '4401', netMinor: 2_500n },
    { account: '4400', netMinor: 500n },
  ],
  taxes: [{ category: 'S', percent: '19', taxMinor: 1_900n }],
};

test('receivable stands against revenue by account and VAT by category', () => {
  assert.deepEqual(postingsOf(document), [
    { account: 'receivable', amountMinor: 11_900n, item: 'own' },
    { account: 'revenue/4400', amountMinor: -7_500n },
    { account: 'revenue/4401', amountMinor: -2_500n },
    { account: 'vat/S/19', amountMinor: -1_900n },
  ]);
});

test('a document that does not add up is never posted', () => {
  assert.throws(() => postingsOf({ ...document, grossMinor: 11_901n }), /sum to 1/);
});

test('reverse charge leaves no VAT posting', () => {
  const accounts = postingsOf({
    ...document,
    grossMinor: 10_000n,
    taxes: [{ category: 'AE', percent: '0', taxMinor: 0n }],
  }).map((posting) => posting.account);
  assert.deepEqual(accounts, ['receivable', 'revenue/4400', 'revenue/4401']);
});

test('a deposit is a liability, taken and given back', () => {
  const taken = { ...document, grossMinor: 61_900n, deposits: [{ account: '1710', netMinor: 50_000n }] };
  assert.deepEqual(postingsOf(taken).at(-2), { account: 'deposit/1710', amountMinor: -50_000n });
  const back = { ...document, grossMinor: -38_100n, deposits: [{ account: '1710', netMinor: -50_000n }] };
  assert.deepEqual(
    postingsOf(back).find(({ account }) => account === 'deposit/1710'),
    { account: 'deposit/1710', amountMinor: 50_000n },
  );
  assert.equal(openedBy(postingsOf(back)), -38_100n);
});

test('a document of nothing has postings where accounts differ, and opens nothing', () => {
  const nothing = {
    ...document,
    grossMinor: 0n,
    revenue: [
      { account: '4400', netMinor: 1_000n },
      { account: '4401', netMinor: -1_000n },
    ],
    taxes: [],
  };
  const { postings } = entryOfDocument(nothing);
  assert.deepEqual(
    postings.map(({ account }) => account),
    ['revenue/4400', 'revenue/4401'],
  );
  assert.equal(openedBy(postings), 0n);
});
