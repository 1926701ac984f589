import type { z } from 'zod';
import { formatMicro, formatMinor, pageOffset, Refusal } from '#base';
import { getDraft, runOfMonth } from '#billing/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import type { invoiceCallsEndpoint, listInvoicesEndpoint } from '../api.ts';
import { restoreInvoice } from '../content.ts';
import type { Invoice, ItemisedGroup } from '../invoice.ts';
import * as store from '../store.ts';
import { groupCalls } from './build.ts';
import { readDocumentFacts, readShared } from './facts.ts';

/** A page of issued documents with the sums of the whole filter. */
export async function listInvoices(ctx: Context, query: z.output<NonNullable<typeof listInvoicesEndpoint.query>>) {
  const run = query.month === undefined ? null : await runOfMonth(ctx, query.month);
  const nothing = query.month !== undefined && run === null;
  const filter = { runId: nothing ? 0 : (run?.id ?? null), customerId: query.customerId ?? null, q: query.q };
  const descending = query.sort.startsWith('-');
  const sort = query.sort.replace('-', '') as 'number' | 'customer' | 'gross' | 'dueOn';
  const rows = await store.documentPage(ctx.tx, filter, {
    sort,
    descending,
    limit: query.pageSize,
    offset: pageOffset(query),
  });
  const sums = await store.documentSums(ctx.tx, filter);
  return {
    rows: rows.map((row) => ({
      ...row,
      net: formatMinor(row.netMinor, row.currency),
      tax: formatMinor(row.taxMinor, row.currency),
      gross: formatMinor(row.grossMinor, row.currency),
    })),
    total: sums.reduce((total, sum) => total + sum.documents, 0),
    page: query.page,
    pageSize: query.pageSize,
    sums: sums.map(({ currency, netMinor, grossMinor }) => ({
      currency,
      net: formatMinor(netMinor, currency),
      gross: formatMinor(grossMinor, currency),
    })),
  };
}

async function documentOf(ctx: Context, number: string): Promise<store.StoredDocument> {
  const document = await store.documentByNumber(ctx.tx, number);
  if (document === null) throw new Refusal('notFound', 'invoice.unknown', { number });
  return document;
}

/** An issued document as data. @throws Refusal `invoice.unknown` */
export async function getInvoice(ctx: Context, number: string): Promise<Invoice> {
  return restoreInvoice((await documentOf(ctx, number)).content);
}

/** One issued document for the screen. @throws Refusal `invoice.unknown` */
export async function invoiceDetail(ctx: Context, number: string) {
  const document = await documentOf(ctx, number);
  const invoice = restoreInvoice(document.content);
  const { currency, totals } = invoice;
  const amount = (minor: bigint) => formatMinor(minor, currency);
  return {
    number: invoice.number,
    kind: invoice.kind,
    runId: document.runId,
    customerId: document.customerId,
    customerNumber: invoice.buyer.customerNumber,
    customerName: invoice.buyer.name,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    currency,
    net: amount(totals.netMinor),
    tax: amount(totals.taxMinor),
    gross: amount(totals.grossMinor),
    calls: document.calls,
    language: invoice.language,
    periodFrom: invoice.periodFrom,
    periodTo: invoice.periodTo,
    issuedAt: document.issuedAt.toISOString(),
    seller: invoice.seller,
    buyer: invoice.buyer,
    contractNumbers: [...invoice.contractNumbers],
    contractReference: invoice.contractReference,
    orderReference: invoice.orderReference,
    payment: invoice.payment,
    lines: invoice.lines.map((line) => ({
      ...line,
      net: amount(line.netMinor),
      usageKey: line.usage?.key,
      calls: line.usage?.calls,
    })),
    taxes: totals.taxes.map((tax) => ({ ...tax, taxable: amount(tax.taxableMinor), tax: amount(tax.taxMinor) })),
    notes: invoice.notes.map((note) => note.text),
    pdfSha256: document.pdfSha256,
    xmlSha256: document.xmlSha256,
  };
}

/**
 * The itemised calls of a document, as printed, a page at a time.
 * @throws Refusal `invoice.unknown`, `invoice.noCalls`
 */
export async function invoiceCalls(
  ctx: Context,
  number: string,
  query: z.output<NonNullable<typeof invoiceCallsEndpoint.query>>,
) {
  const groups = (await groupsOf(ctx, number)).filter(
    (group) =>
      (query.usageKey === undefined || group.usageKey === query.usageKey) &&
      (query.line === undefined || group.lineLabel === query.line),
  );
  const seconds = (durationMs: number) => Math.round(durationMs / 1000);
  const calls = groups.flatMap((group) => group.calls.map((call) => ({ group, call })));
  const from = pageOffset(query);
  return {
    rows: calls.slice(from, from + query.pageSize).map(({ group, call }) => ({
      startAt: new Date(call.startMs).toISOString(),
      lineLabel: group.lineLabel,
      className: group.className,
      called: call.called,
      destination: call.destination,
      durationS: seconds(call.durationMs),
      service: group.service,
      part: group.part,
      volume: call.volume,
      billedUnits: call.billedUnits,
      coveredUnits: call.coveredUnits,
      covered: call.covered,
      charge: formatMicro(BigInt(call.chargeMicro)),
      fileId: call.fileId,
      recordNo: call.recordNo,
    })),
    total: calls.length,
    page: query.page,
    pageSize: query.pageSize,
    groups: groups.map((group) => ({
      lineLabel: group.lineLabel,
      className: group.className,
      usageKey: group.usageKey,
      service: group.service,
      part: group.part,
      calls: group.calls.length,
      durationS: seconds(group.durationMs),
      volume: group.volume,
      charge: formatMicro(group.chargeMicro),
    })),
  };
}

/** Grouped anew from the usage records the bill names; they never change under an issued document. */
async function groupsOf(ctx: Context, number: string): Promise<ItemisedGroup[]> {
  const document = await documentOf(ctx, number);
  if (document.runId === null) throw new Refusal('notFound', 'invoice.noCalls', { number });
  const { bill } = await getDraft(ctx, document.runId, document.customerId, document.part);
  const facts = await readDocumentFacts(ctx, await readShared(ctx), bill);
  return groupCalls(facts, restoreInvoice(document.content));
}

/** Where the issued PDF lies in the archive. @throws Refusal `invoice.unknown`, `files.missing` */
export async function invoicePdf(app: App, ctx: Context, number: string) {
  const { pdfSha256 } = await documentOf(ctx, number);
  return { fileName: `${number}.pdf`, content: await app.files.open(pdfSha256) };
}

/** Where the issued e-invoice lies in the archive. @throws Refusal `invoice.unknown`, `files.missing` */
export async function invoiceXml(app: App, ctx: Context, number: string) {
  const { xmlSha256 } = await documentOf(ctx, number);
  return { fileName: `${number}.xml`, content: await app.files.open(xmlSha256) };
}
