import { getTenant } from '#access/service';
import { formatMicro, formatMinor, localDateOf, monthOf, zoneOffsets } from '#base';
import { billedIn, getBill, listDrafts } from '#billing/service';
import { destinationsById } from '#catalog/service';
import { getContract } from '#contracts/service';
import { rawRecordAt } from '#mediation/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { type ExplainInput, type Explanation, explain } from '#rating/service';
import { type StoredRecord, serviceName } from '#usage';
import { recordAt } from '#usage/service';
import { usageKey } from '../lines.ts';
import * as store from '../store.ts';

/** Where a call stands on an invoice, and how the line's cents came about. Amounts are decimal text. */
export interface TracedLine {
  readonly number: string;
  readonly issuedOn: string;
  readonly currency: string;
  readonly lineId: string;
  readonly lineName: string;
  /** Calls that the line sums, this one among them, and their exact sum. */
  readonly calls: number;
  readonly charge: string;
  /** The sum rounded half up to the minor unit: what is printed. */
  readonly net: string;
}

/** A call from its line in a file to its cents on an invoice. */
export interface CallTrace {
  /** The record as the file says it. */
  readonly raw: string;
  readonly explanation: Explanation;
  /** Null while the call is on no issued invoice. */
  readonly invoice: TracedLine | null;
}

/** Follows one call through all stages. @throws Refusal `usage.unknown`, `mediation.fileNotKnown` */
export async function traceCall(app: App, ctx: Context, input: ExplainInput): Promise<CallTrace> {
  const explanation = await explain(ctx, input);
  const { fileId, recordNo, startAt } = explanation.record;
  const startMs = Date.parse(startAt);
  const record = await recordAt(ctx, { fileId, recordNo, period: { fromMs: startMs, toMs: startMs + 1 } });
  if (record === null)
    throw new Error(`assertion failed: record ${recordNo} of file ${fileId} was explained but is gone`);
  return {
    raw: await rawRecordAt(app, ctx, { fileId, byteOffset: record.byteOffset }),
    explanation,
    invoice: record.contractId === 0 ? null : await invoiceOf(ctx, record),
  };
}

async function invoiceOf(ctx: Context, record: StoredRecord): Promise<TracedLine | null> {
  const { zone } = await getTenant(ctx);
  const month = monthOf(localDateOf(zoneOffsets(zone), record.startMs));
  const runId = await billedIn(ctx, { customerId: record.customerId, month, loadNo: record.loadNo });
  const destination = (await destinationsById(ctx)).get(record.destinationId);
  if (runId === null || destination === undefined) return null;
  const key = usageKey({
    month,
    contractNumber: (await getContract(ctx, record.contractId)).number,
    class: destination.class,
    service: serviceName(record.service),
    part: 'transport',
  });
  // He may be paid for, or get an invoice for each contract: the one that has the line is it.
  const { payerId } = await getBill(ctx, runId, record.customerId);
  const receivers = (await listDrafts(ctx, runId, [payerId])).map(({ customerId }) => customerId);
  const documents = await store.documentsOfRun(ctx.tx, runId, receivers);
  const document = documents.find(({ content }) => content.lines.some((each) => each.usage?.key === key));
  if (document === undefined) return null;
  const { content } = document;
  const line = content.lines.find((each) => each.usage?.key === key);
  if (line?.usage === undefined) return null;
  return {
    number: document.number,
    issuedOn: content.issuedOn,
    currency: content.currency,
    lineId: line.id,
    lineName: line.name,
    calls: line.usage.calls,
    charge: formatMicro(BigInt(line.usage.chargeMicro)),
    net: formatMinor(BigInt(line.netMinor), content.currency),
  };
}
