/** The auditor's visit: everything recomputed from the deeds, and compared with what the program wrote down. */
import type pg from 'pg';
import { invoiceCalls, verifyChain } from '#invoicing/service';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { asOwner, testActor } from '#test/database';
import { Book } from '../book.ts';
import type { Deed } from '../deeds.ts';
import { type AuditedRun, auditRuns, payerOf } from './account.ts';
import type { Charged } from './charges.ts';
import { readFiles } from './files.ts';
import { type IssuedDocument, ledgerTrouble } from './ledger.ts';

export interface Verdict {
  /** What does not add up, in words; empty = all is well. */
  readonly troubles: readonly string[];
  readonly documents: number;
  readonly calls: number;
  readonly records: number;
  readonly netCents: bigint;
}

/** Looks at everything from the first day on. */
export async function audit(app: App, deeds: readonly Deed[]): Promise<Verdict> {
  const runs = auditRuns(deeds);
  const issued = await asOwner(app.ownerUrl, (owner) => documents(owner));
  const delivered = readFiles(deeds.filter((deed) => deed.kind === 'file'));
  const troubles = [
    ...runs.flatMap((run) => documentTrouble(run, issued)),
    ...(await asOwner(app.ownerUrl, (owner) => owedTrouble(owner, runs))),
    ...(await callTrouble(app, runs, issued)),
    ...(await asOwner(app.ownerUrl, (owner) => ledgerTrouble(owner, issued))),
    ...(await asOwner(app.ownerUrl, (owner) => fileTrouble(owner, delivered.files, keptRecords(deeds, delivered)))),
    ...forgotten(deeds),
    ...(await chainTrouble(app)),
  ];
  return {
    troubles,
    documents: issued.length,
    calls: runs.reduce((sum, { calls }) => sum + calls.size, 0),
    records: delivered.files.reduce((sum, { records }) => sum + records, 0),
    netCents: issued.reduce((sum, { net }) => sum + net, 0n),
  };
}

async function documents(owner: pg.Client): Promise<IssuedDocument[]> {
  const { rows } = await owner.query<Record<string, string>>(`
    select number, kind, run_id, customer_id, part, net_minor::text, tax_minor::text, gross_minor::text
    from invoicing.document order by position`);
  return rows.map((row) => {
    const amount = (name: string) => (row.kind === 'creditNote' ? -1n : 1n) * BigInt(row[name] ?? '');
    return {
      number: row.number ?? '',
      runId: Number(row.run_id),
      customerId: Number(row.customer_id),
      part: row.part ?? '',
      net: amount('net_minor'),
      tax: amount('tax_minor'),
      gross: amount('gross_minor'),
    };
  });
}

/** Every document that should be there is, with the right amounts, and no other. One over nothing may be there or not. */
function documentTrouble({ runId, month, documents: due }: AuditedRun, issued: readonly IssuedDocument[]): string[] {
  const found = new Map(
    issued.filter((one) => one.runId === runId).map((one) => [`${one.customerId} ${one.part}`, one]),
  );
  const troubles: string[] = [];
  for (const { key, net, tax } of due) {
    const document = found.get(key);
    found.delete(key);
    if (document === undefined && net === 0n && tax === 0n) continue;
    if (document?.net !== net || document.tax !== tax || document.gross !== net + tax)
      troubles.push(
        `${month}: document of ${key}: due ${net} + ${tax}, issued ${document?.number} ${document?.net} + ${document?.tax} = ${document?.gross}`,
      );
  }
  for (const [key, { number, net, gross }] of found)
    if (net !== 0n || gross !== 0n) troubles.push(`${month}: nothing is due from ${key}, but ${number} says ${net}`);
  return troubles;
}

/** The bills behind the documents, kind by kind: tells where a difference comes from. */
async function owedTrouble(owner: pg.Client, runs: readonly AuditedRun[]): Promise<string[]> {
  const { rows } = await owner.query<{ run_id: number; customer_id: number; what: string; net: string }>(`
    select b.run_id, b.customer_id, sum((line ->> 'netMinor')::bigint)::text as net,
      case line ->> 'kind' when 'recurring' then 'fees' when 'oneOff' then 'items' when 'deposit' then 'deposits'
        when 'correction' then 'corrections' else line ->> 'kind' end as what
    from billing.bill b cross join jsonb_array_elements(b.bill -> 'lines') line
    join billing.run_item i using (tenant_id, run_id, payer_id)
    where i.state = 'issued' group by 1, 2, 4`);
  const kinds = ['fees', 'items', 'deposits', 'usage', 'corrections'];
  return runs.flatMap(({ runId, month, owed }) => {
    const billed = new Map(
      rows.filter((row) => row.run_id === runId).map((row) => [`${row.customer_id} ${row.what}`, BigInt(row.net)]),
    );
    for (const [customerId, all] of owed)
      for (const { what, cents } of all) {
        const key = `${customerId} ${what}`;
        billed.set(key, (billed.get(key) ?? 0n) - cents);
      }
    return [...billed]
      .filter(([key, difference]) => difference !== 0n && kinds.includes(key.split(' ')[1] ?? ''))
      .map(([key, difference]) => `${month}: customer ${key}: billed ${difference} more than due`);
  });
}

/** Every call stands on exactly one document, that of the run in which it came, with what it cost then. */
async function callTrouble(
  app: App,
  runs: readonly AuditedRun[],
  issued: readonly IssuedDocument[],
): Promise<string[]> {
  const troubles: string[] = [];
  for (const run of runs) {
    const due = new Map<string, Charged>([...run.calls.values()].map((one) => [momentOf(one.call.start, one), one]));
    for (const { number } of issued.filter(({ runId, part }) => runId === run.runId && !part.startsWith('third'))) {
      const { rows } = await inTransaction(app, testActor(), (ctx) =>
        invoiceCalls(ctx, number, { page: 1, pageSize: 1_000_000 }),
      );
      for (const { startAt, called, charge, lineLabel } of rows) {
        const key = `${startAt} ${called.replaceAll(/\D/g, '')}`;
        const expected = due.get(key);
        due.delete(key);
        if (expected === undefined) troubles.push(`${run.month}: ${number} has a call that is not due: ${key}`);
        else if (BigInt(charge.replace('.', '')) !== expected.amount)
          troubles.push(
            `${run.month}: ${number}: call ${key} of ${lineLabel}: due ${expected.amount}, billed ${charge}`,
          );
      }
    }
    for (const [key, { customerId }] of due)
      troubles.push(`${run.month}: no document of ${customerId} has call ${key}`);
  }
  return troubles;
}

/** As the program tells a call: instant in UTC and called number. */
function momentOf(start: string, { call }: Charged): string {
  const utc = Date.parse(`${start.replace(' ', 'T')}Z`);
  const hours = isSummer(start) ? 2 : 1;
  return `${new Date(utc - hours * 3_600_000).toISOString()} ${call.called}`;
}

/** Summer time of 2026; nobody calls in the nights in which clocks change. */
function isSummer(start: string): boolean {
  return start >= '2026-03-29 03:00:00' && start < '2026-10-25 03:00:00';
}

/** Records that must be there; null where files were taken out, of which only what was billed stays. */
function keptRecords(deeds: readonly Deed[], { files }: ReturnType<typeof readFiles>): number | null {
  if (deeds.some(({ kind }) => kind === 'backedOut')) return null;
  return files.reduce((sum, file) => sum + file.stored, 0);
}

/** Whoever was a customer when the first drafts of a month were drawn is in a run of the month, or somebody is who is billed with him by the last. */
function forgotten(deeds: readonly Deed[]): string[] {
  const issued = new Set(deeds.flatMap((deed) => (deed.kind === 'issued' ? deed.runId : [])));
  const drawn = deeds.filter((deed) => deed.kind === 'drawn').filter(({ runId }) => issued.has(runId));
  return [...Map.groupBy(drawn, ({ month }) => month)].flatMap(([month, ofMonth]) => {
    const billed = new Set(ofMonth.flatMap(({ customerIds }) => customerIds));
    const first = new Book(deeds.slice(0, deeds.indexOf(ofMonth[0]!)));
    const books = ofMonth.map((run) => new Book(deeds.slice(0, deeds.indexOf(run))));
    const isWithOthers = (id: number) =>
      books.some((book) =>
        [...billed].some((other) => book.customers.has(other) && payerOf(book, other) === payerOf(book, id)),
      );
    return [...first.customers.keys()]
      .filter((id) => !billed.has(id) && !isWithOthers(id))
      .map((id) => `${month}: customer ${id} is in no run`);
  });
}

/** Every record of every file became what it should, and was counted. */
async function fileTrouble(
  owner: pg.Client,
  files: ReturnType<typeof readFiles>['files'],
  kept: number | null,
): Promise<string[]> {
  const { rows } = await owner.query<Record<string, string>>(
    'select name, state, records, stored, duplicates, rejected, filtered, joined, waiting from mediation.file order by id',
  );
  const stored = await owner.query<{ count: string }>('select count(*)::text as count from usage.record');
  const text = (name: string, counts: Record<string, unknown>) =>
    `${name}: ${['records', 'stored', 'duplicates', 'rejected'].map((one) => `${one} ${counts[one]}`).join(', ')}`;
  const due = files.map((file) => text(file.name, { ...file }));
  const found = rows.map((row) => text(row.name ?? '', row));
  return [
    ...due.filter((one) => !found.includes(one)).map((one) => `file not there: ${one}`),
    ...found.filter((one) => !due.includes(one)).map((one) => `file that never came: ${one}`),
    ...(rows.length === files.length ? [] : [`${rows.length} files for ${files.length}`]),
    ...(kept === null || Number(stored.rows[0]?.count) === kept
      ? []
      : [`${stored.rows[0]?.count} records for ${kept} in files`]),
  ];
}

async function chainTrouble(app: App): Promise<string[]> {
  const { findings } = await inTransaction(app, testActor(), (ctx) => verifyChain(app, ctx));
  return findings.map(({ code, params }) => `chain: ${code} ${JSON.stringify(params)}`);
}
