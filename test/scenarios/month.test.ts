/**
 * A month of business over the HTTP API with a virtual clock: files in, an unmatched line given to its owner, drafts, findings,
 * a second person's approval, documents, and what came late on the next month's bill. Each step goes on where the one before
 * ended; amounts were worked out by hand and again by an auditor that shares no code with the program.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addUser } from '#access/service';
import { verifyChain } from '#invoicing/service';
import { postingsOfDocument, verifyLedger } from '#ledger/service';
import { inTransaction } from '#platform/db';
import { startWorkers } from '#platform/jobs';
import { buildHttp } from '../../src/main.ts';
import { JOBS } from '../../src/slices.ts';
import { plainText, readCii, readPdf } from '../conformance/readInvoice.ts';
import { type TestApp, testActor, testApp } from '../database.ts';
import { databaseDigest } from '../digest.ts';
import { auditedCalls, auditedTax, auditedUsage } from './auditor.ts';
import { type Client, signIn } from './client.ts';
import { type Operator, setUpOperator } from './operator.ts';
import { CARRIER_LINES, CARRIER_OCTOBER, CARRIER_SEPTEMBER, PBX_SEPTEMBER } from './records.ts';

const CLERK = 'wiebke@alster.example';
const APPROVER = 'julien@alster.example';
const PASSWORD = 'a long enough password';

let app: TestApp;
let url: string;
let operator: Operator;
let stop: () => Promise<void>;

before(async () => {
  app = await testApp();
  const actor = testActor();
  operator = await inTransaction(app, actor, setUpOperator);
  await inTransaction(app, actor, async (ctx) => {
    await addUser(ctx, { email: CLERK, name: 'Wiebke', role: 'clerk', language: 'de', password: PASSWORD });
    await addUser(ctx, { email: APPROVER, name: 'Julien', role: 'approver', language: 'fr', password: PASSWORD });
  });
  const http = await buildHttp(app);
  const workers = await startWorkers(app, JOBS);
  url = await http.server.listen({ host: '127.0.0.1', port: 0 });
  stop = async () => {
    await http.server.close();
    await workers.stop();
    await app.close();
  };
});
after(() => stop());

const clerk = () => signIn(url, CLERK, PASSWORD);
const approver = () => signIn(url, APPROVER, PASSWORD);
const at = (instant: string) => app.clock.set(Date.parse(instant));

interface Board {
  readonly sources: readonly { readonly code: string; readonly rejected: number; readonly unmatched: number }[];
  readonly unmatched: { readonly identifiers: number; readonly records: number; readonly amount: string };
  readonly usage: { readonly records: number; readonly charge: string; readonly unpriced: number };
  readonly run: { readonly id: number; readonly state: string; readonly net: string; readonly digest: string } | null;
  readonly findings: { readonly openErrors: number };
  readonly issued: number;
}
interface Report {
  readonly fileId: number;
  readonly state: string;
  readonly records: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly filtered: number;
  readonly unmatched: number;
  readonly unpriced: number;
}
interface Invoices {
  readonly rows: readonly { readonly number: string; readonly customerId: number; readonly gross: string }[];
}
interface InvoiceReply {
  readonly number: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly lines: readonly { readonly kind: string; readonly net: string; readonly usageKey?: string }[];
}

const board = (who: Client, month: string) => who.get<Board>(`/api/months/${month}`);
const figures = ({ state, records, stored, duplicates, rejected, filtered, unmatched, unpriced }: Report) => [
  state,
  ...[records, stored, duplicates, rejected, filtered, unmatched, unpriced],
];

async function invoiceOf(who: Client, month: string, customerId: number): Promise<InvoiceReply> {
  const { rows } = await who.get<Invoices>(`/api/invoices?month=${month}`);
  const found = rows.find((row) => row.customerId === customerId);
  assert.ok(found, `no invoice of ${customerId} in ${month}`);
  return who.get<InvoiceReply>(`/api/invoices/${found.number}`);
}

test('the clerk hands in two files; every record is accounted for', async () => {
  at('2025-10-01T06:00:00Z');
  const who = await clerk();
  const { files } = await who.upload<{ files: Report[] }>('/api/files', [CARRIER_SEPTEMBER, PBX_SEPTEMBER]);
  assert.deepEqual(files.map(figures), [
    // records = stored + duplicates + rejected + filtered
    ['imported', 10, 8, 1, 1, 0, 1, 1],
    ['imported', 4, 3, 0, 0, 1, 0, 0],
  ]);
  const { rejects } = await who.get<{
    rejects: { rows: { line: number; column: number; code: string; raw: string }[] };
  }>(`/api/files/${files[0]!.fileId}`);
  assert.deepEqual(
    rejects.rows.map(({ line, column, code }) => [line, column, code]),
    [[CARRIER_LINES.broken, 6, 'mediation.duration']],
  );
  assert.match(rejects.rows[0]!.raw, /;l2;/);
});

test('the board shows the line that belongs to nobody; the clerk gives it to its owner, back in time', async () => {
  const who = await clerk();
  const before = await board(who, '2025-09');
  // 600 s at 0.0190 a minute.
  assert.deepEqual(before.unmatched, { identifiers: 1, records: 1, amount: '0.19' });
  const { rows } = await who.get<{ rows: { identifier: string; suggestion: { customerId: number } | null }[] }>(
    '/api/unmatched?month=2025-09',
  );
  // Its neighbour 4940 66969120 is the bakery's; the clerk knows better.
  assert.deepEqual(
    rows.map(({ identifier, suggestion }) => [identifier, suggestion?.customerId]),
    [['494066969199', operator.bakery.customerId]],
  );
  const assigned = await who.post('/api/unmatched/assign', {
    contractId: operator.shipyard.contractId,
    kind: 'number',
    identifier: '494066969199',
    validFrom: '2025-09-16',
  });
  assert.deepEqual(assigned, { records: 1, customers: 1, charge: '0.1900' });
  const now = await board(who, '2025-09');
  assert.deepEqual(now.unmatched, { identifiers: 0, records: 0, amount: '0.00' });
  assert.equal(now.usage.records, before.usage.records + 1);
});

test('drafts are drawn in the background while the screen watches', async () => {
  at('2025-10-02T08:00:00Z');
  const who = await clerk();
  const { topic } = await who.post<{ topic: string }>('/api/runs', { month: '2025-09', issueOn: '2025-10-03' });
  const { state, phases } = await who.watch(topic);
  assert.equal(state, 'done');
  assert.ok(phases.includes('draft') || phases.includes('check'), phases.join());
  const { run, findings } = await board(who, '2025-09');
  assert.equal(run?.state, 'inReview');
  assert.equal(run?.net, '84.82'); // 20.48 + 64.34, see below
  assert.equal(findings.openErrors, 1);
});

interface Findings {
  readonly rows: readonly { readonly key: string; readonly code: string; readonly severity: string }[];
}

test('an error must be accepted with a reason, and only the second person approves', async () => {
  const who = await clerk();
  const { run } = await board(who, '2025-09');
  const { rows } = await who.get<Findings>(`/api/runs/${run!.id}/findings`);
  assert.deepEqual(
    rows.map(({ severity, code }) => `${severity} ${code}`),
    ['error control.unpriced', 'warning control.recordsRejected'],
  );
  const digest = { digest: run!.digest };
  const approve = `/api/runs/${run!.id}/approve`;
  assert.deepEqual(await (await approver()).refusedPost(approve, digest), [409, 'control.openErrors']);

  const decision = { keys: [rows[0]!.key], accepted: true };
  const decide = `/api/runs/${run!.id}/findings/decide`;
  assert.equal((await who.refusedPost(decide, { ...decision, comment: '' }))[0], 422);
  await who.post(decide, { ...decision, comment: 'New York: ein Gespräch, Kulanz.' });
  assert.equal((await board(who, '2025-09')).findings.openErrors, 0);

  assert.deepEqual(await who.refusedPost(approve, digest), [403, 'request.notAllowed']);
  const other = { digest: '0'.repeat(64) };
  assert.deepEqual(await (await approver()).refusedPost(approve, other), [409, 'control.changedSinceApproval']);
  await (await approver()).post(approve, digest);
  assert.equal((await board(who, '2025-09')).run?.state, 'approved');
});

test('the documents are issued with numbers without gaps', async () => {
  at('2025-10-03T07:00:00Z');
  const who = await clerk();
  const { run } = await board(who, '2025-09');
  const { topic } = await who.post<{ topic: string }>(`/api/runs/${run!.id}/issue`, {});
  assert.equal((await who.watch(topic)).state, 'done');
  const { issued, run: after } = await board(who, '2025-09');
  assert.deepEqual([issued, after?.state], [2, 'issued']);
  const { rows } = await who.get<Invoices>('/api/invoices?month=2025-09&sort=number');
  assert.deepEqual(
    rows.map(({ number }) => number),
    ['R2025-000001', 'R2025-000002'],
  );
});

test("the bakery's bill adds up to the hand-computed cent, in data, PDF, XML and postings", async () => {
  const who = await clerk();
  const invoice = await invoiceOf(who, '2025-09', operator.bakery.customerId);
  assert.deepEqual(
    invoice.lines.map(({ kind, net }) => [kind, net]),
    [
      ['recurring', '9.90'], // September
      ['recurring', '9.90'], // October in advance
      // 61 s × 0.0190 ÷ 60 = 0.01931… → 0.0193; once, though it was written twice
      ['usage', '0.02'],
      // 90 s × 0.0990 ÷ 60 = 0.1485 (17:59:30 is peak); 60 s (for 30) × 0.0790 ÷ 60 = 0.0790; 23:59:50: 0.0790; together 0.3065
      ['usage', '0.31'],
      // 61 s are two minutes: 2 × 0.1500 + 0.05 = 0.35
      ['usage', '0.35'],
    ],
  );
  // 19.80 + 0.68; VAT 20.48 × 0.19 = 3.8912
  assert.deepEqual([invoice.net, invoice.tax, invoice.gross], ['20.48', '3.89', '24.37']);

  const pdf = await who.download(`/api/invoices/${invoice.number}/pdf`);
  assert.equal(pdf.type, 'application/pdf');
  const printed = await readPdf(pdf.bytes);
  assert.match(plainText(printed), /R2025-000001[\s\S]*24,37/);
  const xml = await who.download(`/api/invoices/${invoice.number}/xml`);
  assert.deepEqual(
    [...printed.attachments.values()].map((one) => Buffer.from(one).equals(xml.bytes)),
    [true],
  );
  const read = readCii(xml.bytes);
  assert.deepEqual([read.number, read.grandTotal], ['R2025-000001', '24.37']);

  const postings = await inTransaction(app, testActor(), (ctx) => postingsOfDocument(ctx, invoice.number));
  const sum = postings.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  assert.deepEqual([sum, postings.find(({ amountMinor }) => amountMinor > 0n)?.amountMinor], [0n, 2437n]);
});

test("the shipyard's bill: half a month, a set-up, and the calls of the line it was given", async () => {
  const who = await clerk();
  const invoice = await invoiceOf(who, '2025-09', operator.shipyard.customerId);
  assert.deepEqual(
    invoice.lines.map(({ kind, net }) => [kind, net]),
    [
      ['recurring', '4.95'], // 15 of 30 days
      ['recurring', '9.90'],
      ['oneOff', '49.00'],
      ['usage', '0.23'], // 120 s and 600 s × 0.0190 ÷ 60 = 0.0380 + 0.1900
      ['usage', '0.26'], // 200 s on a Saturday × 0.0790 ÷ 60 = 0.26333… → 0.2633
    ],
  );
  assert.deepEqual([invoice.net, invoice.tax, invoice.gross], ['64.34', '12.22', '76.56']); // 12.2246
});

interface Calls {
  readonly rows: readonly { readonly fileId: number; readonly recordNo: number; readonly charge: string }[];
}
interface Explanation {
  readonly record: { readonly fileName: string; readonly charge: string; readonly billedUnits: number };
  readonly customer: { readonly id: number };
  readonly lines: readonly { readonly leg: string; readonly step: string; readonly code: string }[];
  readonly differences: readonly object[];
  readonly today: readonly object[];
}

test('from a call on the bill back to the line of the file, step by step', async () => {
  const who = await clerk();
  const invoice = await invoiceOf(who, '2025-09', operator.bakery.customerId);
  const { rows } = await who.get<Calls>(`/api/invoices/${invoice.number}/calls?pageSize=100`);
  const call = rows.find(({ recordNo }) => recordNo === CARRIER_LINES.peakMobile);
  assert.equal(call?.charge, '0.1485');
  const why = await who.get<Explanation>(`/api/usage/explain?fileId=${call!.fileId}&recordNo=${call!.recordNo}`);
  assert.deepEqual(
    [why.record.fileName, why.record.charge, why.record.billedUnits, why.customer.id],
    [CARRIER_SEPTEMBER.name, '0.1485', 90, operator.bakery.customerId],
  );
  assert.deepEqual([why.differences, why.today], [[], []]);
  assert.ok(
    why.lines.some(({ leg, step }) => leg === 'customer' && step === 'band'),
    JSON.stringify(why.lines),
  );
  assert.equal(CARRIER_SEPTEMBER.content.split('\n')[call!.recordNo - 1]?.split(';')[5], '90');
});

test('the same files once more change nothing at all', async () => {
  const who = await clerk();
  const { digest } = await databaseDigest(app);
  const { files } = await who.upload<{ files: Report[] }>('/api/files', [CARRIER_SEPTEMBER, PBX_SEPTEMBER]);
  assert.deepEqual(
    files.map(({ state }) => state),
    ['again', 'again'],
  );
  assert.equal((await databaseDigest(app)).digest, digest);
});

test('what comes late stands on the next bill, marked, and nothing is billed twice', async () => {
  at('2025-11-01T06:00:00Z');
  const who = await clerk();
  const { files } = await who.upload<{ files: Report[] }>('/api/files', [CARRIER_OCTOBER]);
  assert.deepEqual(files.map(figures), [['imported', 2, 2, 0, 0, 0, 0, 0]]);
  const { topic } = await who.post<{ topic: string }>('/api/runs', { month: '2025-10', issueOn: '2025-11-03' });
  assert.equal((await who.watch(topic)).state, 'done');
  const { run } = await board(who, '2025-10');
  const { rows } = await who.get<Findings>(`/api/runs/${run!.id}/findings`);
  assert.deepEqual(
    rows.map(({ code }) => code).sort(),
    ['control.jump', 'control.usageStopped'], // the shipyard's set-up is over, and it did not call; ten cents of late calls are not told
  );
  const draft = await who.get<{ lines: { kind: string; late: boolean; net: string }[] }>(
    `/api/runs/${run!.id}/drafts/${operator.bakery.customerId}`,
  );
  assert.deepEqual(
    draft.lines.map(({ kind, late, net }) => [kind, late, net]),
    [
      ['recurring', false, '9.90'], // November
      ['usage', true, '0.10'], // 28 September: 300 s × 0.0190 ÷ 60 = 0.0950
      ['usage', false, '0.10'], // 60 s × 0.0990 ÷ 60
    ],
  );
  await (await approver()).post(`/api/runs/${run!.id}/approve`, { digest: run!.digest });
  at('2025-11-03T07:00:00Z');
  const again = await clerk();
  const issuing = await again.post<{ topic: string }>(`/api/runs/${run!.id}/issue`, {});
  assert.equal((await again.watch(issuing.topic)).state, 'done');
  const invoice = await invoiceOf(again, '2025-10', operator.bakery.customerId);
  assert.deepEqual([invoice.net, invoice.tax, invoice.gross], ['10.10', '1.92', '12.02']); // 1.919
  const chain = await inTransaction(app, testActor(), (ctx) => verifyChain(app, ctx));
  assert.deepEqual([chain.documents, chain.findings], [4, []]);
  const books = await inTransaction(app, testActor(), verifyLedger);
  assert.deepEqual([books.entries, books.findings], [4, []]);
});

test('an auditor with the files and the price rows comes to the same charges, nets and taxes', async () => {
  const who = await clerk();
  const cents = (text: string) => BigInt(text.replace('.', ''));
  for (const owner of ['bakery', 'shipyard'] as const)
    for (const month of ['2025-09', '2025-10']) {
      const invoice = await invoiceOf(who, month, operator[owner].customerId);
      const usage = invoice.lines.filter(({ kind }) => kind === 'usage').reduce((sum, { net }) => sum + cents(net), 0n);
      assert.equal(usage, auditedUsage(owner, month), `${owner} ${month}`);
      assert.equal(cents(invoice.tax), auditedTax(cents(invoice.net)), `${owner} ${month}`);
      assert.equal(cents(invoice.gross), cents(invoice.net) + cents(invoice.tax));
      const calls = usage === 0n ? [] : (await who.get<Calls>(`/api/invoices/${invoice.number}/calls`)).rows;
      const audited = auditedCalls().filter((call) => call.owner === owner && call.billedIn === month);
      assert.deepEqual(
        calls
          .map(({ charge }) => cents(charge))
          .filter((charge) => charge > 0n)
          .sort(),
        audited.map(({ charge }) => charge).sort(),
        `${owner} ${month}`,
      );
    }
});
