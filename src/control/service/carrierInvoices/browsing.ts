import type { z } from 'zod';
import { getTenant } from '#access/service';
import { findingReply, formatMicro, pageOffset, Refusal } from '#base';
import type { Destination } from '#catalog';
import { destinationsById } from '#catalog/service';
import type { Context } from '#platform/context';
import { lastLoadNo } from '#usage/service';
import type { carrierCellsEndpoint, carrierLinesEndpoint, carrierSumsEndpoint } from '../../carrierInvoices/api.ts';
import type { Carrier } from '../../carrierInvoices/carrier.ts';
import type { CarrierLine } from '../../carrierInvoices/carrierInvoice.ts';
import type { Figures } from '../../carrierInvoices/compare.ts';
import { figuresFrom } from '../../carrierInvoices/figures.ts';
import * as store from '../../store.ts';
import { carrierAsReply, getCarrier } from './carriers.ts';
import type { MonthOfCarrier } from './comparing.ts';

/** Amounts to four decimals at least: what differs is often a fraction of a cent per minute. */
const money = (micro: bigint) => formatMicro(micro, 2);
const maybe = (micro: bigint | null) => (micro === null ? null : money(micro));

export function invoiceAsReply(invoice: store.StoredCarrierInvoice, { code, name }: Pick<Carrier, 'code' | 'name'>) {
  const { id, number, kind, month, issuedOn, currency, fileName, format, importedBy } = invoice;
  return {
    ...{ id, number, kind, month, issuedOn, currency, fileName, format, importedBy },
    carrierCode: code,
    carrierName: name,
    net: money(invoice.netMicro),
    tax: maybe(invoice.taxMicro),
    gross: maybe(invoice.grossMicro),
    findings: invoice.findings.map(findingReply),
    importedAt: invoice.importedAt.toISOString(),
  };
}

export function lineAsReply(line: CarrierLine, no: number) {
  const { amountMicro, ...rest } = line;
  return { ...rest, no, amount: money(amountMicro) };
}

/** A page of an invoice's lines. @throws Refusal `carrierInvoice.unknown` */
export async function invoiceLines(
  ctx: Context,
  invoiceId: number,
  query: z.output<NonNullable<typeof carrierLinesEndpoint.query>>,
) {
  const invoice = await store.carrierInvoice(ctx, invoiceId);
  if (invoice === null) throw new Refusal('notFound', 'carrierInvoice.unknown', { invoice: invoiceId });
  const carrier = (await store.carriers(ctx)).find(({ id }) => id === invoice.carrierId)!;
  const { page, pageSize, q } = query;
  const found = await store.carrierLinePage(ctx, { invoiceId, q, limit: pageSize, offset: pageOffset(query) });
  return {
    rows: found.rows.map(({ invoiceId: _, invoiceNumber: __, no, ...line }) => lineAsReply(line, no)),
    total: found.total,
    page,
    pageSize,
    invoice: invoiceAsReply(invoice, carrier),
  };
}

/** Carriers by month with their invoices, the newest month first. */
export async function listCarrierInvoices(
  ctx: Context,
  {
    month = null,
    carrier: code,
  }: { readonly month?: string | null | undefined; readonly carrier?: string | undefined },
) {
  const { currency } = await getTenant(ctx);
  const carriers = new Map((await store.carriers(ctx)).map((one) => [one.id, one]));
  const only = code === undefined ? null : (await getCarrier(ctx, code)).id;
  const byMonth = new Map<string, store.StoredCarrierInvoice[]>();
  for (const invoice of await store.carrierInvoices(ctx, { carrierId: only, month })) {
    const key = `${invoice.month} ${invoice.carrierId}`;
    byMonth.set(key, [...(byMonth.get(key) ?? []), invoice]);
  }
  const months = [];
  for (const [key, invoices] of [...byMonth].sort(([a], [b]) => (a < b ? 1 : -1))) {
    const carrier = carriers.get(invoices[0]!.carrierId)!;
    const of = { carrierId: carrier.id, month: key.slice(0, 7) };
    const compared = await store.comparisonOf(ctx, of);
    months.push({
      carrierCode: carrier.code,
      carrierName: carrier.name,
      month: of.month,
      invoices: invoices.map((invoice) => invoiceAsReply(invoice, carrier)),
      sums: compared === null ? null : sumsOf(figuresFrom(compared.figures)),
      standing: standingAsReply(await store.standingOf(ctx, of)),
    });
  }
  return { currency, months };
}

function sumsOf({ theirMicro, ourMicro }: Pick<Figures, 'theirMicro' | 'ourMicro'>) {
  return { their: money(theirMicro), our: money(ourMicro), difference: money(theirMicro - ourMicro) };
}

function standingAsReply({ openMicro, disputedMicro, ...counts }: store.Standing) {
  return { ...counts, openAmount: money(openMicro), disputedAmount: money(disputedMicro) };
}

/** How a carrier's month stands. @throws Refusal `carrier.unknown`, `carrierInvoice.nothingToCompare` */
export async function carrierMonth(ctx: Context, { code, month }: MonthOfCarrier) {
  const carrier = await getCarrier(ctx, code);
  const of = { carrierId: carrier.id, month };
  const invoices = await store.carrierInvoices(ctx, of);
  if (invoices.length === 0)
    throw new Refusal('notFound', 'carrierInvoice.nothingToCompare', { carrier: carrier.name, month });
  const { currency } = await getTenant(ctx);
  const compared = await store.comparisonOf(ctx, of);
  return {
    carrier: carrierAsReply(carrier),
    month,
    currency,
    invoices: invoices.map((invoice) => invoiceAsReply(invoice, carrier)),
    comparedAt: compared?.comparedAt.toISOString() ?? null,
    stale: compared !== null && compared.loadNo < (await lastLoadNo(ctx)),
    figures: compared === null ? null : figuresAsReply(figuresFrom(compared.figures)),
    standing: standingAsReply(await store.standingOf(ctx, of)),
  };
}

function figuresAsReply(figures: Figures) {
  const { theirMicro, ourMicro, taxMicro, byCause, shift, together: _, ...counts } = figures;
  return {
    ...counts,
    ...sumsOf({ theirMicro, ourMicro }),
    tax: money(taxMicro),
    causes: byCause.map(([cause, amount]) => ({ cause, amount: money(amount) })),
    shift: { ...shift },
  };
}

type CellQuery = z.output<NonNullable<typeof carrierCellsEndpoint.query>>;

/** A page of what differs. @throws Refusal `carrier.unknown` */
export async function carrierDifferences(ctx: Context, { code, month }: MonthOfCarrier, query: CellQuery) {
  const carrier = await getCarrier(ctx, code);
  const { currency } = await getTenant(ctx);
  const destinations = await destinationsById(ctx);
  const { page, pageSize, only, q } = query;
  const asked = [...destinations.values()].find((one) => one.code === query.destination);
  const found = await store.carrierCells(
    ctx,
    { carrierId: carrier.id, month },
    {
      only,
      q,
      cause: query.cause ?? null,
      identifier: query.identifier === undefined ? null : query.identifier.replace(/^\+(?=\d)/, ''),
      destinationId: query.destination === undefined ? null : (asked?.id ?? 0),
    },
    { limit: pageSize, offset: pageOffset(query) },
  );
  return {
    rows: found.rows.map((cell) => cellAsReply(cell, destinations)),
    total: found.total,
    page,
    pageSize,
    currency,
    difference: money(found.differenceMicro),
  };
}

type Destinations = ReadonlyMap<number, Destination>;

function destinationAsReply(destinationId: number | null, destinations: Destinations) {
  const found = destinationId === null ? undefined : destinations.get(destinationId);
  return found === undefined ? null : { id: found.id, code: found.code, name: found.name };
}

/** Numbers with their plus, accounts as they are. */
export function shownIdentifier(identifier: string | null): string | null {
  return identifier !== null && /^[1-9]\d{5,14}$/.test(identifier) ? `+${identifier}` : identifier;
}

export function cellAsReply(cell: store.StoredCell, destinations: Destinations) {
  const { key, kind, service, label, theirCalls, theirSeconds, ourCalls, ourSeconds, differs } = cell;
  return {
    ...{ key, kind, service, label, theirCalls, theirSeconds, ourCalls, ourSeconds, differs },
    identifier: shownIdentifier(cell.identifier),
    destination: destinationAsReply(cell.destinationId, destinations),
    customer: cell.customerId === null ? null : { id: cell.customerId, name: cell.customerName ?? '' },
    ...sumsOf(cell),
    effects: cell.effects.map(({ amountMicro, cause, says, params }) => ({
      cause,
      says,
      params: { ...params },
      amount: money(BigInt(amountMicro)),
    })),
    decision:
      cell.decision === null
        ? null
        : {
            kind: cell.decision,
            comment: cell.comment ?? '',
            decidedBy: cell.decidedBy ?? '',
            decidedAt: cell.decidedAt?.toISOString() ?? '',
          },
  };
}

/** A carrier's month by number or by destination, the largest difference first. @throws Refusal `carrier.unknown` */
export async function carrierSums(
  ctx: Context,
  { code, month }: MonthOfCarrier,
  query: z.output<NonNullable<typeof carrierSumsEndpoint.query>>,
) {
  const carrier = await getCarrier(ctx, code);
  const destinations = await destinationsById(ctx);
  const { page, pageSize, by } = query;
  const of = { carrierId: carrier.id, month };
  const { rows, total } = await store.cellSums(ctx, of, by, { limit: pageSize, offset: pageOffset(query) });
  return {
    rows: rows.map(({ identifier, destinationId, label, customerName, differing, ...row }) => ({
      identifier: shownIdentifier(identifier),
      destination: destinationAsReply(destinationId, destinations),
      ...{ label, customerName, differing },
      theirCalls: row.theirCalls,
      theirSeconds: row.theirSeconds,
      ourCalls: row.ourCalls,
      ourSeconds: row.ourSeconds,
      ...sumsOf(row),
    })),
    total,
    page,
    pageSize,
    currency: (await getTenant(ctx)).currency,
  };
}
