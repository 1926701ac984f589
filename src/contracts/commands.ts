import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { z } from 'zod';
import { type CommonOptions, command, type Session, withSession } from '#access/service';
import { dateText, findingReply, idText, Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { say, wordFinding } from '#platform/wording';
import { momentText } from './booking.ts';
import { COMMAND_LINES } from './commandLines.ts';
import { newIndexValue } from './indexation.ts';
import {
  addLines,
  applyIndexation,
  contractByNumber,
  contractsEnding,
  lineHistory,
  listIndexationRules,
  moveLineAndFees,
  previewIndexation,
  putIndexValues,
  readPastedLines,
  undoIndexation,
  writeLetters,
} from './service.ts';

/** `contract …`, `line …`, `indexation …`. */
export function contractsCommands(program: Command): void {
  const contract = program.command('contract').description('contracts of customers');
  command(contract, 'ending', 'contracts that end or renew, and the last day to give notice')
    .requiredOption('--by <YYYY-MM-DD>', 'up to this day')
    .action((options: CommonOptions & { readonly by: string }) =>
      withSession(options, 'customers.read', (session) => endingCommand(session, asked(dateText, options.by))),
    );
  command(contract, 'add-lines <contract> <file>', 'give a contract all numbers of a text file, one a row; all or none')
    .requiredOption('--from <YYYY-MM-DD>', 'day from which they are its')
    .action((number: string, path: string, options: CommonOptions & { readonly from: string }) =>
      withSession(options, 'customers.write', (session) => addLinesCommand(session, number, path, options.from)),
    );
  lineCommands(program);
  indexationCommands(program);
}

async function endingCommand({ app, actor, language, print }: Session, by: string): Promise<void> {
  const { contracts } = await inTransaction(app, actor, (ctx) => contractsEnding(ctx, by));
  const lines = contracts.map(({ number, customerNumber, customerName, endsOn, noticeBy, renewsOn }) => {
    const named = { number, customer: `${customerNumber} ${customerName}` };
    if (endsOn !== null) return say(language, COMMAND_LINES.ending, { ...named, date: endsOn });
    return say(language, COMMAND_LINES.noticeBy, { ...named, date: noticeBy ?? '', renewsOn: renewsOn ?? '' });
  });
  print({ contracts }, lines.length === 0 ? [say(language, COMMAND_LINES.noneEnding, { by })] : lines);
}

async function addLinesCommand(session: Session, number: string, path: string, from: string): Promise<void> {
  const { app, actor, language, print } = session;
  const validFrom = asked(dateText, from);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal('notFound', 'contract.fileNotFound', { path });
  });
  const bad = await inTransaction(app, actor, async (ctx) => {
    const { id: contractId } = await contractByNumber(ctx, number);
    const lines = await readPastedLines(ctx, { contractId, text, validFrom });
    const wrong = lines.filter((line) => line.trouble !== null);
    if (wrong.length === 0) await addLines(ctx, { contractId, validFrom, lines });
    return wrong.length === 0 ? { added: lines.length, wrong } : { added: 0, wrong };
  });
  const told = bad.wrong.map(({ row, text: typed, trouble, heldBy }) =>
    say(language, COMMAND_LINES.badLine, { row, text: typed, trouble: heldBy ?? trouble ?? '' }),
  );
  const done = say(language, COMMAND_LINES.lines, { count: bad.added, contract: number, from: validFrom });
  print(bad, [...told, done]);
  if (bad.wrong.length > 0) process.exitCode = 1;
}

function lineCommands(program: Command): void {
  const line = program.command('line').description('numbers, SIMs, trunks and logins');
  command(line, 'history <identifier>', 'whose a number, account or SIM is and was').action(
    (identifier: string, options: CommonOptions) =>
      withSession(options, 'customers.read', async ({ app, actor, language, print }) => {
        const lines = await inTransaction(app, actor, (ctx) => lineHistory(ctx, identifier));
        const instant = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());
        const told = lines.map(({ label, contractNumber, validFromMs, validToMs }) =>
          say(language, COMMAND_LINES.held, {
            label,
            contract: contractNumber,
            from: instant(validFromMs),
            to: instant(validToMs),
          }),
        );
        print({ lines }, told.length === 0 ? [say(language, COMMAND_LINES.neverHeld, { identifier })] : told);
      }),
  );
  command(line, 'move <identifier>', 'move a number to another contract')
    .requiredOption('--to <contract>', 'number of the contract')
    .requiredOption('--at <moment>', 'day, or instant with its offset')
    .option('--fees', 'with its fees')
    .action(
      (
        identifier: string,
        options: CommonOptions & { readonly to: string; readonly at: string; readonly fees?: boolean },
      ) =>
        withSession(options, 'customers.write', async ({ app, actor, language, print }) => {
          const moved = await inTransaction(app, actor, async (ctx) => {
            const [newest] = await lineHistory(ctx, identifier);
            if (newest === undefined) throw new Refusal('notFound', 'contract.lineUnknown', { line: identifier });
            const { id: toContractId } = await contractByNumber(ctx, options.to);
            return moveLineAndFees(ctx, {
              lineId: newest.id,
              toContractId,
              withFees: options.fees ?? false,
              at: asked(momentText, options.at),
            });
          });
          print({ lineId: moved.id }, [
            say(language, COMMAND_LINES.moved, { line: moved.label, contract: options.to, at: options.at }),
          ]);
        }),
    );
}

function indexationCommands(program: Command): void {
  const indexation = program.command('indexation').description('prices raised by rule');
  command(indexation, 'preview <rule>', 'what a rule would do on a day, customer by customer')
    .requiredOption('--on <YYYY-MM-DD>', 'first day of the new prices')
    .action((code: string, options: CommonOptions & { readonly on: string }) =>
      withSession(options, 'customers.read', (session) => previewCommand(session, code, options.on)),
    );
  command(indexation, 'apply <rule>', 'put a rule in force from a day on')
    .requiredOption('--on <YYYY-MM-DD>', 'first day of the new prices')
    .action((code: string, options: CommonOptions & { readonly on: string }) =>
      withSession(options, 'catalog.write', async ({ app, actor, language, print }) => {
        const { id, changed } = await inTransaction(app, actor, async (ctx) =>
          applyIndexation(ctx, { ruleId: await ruleByCode(ctx, code), effectiveOn: asked(dateText, options.on) }),
        );
        print({ id, changed }, [say(language, COMMAND_LINES.applied, { id, changed })]);
      }),
    );
  command(indexation, 'letters <indexation>', 'write the letters that are not written yet').action(
    (id: string, options: CommonOptions) =>
      withSession(options, 'catalog.write', async ({ app, actor, language, progress, print }) => {
        const count = await writeLetters(app, actor, asked(idText, id), progress);
        print({ letters: count }, [say(language, COMMAND_LINES.letters, { count })]);
      }),
  );
  command(indexation, 'undo <indexation>', 'let the old prices hold again').action(
    (id: string, options: CommonOptions) =>
      withSession(options, 'catalog.write', async ({ app, actor, language, print }) => {
        const { changed } = await inTransaction(app, actor, (ctx) => undoIndexation(ctx, asked(idText, id)));
        print({ id: Number(id), changed }, [say(language, COMMAND_LINES.undone, { id, changed })]);
      }),
  );
  command(indexation, 'value <series> <month> <value>', 'enter the value of an index for a month').action(
    (series: string, month: string, value: string, options: CommonOptions) =>
      withSession(options, 'catalog.write', async ({ app, actor, language, print }) => {
        await inTransaction(app, actor, (ctx) => putIndexValues(ctx, [asked(newIndexValue, { series, month, value })]));
        print({ values: 1 }, [say(language, COMMAND_LINES.values, { count: 1, series })]);
      }),
  );
}

async function previewCommand({ app, actor, language, print }: Session, code: string, on: string): Promise<void> {
  const preview = await inTransaction(app, actor, async (ctx) =>
    previewIndexation(ctx, { ruleId: await ruleByCode(ctx, code), effectiveOn: asked(dateText, on) }),
  );
  const { percent, findings, impact, customers } = preview;
  const named = impact.map((one) => ({ ...one, customer: customers.get(one.customerId) }));
  const subscriptions = impact.reduce((sum, one) => sum + one.subscriptions, 0);
  print({ percent, findings: findings.map(findingReply), customers: impact }, [
    ...findings.map((finding) => wordFinding(language, finding)),
    ...named.map(({ customer, oldYearly, newYearly, difference }) =>
      say(language, COMMAND_LINES.impact, {
        number: customer?.number ?? '',
        name: customer?.name ?? '',
        old: oldYearly,
        new: newYearly,
        difference: `${difference} ${customer?.currency ?? ''}`,
      }),
    ),
    say(language, COMMAND_LINES.preview, {
      rule: code,
      on,
      percent: percent ?? '–',
      subscriptions,
      customers: impact.length,
    }),
  ]);
  if (findings.length > 0) process.exitCode = 1;
}

/** What somebody typed, as it should be. @throws Refusal `contract.notUnderstood` */
function asked<Schema extends z.ZodType>(schema: Schema, typed: unknown): z.output<Schema> {
  const read = schema.safeParse(typed);
  if (read.success) return read.data;
  const shown = typeof typed === 'string' ? typed : JSON.stringify(typed);
  throw new Refusal('invalid', 'contract.notUnderstood', { typed: shown });
}

async function ruleByCode(ctx: Context, code: string): Promise<number> {
  const rule = (await listIndexationRules(ctx)).find((one) => one.code === code);
  if (rule === undefined) throw new Refusal('notFound', 'indexation.ruleUnknown', { rule: code });
  return rule.id;
}
