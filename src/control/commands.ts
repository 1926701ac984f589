import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { formatMinor, formatMoney, monthText, Refusal } from '#base';
import { EVERYBODY, type Run, type RunScope } from '#billing';
import { runOfMonth, summarise } from '#billing/service';
import { findCustomerByNumber } from '#crm/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { say, wordFinding } from '#platform/wording';
import { LINES } from './lines.ts';
import { PROTOCOL_FORMATS } from './protocolApi.ts';
import { approveRun, decideFindings, listFindings, prepareRun, readProtocol, signProtocol } from './service.ts';

interface MonthOptions extends CommonOptions {
  readonly month: string;
  readonly accept?: string;
}

interface DraftOptions extends MonthOptions {
  readonly issueOn?: string;
  readonly batch?: string;
  readonly customer?: string;
  readonly whole?: boolean;
}

/** `run draft`, `run findings`, `run approve`. */
export function controlCommands(run: Command): void {
  command(run, 'draft', 'draw all drafts of a month and check them')
    .requiredOption('--month <YYYY-MM>', 'month whose usage is billed')
    .option('--issue-on <YYYY-MM-DD>', 'date the invoices will bear')
    .option('--batch <code>', 'only the customers of this billing cycle')
    .option('--customer <number>', 'only this customer, with whoever pays for him')
    .option('--whole', 'draw also what is unchanged since it was drawn')
    .action((options: DraftOptions) => withSession(options, 'runs.draft', (session) => draft(session, options)));
  command(run, 'findings', 'what the checks found, worst first; --accept takes all open errors')
    .requiredOption('--month <YYYY-MM>', 'month of the run')
    .option('--accept <comment>', 'accept all open errors with this comment')
    .action((options: MonthOptions) => withSession(options, 'runs.draft', (session) => findings(session, options)));
  command(run, 'approve', 'approve the drafts of a month as they are')
    .requiredOption('--month <YYYY-MM>', 'month of the run')
    .action((options: MonthOptions) => withSession(options, 'runs.approve', (session) => approve(session, options)));
}

interface ProtocolOptions extends CommonOptions {
  readonly out: string;
}

/** `protocol RUN --out DIR`. */
export function protocolCommand(program: Command): void {
  command(program, 'protocol <run>', 'sign the protocol of an approved run and write it as PDF and XLSX')
    .requiredOption('--out <dir>', 'where the files go')
    .action((run: string, options: ProtocolOptions) =>
      withSession(options, 'runs.issue', (session) => protocol(session, run, options.out)),
    );
}

async function protocol({ app, actor, language, print }: Session, run: string, out: string): Promise<void> {
  const runId = Number(run);
  if (!Number.isSafeInteger(runId) || runId < 1) throw new Refusal('notFound', 'run.unknown', { run });
  const signed = await inTransaction(app, actor, (ctx) => signProtocol(app, ctx, { runId, language }));
  await mkdir(out, { recursive: true });
  const paths: string[] = [];
  for (const format of PROTOCOL_FORMATS) {
    const { content, fileName } = await inTransaction(app, actor, (ctx) =>
      readProtocol(app, ctx, { runId, no: signed.no, format }),
    );
    paths.push(join(out, fileName));
    await writeFile(join(out, fileName), content);
  }
  print({ ...signed, files: paths }, paths);
}

async function draft(session: Session, options: DraftOptions): Promise<void> {
  const { app, actor, progress } = session;
  const input = {
    month: checkMonth(options.month),
    scope: await scopeOf(session, options),
    whole: options.whole === true,
    ...(options.issueOn === undefined ? {} : { issueOn: options.issueOn }),
  };
  printRun(session, await prepareRun(app, actor, input, progress), await currency(session));
}

async function scopeOf({ app, actor }: Session, { batch, customer: number }: DraftOptions): Promise<RunScope> {
  if (number !== undefined) {
    const customer = await inTransaction(app, actor, (ctx) => findCustomerByNumber(ctx, number));
    if (customer === null) throw new Refusal('notFound', 'customer.unknown', { customer: number });
    return { kind: 'customer', key: String(customer.id) };
  }
  return batch === undefined ? EVERYBODY : { kind: 'batch', key: batch };
}

async function findings(session: Session, options: MonthOptions): Promise<void> {
  const { app, actor, language } = session;
  const query = { page: 1, pageSize: 1000, severity: 'all', open: 'all' } as const;
  const page = await inTransaction(app, actor, async (ctx) => {
    const run = await neededRun(ctx, options.month);
    const found = await listFindings(ctx, run.id, query);
    const open = found.rows.filter((row) => row.severity === 'error' && row.decision?.accepted !== true);
    if (options.accept === undefined || open.length === 0) return found;
    await decideFindings(ctx, {
      runId: run.id,
      keys: open.map((row) => row.key),
      accepted: true,
      comment: options.accept,
    });
    return listFindings(ctx, run.id, query);
  });
  session.print(
    { findings: page.rows },
    page.rows.map(({ severity, decision, ...finding }) => {
      const mark = decision?.accepted ? '✓' : severity === 'error' ? '✗' : '·';
      return `${mark} ${wordFinding(language, finding)}${decision === null ? '' : ` — ${decision.comment}`}`;
    }),
  );
}

async function approve(session: Session, options: MonthOptions): Promise<void> {
  const run = await inTransaction(session.app, session.actor, async (ctx) => {
    const { id } = await neededRun(ctx, options.month);
    const { digest } = await summarise(ctx, id);
    return approveRun(ctx, { runId: id, digest });
  });
  printRun(session, run, await currency(session));
}

async function neededRun(ctx: Context, month: string): Promise<Run> {
  const run = await runOfMonth(ctx, checkMonth(month));
  if (run === null) throw new Refusal('notFound', 'run.unknown', { run: month });
  return run;
}

function checkMonth(month: string): string {
  if (!monthText.safeParse(month).success) throw new Refusal('invalid', 'run.notAMonth', { month });
  return month;
}

async function currency({ app, actor }: Session): Promise<string> {
  return inTransaction(app, actor, async (ctx) => (await getTenant(ctx)).currency);
}

/** A run as the answer of a command. */
export function printRun({ print, language }: Session, run: Run, currency: string): void {
  const net = formatMinor(run.netMinor, currency);
  const gross = formatMinor(run.grossMinor, currency);
  print({ run: run.id, month: run.month, state: run.state, drafts: run.drafts, netTotal: net, grossTotal: gross }, [
    say(language, LINES.run, {
      month: run.month,
      state: run.state,
      drafts: run.drafts,
      net: formatMoney(language, net, currency),
      gross: formatMoney(language, gross, currency),
    }),
  ]);
}
