import { basename } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { formatDate, formatMoney, type Language, Refusal } from '#base';
import { runOfMonth } from '#billing/service';
import { verifyLedger } from '#ledger/service';
import { inTransaction } from '#platform/db';
import { say, wordFinding } from '#platform/wording';
import { explanationLines } from '#rating/service';
import { COMMAND_LINES } from './commandLines.ts';
import { exportDocuments, issueRun, type TracedLine, traceCall, verifyChain } from './service.ts';

interface MonthOptions extends CommonOptions {
  readonly month: string;
  readonly out?: string;
}

/** `run issue`. */
export function runIssueCommand(run: Command): void {
  command(
    run,
    'issue',
    'issue the approved drafts of a month: numbers, PDF, e-invoice, postings; goes on after a crash',
  )
    .requiredOption('--month <YYYY-MM>', 'month of the run')
    .option('--out <dir>', 'also copy the documents into this folder')
    .action((options: MonthOptions) => withSession(options, 'runs.issue', (session) => issue(session, options)));
}

/** `verify`. */
export function verifyCommand(program: Command): void {
  command(program, 'verify', 'check the chain of issued documents, their archived files, and the ledger').action(
    (options: CommonOptions) => withSession(options, 'invoices.read', verify),
  );
}

/** `explain`. */
export function explainCommand(program: Command): void {
  command(
    program,
    'explain <place>',
    'one call from file line to invoice cent; place = FILE:LINE, e.g. hansa-2026-08-03.csv:17',
  ).action((place: string, options: CommonOptions) =>
    withSession(options, 'usage.read', (session) => explainPlace(session, place)),
  );
}

async function explainPlace({ app, actor, language, print }: Session, place: string): Promise<void> {
  const match = /^(.+):(\d+)$/.exec(place);
  if (match === null) throw new Refusal('invalid', 'invoice.notAPlace', { place });
  const [, path = '', recordNo = ''] = match;
  const { trace, zone } = await inTransaction(app, actor, async (ctx) => ({
    trace: await traceCall(app, ctx, { fileName: basename(path), recordNo: Number(recordNo) }),
    zone: (await getTenant(ctx)).zone,
  }));
  print(trace, [
    say(language, COMMAND_LINES.record),
    `  ${trace.raw}`,
    ...explanationLines(language, trace.explanation, zone),
    ...invoiceLines(trace.invoice, language),
  ]);
  if (trace.explanation.differences.length > 0) process.exitCode = 1;
}

function invoiceLines(invoice: TracedLine | null, language: Language): string[] {
  if (invoice === null) return [say(language, COMMAND_LINES.notInvoiced)];
  const { number, lineId, lineName, calls, currency } = invoice;
  const charge = formatMoney(language, invoice.charge, currency, 4);
  const net = formatMoney(language, invoice.net, currency);
  const issuedOn = formatDate(language, invoice.issuedOn);
  return [
    say(language, COMMAND_LINES.onInvoice, { number, issuedOn, line: lineId, name: lineName }),
    `  ${say(language, COMMAND_LINES.lineSum, { calls, charge, net })}`,
  ];
}

async function issue(session: Session, { month, out }: MonthOptions): Promise<void> {
  const { app, actor, language } = session;
  const run = await inTransaction(app, actor, (ctx) => runOfMonth(ctx, month));
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: month });
  const report = await issueRun(app, actor, { runId: run.id }, session.progress);
  const exported = out === undefined ? 0 : await exportDocuments(app, actor, { month, dir: out });
  session.print({ ...report, exported }, [
    say(language, COMMAND_LINES.issued, { month, issued: report.issued }),
    ...report.findings.map((finding) => wordFinding(language, finding)),
  ]);
}

async function verify(session: Session): Promise<void> {
  const { app, actor, language } = session;
  const { chain, books } = await inTransaction(app, actor, async (ctx) => ({
    chain: await verifyChain(app, ctx),
    books: await verifyLedger(ctx),
  }));
  const { documents } = chain;
  const { entries } = books;
  const findings = [...chain.findings, ...books.findings];
  session.print({ documents, entries, findings }, [
    ...findings.map((finding) => wordFinding(language, finding)),
    ...(chain.findings.length === 0 ? [say(language, COMMAND_LINES.chainWhole, { documents })] : []),
    ...(books.findings.length === 0 ? [say(language, COMMAND_LINES.booksWhole, { entries })] : []),
  ]);
  if (findings.length > 0) process.exitCode = 1;
}
