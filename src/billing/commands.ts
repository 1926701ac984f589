import type { Command } from 'commander';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { formatMicro, formatMoney, formatMonth, monthText, Refusal } from '#base';
import { findCustomerByNumber } from '#crm/service';
import { fileByName } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import { COMMAND_LINES } from './commandLines.ts';
import { bandwidthCommands } from './commands/bandwidth.ts';

export { runCommands } from './commands/runs.ts';

import { asRows, backOutUsage, rerateQuery, rerateUsage, type UsageBackOutReport } from './service.ts';

interface RerateOptions extends CommonOptions {
  readonly month?: string;
  readonly customer?: string;
  readonly all?: boolean;
  readonly preview?: boolean;
}

/** `rerate`. */
export function billingCommands(program: Command): void {
  bandwidthCommands(program);
  command(
    program,
    'rerate',
    'rate again what changed since it was rated: old amount, new amount, difference by customer',
  )
    .option('--month <YYYY-MM>', 'only months up to this one')
    .option('--customer <number>', 'only this customer')
    .option('--all', 'everything in the month, changed or not')
    .option('--preview', 'only tell; change nothing')
    .action((options: RerateOptions) =>
      withSession(options, options.preview ? 'usage.read' : 'runs.draft', (session) => rerateCommand(session, options)),
    );
}

interface BackOutOptions extends CommonOptions {
  readonly why: string;
}

/** `file back-out`: billing knows what stands on invoices. */
export function backOutCommand(file: Command): void {
  command(file, 'back-out <name>', 'take the records of a file out again; what is billed is credited')
    .requiredOption('--why <text>', 'the reason, for the trail')
    .action((name: string, options: BackOutOptions) =>
      withSession(options, 'usage.import', async ({ app, actor, language, progress, print }) => {
        const { id } = await inTransaction(app, actor, (ctx) => fileByName(ctx, name));
        const report = await backOutUsage(app, actor, { fileId: id, why: options.why }, progress);
        const { currency } = await inTransaction(app, actor, getTenant);
        const correction = formatMoney(language, formatMicro(report.correctionMicro), currency);
        print(report, [say(language, COMMAND_LINES.backedOut, { file: name, ...counts(report), correction })]);
      }),
    );
}

const counts = ({ removed, emptied, customers }: UsageBackOutReport) => ({ removed, emptied, customers });

async function rerateCommand(session: Session, options: RerateOptions): Promise<void> {
  const { app, actor, language, progress } = session;
  const month = checkedMonth(options);
  const customerId = await customerOf(session, options.customer);
  const input = {
    ...rerateQuery({ month, customerId }),
    ...(options.all && month !== undefined ? { wholeMonth: month } : {}),
    preview: options.preview === true,
  };
  const months = await rerateUsage(app, actor, input, progress);
  const { rows, currency } = await inTransaction(app, actor, async (ctx) => ({
    rows: await asRows(ctx, months),
    currency: (await getTenant(ctx)).currency,
  }));
  const money = (decimal: string) => formatMoney(language, decimal, currency);
  const lines = rows
    .filter((row) => row.changed > 0 || Number(row.correction) !== 0)
    .map((row) =>
      say(language, COMMAND_LINES.rerated, {
        customer:
          row.customerId === 0 ? say(language, COMMAND_LINES.nobody) : `${row.customerNumber} ${row.customerName}`,
        month: formatMonth(language, row.month),
        before: money(row.before),
        after: money(row.after),
        difference: money(row.difference),
        correction: money(row.correction),
      }),
    );
  const summary = { customers: new Set(rows.map((row) => row.customerId)).size, changed: lines.length };
  session.print({ currency, rows }, [...lines, say(language, COMMAND_LINES.reratedSum, summary)]);
}

function checkedMonth({ month, all }: RerateOptions): string | undefined {
  if (all && month === undefined) throw new Refusal('invalid', 'rerating.monthNeeded');
  if (month !== undefined && !monthText.safeParse(month).success)
    throw new Refusal('invalid', 'run.notAMonth', { month });
  return month;
}

async function customerOf({ app, actor }: Session, number: string | undefined): Promise<number | undefined> {
  if (number === undefined) return undefined;
  const customer = await inTransaction(app, actor, (ctx) => findCustomerByNumber(ctx, number));
  if (customer === null) throw new Refusal('notFound', 'rerating.customerUnknown', { customer: number });
  return customer.id;
}
