import writeXlsxFile from 'write-excel-file/node';
import { audit, getTenant } from '#access/service';
import { formatMicro, formatMinor, type Language, Refusal } from '#base';
import type { Bill, BillLine, Run } from '#billing';
import { type DrawnBill, excludedBy, getRun, listBills, summarise } from '#billing/service';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { renderPdf } from '#platform/pdf/render';
import { say, wordCode } from '#platform/wording';
import { CAUSE_NAMES, isCause } from '../cause.ts';
import type { Protocol, ProtocolRow } from '../protocol.ts';
import { protocolSheet } from '../protocolSheet.ts';
import { protocolTables, type Table } from '../protocolTables.ts';
import * as store from '../store.ts';

/** A file of a protocol. */
export type ProtocolFormat = 'pdf' | 'xlsx';

/**
 * Writes and keeps the protocol of a run that is approved, with its hash in the audit trail.
 * @throws Refusal `run.unknown`, `control.notApproved`
 */
export async function signProtocol(
  app: App,
  ctx: Context,
  { runId, language }: { readonly runId: number; readonly language: Language },
): Promise<store.SignedProtocol> {
  const run = await getRun(ctx, runId);
  const approval = await store.approvalOf(ctx.tx, runId);
  if (approval === null) throw new Refusal('conflict', 'control.notApproved', { run: runId });
  const protocol = await protocolOf(ctx, run, approval, await nextNumber(ctx, `control.protocol/${runId}`));
  const words = (code: string, params?: Parameters<typeof wordCode>[2]) => wordCode(language, code, params);
  const pdf = renderPdf(protocolSheet(protocol, language, words)).bytes;
  const tables = protocolTables(protocol, language, words, (cause) => say(language, CAUSE_NAMES[cause]));
  const signed: store.SignedProtocol = {
    no: protocol.no,
    language,
    runDigest: approval.digest,
    pdfSha256: (await app.files.put(pdf)).sha256,
    xlsxSha256: (await app.files.put(await workbook(tables))).sha256,
    signedBy: ctx.actor.name,
    signedAt: new Date(protocol.signedMs),
  };
  await store.insertProtocol(ctx, runId, signed);
  const { signedBy, signedAt, ...detail } = signed;
  await audit(ctx, { action: 'control.protocol.sign', subject: `run/${runId}`, detail });
  return signed;
}

/** Protocols of a run, in order. @throws Refusal `run.unknown` */
export async function listProtocols(ctx: Context, runId: number): Promise<readonly store.SignedProtocol[]> {
  await getRun(ctx, runId);
  return store.protocols(ctx, runId);
}

/** A kept protocol. @throws Refusal `run.unknown`, `control.noProtocol` */
export async function readProtocol(
  app: App,
  ctx: Context,
  input: { readonly runId: number; readonly no: number; readonly format: ProtocolFormat },
): Promise<{ readonly content: Buffer; readonly fileName: string }> {
  const { runId, no, format } = input;
  const { month } = await getRun(ctx, runId);
  const found = (await store.protocols(ctx, runId)).find((one) => one.no === no);
  if (found === undefined) throw new Refusal('notFound', 'control.noProtocol', { run: runId, no });
  const content = await app.files.read(format === 'pdf' ? found.pdfSha256 : found.xlsxSha256);
  return { content, fileName: `protocol-${month}-${runId}-${no}.${format}` };
}

async function protocolOf(ctx: Context, run: Run, approval: store.Approval, no: number): Promise<Protocol> {
  const { totals } = await summarise(ctx, run.id);
  const leavers = await excludedBy(ctx, run.id);
  const findings = await store.decidedFindings(ctx, run.id);
  const signedMs = ctx.clock.now();
  return {
    tenant: await getTenant(ctx),
    runId: run.id,
    no,
    month: run.month,
    issueOn: run.issueOn,
    digest: approval.digest,
    signedMs,
    rows: await rowsOf(ctx, run),
    totals: totals.map(({ currency, drafts, netMinor, grossMinor }) => ({
      currency,
      drafts,
      net: formatMinor(netMinor, currency),
      gross: formatMinor(grossMinor, currency),
    })),
    findings: findings.map(({ amountMicro, decidedAt, ...one }) => ({
      ...one,
      amount: formatMicro(amountMicro, 2),
      decidedMs: decidedAt?.getTime() ?? null,
    })),
    deeds: [
      { what: 'drawn', who: run.createdBy, atMs: run.calculatedAt?.getTime() ?? null },
      ...leavers.map((who) => ({ what: 'leftOut' as const, who, atMs: null })),
      { what: 'approved', who: approval.approvedBy, atMs: approval.approvedAt.getTime() },
      { what: 'signed', who: ctx.actor.name, atMs: signedMs },
    ],
  };
}

async function rowsOf(ctx: Context, run: Run): Promise<ProtocolRow[]> {
  const bills = await listBills(ctx, run.id);
  const customers = await customersById(ctx);
  const numbers = await store.documentNumbers(ctx, run.id);
  const differences = await store.differences(ctx, run.id);
  return bills.map((drawn) => {
    const { bill, customerId } = drawn;
    const compared = differences.get(customerId);
    const money = (minor: bigint) => formatMinor(minor, bill.currency);
    const sums = sumsOf(bill);
    return {
      invoices: numbers.get(drawn.payerId) ?? [],
      customerNumber: bill.customerNumber,
      customerName: customers.get(customerId)?.name ?? '',
      currency: bill.currency,
      oneOff: money(sums.oneOff),
      recurring: money(sums.recurring),
      usage: money(sums.usage),
      proration: money(sums.proration),
      net: money(BigInt(bill.netMinor)),
      gross: money(BigInt(bill.grossMinor)),
      previous: compared === undefined || compared.beforeMinor === null ? null : money(compared.beforeMinor),
      leftOut: leftOut(drawn),
      causes: Object.entries(compared?.causes ?? {}).flatMap(([cause, minor]) =>
        isCause(cause) ? [[cause, money(BigInt(minor))] as const] : [],
      ),
    };
  });
}

const leftOut = ({ state, reason }: DrawnBill) => (state === 'excluded' ? (reason ?? '') : null);

/** Net by kind of line: rules of the month and fees are recurring, corrections are usage, deposits one-off; parts of periods are in both. */
function sumsOf(bill: Bill) {
  const sum = (which: (line: BillLine) => boolean) =>
    bill.lines.filter(which).reduce((total, line) => total + BigInt(line.netMinor), 0n);
  return {
    oneOff: sum(({ kind }) => kind === 'oneOff' || kind === 'deposit'),
    recurring: sum(({ kind }) => kind === 'recurring' || kind === 'periodRule'),
    usage: sum(({ kind }) => kind === 'usage' || kind === 'correction'),
    proration: sum((line) => line.kind === 'recurring' && line.days !== line.ofDays),
  };
}

/** Amounts become numbers at this edge alone: XLSX knows no decimals, and writes the shortest text that gives the same number. */
async function workbook(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map(({ name, widths, rows }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    data: rows.map((row, index) =>
      row.map((cell) =>
        typeof cell === 'string'
          ? { value: cell, type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) }
          : { value: Number(cell.amount), type: Number, format: '#,##0.00' },
      ),
    ),
  }));
  return writeXlsxFile(sheets).toBuffer();
}
