import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { asOwner, type TestApp, testActor, testApp } from '#test/database';
import type { DocumentToPost } from './document.ts';
import {
  customerAccount,
  customerOpenItems,
  getEntry,
  hasEntries,
  openItems,
  type PaymentInput,
  postDocuments,
  postPayment,
  reverseEntry,
  setOff,
  statement,
  verifyLedger,
  writeOff,
} from './service.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.close());

const inApp = <T>(work: (ctx: Context) => Promise<T>) => inTransaction(app, app.actor, work);
const refused = (code: string) => (error: Refusal) => error.code === code;

/** An invoice with VAT of 19 % in it; below zero a credit note. */
function documentOf(documentNumber: string, grossMinor: bigint, more: Partial<DocumentToPost> = {}): DocumentToPost {
  const taxMinor = (grossMinor * 19n) / 119n;
  return {
    kind: grossMinor < 0n ? 'creditNote' : 'invoice',
    documentNumber,
    customerId: 7,
    bookedOn: '2026-11-03',
    dueOn: '2026-11-17',
    currency: 'EUR',
    grossMinor,
    revenue: [{ account: '4400', netMinor: grossMinor - taxMinor }],
    taxes: [{ category: 'S', percent: '19', taxMinor }],
    ...more,
  };
}

function paymentOf(reference: string, amountMinor: bigint, more: Partial<PaymentInput> = {}): PaymentInput {
  const bookedOn = '2026-11-20';
  return { reference, customerId: 7, currency: 'EUR', amountMinor, bookedOn, channel: 'transfer', ...more };
}

const post = (...documents: DocumentToPost[]) => inApp((ctx) => postDocuments(ctx, documents));
const pay = (payment: PaymentInput) => inApp((ctx) => postPayment(ctx, payment));
/** What is open, as `number remaining`. */
const open = async (customerId = 7) =>
  (await inApp((ctx) => openItems(ctx, customerId))).map((item) => `${item.documentNumber} ${item.remainingMinor}`);
const balanceOf = async (currency = 'EUR') =>
  (await inApp((ctx) => customerAccount(ctx, 7))).currencies.find((each) => each.currency === currency)?.balance;
const assertWhole = async () => assert.deepEqual((await inApp(verifyLedger)).findings, []);

test('a payment settles the oldest first; what it leaves stays on the account', async () => {
  await post(
    documentOf('R2', 5_000n, { dueOn: '2026-11-20' }),
    documentOf('R1', 10_000n, { dueOn: '2026-11-10' }),
    documentOf('R3', 1_000n, { dueOn: '2026-12-20' }),
  );
  await pay(paymentOf('Z1', 12_000n));
  assert.deepEqual(await open(), ['R2 3000', 'R3 1000']);
  await pay(paymentOf('Z2', 4_500n));
  assert.deepEqual(await open(), ['Z2 -500']);
  assert.equal(await balanceOf(), '-5.00');
  await assertWhole();
});

test('a payment is for what the customer says', async () => {
  await post(documentOf('R1', 10_000n), documentOf('R2', 5_000n));
  const [, second] = await inApp((ctx) => openItems(ctx, 7));
  await pay(paymentOf('Z1', 6_000n, { items: [{ entryId: second!.entryId, amountMinor: 5_000n }] }));
  assert.deepEqual(await open(), ['R1 10000', 'Z1 -1000']);
});

test('the same payment twice is once; another with its reference is refused', async () => {
  await post(documentOf('R1', 10_000n));
  const first = await pay(paymentOf('Z1', 4_000n));
  assert.deepEqual(await pay(paymentOf('Z1', 4_000n)), { ...first, again: true });
  for (const other of [
    { amountMinor: 4_001n },
    { customerId: 8 },
    { channel: 'card' },
    { bookedOn: '2026-11-21' },
  ] as const)
    await assert.rejects(pay(paymentOf('Z1', 4_000n, other)), refused('ledger.referenceTaken'));
  assert.deepEqual(await open(), ['R1 6000']);
});

test('payments at the same time settle nothing twice', async () => {
  await post(documentOf('R1', 10_000n));
  await Promise.all(['A', 'B', 'C', 'A'].map((reference) => pay(paymentOf(reference, 6_000n))));
  const left = (await inApp((ctx) => openItems(ctx, 7))).map(({ remainingMinor }) => remainingMinor);
  assert.equal(
    left.reduce((sum, each) => sum + each, 0n),
    -8_000n,
  );
  assert.ok(left.every((each) => each < 0n));
  await assertWhole();
});

test('a refund settles what the customer is to get', async () => {
  await post(documentOf('G1', -3_000n));
  await pay(paymentOf('Z1', -2_000n));
  assert.deepEqual(await open(), ['G1 -1000']);
  await pay(paymentOf('Z2', -1_500n));
  assert.deepEqual(await open(), ['Z2 500']);
  await assertWhole();
});

for (const [what, code, work] of [
  ['more than is open', 'ledger.tooMuch', { items: [{ entryId: 1, amountMinor: 10_001n }] }],
  ['more than was paid', 'ledger.overshared', { amountMinor: 4_000n, items: [{ entryId: 1, amountMinor: 5_000n }] }],
  ['nothing', 'ledger.amountWrong', { amountMinor: 0n }],
  ['less than nothing of an item', 'ledger.amountWrong', { items: [{ entryId: 1, amountMinor: -1n }] }],
  ['what the customer is to get', 'ledger.wrongSide', { items: [{ entryId: 2, amountMinor: 1n }] }],
  ['the invoice of another', 'ledger.otherAccount', { customerId: 8, items: [{ entryId: 1, amountMinor: 1n }] }],
  ['an invoice in another currency', 'ledger.otherAccount', { items: [{ entryId: 3, amountMinor: 1n }] }],
  ['no invoice', 'ledger.itemUnknown', { items: [{ entryId: 99, amountMinor: 1n }] }],
] as const)
  test(`a payment for ${what} is refused and leaves no trace`, async () => {
    await post(documentOf('R1', 10_000n), documentOf('G1', -1_000n), documentOf('R2', 500n, { currency: 'CHF' }));
    const before = await open();
    await assert.rejects(pay(paymentOf('Z1', 20_000n, work)), refused(code));
    assert.deepEqual(await open(), before);
    await assertWhole();
  });

test('a credit note is set off against invoices; the balance stays', async () => {
  await post(documentOf('R1', 10_000n), documentOf('G1', -3_000n));
  const account = await inApp((ctx) => customerAccount(ctx, 7));
  assert.deepEqual(account.currencies[0]?.setOff, [
    { entryId: 2, documentNumber: 'G1', amount: '30.00', side: 'credit' },
    { entryId: 1, documentNumber: 'R1', amount: '30.00', side: 'debit' },
  ]);
  const items = [
    { entryId: 2, amountMinor: 3_000n },
    { entryId: 1, amountMinor: 3_000n },
  ];
  const entry = await inApp((ctx) => setOff(ctx, { customerId: 7, currency: 'EUR', items }));
  assert.deepEqual([entry.kind, entry.documentNumber], ['setOff', 'G1']);
  assert.deepEqual(await open(), ['R1 7000']);
  assert.equal(await balanceOf(), '70.00');
  const uneven = items.map((each, index) => ({ ...each, amountMinor: BigInt(index + 1) }));
  await post(documentOf('G2', -3_000n));
  await assert.rejects(
    inApp((ctx) =>
      setOff(ctx, { customerId: 7, currency: 'EUR', items: [uneven[1]!, { entryId: 4, amountMinor: 1n }] }),
    ),
    refused('ledger.notEven'),
  );
  await assertWhole();
});

test('a write-off takes back the VAT on it, a deposit that was never paid, and the rest is a loss', async () => {
  await post(
    documentOf('R1', 11_900n),
    documentOf('R2', 16_900n, {
      revenue: [{ account: '4400', netMinor: 10_000n }],
      taxes: [{ category: 'S', percent: '19', taxMinor: 1_900n }],
      deposits: [{ account: '1710', netMinor: 5_000n }],
    }),
  );
  await pay(paymentOf('Z1', 1_900n, { items: [{ entryId: 1, amountMinor: 1_900n }] }));
  const off = (entryId: number, more = {}) =>
    inApp((ctx) => writeOff(ctx, { entryId, amountMinor: null, reason: 'insolvency', correctVat: true, ...more }));
  const amounts = ({ postings }: { postings: readonly { account: string; amountMinor: bigint }[] }) =>
    postings.map(({ account, amountMinor }) => `${account} ${amountMinor}`);
  // 100.00 of 119.00: VAT is 15.97 of it.
  assert.deepEqual(amounts(await off(1)), ['writeOff/insolvency 8403', 'vat/S/19 1597', 'receivable -10000']);
  assert.deepEqual(amounts(await off(2, { amountMinor: 169n })), [
    'writeOff/insolvency 100',
    'deposit/1710 50',
    'vat/S/19 19',
    'receivable -169',
  ]);
  assert.deepEqual(amounts(await off(2, { correctVat: false, amountMinor: 169n })), [
    'writeOff/insolvency 119',
    'deposit/1710 50',
    'receivable -169',
  ]);
  await assert.rejects(off(1), refused('ledger.amountWrong'));
  assert.deepEqual(await open(), ['R2 16562']);
  await assertWhole();
});

test('a small credit that nobody wants back is a gain', async () => {
  await pay(paymentOf('Z1', 3n));
  await inApp((ctx) => writeOff(ctx, { entryId: 1, amountMinor: null, reason: 'smallAmount', correctVat: true }));
  const { postings } = await inApp((ctx) => getEntry(ctx, 2));
  assert.deepEqual(postings, [
    { account: 'writeOff/smallAmount', amountMinor: -3n },
    { account: 'receivable', amountMinor: 3n, item: 1 },
  ]);
});

test('a payment that comes back opens what it settled, and what its rest was set off against', async () => {
  await post(documentOf('R1', 10_000n));
  const { entryId } = await pay(paymentOf('Z1', 12_000n, { channel: 'directDebit' }));
  await post(documentOf('R2', 5_000n));
  const items = [
    { entryId, amountMinor: 2_000n },
    { entryId: 3, amountMinor: 2_000n },
  ];
  await inApp((ctx) => setOff(ctx, { customerId: 7, currency: 'EUR', items }));
  assert.deepEqual(await open(), ['R2 3000']);
  await inApp((ctx) => reverseEntry(ctx, { entryId, note: 'AC04' }));
  assert.deepEqual(await open(), ['R1 10000', 'R2 5000']);
  const again = inApp((ctx) => reverseEntry(ctx, { entryId, note: 'AC04' }));
  await assert.rejects(again, refused('ledger.alreadyReversed'));
  await assertWhole();
});

test('what cannot be mirrored is refused', async () => {
  await post(documentOf('R1', 10_000n));
  const { entryId } = await pay(paymentOf('Z1', 12_000n));
  await pay(paymentOf('Z2', -2_000n));
  const reverse = (id: number) => inApp((ctx) => reverseEntry(ctx, { entryId: id, note: 'x' }));
  await assert.rejects(reverse(1), refused('ledger.notReversible'));
  await assert.rejects(reverse(entryId), refused('ledger.usedSince'));
  await assert.rejects(reverse(99), refused('ledger.entryUnknown'));
  const { id } = await reverse(3);
  await assert.rejects(reverse(id), refused('ledger.notReversible'));
  await reverse(entryId);
  assert.deepEqual(await open(), ['R1 10000']);
});

test('the statement tells every booking with the balance after it, per currency', async () => {
  await post(
    documentOf('R1', 10_000n, { bookedOn: '2026-09-03', dueOn: '2026-09-17' }),
    documentOf('R2', 5_000n, { bookedOn: '2026-10-03', dueOn: '2026-10-17' }),
    documentOf('R3', 700n, { currency: 'CHF' }),
  );
  await pay(paymentOf('Z1', 12_000n, { bookedOn: '2026-10-01' }));
  const ask = (more = {}) => inApp((ctx) => statement(ctx, 7, { currency: 'EUR', page: 1, pageSize: 50, ...more }));
  const brief = ({ rows }: Awaited<ReturnType<typeof ask>>) =>
    rows.map((row) => [row.bookedOn, row.documentNumber, row.amount, row.balance, row.remaining].join(' '));
  const all = await ask();
  assert.deepEqual(brief(all), [
    '2026-10-03 R2 50.00 30.00 30.00',
    '2026-10-01 Z1 -120.00 -20.00 ',
    '2026-09-03 R1 100.00 100.00 0.00',
  ]);
  assert.deepEqual([all.opening, all.closing, all.total], ['0.00', '30.00', 3]);
  const october = await ask({ from: '2026-10-01', to: '2026-10-02' });
  assert.deepEqual(
    [october.opening, october.closing, october.total, brief(october).length],
    ['100.00', '-20.00', 1, 1],
  );
  assert.deepEqual(brief(await ask({ page: 2, pageSize: 2 })), ['2026-09-03 R1 100.00 100.00 0.00']);
  const { currencies } = await inApp((ctx) => customerAccount(ctx, 7));
  assert.deepEqual(
    currencies.map(({ currency, balance, overdue, openItems: items }) => [currency, balance, overdue, items]),
    [
      ['CHF', '7.00', '7.00', 1],
      ['EUR', '30.00', '30.00', 1],
    ],
  );
  const query = { page: 1, pageSize: 50, currency: 'EUR' };
  const { rows } = await inApp((ctx) => customerOpenItems(ctx, 7, query));
  assert.deepEqual([rows[0]?.documentNumber, rows[0]?.overdueDays], ['R2', 37]);
});

test('deposits held are told', async () => {
  const deposit = (documentNumber: string, netMinor: bigint): DocumentToPost =>
    documentOf(documentNumber, netMinor, { revenue: [], taxes: [], deposits: [{ account: '1710', netMinor }] });
  await post(deposit('R1', 50_000n), deposit('G1', -20_000n));
  assert.equal((await inApp((ctx) => customerAccount(ctx, 7))).currencies[0]?.deposits, '300.00');
});

test('somebody for whom nothing was booked has no account', async () => {
  assert.equal(await inApp((ctx) => hasEntries(ctx, 7)), false);
  assert.deepEqual((await inApp((ctx) => customerAccount(ctx, 7))).currencies, []);
  await post(documentOf('R1', 0n, { revenue: [], taxes: [] }));
  assert.equal(await inApp((ctx) => hasEntries(ctx, 7)), true);
  assert.deepEqual(await open(), []);
  await assertWhole();
});

test('a document is posted once', async () => {
  await post(documentOf('R1', 10_000n));
  await assert.rejects(post(documentOf('R1', 10_000n)), { code: '23505' });
});

/** What an everyday transaction may not do, and what the database says. */
const FORBIDDEN: readonly (readonly [string, string, RegExp])[] = [
  ['change an entry', "update ledger.entry set booked_on = '2020-01-01'", /permission denied/],
  ['delete an entry', 'delete from ledger.entry', /permission denied/],
  ['change a posting', 'update ledger.posting set amount_minor = 1', /permission denied/],
  ['delete a posting', 'delete from ledger.posting', /permission denied/],
  ['change what is left of an item', 'update ledger.open_item set remaining_minor = 0', /permission denied/],
  ['delete an item', 'delete from ledger.open_item', /permission denied/],
  ['empty a table', 'truncate ledger.posting', /permission denied/],
  ['add one posting', "insert into ledger.posting values (1, 1, 9, 'revenue/4400', 5)", /does not sum to zero/],
  [
    'add two postings that sum to zero to an entry that stands',
    "insert into ledger.posting values (1, 1, 8, 'revenue/4400', 5), (1, 1, 9, 'revenue/4401', -5)",
    /has 5 postings, not those it began with/,
  ],
  [
    'book an entry that does not sum to zero',
    `insert into ledger.entry values (1, 9, '2026-11-03', 'setOff', 'R1', 7, 'EUR', now(), 2, null, null, null, 'x');
     insert into ledger.posting values (1, 9, 1, 'receivable', -5, 1), (1, 9, 2, 'writeOff/x', 6, null)`,
    /does not sum to zero/,
  ],
  [
    'book an entry without its postings',
    "insert into ledger.entry values (1, 9, '2026-11-03', 'setOff', 'R1', 7, 'EUR', now(), 2, null, null, null, 'x')",
    /has 0 postings/,
  ],
  [
    'settle more than there is',
    `insert into ledger.entry values (1, 9, '2026-11-03', 'writeOff', 'R1', 7, 'EUR', now(), 2, null, null, null, 'x');
     insert into ledger.posting values (1, 9, 1, 'receivable', -10001, 1), (1, 9, 2, 'writeOff/x', 10001, null)`,
    /never_settled_too_far/,
  ],
  [
    'settle the item of another customer',
    `insert into ledger.entry values (1, 9, '2026-11-03', 'writeOff', 'R1', 8, 'EUR', now(), 2, null, null, null, 'x');
     insert into ledger.posting values (1, 9, 1, 'receivable', -5, 1), (1, 9, 2, 'writeOff/x', 5, null)`,
    /another customer or currency/,
  ],
  [
    'settle the item in another currency',
    `insert into ledger.entry values (1, 9, '2026-11-03', 'writeOff', 'R1', 7, 'CHF', now(), 2, null, null, null, 'x');
     insert into ledger.posting values (1, 9, 1, 'receivable', -5, 1), (1, 9, 2, 'writeOff/x', 5, null)`,
    /another customer or currency/,
  ],
  [
    'book on a customer’s account without an item',
    "insert into ledger.posting values (1, 1, 9, 'receivable', 5)",
    /posting_check/,
  ],
  [
    'open an item that its entry did not post',
    `insert into ledger.entry values (1, 9, '2026-11-03', 'invoice', 'R9', 7, 'EUR', now(), 0, null, null, null, 'x');
     insert into ledger.open_item values (1, 'R9', 7, 9, '2026-11-03', 'EUR', 5)`,
    /is not what its entry posted/,
  ],
  [
    'reverse twice',
    `insert into ledger.entry values (1, 9, '2026-11-03', 'reversal', 'R1', 7, 'EUR', now(), 0, 1, null, null, 'x');
     insert into ledger.entry values (1, 10, '2026-11-03', 'reversal', 'R1', 7, 'EUR', now(), 0, 1, null, null, 'x')`,
    /reversed_once/,
  ],
];
for (const [what, statements, reason] of FORBIDDEN)
  test(`the database lets nobody ${what}`, async () => {
    await post(documentOf('R1', 10_000n));
    const attempt = inTransaction(app, testActor(1), async ({ tx }) => {
      for (const statement_ of statements.split(';')) await sql.raw(statement_).execute(tx);
    });
    await assert.rejects(attempt, { message: reason });
    await assertWhole();
  });

test('not even the owner changes what was posted', async () => {
  await post(documentOf('R1', 10_000n));
  for (const statement_ of [
    "update ledger.entry set booked_on = '2020-01-01'",
    'delete from ledger.posting',
    'update ledger.open_item set remaining_minor = 0',
    "update ledger.open_item set due_on = '2030-01-01'",
  ])
    await assert.rejects(
      asOwner(app.ownerUrl, (owner) => owner.query(statement_)),
      { code: '23001' },
    );
});

const TAMPERED: readonly (readonly [string, string, readonly string[]])[] = [
  ['the day of an entry', "update ledger.entry set booked_on = '2026-01-01' where id = 1", ['ledger.chainBroken']],
  [
    'the account of a posting',
    "update ledger.posting set account = 'revenue/1' where account = 'revenue/4400' and entry_id = 2",
    ['ledger.chainBroken'],
  ],
  [
    'an amount',
    "update ledger.posting set amount_minor = -1 where account = 'revenue/4400' and entry_id = 1",
    ['ledger.chainBroken', 'ledger.unbalanced'],
  ],
  ['what is left of an item', 'update ledger.open_item set remaining_minor = 1 where entry_id = 1', ['ledger.itemOff']],
  [
    'the due date of an item',
    "update ledger.open_item set due_on = '2030-01-01' where entry_id = 1",
    ['ledger.chainBroken'],
  ],
  [
    'that there was an entry',
    'delete from ledger.posting where entry_id = 2; delete from ledger.open_item where entry_id = 2; delete from ledger.entry where id = 2',
    ['ledger.chainGap', 'ledger.chainBroken'],
  ],
  [
    'that there was a last entry',
    'delete from ledger.posting where entry_id = 3; delete from ledger.open_item where entry_id = 3; delete from ledger.entry where id = 3',
    ['ledger.chainGap'],
  ],
];
for (const [what, statements, codes] of TAMPERED)
  test(`who changed ${what} behind the program’s back is found out`, async () => {
    await post(documentOf('R1', 10_000n), documentOf('R2', 5_000n), documentOf('R3', 700n));
    await assertWhole();
    await asOwner(app.ownerUrl, (owner) =>
      owner.query(`set session_replication_role = replica; ${statements}; set session_replication_role = origin`),
    );
    const { findings } = await inApp(verifyLedger);
    assert.deepEqual(
      findings.map(({ code }) => code),
      codes,
    );
  });
