import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemActor } from '#base';
import { runOfMonth } from '#billing/service';
import { findingGroups } from '#control/service';
import { verifyChain } from '#invoicing/service';
import { importFile, listFiles } from '#mediation/service';
import { type App, closeApp, openApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { PROJECT_DIR } from '#platform/config';
import { inTransaction } from '#platform/db';
import { sha256Hex } from '#platform/hash';
import { silentLog } from '#platform/log';
import { silentProgress } from '#platform/progress';
import { DEMO_MONTHS, generateMonth } from '../demo/generate.ts';
import { runDemo } from '../demo/run.ts';
import type { Tally } from '../demo/tally.ts';
import { printedGroups, readd } from './conformance/readding.ts';
import { readCii, readPdf, type XmlInvoice } from './conformance/readInvoice.ts';
import { asOwner } from './database.ts';
import { type DatabaseDigest, databaseDigest, differences } from './digest.ts';

/** Small months; everything with a story is in them all the same. */
const SCALE = 0.02;
/**
 * What tells of the work and not of what was done: a salt; how often a drawing of a run was begun, so that one that was killed finds itself
 * overtaken; the numbers of touches, of which a killed transaction burns some: bills look at how many there are of a customer, which is compared.
 */
const TRACES_OF_WORK = ['access.user.password_hash', 'billing.run.drawing_no', 'platform.touch.no'];
const ACTOR = systemActor(1);

const root = mkdtempSync(join(tmpdir(), 'tarifwerk-demo-run-'));
const opened: string[] = [];
after(async () => {
  for (const dataDir of opened) await withApp(dataDir, async () => {}, true);
  rmSync(root, { recursive: true, force: true });
});

async function withApp<Result>(
  dataDir: string,
  work: (app: App) => Promise<Result>,
  stopDatabase = false,
): Promise<Result> {
  const app = await openApp({ dataDir, log: silentLog, clock: virtualClock(Date.UTC(2026, 10, 20)) });
  try {
    return await work(app);
  } finally {
    await closeApp(app, { stopDatabase });
  }
}

const folder = (name: string) => {
  const dataDir = join(root, name);
  opened.push(dataDir);
  return { dataDir, outDir: join(root, `${name}-out`) };
};
const clean = folder('clean');
const digestOf = (dataDir: string) => withApp(dataDir, (app) => databaseDigest(app, TRACES_OF_WORK));
const same = (a: DatabaseDigest, b: DatabaseDigest) => assert.deepEqual(differences(a, b), []);

let cleanDigest: DatabaseDigest;

test('the demo issues two months, leaves the third in review and finds exactly what was hidden in the files', async () => {
  const { summary, unchanged } = await runDemo({ ...clean, scale: SCALE, progress: silentProgress });
  cleanDigest = await digestOf(clean.dataDir);
  assert.equal(unchanged, false);
  const tallies = DEMO_MONTHS.map((month) => generateMonth(month, join(root, 'tally', month), { scale: SCALE }).tally);
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  assert.equal(
    summary.files,
    sum((tally) => tally.files + tally.filesAgain + tally.filesQuarantined),
  );
  assert.equal(
    summary.records,
    sum((tally) => tally.records),
  );
  assert.equal(
    summary.duplicates,
    sum((tally) => tally.duplicates),
  );
  assert.equal(
    summary.rejected,
    sum((tally) => tally.rejected),
  );
  assert.equal(
    summary.unmatched,
    sum((tally) => tally.unmatched),
  );
  assert.ok(summary.invoices > 100 && summary.drafts > 50);
  const states = await withApp(clean.dataDir, (app) =>
    inTransaction(app, ACTOR, async (ctx) => {
      const found = [];
      for (const month of DEMO_MONTHS) found.push((await runOfMonth(ctx, month))?.state);
      return found;
    }),
  );
  assert.deepEqual(states, ['issued', 'issued', 'inReview']);
});

/** What a newcomer finds in the month in review: what must be settled, and some of what may be looked at. */
const ERRORS = ['fileQuarantined', 'negativeInvoice', 'unpriced', 'vatIdInvalid'];
const OTHERS = [
  ...['unmatched', 'usageAfterEnd', 'recordsRejected', 'longCall', 'nightSpike', 'premiumFirstSeen'],
  ...['jump', 'trueUp', 'zeroInvoice', 'billStopped', 'eInvoiceAddress', 'vatIdUnchecked'],
  ...['certificateExpiring', 'duplicateSubscription', 'subscriptionWithoutLine', 'discountEnding', 'depositOpen'],
  ...['quoteOpen', 'minimumTermEnding', 'renewalDue', 'soldNotBought'],
];

test('the month in review has many kinds of findings, and only those that were hidden there are errors', async () => {
  const groups = await withApp(clean.dataDir, (app) =>
    inTransaction(app, ACTOR, async (ctx) => {
      const run = await runOfMonth(ctx, DEMO_MONTHS[2]);
      return (await findingGroups(ctx, run?.id ?? 0)).groups;
    }),
  );
  const kinds = (of: (severity: string) => boolean) =>
    groups.filter(({ severity }) => of(severity)).map(({ code }) => code.replace('control.', ''));
  assert.deepEqual(kinds((severity) => severity === 'error').toSorted(), ERRORS);
  const others = new Set(kinds((severity) => severity !== 'error'));
  assert.deepEqual(
    OTHERS.filter((code) => !others.has(code)),
    [],
  );
});

test('every issued document lies in the folder of its month, PDF and XML', () => {
  const documents = DEMO_MONTHS.slice(0, 2).flatMap((month) => readdirSync(join(clean.outDir, month)));
  const pdfs = documents.filter((name) => name.endsWith('.pdf'));
  assert.ok(pdfs.length > 100);
  assert.deepEqual(documents.filter((name) => name.endsWith('.xml')).length, pdfs.length);
});

test('every invoice adds up: calls, groups, lines, VAT, total, e-invoice, postings, and the calls the files held', async () => {
  const complaints: string[] = [];
  let printedCalls = 0;
  const booked = await bookedAmounts();
  for (const month of DEMO_MONTHS.slice(0, 2)) {
    const dir = join(clean.outDir, month);
    for (const name of readdirSync(dir).filter((file) => file.endsWith('.pdf'))) {
      const content = await readPdf(readFileSync(join(dir, name)));
      const written = content.attachments.get('factur-x.xml');
      assert.ok(written, `${name} carries its e-invoice`);
      const beside = readFileSync(join(dir, name.replace('.pdf', '.xml')));
      if (!beside.equals(written)) complaints.push(`${name}: the XML beside it is another`);
      const xml = readCii(written);
      const groups = printedGroups(content);
      printedCalls += groups.reduce((total, group) => total + group.calls.length, 0);
      complaints.push(...readd(content, xml, groups.length > 0), ...wrongPostings(xml, booked));
    }
  }
  assert.deepEqual(complaints, []);
  assert.equal(printedCalls, await billedCallsThatItemise());
});

/** Sums of the postings of every document, by the first word of the account; deposits with revenue, as they are in the document's net. */
async function bookedAmounts(): Promise<Map<string, bigint>> {
  const { rows } = await withApp(clean.dataDir, (app) =>
    asOwner(app.ownerUrl, (client) =>
      client.query<{ key: string; amount: string }>(
        `select document_number || ' ' || replace(split_part(account, '/', 1), 'deposit', 'revenue') as key, sum(amount_minor)::text as amount
         from ledger.posting join ledger.entry on entry.tenant_id = posting.tenant_id and entry.id = posting.entry_id
         group by 1`,
      ),
    ),
  );
  return new Map(rows.map(({ key, amount }) => [key, BigInt(amount)]));
}

/** The ledger against the e-invoice: receivable = total, VAT = its VAT, revenue = its net, all together zero. */
function wrongPostings(xml: XmlInvoice, booked: ReadonlyMap<string, bigint>): string[] {
  const cents = (amount: string) => BigInt(amount.replace('.', ''));
  const wanted = { receivable: cents(xml.grandTotal), revenue: -cents(xml.taxBasis), vat: -cents(xml.taxTotal) };
  return Object.entries(wanted)
    .map(([kind, amount]) => ({ kind, amount, found: booked.get(`${xml.number} ${kind}`) ?? 0n }))
    .filter(({ amount, found }) => found !== amount)
    .map(({ kind, amount, found }) => `${xml.number}: ${kind} is ${found}, not ${amount}`);
}

/** Calls with a price (free ones included) of the two issued months, of customers who get an itemised bill: counted in the table itself. */
async function billedCallsThatItemise(): Promise<number> {
  const { rows } = await withApp(clean.dataDir, (app) =>
    asOwner(app.ownerUrl, (client) =>
      client.query<{ calls: number }>(
        `select count(*)::int as calls from usage.record r
         join crm.customer c on c.tenant_id = r.tenant_id and c.id = r.customer_id and c.itemise
         join billing.billed_usage b on b.tenant_id = r.tenant_id and b.customer_id = r.customer_id
           and b.month = to_char(r.start_at at time zone 'Europe/Berlin', 'YYYY-MM')
           and r.load_no > b.after_load_no and r.load_no <= b.up_to_load_no
         where r.status in (1, 2) and r.destination_id <> 0`,
      ),
    ),
  );
  return rows[0]?.calls ?? -1;
}

test('the chain of documents is whole', async () => {
  const check = await withApp(clean.dataDir, (app) => inTransaction(app, ACTOR, (ctx) => verifyChain(app, ctx)));
  assert.deepEqual(check.findings, []);
});

test('a second demo on the same data changes nothing and says so', async () => {
  const { unchanged } = await runDemo({ ...clean, scale: SCALE, progress: silentProgress });
  assert.equal(unchanged, true);
  same(cleanDigest, await digestOf(clean.dataDir));
});

test('every file imported a second time changes nothing', async () => {
  await withApp(clean.dataDir, async (app) => {
    const rate = () => assert.fail('nothing may be read again');
    for (const month of DEMO_MONTHS)
      for (const { path, name, source, fate } of generateMonth(month, join(root, 'again', month), { scale: SCALE })
        .files) {
        const input = { path, name, sourceCode: source };
        const { state } = await importFile(
          app,
          ACTOR,
          input,
          { rate: fate === 'quarantined' ? () => {} : rate },
          silentProgress,
        );
        assert.equal(state, fate === 'quarantined' ? 'quarantined' : 'again', name);
      }
  });
  same(cleanDigest, await digestOf(clean.dataDir));
});

/** Where the demo is killed: the first line of progress that begins so, and how long after it. */
const KILLS = [
  { at: 'Customers', afterMs: 200 },
  { at: 'Importing', afterMs: 250 },
  { at: 'Issuing', afterMs: 250 },
  { at: 'Drawing', afterMs: 30 },
] as const;

test('killed at several moments and started again, the demo ends in the same database and documents', async () => {
  const killed = folder('killed');
  for (const kill of KILLS) await runAndKill(killed, kill);
  assert.equal(await demoProcess(killed), 0);
  same(cleanDigest, await digestOf(killed.dataDir));
  const documents = (outDir: string) =>
    DEMO_MONTHS.slice(0, 2).flatMap((month) =>
      readdirSync(join(outDir, month))
        .toSorted()
        .map((name) => `${name} ${sha256Hex(readFileSync(join(outDir, month, name)))}`),
    );
  assert.deepEqual(documents(killed.outDir), documents(clean.outDir));
});

test('the ledger of files knows every file by the name it came under', async () => {
  const names = await withApp(clean.dataDir, (app) =>
    inTransaction(app, ACTOR, async (ctx) => {
      const { rows } = await listFiles(ctx, { page: 1, pageSize: 1000 });
      return rows.flatMap(({ name, again }) => [name, ...again]);
    }),
  );
  const written = DEMO_MONTHS.flatMap((month) =>
    readdirSync(join(clean.outDir, 'records', month), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name),
  );
  assert.deepEqual(names.toSorted(), written.toSorted());
});

function start({ dataDir, outDir }: { dataDir: string; outDir: string }) {
  const args = ['demo', '--no-serve', '--language', 'en', '--data', dataDir, '--out', outDir];
  const scale = ['--scale', String(SCALE * 100)];
  return spawn(process.execPath, [join(PROJECT_DIR, 'src/cli.ts'), ...args, ...scale], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function runAndKill(folders: { dataDir: string; outDir: string }, kill: (typeof KILLS)[number]): Promise<void> {
  const child = start(folders);
  let seen = '';
  let armed = false;
  child.stderr.on('data', (chunk: Buffer) => {
    seen += chunk.toString();
    if (armed || !seen.split('\n').some((line) => line.startsWith(kill.at))) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
  });
  await once(child, 'close');
  assert.ok(armed, `no progress "${kill.at}" in:\n${seen}`);
}

async function demoProcess(folders: { dataDir: string; outDir: string }): Promise<number | null> {
  const child = start(folders);
  let trouble = '';
  child.stderr.on('data', (chunk: Buffer) => {
    trouble += chunk.toString();
  });
  await once(child, 'close');
  if (child.exitCode !== 0) assert.fail(trouble);
  return child.exitCode;
}
