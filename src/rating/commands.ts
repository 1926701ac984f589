import { basename } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { formatMicro, formatMoney } from '#base';
import type { ImportReport } from '#mediation';
import { endOverdueParts, type ImportDoor, importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { say, wordFinding } from '#platform/wording';
import { COMMAND_LINES } from './commandLines.ts';
import { priceCommand } from './commands/price.ts';
import { assignUnmatched, compileRater, unmatchedLines } from './service.ts';

interface ImportCommandOptions extends CommonOptions {
  readonly source?: string;
}

/** What follows an import: a later slice rates again what the new usage makes stale. */
type Imported = (session: Session) => Promise<unknown>;

/** `import`, `settle`, `unmatched`, `assign`, `price`. */
export function ratingCommands(program: Command, rater: ImportDoor['rater'], imported: Imported): void {
  command(program, 'import <file...>', 'import record files: read, rate, store')
    .option('--source <code>', 'where the files come from (default: told by content and name)')
    .action((files: string[], options: ImportCommandOptions) =>
      withSession(options, 'usage.import', async (session) => {
        await importAll(session, rater, files, options.source);
        await imported(session);
      }),
    );
  priceCommand(program);
  command(program, 'unmatched', 'lines of a month that belong to nobody')
    .requiredOption('--month <YYYY-MM>', 'month of the calls')
    .action((options: CommonOptions & { readonly month: string }) =>
      withSession(options, 'usage.read', (session) => listUnmatched(session, options.month)),
    );
  command(program, 'settle', 'end calls whose other records never came').action((options: CommonOptions) =>
    withSession(options, 'usage.import', async (session) => {
      await settle(session);
      await imported(session);
    }),
  );
  command(program, 'assign', 'move unmatched records to the customers whose lines they are by now').action(
    (options: CommonOptions) => withSession(options, 'customers.write', assign),
  );
}

async function importAll(
  session: Session,
  raterOf: ImportDoor['rater'],
  files: readonly string[],
  source: string | undefined,
): Promise<void> {
  const { app, actor, language, progress } = session;
  const rater = await raterOf(app, actor);
  const reports: ImportReport[] = [];
  for (const path of files) {
    const input = { path, name: basename(path), ...(source === undefined ? {} : { sourceCode: source }) };
    reports.push(await importFile(app, actor, input, rater, progress));
  }
  session.print(
    { files: reports },
    reports.flatMap((report) => {
      const line = report.state === 'imported' ? COMMAND_LINES.imported : COMMAND_LINES[report.state];
      return [
        say(language, line, {
          file: report.name,
          records: report.records,
          stored: report.stored,
          duplicates: report.duplicates,
          rejected: report.rejected,
          filtered: report.filtered,
          joined: report.joined,
          waiting: report.waiting,
          unmatched: report.unmatched,
          unpriced: report.unpriced,
        }),
        ...report.findings.map((finding) => `  ${wordFinding(language, finding)}`),
      ];
    }),
  );
  if (reports.some((report) => report.state === 'quarantined')) process.exitCode = 1;
}

async function listUnmatched(session: Session, month: string): Promise<void> {
  const { app, actor, language } = session;
  const { found, currency } = await inTransaction(app, actor, async (ctx) => ({
    found: await unmatchedLines(ctx, month),
    currency: (await getTenant(ctx)).currency,
  }));
  session.print(
    found,
    found.rows.map((row) =>
      say(language, COMMAND_LINES.unmatched, {
        identifier: row.identifier,
        source: row.sourceName,
        records: row.records,
        charge: formatMoney(language, row.charge, currency),
        owner: row.suggestion?.customerName ?? say(language, COMMAND_LINES.nobody),
      }),
    ),
  );
}

async function settle({ app, actor, language, print }: Session): Promise<void> {
  const calls = await endOverdueParts(app, actor, await inTransaction(app, actor, compileRater));
  print({ calls }, [say(language, COMMAND_LINES.settled, { calls })]);
}

async function assign(session: Session): Promise<void> {
  const { app, actor, language } = session;
  const report = await assignUnmatched(app, actor, session.progress);
  const currency = await inTransaction(app, actor, async (ctx) => (await getTenant(ctx)).currency);
  const charge = formatMicro(report.chargeMicro);
  session.print({ records: report.records, customers: report.customers, charge }, [
    say(language, COMMAND_LINES.assigned, { records: report.records, charge: formatMoney(language, charge, currency) }),
  ]);
}
