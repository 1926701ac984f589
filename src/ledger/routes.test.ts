import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { ledgerRoutes } from './routes.ts';
import { postDocuments, postPayment } from './service.ts';

const app = await testApp();
/** Who asks next. */
let actor = testActor();
const http = await createHttp(app, { authenticate: async () => actor });
ledgerRoutes(http);
await http.server.listen({ port: 0, host: '127.0.0.1' });
const url = http.server.listeningOrigin;
after(async () => {
  await http.server.close();
  await app.close();
});

const document = { customerId: 7, currency: 'EUR', bookedOn: '2026-11-03', dueOn: '2026-11-17' } as const;
before(() =>
  inTransaction(app, app.actor, async (ctx) => {
    const revenue = (netMinor: bigint) => [{ account: '4400', netMinor }];
    const taxes = (taxMinor: bigint) => [{ category: 'S', percent: '19', taxMinor }];
    await postDocuments(ctx, [
      {
        ...document,
        kind: 'invoice',
        documentNumber: 'R1',
        grossMinor: 11_900n,
        revenue: revenue(10_000n),
        taxes: taxes(1_900n),
      },
      {
        ...document,
        kind: 'creditNote',
        documentNumber: 'G1',
        grossMinor: -1_190n,
        revenue: revenue(-1_000n),
        taxes: taxes(-190n),
      },
    ]);
    const payment = { reference: 'Z1', amountMinor: 5_000n, channel: 'transfer' } as const;
    await postPayment(ctx, { ...document, ...payment });
  }),
);

/** A reply as the test looks at it. */
interface Reply {
  readonly [key: string]: unknown;
  readonly code?: string;
  readonly entryId: number;
  readonly rows: readonly Reply[];
  readonly currencies: readonly Reply[];
}

async function call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const reply: Reply = JSON.parse((await response.text()) || 'null');
  return { status: response.status, reply };
}
const get = async (path: string) => (await call('GET', path)).reply;
const refusal = async (path: string, body: unknown) => {
  const { status, reply } = await call('POST', path, body);
  return `${status} ${reply.code}`;
};

test('where a customer stands, what is open, and his statement', async () => {
  const { currencies } = await get('/api/customers/7/account');
  const { setOff, ...standing } = currencies[0]!;
  assert.deepEqual(standing, {
    currency: 'EUR',
    balance: '57.10',
    owed: '69.00',
    overdue: '69.00',
    credit: '11.90',
    deposits: '0.00',
    openItems: 2,
  });
  assert.deepEqual(setOff, [
    { entryId: 2, documentNumber: 'G1', amount: '11.90', side: 'credit' },
    { entryId: 1, documentNumber: 'R1', amount: '11.90', side: 'debit' },
  ]);
  const open = await get('/api/customers/7/open-items');
  assert.deepEqual(
    open.rows.map(({ documentNumber, remaining, overdueDays }) => [documentNumber, remaining, overdueDays]),
    [
      ['R1', '69.00', 6],
      ['G1', '-11.90', 6],
    ],
  );
  const { rows, closing } = await get('/api/customers/7/statement?currency=EUR');
  assert.deepEqual([rows.map(({ balance }) => balance), closing], [['57.10', '107.10', '119.00'], '57.10']);
  assert.deepEqual((await get('/api/customers/8/account')).currencies, []);
});

test('a booking is told with its postings and the documents they move', async () => {
  const { postings, openItem, reversible } = await get('/api/ledger/entries/3');
  assert.deepEqual(postings, [
    { account: 'clearing/transfer', amount: '50.00', itemEntryId: null, itemNumber: null },
    { account: 'receivable', amount: '-50.00', itemEntryId: 1, itemNumber: 'R1' },
  ]);
  assert.deepEqual([openItem, reversible], [null, true]);
  const invoice = await get('/api/ledger/entries/1');
  assert.deepEqual(invoice.openItem, { dueOn: '2026-11-17', amount: '119.00', remaining: '69.00' });
});

test('set off, reversed, written off', async () => {
  const items = [
    { entryId: 2, amount: '11.90' },
    { entryId: 1, amount: '11.90' },
  ];
  const body = { currency: 'EUR', items };
  const { entryId, kind } = (await call('POST', '/api/customers/7/set-offs', body)).reply;
  assert.equal(kind, 'setOff');
  assert.equal(await refusal('/api/customers/7/set-offs', body), '409 ledger.tooMuch');
  const reversal = (await call('POST', `/api/ledger/entries/${entryId}/reverse`, { note: 'not agreed' })).reply;
  assert.deepEqual([reversal.kind, reversal.reverses, reversal.note], ['reversal', entryId, 'not agreed']);
  const off = { amount: '19', reason: 'goodwill', correctVat: true };
  const { postings } = (await call('POST', '/api/open-items/1/write-off', off)).reply;
  assert.deepEqual(postings, [
    { account: 'writeOff/goodwill', amount: '15.97', itemEntryId: null, itemNumber: null },
    { account: 'vat/S/19', amount: '3.03', itemEntryId: null, itemNumber: null },
    { account: 'receivable', amount: '-19.00', itemEntryId: 1, itemNumber: 'R1' },
  ]);
});

test('what cannot be is refused in a code', async () => {
  const off = { reason: 'goodwill', correctVat: true };
  assert.equal(await refusal('/api/open-items/1/write-off', { ...off, amount: '0.001' }), '422 ledger.amountWrong');
  assert.equal(await refusal('/api/open-items/1/write-off', { ...off, amount: '-1' }), '422 ledger.amountWrong');
  assert.equal(await refusal('/api/open-items/99/write-off', off), '404 ledger.entryUnknown');
  assert.equal(await refusal('/api/open-items/3/write-off', off), '404 ledger.itemUnknown');
  assert.equal(await refusal('/api/ledger/entries/1/reverse', { note: 'x' }), '409 ledger.notReversible');
  assert.equal((await call('GET', '/api/customers/7/statement?currency=XXX')).status, 422);
});

test('who may only read books nothing', async () => {
  actor = { ...testActor(), permissions: new Set(['session', 'invoices.read']) };
  assert.equal(await refusal('/api/ledger/entries/3/reverse', { note: 'x' }), '403 request.notAllowed');
  assert.equal((await call('GET', '/api/customers/7/account')).status, 200);
});
