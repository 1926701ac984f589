import { createReadStream } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, command, type Session, withSession } from '#access/service';
import { findingReply, formatMicro, monthText, Refusal } from '#base';
import { listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { say, wordCode, wordFinding } from '#platform/wording';
import { CARRIER_CAUSE_NAMES } from '../carrierInvoices/carrierCause.ts';
import { CARRIER_COLUMNS } from '../carrierInvoices/columns.ts';
import { CARRIER_LINES } from '../carrierInvoices/commandLines.ts';
import * as control from '../service.ts';

interface CarrierOptions extends CommonOptions {
  readonly carrier: string;
  readonly month: string;
}

interface ImportOptions extends CommonOptions {
  readonly carrier: string;
  readonly month?: string;
  readonly number?: string;
  readonly column?: readonly string[];
  readonly preview?: boolean;
}

interface SettingsOptions extends CommonOptions {
  readonly name: string;
  readonly source?: readonly string[];
  readonly supplier?: string;
  readonly vat?: string;
  readonly tolerance?: string;
  readonly tolerancePercent?: string;
  readonly lateDays?: string;
}

interface DifferencesOptions extends CarrierOptions {
  readonly all?: boolean;
  readonly accept?: string;
  readonly dispute?: string;
}

interface ExportOptions extends CarrierOptions {
  readonly out: string;
  readonly format: string;
  readonly only: string;
}

/** `carrier-invoice carrier|import|list|compare|differences|export|withdraw`. */
export function carrierInvoiceCommands(program: Command): void {
  const group = program.command('carrier-invoice').description('what carriers bill us, beside what we reckon');
  command(group, 'carrier <code>', 'add a carrier, or change it')
    .requiredOption('--name <name>', 'its name')
    .option('--source <code...>', 'sources whose records are the calls it bills')
    .option('--supplier <name>', 'as products name it')
    .option('--vat <percent>', 'VAT it should charge; 0 = reverse charge')
    .option('--tolerance <amount>', 'a difference agrees up to this')
    .option('--tolerance-percent <percent>', 'or up to this part of our cost')
    .option('--late-days <days>', 'its month may begin or end so many days beside ours')
    .action((code: string, options: SettingsOptions) =>
      withSession(options, 'runs.draft', (session) => saveCarrier(session, code, options)),
    );
  command(group, 'import <file>', 'import a carrier’s invoice (CSV, XLSX, UBL, CII) and compare its month')
    .requiredOption('--carrier <code>', 'who sent it')
    .option('--month <YYYY-MM>', 'month it bills, where the file does not tell')
    .option('--number <number>', 'its number, where the file does not tell')
    .option('--column <heading=column...>', `what a column is: ${CARRIER_COLUMNS.join(', ')}`)
    .option('--preview', 'only tell what it says')
    .action((file: string, options: ImportOptions) =>
      withSession(options, 'runs.draft', (session) =>
        options.preview ? previewFile(session, file, options) : importFile(session, file, options),
      ),
    );
  command(group, 'list', 'carriers by month with their invoices')
    .option('--month <YYYY-MM>', 'only of this month')
    .option('--carrier <code>', 'only of this carrier')
    .action((options: CommonOptions & { month?: string; carrier?: string }) =>
      withSession(options, 'runs.read', (session) => list(session, options)),
    );
  ofMonth(group, 'compare', 'compare again with usage, prices and contracts as they are now').action(
    (options: CarrierOptions) => withSession(options, 'runs.draft', (session) => compare(session, options)),
  );
  ofMonth(group, 'differences', 'what differs, the largest first, with the likely causes')
    .option('--all', 'also what is decided')
    .option('--accept <comment>', 'accept all that is open')
    .option('--dispute <comment>', 'dispute all that is open')
    .action((options: DifferencesOptions) => {
      const decides = options.accept !== undefined || options.dispute !== undefined;
      return withSession(options, decides ? 'runs.draft' : 'runs.read', (session) => differences(session, options));
    });
  ofMonth(group, 'export', 'write the list of differences to send to the carrier')
    .requiredOption('--out <dir>', 'where the file goes')
    .option('--format <xlsx|csv>', 'its format', 'xlsx')
    .option('--only <open|differing|disputed|all>', 'which differences', 'disputed')
    .action((options: ExportOptions) => withSession(options, 'runs.read', (session) => exportList(session, options)));
  command(group, 'withdraw <number>', 'take an invoice out that was read wrongly')
    .requiredOption('--carrier <code>', 'who sent it')
    .requiredOption('--reason <text>', 'why')
    .action((number: string, options: CommonOptions & { carrier: string; reason: string }) =>
      withSession(options, 'runs.draft', (session) => withdraw(session, number, options)),
    );
}

function ofMonth(group: Command, name: string, description: string): Command {
  return command(group, name, description)
    .requiredOption('--carrier <code>', 'whose invoices')
    .requiredOption('--month <YYYY-MM>', 'month they bill');
}

const within = <Result>({ app, actor }: Session, work: (ctx: Context) => Promise<Result>) =>
  inTransaction(app, actor, work);

/** What is not said stays as it is. */
async function saveCarrier(session: Session, code: string, options: SettingsOptions): Promise<void> {
  const { name, source } = options;
  const carrier = await within(session, async (ctx) => {
    const sources = await listSources(ctx);
    const sourceIds = source?.map((wanted) => {
      const found = sources.find((one) => one.code === wanted);
      if (found === undefined) throw new Refusal('notFound', 'carrier.unknownSource', { source: wanted });
      return found.id;
    });
    const known = (await control.listCarriers(ctx)).find((one) => one.code === code);
    const before = known === undefined ? undefined : control.carrierAsReply(known);
    return control.saveCarrier(ctx, {
      ...{ code, name, sourceIds: sourceIds ?? before?.sourceIds },
      supplier: options.supplier ?? before?.supplier,
      vatPercent: options.vat ?? before?.vatPercent,
      tolerance: options.tolerance ?? before?.tolerance,
      tolerancePercent: options.tolerancePercent ?? before?.tolerancePercent,
      lateDays: options.lateDays === undefined ? before?.lateDays : Number(options.lateDays),
    });
  });
  const reply = control.carrierAsReply(carrier);
  session.print(reply, [
    say(session.language, CARRIER_LINES.carrier, {
      ...{ code, name, tolerance: reply.tolerance, percent: reply.tolerancePercent, days: reply.lateDays },
    }),
  ]);
}

/** The file in the archive, and what was said of its columns. @throws Refusal `carrierInvoice.noFile`, `carrierInvoice.unknownColumn` */
async function deliveredFile({ app }: Session, path: string, { carrier, column = [] }: ImportOptions) {
  await access(path).catch(() => {
    throw new Refusal('notFound', 'carrierInvoice.noFile', { path });
  });
  const { sha256 } = await app.files.put(createReadStream(path));
  const columns = column.map((said) => {
    const [, heading = '', name = ''] = /^(.*)=([^=]*)$/.exec(said) ?? [];
    if (heading === '' || (name !== '' && !CARRIER_COLUMNS.some((one) => one === name)))
      throw new Refusal('invalid', 'carrierInvoice.unknownColumn', { column: said });
    return [heading, name] as const;
  });
  return { code: carrier, file: sha256, columns: Object.fromEntries(columns) };
}

async function previewFile(session: Session, path: string, options: ImportOptions): Promise<void> {
  const file = await deliveredFile(session, path, options);
  const { read, unknownDestinations } = await within(session, (ctx) =>
    control.previewCarrierInvoice(session.app, ctx, file),
  );
  const { head, lines, columns, findings } = read;
  const { language } = session;
  const net = formatMicro(head.netMicro ?? lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n), 2);
  const unknown = unknownDestinations.map(({ name, amountMicro }) => ({ name, amount: formatMicro(amountMicro, 2) }));
  session.print(
    {
      number: head.number,
      month: head.month,
      net,
      lines: lines.length,
      columns,
      findings: findings.map(findingReply),
      unknownDestinations: unknown,
    },
    [
      say(language, CARRIER_LINES.preview, {
        ...{ carrier: options.carrier, number: head.number ?? '?', month: head.month ?? '?', lines: lines.length, net },
        currency: head.currency ?? '',
      }),
      ...columns.map(({ heading, column }) =>
        column === null
          ? say(language, CARRIER_LINES.columnUnknown, { heading })
          : say(language, CARRIER_LINES.column, { heading, column }),
      ),
      ...findings.map((finding) => `  ${wordFinding(language, finding)}`),
      ...unknown.map((one) => say(language, CARRIER_LINES.unknownDestination, one)),
    ],
  );
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

async function importFile(session: Session, path: string, options: ImportOptions): Promise<void> {
  const file = await deliveredFile(session, path, options);
  const month = options.month === undefined ? undefined : checkedMonth(options.month);
  const { again, invoice, standing } = await within(session, async (ctx) => {
    const done = await control.importCarrierInvoice(session.app, ctx, {
      ...file,
      fileName: basename(path),
      month,
      number: options.number,
    });
    return { ...done, standing: await control.carrierMonth(ctx, { code: options.carrier, month: done.invoice.month }) };
  });
  const { language } = session;
  const { number, netMicro, currency, findings } = invoice;
  const params = { carrier: options.carrier, number, month: invoice.month, net: formatMicro(netMicro, 2), currency };
  session.print({ again, invoice: number, month: invoice.month, net: params.net, figures: standing.figures }, [
    say(language, again ? CARRIER_LINES.again : CARRIER_LINES.imported, params),
    ...findings.map((finding) => `  ${wordFinding(language, finding)}`),
    ...comparedLines(session, standing),
  ]);
}

type Standing = Awaited<ReturnType<typeof control.carrierMonth>>;

function comparedLines({ language }: Session, { carrier, month, currency, figures, standing }: Standing): string[] {
  if (figures === null) return [];
  const { their: theirs, our: ours, difference } = figures;
  return [
    say(language, CARRIER_LINES.compared, {
      ...{ carrier: carrier.name, month, theirs, ours, difference, currency, open: standing.open },
    }),
    ...figures.causes.map(({ cause, amount }) =>
      say(language, CARRIER_LINES.cause, { cause: say(language, CARRIER_CAUSE_NAMES[cause]), amount }),
    ),
  ];
}

async function list(session: Session, { month, carrier }: { month?: string; carrier?: string }): Promise<void> {
  const query = { month: month === undefined ? undefined : checkedMonth(month), carrier };
  const { months, currency } = await within(session, (ctx) => control.listCarrierInvoices(ctx, query));
  session.print(
    { months },
    months.flatMap(({ carrierName, month: of, invoices, sums, standing }) => [
      sums === null
        ? `${carrierName} ${of}`
        : say(session.language, CARRIER_LINES.compared, {
            ...{ carrier: carrierName, month: of, theirs: sums.their, ours: sums.our, difference: sums.difference },
            ...{ currency, open: standing.open },
          }),
      ...invoices.map(({ number, issuedOn, net, currency: own, fileName }) =>
        say(session.language, CARRIER_LINES.invoice, {
          number,
          date: issuedOn ?? '–',
          net,
          currency: own,
          file: fileName,
        }),
      ),
    ]),
  );
}

async function compare(session: Session, options: CarrierOptions): Promise<void> {
  const of = { code: options.carrier, month: checkedMonth(options.month) };
  const found = await within(session, async (ctx) => {
    await control.compareCarrierMonth(ctx, of);
    return control.carrierMonth(ctx, of);
  });
  session.print({ figures: found.figures, standing: found.standing }, comparedLines(session, found));
}

/** Differences that the command shows; `--json` has a thousand. */
const SHOWN = 30;

async function differences(session: Session, options: DifferencesOptions): Promise<void> {
  const of = { code: options.carrier, month: checkedMonth(options.month) };
  const query = { page: 1, pageSize: 1000, q: '', only: options.all ? 'differing' : 'open' } as const;
  const { language } = session;
  const comment = options.dispute ?? options.accept;
  if (comment !== undefined) {
    const kind = options.dispute === undefined ? 'accepted' : 'disputed';
    const count = await within(session, async (ctx) => {
      const { rows } = await control.carrierDifferences(ctx, of, { ...query, only: 'open' });
      if (rows.length > 0)
        await control.decideDifferences(ctx, { ...of, keys: rows.map(({ key }) => key), kind, comment });
      return rows.length;
    });
    session.print({ decided: count }, [say(language, CARRIER_LINES.decided, { count })]);
    return;
  }
  const { rows, total } = await within(session, (ctx) => control.carrierDifferences(ctx, of, query));
  session.print({ differences: rows, total }, [
    ...rows.slice(0, SHOWN).flatMap((row) => [
      say(language, CARRIER_LINES.difference, {
        mark: row.decision === null ? '✗' : row.decision.kind === 'accepted' ? '✓' : '!',
        what: [row.identifier, row.destination?.name[language], row.label].filter((word) => word).join(' '),
        difference: row.difference,
      }),
      ...row.effects.map(({ says, params, amount }) =>
        say(language, CARRIER_LINES.why, { why: wordCode(language, says, params), amount }),
      ),
    ]),
    ...(total > SHOWN ? [say(language, CARRIER_LINES.more, { count: total - SHOWN })] : []),
  ]);
}

async function exportList(session: Session, options: ExportOptions): Promise<void> {
  const only = (['open', 'differing', 'disputed', 'all'] as const).find((one) => one === options.only) ?? 'disputed';
  const { content, fileName } = await within(session, (ctx) =>
    control.exportDifferences(ctx, {
      code: options.carrier,
      month: checkedMonth(options.month),
      format: options.format === 'csv' ? 'csv' : 'xlsx',
      only,
      language: session.language,
    }),
  );
  await mkdir(options.out, { recursive: true });
  const path = join(options.out, fileName);
  await writeFile(path, content);
  session.print({ file: path }, [path]);
}

async function withdraw(
  session: Session,
  number: string,
  { carrier, reason }: { carrier: string; reason: string },
): Promise<void> {
  await within(session, async (ctx) => {
    const { months } = await control.listCarrierInvoices(ctx, { carrier });
    const found = months.flatMap(({ invoices }) => invoices).find((one) => one.number === number);
    if (found === undefined) throw new Refusal('notFound', 'carrierInvoice.unknown', { invoice: number });
    await control.withdrawCarrierInvoice(ctx, { invoiceId: found.id, reason });
  });
  session.print({ withdrawn: number }, [say(session.language, CARRIER_LINES.withdrawn, { number })]);
}

function checkedMonth(month: string): string {
  if (!monthText.safeParse(month).success) throw new Refusal('invalid', 'run.notAMonth', { month });
  return month;
}
