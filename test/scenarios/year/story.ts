/**
 * A year of one customer over the HTTP API with a virtual clock: the clerk enters what happens on the day it happens, and closes every month: files
 * in, drafts, findings, what is wrong put right, a second person's approval, documents. What is expected is written as a table that a billing clerk
 * can check with a pocket calculator.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addUser } from '#access/service';
import { addMonths } from '#base';
import { verifyChain } from '#invoicing/service';
import { postingsOfDocument } from '#ledger/service';
import { inTransaction } from '#platform/db';
import { startWorkers } from '#platform/jobs';
import { buildHttp } from '../../../src/main.ts';
import { JOBS } from '../../../src/slices.ts';
import { plainText, readPdf } from '../../conformance/readInvoice.ts';
import { type TestApp, testActor, testApp } from '../../database.ts';
import { type Client, signIn } from '../client.ts';
import type { RecordFile } from './calls.ts';
import { checkDrafts, checkIssued } from './invariants.ts';
import { type Operator, setUpOperator } from './operator.ts';

const CLERK = 'wiebke@alster.example';
const APPROVER = 'julien@alster.example';
const PASSWORD = 'a long enough password';

export interface Story extends Operator {
  readonly app: TestApp;
  /** The clerk at the API on the day the clock stands. */
  readonly clerk: () => Promise<Client>;
  /** The second person. */
  readonly approver: () => Promise<Client>;
  readonly close: () => Promise<void>;
}

/** Opens for business on a morning. */
export async function openStory(day: string): Promise<Story> {
  const app = await testApp();
  app.clock.set(Date.parse(`${day}T08:00:00Z`));
  await inTransaction(app, testActor(), async (ctx) => {
    await addUser(ctx, { email: CLERK, name: 'Wiebke', role: 'clerk', language: 'de', password: PASSWORD });
    await addUser(ctx, { email: APPROVER, name: 'Julien', role: 'approver', language: 'fr', password: PASSWORD });
  });
  const http = await buildHttp(app);
  const workers = await startWorkers(app, JOBS);
  const url = await http.server.listen({ host: '127.0.0.1', port: 0 });
  const people = new Map<string, Promise<Client>>();
  // A session lasts for a day; whoever comes on another one signs in again.
  const person = (email: string) => {
    const key = `${email} ${new Date(app.clock.now()).toISOString().slice(0, 10)}`;
    const known = people.get(key) ?? signIn(url, email, PASSWORD);
    people.set(key, known);
    return known;
  };
  const clerk = () => person(CLERK);
  return {
    app,
    clerk,
    approver: () => person(APPROVER),
    ...(await setUpOperator(app, await clerk())),
    close: async () => {
      await http.server.close();
      await workers.stop();
      await app.close();
    },
  };
}

/** The clerk on the morning of a day, today or later. */
export function on({ app, clerk }: Pick<Story, 'app' | 'clerk'>, day: string): Promise<Client> {
  const morning = Date.parse(`${day}T08:00:00Z`);
  assert.ok(morning >= app.clock.now(), `${day} is over`);
  app.clock.set(morning);
  return clerk();
}

export interface Month {
  /** Handed in on the first of the month after. */
  readonly files?: readonly RecordFile[];
  /** What became of them, where not every record was stored and found its owner: `imported 3, unmatched 1`. */
  readonly received?: readonly string[];
  /** All findings of the first drafts: severity and code without `control.`, in order of the alphabet. */
  readonly findings?: readonly string[];
  /** What the clerk puts right after seeing them, and what is found then. */
  readonly fix?: (clerk: Client, runId: number) => Promise<unknown>;
  readonly findingsAfter?: readonly string[];
  /** Whom the run is for; everybody where absent. */
  readonly scope?: { readonly kind: string; readonly key: string };
  /** Looks at the drafts before they are approved. */
  readonly review?: (clerk: Client, runId: number) => Promise<unknown>;
  /** What happens after the drafts are approved and before they are issued. */
  readonly approved?: (clerk: Client) => Promise<unknown>;
  /** What is issued, as a table: see `sheet`; empty = nothing. */
  readonly documents: string;
}

/** Closes a month: files on the first, drafts on the second, approval by another person and documents on the third. */
export async function closeMonth(story: Story, month: string, told: Month): Promise<void> {
  const next = addMonths(month, 1);
  if (told.files !== undefined) await receive(await on(story, `${next}-01`), told.files, told.received);
  const clerk = await on(story, `${next}-02`);
  let run = await draft(clerk, told, { month, issueOn: `${next}-03` });
  const found = [await findingsOf(clerk, run.id)];
  if (told.fix !== undefined) {
    await told.fix(clerk, run.id);
    run = await draft(clerk, told, { month, issueOn: `${next}-03` });
    found.push(await findingsOf(clerk, run.id));
  }
  await checkDrafts(clerk, run.id, month);
  assert.equal(
    (await draft(clerk, told, { month, issueOn: `${next}-03` })).digest,
    run.digest,
    `drafts of ${month} drawn once more`,
  );
  await told.review?.(clerk, run.id);
  await acceptErrors(clerk, run.id);
  await (await story.approver()).post(`/api/runs/${run.id}/approve`, { digest: run.digest });
  await told.approved?.(clerk);
  const issuer = await on(story, `${next}-03`);
  const { topic } = await issuer.post<{ topic: string }>(`/api/runs/${run.id}/issue`, {});
  assert.equal((await issuer.watch(topic)).state, 'done');
  await checkIssued(issuer, month, told.approved === undefined);
  const documents = await documentsOf(issuer, month);
  const expected = [told.findings ?? [], ...(told.fix === undefined ? [] : [told.findingsAfter ?? []])];
  assert.deepEqual([...found, ...documents.split('\n')], [...expected, ...sheet(told.documents).split('\n')]);
}

/** Hands files in. */
export async function receive(
  clerk: Client,
  files: readonly RecordFile[],
  received: readonly string[] = [],
): Promise<void> {
  interface Report {
    readonly state: string;
    readonly records: number;
    readonly stored: number;
    readonly duplicates: number;
    readonly rejected: number;
    readonly unmatched: number;
    readonly unpriced: number;
  }
  const { files: reports } = await clerk.upload<{ files: Report[] }>('/api/files', files);
  for (const [index, { name }] of files.entries()) {
    const report = reports[index]!;
    const { state, stored, duplicates, rejected, unmatched, unpriced } = report;
    const parts = { duplicates, rejected, unmatched, unpriced };
    const rest = Object.entries(parts).flatMap(([name, count]) => (count === 0 ? [] : [`${name} ${count}`]));
    const told = [`${state} ${stored}`, ...rest].join(', ');
    assert.equal(told, received[index] ?? `imported ${report.records}`, name);
  }
}

interface Run {
  readonly id: number;
  readonly digest: string | null;
}

async function draft(clerk: Client, { scope }: Month, of: { month: string; issueOn: string }): Promise<Run> {
  const { topic } = await clerk.post<{ topic: string }>('/api/runs', {
    ...of,
    ...(scope === undefined ? {} : { scope }),
  });
  assert.equal((await clerk.watch(topic)).state, 'done');
  const { run } = await clerk.get<{ run: Run }>(`/api/months/${of.month}`);
  return run;
}

interface Finding {
  readonly key: string;
  readonly code: string;
  readonly severity: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const findings = async (clerk: Client, runId: number) =>
  (await clerk.get<{ rows: Finding[] }>(`/api/runs/${runId}/findings?pageSize=100`)).rows;

/** `error unpriced`, sorted. */
async function findingsOf(clerk: Client, runId: number): Promise<string[]> {
  return (await findings(clerk, runId))
    .map(({ severity, code }) => `${severity} ${code.replace('control.', '')}`)
    .sort();
}

async function acceptErrors(clerk: Client, runId: number): Promise<void> {
  const keys = (await findings(clerk, runId)).filter(({ severity }) => severity === 'error').map(({ key }) => key);
  if (keys.length > 0)
    await clerk.post(`/api/runs/${runId}/findings/decide`, { keys, accepted: true, comment: 'Geprüft.' });
}

interface Document {
  readonly number: string;
  readonly kind: 'invoice' | 'creditNote';
  readonly customerName: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly net: string;
  readonly gross: string;
  readonly orderReference?: string;
  readonly lines: readonly {
    readonly name: string;
    readonly description?: string;
    readonly net: string;
    readonly costCentre?: string;
  }[];
  readonly taxes: readonly { readonly category: string; readonly percent: string; readonly tax: string }[];
}

/** Documents of a month in order of number, each a table. */
async function documentsOf(clerk: Client, month: string): Promise<string> {
  const { rows } = await clerk.get<{ rows: { number: string }[] }>(`/api/invoices?month=${month}&sort=number`);
  const sheets: string[] = [];
  for (const { number } of rows) sheets.push(documentSheet(await clerk.get<Document>(`/api/invoices/${number}`)));
  return sheets.join('\n\n');
}

const amount = (text: string) => text.padStart(9);

/** `R2026-000001 Name, due 2026-02-17`, then a line for each amount: the amount first. */
function documentSheet(document: Document): string {
  const { number, kind, customerName, dueOn, lines, taxes, net, gross } = document;
  const order = document.orderReference === undefined ? '' : `, order ${document.orderReference}`;
  return [
    `${number}${kind === 'creditNote' ? ' credit note' : ''} ${customerName}, due ${dueOn}${order}`,
    ...lines.map(({ net: each, name, description = '' }) =>
      `${amount(each)}  ${[name, description].filter((part) => part !== '').join(' · ')}`.replaceAll(
        /[\u00a0\u202f]/g,
        ' ',
      ),
    ),
    `${amount(net)}  net`,
    ...taxes.map(({ category, percent, tax }) => `${amount(tax)}  VAT ${category} ${percent} %`),
    `${amount(gross)}  gross`,
  ].join('\n');
}

/** An expected table: indented with the test, and with remarks behind `#` that say how an amount comes about. */
export function sheet(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/\s*# .*$/, '').trimEnd())
    .filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1 && all[index - 1] !== ''));
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .trim();
}

const GOLDEN_DIR = join(import.meta.dirname, '..', '..', 'golden', 'year');

/** Compares a draft's print with the one that was read line by line; `npm run golden -- --update` writes it anew. */
export async function goldenDraft(
  clerk: Client,
  { runId, customerId, part, name }: { runId: number; customerId: number; part?: string; name: string },
): Promise<void> {
  const query = part === undefined ? '' : `?part=${encodeURIComponent(part)}`;
  const { bytes } = await clerk.download(`/api/runs/${runId}/drafts/${customerId}/pdf${query}`);
  const text = plainText(await readPdf(bytes));
  const path = join(GOLDEN_DIR, name, 'draft.txt');
  if (process.env.GOLDEN_UPDATE === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, 'utf8'), name);
}

/** At the year's end: the chain of documents holds, every document is posted to the cent, and what the customer owes is the sum of his documents. */
export async function checkBooks({ app, clerk }: Story, expected: Readonly<Record<string, string>>): Promise<void> {
  const { rows } = await (await clerk()).get<{ rows: { number: string; customerName: string; gross: string }[] }>(
    '/api/invoices?pageSize=200&sort=number',
  );
  const chain = await inTransaction(app, testActor(), (ctx) => verifyChain(app, ctx));
  assert.deepEqual([chain.documents, chain.findings], [rows.length, []]);
  const owed = new Map<string, bigint>();
  for (const { number, customerName } of rows) {
    const postings = await inTransaction(app, testActor(), (ctx) => postingsOfDocument(ctx, number));
    assert.equal(
      postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      0n,
    );
    const receivable = postings
      .filter(({ account }) => account === 'receivable')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    owed.set(customerName, (owed.get(customerName) ?? 0n) + receivable);
  }
  const cents = (text: string) => BigInt(text.replace('.', ''));
  assert.deepEqual(
    Object.fromEntries(owed),
    Object.fromEntries(Object.entries(expected).map(([name, text]) => [name, cents(text)])),
  );
}

interface Effect {
  readonly cause: string;
  readonly amount: string;
  readonly subject: {
    readonly name: { readonly en: string } | null;
    readonly class: string | null;
    readonly other: string | null;
  };
}

/** Why a draft is another amount than the bill of the month before: `-11.67 usageLess nationalMobile`, in order of the alphabet of causes. */
export async function causesOf(clerk: Client, runId: number, customerId: number): Promise<string[]> {
  const { effects } = await clerk.get<{ effects: Effect[] }>(`/api/runs/${runId}/drafts/${customerId}/difference`);
  return effects
    .map(({ cause, amount: text, subject }) => {
      const what = subject.name?.en ?? subject.class ?? subject.other ?? '';
      return `${cause} ${what} ${text}`;
    })
    .sort();
}
