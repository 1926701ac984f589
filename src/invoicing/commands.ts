import type { Command } from 'commander';
import { type CommonOptions, command, type Session, withSession } from '#access/service';
import { Refusal } from '#base';
import { runOfMonth } from '#billing/service';
import { inTransaction } from '#platform/db';
import { say, wordFinding } from '#platform/wording';
import { COMMAND_LINES } from './commandLines.ts';
import { exportDocuments, issueRun, verifyChain } from './service.ts';

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
  command(program, 'verify', 'check the chain of issued documents and their archived files').action(
    (options: CommonOptions) => withSession(options, 'invoices.read', verify),
  );
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
  const report = await inTransaction(app, actor, (ctx) => verifyChain(app, ctx));
  session.print(report, [
    ...report.findings.map((finding) => wordFinding(language, finding)),
    ...(report.findings.length === 0 ? [say(language, COMMAND_LINES.chainWhole, { documents: report.documents })] : []),
  ]);
  if (report.findings.length > 0) process.exitCode = 1;
}
