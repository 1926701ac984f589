import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BundleAnswers, newBundle, quantityExpression } from './bundle.ts';
import { checkAnswers, checkBundle } from './checkBundle.ts';
import { expandBundle, quantityOf } from './expandBundle.ts';
import type { ProductKind } from './product.ts';

const LABEL = { de: '', fr: '', en: '' };
const PRODUCTS = new Map<number, { code: string; kind: ProductKind }>([
  [1, { code: 'PBX', kind: 'recurring' }],
  [2, { code: 'SEAT', kind: 'recurring' }],
  [3, { code: 'SETUP', kind: 'oneOff' }],
  [4, { code: 'PHONE', kind: 'hardware' }],
  [5, { code: 'LICENCE', kind: 'licence' }],
  [6, { code: 'USAGE', kind: 'usage' }],
]);

function bundleOf(questions: unknown[], items: readonly ({ productId: number } & Record<string, unknown>)[]) {
  const entered = {
    code: 'B',
    name: LABEL,
    questions,
    items: items.map(({ productId, ...item }) => ({ ...item, productCode: String(productId) })),
  };
  const { questions: asked, items: read } = newBundle.parse(entered);
  return {
    questions: asked,
    items: read.map(({ productCode, ...item }) => ({ ...item, productId: Number(productCode) })),
  };
}

const USERS = { kind: 'number', key: 'users', label: LABEL, min: 1, max: 500, standard: 10 };
const PHONES = { kind: 'yesNo', key: 'phones', label: LABEL };
const SIZE = {
  kind: 'choice',
  key: 'support',
  label: LABEL,
  choices: [
    { value: 'office', label: LABEL },
    { value: 'always', label: LABEL },
  ],
  standard: 'office',
};
const SMART = bundleOf(
  [USERS, PHONES, SIZE],
  [
    { productId: 1 },
    { productId: 2, quantity: { per: 'users', free: 2 }, unitPrices: { EUR: '5.50' } },
    { productId: 4, quantity: { per: 'users', max: 50 }, when: [{ question: 'phones', is: true }], note: 'N5' },
    { productId: 5, quantity: { per: 'users', each: 25 }, when: [{ question: 'support', is: 'always' }] },
    { productId: 3, quantity: 2, when: [{ question: 'users', atLeast: 20, atMost: 100 }] },
  ],
);
const expanded = (answers: BundleAnswers, currency = 'EUR') =>
  expandBundle(SMART, answers, { products: PRODUCTS, currency }).map(
    ({ productId, part, quantity, unitPrice }) => `${quantity} × ${productId} ${part} ${unitPrice ?? '-'}`,
  );

test('the items follow from the answers; what is not answered has its standard', () => {
  assert.deepEqual(expanded({}), ['1 × 1 recurring -', '8 × 2 recurring 5.50']);
  assert.deepEqual(expanded({ users: 2 }), ['1 × 1 recurring -'], 'nothing of an item leaves it out');
  assert.deepEqual(expanded({ users: 26, phones: true, support: 'always' }, 'CHF'), [
    '1 × 1 recurring -',
    '24 × 2 recurring -',
    '26 × 4 oneOff -',
    '2 × 5 licence -',
    '2 × 3 oneOff -',
  ]);
  assert.deepEqual(expanded({ users: 101, phones: true }), [
    '1 × 1 recurring -',
    '99 × 2 recurring 5.50',
    '50 × 4 oneOff -',
  ]);
});

test('a classic bundle is its list', () => {
  const classic = bundleOf([], [{ productId: 1, quantity: 3, unitPrices: { EUR: '9' }, note: 'as agreed' }]);
  assert.deepEqual(expandBundle(classic, {}, { products: PRODUCTS, currency: 'EUR' }), [
    { productId: 1, part: 'recurring', quantity: 3, unitPrice: '9', note: 'as agreed' },
  ]);
});

const QUANTITIES: readonly (readonly [expression: Record<string, unknown>, answered: number, pieces: number])[] = [
  [{}, 7, 7],
  [{ each: 5 }, 0, 0],
  [{ each: 5 }, 1, 1],
  [{ each: 5 }, 5, 1],
  [{ each: 5 }, 6, 2],
  [{ each: 5, roundUp: false }, 9, 1],
  [{ each: 5, times: 2 }, 6, 4],
  [{ free: 10 }, 10, 0],
  [{ free: 10, each: 5 }, 11, 1],
  [{ plus: 1 }, 0, 1],
  [{ min: 2 }, 0, 2],
  [{ min: 2, max: 4 }, 9, 4],
  [{ times: 1_000_000 }, 1_000_000, 1_000_000],
];

test('quantities out of a number', () => {
  for (const [expression, answered, pieces] of QUANTITIES)
    assert.equal(
      quantityOf(quantityExpression.parse({ per: 'users', ...expression }), answered),
      pieces,
      JSON.stringify(expression),
    );
});

test('a quantity is a whole number within its bounds and never falls as the number rises', () => {
  const small = fc.integer({ min: 0, max: 1000 });
  const expression = fc
    .record({
      each: fc.integer({ min: 1, max: 50 }),
      times: fc.integer({ min: 1, max: 9 }),
      free: small,
      plus: small,
      roundUp: fc.boolean(),
      min: fc.option(small),
      more: fc.option(small),
    })
    .map(({ more, min, ...rest }) =>
      quantityExpression.parse({ per: 'users', ...rest, min, max: more === null ? null : (min ?? 0) + more }),
    );
  fc.assert(
    fc.property(expression, small, small, (of, a, b) => {
      const [fewer, more] = [Math.min(a, b), Math.max(a, b)].map((answered) => quantityOf(of, answered));
      assert.ok(Number.isInteger(fewer) && fewer! <= more!);
      assert.ok(fewer! >= (of.min ?? 0) && more! <= (of.max ?? 1_000_000));
    }),
  );
});

const BAD: readonly (readonly [
  code: string,
  questions: unknown[],
  items: ({ productId: number } & Record<string, unknown>)[],
])[] = [
  ['bundle.questionTwice', [USERS, { ...PHONES, key: 'users' }], [{ productId: 1 }]],
  ['bundle.badRange', [{ ...USERS, min: 9, max: 3 }], [{ productId: 1 }]],
  ['bundle.badStandard', [{ ...USERS, standard: 501 }], [{ productId: 1 }]],
  ['bundle.badStandard', [{ ...SIZE, standard: 'none' }], [{ productId: 1 }]],
  ['bundle.choiceTwice', [{ ...SIZE, choices: [SIZE.choices[0], SIZE.choices[0]] }], [{ productId: 1 }]],
  ['bundle.usageProduct', [], [{ productId: 6 }]],
  ['bundle.unknownQuestion', [], [{ productId: 2, quantity: { per: 'users' } }]],
  ['bundle.notANumber', [PHONES], [{ productId: 2, quantity: { per: 'phones' } }]],
  ['bundle.badBounds', [USERS], [{ productId: 2, quantity: { per: 'users', min: 5, max: 4 } }]],
  ['bundle.unknownQuestion', [], [{ productId: 2, when: [{ question: 'phones', is: true }] }]],
  ['bundle.notANumber', [PHONES], [{ productId: 2, when: [{ question: 'phones', atLeast: 1 }] }]],
  ['bundle.neverSo', [SIZE], [{ productId: 2, when: [{ question: 'support', is: 'never' }] }]],
  ['bundle.neverSo', [USERS], [{ productId: 2, when: [{ question: 'users', is: 501 }] }]],
  ['bundle.neverSo', [PHONES], [{ productId: 2, when: [{ question: 'phones', is: 'yes' }] }]],
];

test('what is wrong with a bundle is told', () => {
  assert.deepEqual(checkBundle(SMART, PRODUCTS), []);
  for (const [code, questions, items] of BAD)
    assert.deepEqual(
      checkBundle(bundleOf(questions, items), PRODUCTS).map((finding) => finding.code),
      [code],
    );
});

test('answers must be answers to the questions', () => {
  const codes = (answers: BundleAnswers) => checkAnswers(SMART.questions, answers).map(({ code }) => code);
  assert.deepEqual(codes({ users: 500, phones: false, support: 'always' }), []);
  assert.deepEqual(codes({ user: 5 }), ['bundle.noSuchQuestion']);
  for (const wrong of [
    { users: 0 },
    { users: 501 },
    { users: 1.5 },
    { users: '5' },
    { phones: 1 },
    { support: 'never' },
  ])
    assert.deepEqual(codes(wrong), ['bundle.badAnswer'], JSON.stringify(wrong));
});

test('a condition that asks nothing is no condition', () => {
  const item = { productCode: 'PBX', when: [{ question: 'users' }] };
  assert.equal(newBundle.safeParse({ code: 'B', name: LABEL, items: [item] }).success, false);
});
