import { audit, getTenant, today } from '#access/service';
import { type Finding, formatMicro, isCurrency, Refusal } from '#base';
import { plainWord, rateOn } from '#catalog';
import { listExchangeRates } from '#catalog/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { Carrier } from '../../carrierInvoices/carrier.ts';
import { type CarrierInvoice, fileFinding, type ReadInvoice } from '../../carrierInvoices/carrierInvoice.ts';
import * as store from '../../store.ts';
import { getCarrier } from './carriers.ts';
import { compareMonth } from './comparing.ts';
import { chosenColumns, destinationNames, readCarrierFile } from './reading.ts';

/** A carrier's file by its content in the archive. */
export interface CarrierFile {
  readonly code: string;
  /** sha256 */
  readonly file: string;
  /** Heading → column, or '' for none. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface ImportCarrierInvoiceInput extends CarrierFile {
  readonly fileName: string;
  readonly number?: string | undefined;
  readonly month?: string | undefined;
  readonly issuedOn?: string | undefined;
}

/** A name of a destination that means none of ours, and what is billed under it in the invoice's currency. */
export interface UnknownDestination {
  readonly name: string;
  readonly lines: number;
  readonly amountMicro: bigint;
}

/** What a file says and what is wrong with it; stores nothing. @throws Refusal as `readCarrierFile`; `carrier.unknown` */
export async function previewCarrierInvoice(
  app: App,
  ctx: Context,
  { code, file, columns }: CarrierFile,
): Promise<{ readonly read: ReadInvoice; readonly unknownDestinations: readonly UnknownDestination[] }> {
  const carrier = await getCarrier(ctx, code);
  const read = await readCarrierFile(await app.files.read(file), carrier, columns);
  const findings = [...read.findings, ...(await remarks(ctx, carrier, read, read.head.month))];
  return { read: { ...read, findings }, unknownDestinations: await unknownDestinations(ctx, carrier, read) };
}

/**
 * Imports an invoice and compares its month. The same file again changes nothing.
 * @throws Refusal as `readCarrierFile`; `carrier.unknown`, `carrierInvoice.refused`, `carrierInvoice.noNumber`, `carrierInvoice.noMonth`,
 *   `carrierInvoice.sameNumber`, `carrierInvoice.unknownCurrency`, `carrierInvoice.noRate`
 */
export async function importCarrierInvoice(
  app: App,
  ctx: Context,
  input: ImportCarrierInvoiceInput,
): Promise<{ readonly again: boolean; readonly invoice: store.StoredCarrierInvoice }> {
  const carrier = await getCarrier(ctx, input.code);
  await store.lockCarrier(ctx, carrier.id);
  const before = await store.carrierInvoices(ctx, { carrierId: carrier.id, month: null });
  const same = before.find(({ sha256 }) => sha256 === input.file);
  if (same !== undefined) return { again: true, invoice: same };
  const read = await readCarrierFile(await app.files.read(input.file), carrier, input.columns);
  const errors = read.findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) throw new Refusal('invalid', 'carrierInvoice.refused', { errors }, read.findings);
  const invoice = await invoiceOf(ctx, carrier, read, input);
  const other = before.find(({ number }) => number === invoice.number);
  if (other !== undefined) {
    const params = { carrier: carrier.name, number: other.number, by: other.importedBy };
    throw new Refusal('conflict', 'carrierInvoice.sameNumber', params);
  }
  const stored = {
    ...invoice,
    sha256: input.file,
    fileName: input.fileName,
    format: read.format,
    findings: [...read.findings, ...(await remarks(ctx, carrier, read, invoice.month))],
    importedBy: ctx.actor.name,
    importedAt: new Date(ctx.clock.now()),
  };
  await store.insertCarrierInvoice(ctx, stored);
  await store.insertCarrierLines(ctx, invoice.id, read.lines);
  await store.putCarrier(ctx, { ...carrier, columns: { ...carrier.columns, ...chosenColumns(input.columns) } });
  await compareMonth(ctx, carrier, invoice.month);
  const { number, month, netMicro, currency } = invoice;
  await audit(ctx, {
    action: 'control.carrierInvoice.import',
    subject: `carrier/${carrier.code}`,
    detail: { number, month, net: formatMicro(netMicro), currency, sha256: input.file },
  });
  return { again: false, invoice: { ...stored, withdrawnBy: null, withdrawnAt: null } };
}

/** Takes an invoice out, as if it had never come; it stays in the records. @throws Refusal `carrierInvoice.unknown`, `carrierInvoice.withdrawn` */
export async function withdrawCarrierInvoice(
  ctx: Context,
  { invoiceId, reason }: { invoiceId: number; reason: string },
): Promise<void> {
  const invoice = await store.carrierInvoice(ctx, invoiceId);
  if (invoice === null) throw new Refusal('notFound', 'carrierInvoice.unknown', { invoice: invoiceId });
  await store.lockCarrier(ctx, invoice.carrierId);
  const now = await store.carrierInvoice(ctx, invoiceId);
  if (now?.withdrawnAt !== null) throw new Refusal('conflict', 'carrierInvoice.withdrawn', { number: invoice.number });
  await store.markWithdrawn(ctx, invoiceId, ctx.actor.name, new Date(ctx.clock.now()));
  const carrier = (await store.carriers(ctx)).find(({ id }) => id === invoice.carrierId)!;
  await compareMonth(ctx, carrier, invoice.month);
  await audit(ctx, {
    action: 'control.carrierInvoice.withdraw',
    subject: `carrier/${carrier.code}`,
    detail: { number: invoice.number, month: invoice.month, reason },
  });
}

async function invoiceOf(
  ctx: Context,
  carrier: Carrier,
  { head, lines }: ReadInvoice,
  input: ImportCarrierInvoiceInput,
): Promise<CarrierInvoice> {
  const number = input.number ?? head.number;
  const month = input.month ?? head.month;
  if (number === null) throw new Refusal('invalid', 'carrierInvoice.noNumber');
  if (month === null) throw new Refusal('invalid', 'carrierInvoice.noMonth');
  const tenant = await getTenant(ctx);
  const issuedOn = input.issuedOn ?? head.issuedOn;
  const currency = head.currency ?? tenant.currency;
  const linesMicro = lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  return {
    id: await nextNumber(ctx, 'control.carrierInvoice'),
    carrierId: carrier.id,
    number,
    kind: head.kind,
    month,
    issuedOn,
    currency,
    rate: await rateOf(ctx, currency, { own: tenant.currency, date: issuedOn ?? (await today(ctx)) }),
    netMicro: head.netMicro ?? linesMicro,
    taxMicro: head.taxMicro,
    grossMicro: head.grossMicro,
    linesMicro,
  };
}

async function rateOf(ctx: Context, currency: string, { own, date }: { own: string; date: string }): Promise<string> {
  if (currency === own) return '1';
  if (!isCurrency(currency)) throw new Refusal('invalid', 'carrierInvoice.unknownCurrency', { currency });
  const rate = rateOn(await listExchangeRates(ctx), currency, date);
  if (rate === undefined) throw new Refusal('invalid', 'carrierInvoice.noRate', { currency, date });
  return rate.rate;
}

/** What should be looked at though the file can be read. */
async function remarks(
  ctx: Context,
  carrier: Carrier,
  { head, lines }: ReadInvoice,
  month: string | null,
): Promise<Finding[]> {
  const found: Finding[] = [];
  const sum = lines.reduce((total, { amountMicro }) => total + amountMicro, 0n);
  const net = head.netMicro ?? sum;
  const off = net - sum;
  if (off > 10_000n || off < -10_000n)
    found.push(
      fileFinding('carrierInvoice.sumsDiffer', 'warning', { lines: formatMicro(sum, 2), net: formatMicro(net, 2) }),
    );
  if (carrier.sourceIds.length === 0 && lines.some(({ kind }) => kind === 'usage'))
    found.push(fileFinding('carrierInvoice.noSources', 'warning'));
  const others = month === null ? [] : await store.carrierInvoices(ctx, { carrierId: carrier.id, month });
  for (const { number, netMicro } of others)
    if (number !== head.number && netMicro === net && net > 0n)
      found.push(fileFinding('carrierInvoice.sameAmount', 'warning', { number }));
  return found;
}

async function unknownDestinations(
  ctx: Context,
  carrier: Carrier,
  { lines }: ReadInvoice,
): Promise<UnknownDestination[]> {
  const { ids: known } = await destinationNames(ctx, carrier, new Set());
  const unknown = new Map<string, UnknownDestination>();
  for (const { kind, destination, amountMicro } of lines) {
    if (kind !== 'usage' || destination === null || known.has(plainWord(destination))) continue;
    const before = unknown.get(plainWord(destination));
    unknown.set(plainWord(destination), {
      name: destination,
      lines: (before?.lines ?? 0) + 1,
      amountMicro: (before?.amountMicro ?? 0n) + amountMicro,
    });
  }
  return [...unknown.values()].sort((a, b) => (a.amountMicro < b.amountMicro ? 1 : -1));
}
