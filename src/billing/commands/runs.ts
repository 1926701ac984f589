import type { Command } from 'commander';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { formatMinor, formatMoney, monthText, Refusal } from '#base';
import { findCustomerByNumber } from '#crm/service';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import { billAsReply } from '../billReply.ts';
import { COMMAND_LINES } from '../commandLines.ts';
import { runAsReply } from '../runReply.ts';
import { previewBill } from '../service/previewBill.ts';
import { listRuns, withdrawRun } from '../service/runs.ts';

interface WithdrawOptions extends CommonOptions {
  readonly why: string;
}

interface PreviewOptions extends CommonOptions {
  readonly month: string;
  readonly customer: string;
}

/** `run list`, `run withdraw`, `run preview`. */
export function runCommands(run: Command): void {
  command(run, 'list', 'runs but withdrawn ones, with their numbers').action((options: CommonOptions) =>
    withSession(options, 'runs.read', listCommand),
  );
  command(run, 'withdraw <run>', 'take a run back, by its number, before anything of it is issued')
    .requiredOption('--why <text>', 'the reason, for the trail')
    .action((id: string, options: WithdrawOptions) =>
      withSession(options, 'runs.draft', (session) => withdrawCommand(session, id, options)),
    );
  command(run, 'preview', 'what a run would bill a customer by now; nothing is written')
    .requiredOption('--month <YYYY-MM>', 'month whose usage is billed')
    .requiredOption('--customer <number>', 'the customer')
    .action((options: PreviewOptions) =>
      withSession(options, 'runs.read', (session) => previewCommand(session, options)),
    );
}

async function listCommand({ app, actor, language, print }: Session): Promise<void> {
  const { runs, currency } = await inTransaction(app, actor, async (ctx) => ({
    runs: await listRuns(ctx),
    currency: (await getTenant(ctx)).currency,
  }));
  print(
    { runs: runs.map((run) => runAsReply(run, currency)) },
    runs.flatMap(({ id, month, scope, state, totals, drafts }) =>
      (totals.length === 0 ? [{ currency, drafts, netMinor: 0n, grossMinor: 0n }] : totals).map((total) =>
        say(language, COMMAND_LINES.run, {
          run: id,
          month,
          scope: `${scope.kind} ${scope.key}`.trim(),
          state,
          drafts: total.drafts,
          net: formatMoney(language, formatMinor(total.netMinor, total.currency), total.currency),
          gross: formatMoney(language, formatMinor(total.grossMinor, total.currency), total.currency),
        }),
      ),
    ),
  );
}

async function withdrawCommand({ app, actor, language, print }: Session, id: string, { why }: WithdrawOptions) {
  const runId = Number(id);
  if (!Number.isSafeInteger(runId)) throw new Refusal('notFound', 'run.unknown', { run: id });
  const { month } = await inTransaction(app, actor, (ctx) => withdrawRun(ctx, { runId, reason: why }));
  print({ run: runId, month }, [say(language, COMMAND_LINES.withdrawn, { run: runId, month })]);
}

async function previewCommand({ app, actor, language, print }: Session, options: PreviewOptions): Promise<void> {
  const { month, customer: number } = options;
  if (!monthText.safeParse(month).success) throw new Refusal('invalid', 'run.notAMonth', { month });
  const { bill, stale } = await inTransaction(app, actor, async (ctx) => {
    const customer = await findCustomerByNumber(ctx, number);
    if (customer === null) throw new Refusal('notFound', 'customer.unknown', { customer: number });
    return previewBill(ctx, { customerId: customer.id, month });
  });
  const reply = bill === null ? null : billAsReply(bill);
  const money = (amount: string) => formatMoney(language, amount, reply?.currency ?? '');
  const line =
    reply === null
      ? say(language, COMMAND_LINES.previewedNothing, { customer: number, month })
      : say(language, COMMAND_LINES.previewed, {
          customer: number,
          month,
          net: money(reply.net),
          gross: money(reply.gross),
        });
  print({ month, stale, bill: reply }, [line, ...(stale ? [say(language, COMMAND_LINES.previewStale)] : [])]);
}
