import { audit } from '#access/service';
import { type Actor, addDays, type Finding, Refusal } from '#base';
import type { Run } from '#billing';
import {
  checkIssuable,
  type Draft,
  draftsToIssue,
  getRun,
  listDrafts,
  lockRuns,
  markIssued,
  moveRun,
} from '#billing/service';
import { approvedRun } from '#control/service';
import type { DocumentToPost } from '#ledger';
import { postDocuments } from '#ledger/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction, nextNumber } from '#platform/db';
import { sha256Hex } from '#platform/hash';
import type { Progress } from '#platform/progress';
import { CHAIN_START, chainText } from '../chain.ts';
import { checkInvoice } from '../checkInvoice.ts';
import { storeInvoice } from '../content.ts';
import { kindOf } from '../creditNote.ts';
import type { Invoice } from '../invoice.ts';
import { DOCUMENT_KINDS, type DocumentKind, documentNumber, seriesOf } from '../number.ts';
import * as store from '../store.ts';
import { type BuiltDocument, buildDocument, buildInvoice } from './build.ts';
import { readFacts, readRecords, readShared, type SharedFacts } from './facts.ts';

/** Paying groups of one transaction: few enough to lose little in a crash, many enough to commit seldom. */
const CHUNK = 20;
/** Counter of positions in the chain of documents. */
const CHAIN_COUNTER = 'invoicing.chain';

export interface IssueReport {
  readonly runId: number;
  /** Documents issued by this call. */
  readonly issued: number;
  /** What was issued but could not be printed as it should, e.g. characters without a glyph. */
  readonly findings: readonly Finding[];
}

interface Issuing {
  readonly run: Run;
  readonly shared: SharedFacts;
  /** Paying groups with something to issue, and how many documents that makes. */
  readonly payerIds: readonly number[];
  readonly documents: number;
}

/**
 * Issues an approved run: exactly the bills that were approved, numbered without gaps in the order of customers. Restartable: a
 * chunk's numbers, documents, postings and marks are one transaction, files are archived before it commits; killed at any
 * moment, the next call goes on with what is not issued yet and ends in the same documents.
 * @throws Refusal `control.notApproved`, `control.changedSinceApproval`, `invoice.wrong` with what is wrong, `invoice.stopped`,
 * `run.monthNotOver`, `run.otherIssuing`, `run.billedMeanwhile`
 */
export async function issueRun(
  app: App,
  actor: Actor,
  input: { readonly runId: number },
  progress: Progress,
): Promise<IssueReport> {
  const begun = await inTransaction(app, actor, (ctx) => begin(ctx, input.runId));
  const report = { runId: input.runId, issued: 0, findings: [] as Finding[] };
  if (begun === null) return report;
  const { payerIds } = begun;
  let left = begun.documents;
  progress.phase('issue', left);
  for (let start = 0; start < payerIds.length; start += CHUNK) {
    if (progress.cancelled) throw new Refusal('conflict', 'invoice.stopped', { left });
    const chunk = payerIds.slice(start, start + CHUNK);
    const done = await inTransaction(app, actor, (ctx) => issueChunk(app, ctx, begun, chunk));
    report.issued += done.issued;
    report.findings.push(...done.findings);
    progress.advance(done.found);
    left -= done.found;
  }
  await inTransaction(app, actor, (ctx) => end(ctx, input.runId));
  return report;
}

/** Makes sure of the approval and moves the run to issuing; null where it is issued already. */
async function begin(ctx: Context, runId: number): Promise<Issuing | null> {
  await lockRuns(ctx);
  if ((await getRun(ctx, runId)).state === 'issued') return null;
  const run = await approvedRun(ctx, runId);
  const shared = await readShared(ctx);
  const drafts = await draftsToIssue(ctx, runId);
  if (run.state === 'approved') {
    await checkIssuable(ctx, run);
    await checkBeforeFirst(ctx, shared, drafts);
  }
  await moveRun(ctx, runId, 'issuing');
  return { run, shared, payerIds: [...new Set(drafts.map(({ payerId }) => payerId))], documents: drafts.length };
}

/** Refuses the whole run before its first number is given where a bill would not make a lawful document. */
async function checkBeforeFirst(ctx: Context, shared: SharedFacts, drafts: readonly Draft[]): Promise<void> {
  const bills = drafts.map(({ bill }) => bill);
  for (const facts of await readFacts(ctx, shared, bills)) {
    const invoice = buildInvoice(facts, documentNumber(kindOf(facts.bill), facts.bill.issueOn, 0));
    const withoutUsage = { ...invoice, lines: invoice.lines.map(({ usage: _, ...line }) => line) };
    refuseWrong(facts.customer.number, checkInvoice(withoutUsage, []));
  }
}

function refuseWrong(customer: string, findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) throw new Refusal('invalid', 'invoice.wrong', { customer }, errors);
}

/**
 * Issues the drafts of some paying groups that are not issued yet, in one transaction that holds the run and the number series: of a group all or
 * none.
 */
async function issueChunk(app: App, ctx: Context, { run, shared }: Issuing, payerIds: readonly number[]) {
  await moveRun(ctx, run.id, 'issuing');
  const found = (await listDrafts(ctx, run.id, payerIds)).filter(({ bill }) => bill.lines.length > 0);
  const drafts = found.filter(({ state }) => state === 'draft');
  if (drafts.length === 0) return { found: found.length, issued: 0, findings: [] };
  const numbers = await takeNumbers(ctx, run, drafts);
  const firstPosition = await nextNumber(ctx, CHAIN_COUNTER, drafts.length);
  let prevHash = firstPosition === 1 ? CHAIN_START : await previousHash(ctx, firstPosition);
  const documents: { draft: Draft; built: BuiltDocument }[] = [];
  const bills = drafts.map(({ bill }) => bill);
  for (const [index, facts] of (await readFacts(ctx, shared, bills)).entries()) {
    const records = await readRecords(ctx, shared, facts);
    const built = buildDocument({ ...facts, records }, numbers[index]!, false);
    refuseWrong(facts.customer.number, built.findings);
    documents.push({ draft: drafts[index]!, built });
  }
  await archive(
    app,
    documents.map(({ built }) => built),
  );
  for (const [index, { draft, built }] of documents.entries())
    prevHash = await keep(ctx, { run, draft, built, position: firstPosition + index, prevHash });
  await postDocuments(
    ctx,
    documents.map(({ draft, built }) => posting(built.invoice, draft.customerId)),
  );
  await markIssued(ctx, run.id, [...new Set(drafts.map(({ payerId }) => payerId))]);
  return { found: found.length, issued: drafts.length, findings: documents.flatMap(({ built }) => built.findings) };
}

/** A number for each draft, in their order, from the series of its kind. */
async function takeNumbers(ctx: Context, { issueOn }: Run, drafts: readonly Draft[]): Promise<readonly string[]> {
  const kinds = drafts.map(({ bill }) => kindOf(bill));
  const next = new Map<DocumentKind, number>();
  for (const kind of DOCUMENT_KINDS) {
    const wanted = kinds.filter((one) => one === kind).length;
    if (wanted > 0) next.set(kind, await nextNumber(ctx, seriesOf(kind, issueOn), wanted));
  }
  return kinds.map((kind) => {
    const count = next.get(kind)!;
    next.set(kind, count + 1);
    return documentNumber(kind, issueOn, count);
  });
}

async function previousHash(ctx: Context, position: number): Promise<string> {
  const hash = await store.hashAt(ctx.tx, position - 1);
  if (hash === null) throw new Error(`assertion failed: the chain has no document at position ${position - 1}`);
  return hash;
}

interface Keeping {
  readonly run: Run;
  readonly draft: Draft;
  readonly built: BuiltDocument;
  readonly position: number;
  readonly prevHash: string;
}

/** Puts all files of a chunk into the archive at once: each waits for the disk. Left over after a crash they are found equal. */
async function archive(app: App, built: readonly BuiltDocument[]): Promise<void> {
  await Promise.all(built.flatMap(({ xml, pdf }) => [app.files.put(xml), app.files.put(pdf)]));
}

/** Chains and stores the document. @returns its hash */
async function keep(ctx: Context, { run, draft, built, position, prevHash }: Keeping): Promise<string> {
  const { invoice } = built;
  const content = storeInvoice(invoice);
  const files = { xmlSha256: sha256Hex(built.xml), pdfSha256: sha256Hex(built.pdf) };
  const hash = sha256Hex(chainText({ position, number: invoice.number, previousHash: prevHash, content, ...files }));
  const document = {
    number: invoice.number,
    position,
    runId: run.id,
    customerId: draft.customerId,
    part: draft.part,
    content,
    calls: built.groups.reduce((sum, group) => sum + group.calls.length, 0),
    ...files,
    prevHash,
    hash,
    issuedAt: new Date(ctx.clock.now()),
  };
  await store.insertDocument(ctx.tx, ctx.tenantId, document, addDays(invoice.periodTo, 1));
  return hash;
}

/** What the ledger books of a document. A credit note's amounts are what the customer gets: they go the other way. */
function posting(invoice: Invoice, customerId: number): DocumentToPost {
  const sign = invoice.kind === 'creditNote' ? -1n : 1n;
  const lines = (deposits: boolean) =>
    invoice.lines
      .filter(({ kind }) => (kind === 'deposit') === deposits)
      .map(({ revenueAccount, netMinor }) => ({ account: revenueAccount, netMinor: sign * netMinor }));
  return {
    kind: invoice.kind,
    documentNumber: invoice.number,
    customerId,
    bookedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    currency: invoice.currency,
    grossMinor: sign * invoice.totals.grossMinor,
    revenue: lines(false),
    deposits: lines(true),
    taxes: invoice.totals.taxes.map(({ category, percent, taxMinor }) => ({
      category,
      percent,
      taxMinor: sign * taxMinor,
    })),
  };
}

async function end(ctx: Context, runId: number): Promise<void> {
  const run = await moveRun(ctx, runId, 'issued');
  await audit(ctx, { action: 'invoicing.run.issue', subject: `run/${runId}`, detail: { month: run.month } });
}
