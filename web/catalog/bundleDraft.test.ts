import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, draftOf, questionOf, withIds, withQuestions } from './bundleDraft.ts';

const NAME = { de: 'Team', fr: '', en: '' };
const PEOPLE = questionOf('number', 'people', NAME);
const QUANTITY = { per: 'people', each: 4, times: 1, free: 0, plus: 0, roundUp: true, min: 2, max: null };
const LISTED = {
  id: 1,
  code: 'TEAM',
  name: NAME,
  active: true,
  questions: [PEOPLE, questionOf('yesNo', 'headsets', NAME)],
  items: [
    {
      productCode: 'SEAT',
      quantity: QUANTITY,
      when: [{ question: 'headsets', is: true }],
      unitPrices: { EUR: '5', CHF: '6' },
      note: null,
    },
  ],
};

test('a bundle is edited in the operator’s currency; prices in others stay', () => {
  const draft = draftOf(LISTED, 'EUR');
  assert.equal(draft.items[0]?.unitPrice, '5');
  const [item] = bundleOf({ ...draft, items: draft.items.map((one) => ({ ...one, unitPrice: '5,50' })) }, 'EUR')!.items;
  assert.deepEqual(item?.unitPrices, { CHF: '6', EUR: '5.50' });
  assert.deepEqual(bundleOf(draft, 'EUR')?.name, { de: 'Team', fr: 'Team', en: 'Team' });
});

test('what has no shape yet is no bundle', () => {
  const draft = draftOf(LISTED, 'EUR');
  assert.equal(bundleOf({ ...draft, code: '' }, 'EUR'), null);
  assert.equal(bundleOf({ ...draft, items: [] }, 'EUR'), null);
  assert.equal(bundleOf({ ...draft, items: draft.items.map((one) => ({ ...one, unitPrice: 'five' })) }, 'EUR'), null);
});

test('items follow a question that is renamed, not one that shares its name while it is typed', () => {
  const draft = draftOf(LISTED, 'EUR');
  const rename = (row: number, key: string, of = draft) =>
    withQuestions(
      of,
      of.questions.map((each) => (each.row === row ? { row, question: { ...each.question, key } } : each)),
    );
  const renamed = rename(1, 'sets', rename(0, 'seats'));
  assert.deepEqual(renamed.items[0]?.quantity, { ...QUANTITY, per: 'seats' });
  assert.equal(renamed.items[0]?.when[0]?.question, 'sets');
  const passing = rename(1, 'peoples', rename(1, 'people'));
  assert.deepEqual(passing.items[0]?.quantity, QUANTITY);
});

test('rules get ids in place of codes', () => {
  const bundle = bundleOf(draftOf(LISTED, 'EUR'), 'EUR')!;
  assert.equal(withIds(bundle, new Map([['SEAT', 7]])).items[0]?.productId, 7);
  assert.deepEqual(withIds(bundle, new Map()).items, []);
});
