import { getTenant } from '#access/service';
import { formatMicro, localDateOf, monthOf, Refusal, zoneOffsets } from '#base';
import { destinationsById } from '#catalog/service';
import { customersById } from '#crm/service';
import { fileByName, getFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { NO_SOURCE_COST, type StoredRecord, UNMATCHED } from '#usage';
import { recordAt } from '#usage/service';
import {
  type Charge,
  chargeOf,
  type DerivedCharge,
  differences,
  rateByReference,
  rateInOrderByReference,
} from '../charge.ts';
import { compileOrderedRating } from '../compile.ts';
import type { RatingInput } from '../input.ts';
import { monthSpan } from '../monthSpan.ts';
import { holdersIn } from '../stale.ts';
import { ratingInput } from './ratingInput.ts';
import { goThrough } from './stateOf.ts';
import { callReply, destinationReply } from './usagePage.ts';

/** Which record: its file by id or name (the latest of that name), and its number in it (line or element, from 1). */
export type ExplainInput = { readonly recordNo: number } & (
  | { readonly fileId: number }
  | { readonly fileName: string }
);

/**
 * Why a record costs what it costs: the whole derivation by the reference rater, from the line and the price versions that the stored charge
 * names. `differences` tells where that derivation does not give what is stored (it should never); `today` where lines, prices or sources as
 * they stand now would give something else, which is what a re-rating would change. A record whose customer has allowances is derived in its turn:
 * after all records of the month before it.
 * @throws Refusal `usage.unknown`, `mediation.fileNotKnown`
 */
export async function explain(ctx: Context, input: ExplainInput) {
  const file = 'fileId' in input ? await getFile(ctx, input.fileId) : await fileByName(ctx, input.fileName);
  const { recordNo } = input;
  const period =
    file.firstAt === null || file.lastAt === null
      ? {}
      : { period: { fromMs: file.firstAt.getTime(), toMs: file.lastAt.getTime() + 1 } };
  const record = await recordAt(ctx, { fileId: file.id, recordNo, ...period });
  if (record === null) throw new Refusal('notFound', 'usage.unknown', { file: file.name, record: recordNo });
  const everything = await ratingInput(ctx);
  const stored = chargeOf(record);
  const pinned = rateByReference(record, record.sourceId, everything, stored);
  const inTurn = await deriveInTurn(ctx, record, everything);
  const today = inTurn ?? rateByReference(record, record.sourceId, everything);
  // Units that allowances cover are found only in turn: a charge with some is derived as it would be rated today.
  const derived = covers(stored) || (inTurn !== null && covers(inTurn.charge)) ? today : pinned;
  const customer = (await customersById(ctx, [record.customerId])).get(record.customerId);
  const line = everything.lines.find((one) => one.id === record.lineId);
  return {
    record: { ...callReply(record), fileName: file.name, sourceName: file.sourceName ?? '' },
    customer: customer === undefined ? null : { id: customer.id, number: customer.number, name: customer.name },
    lineLabel: line?.label ?? null,
    destination: destinationReply((await destinationsById(ctx)).get(record.destinationId)),
    currency: (await getTenant(ctx)).currency,
    sourceCost: record.sourceCostMicro === NO_SOURCE_COST ? null : formatMicro(BigInt(record.sourceCostMicro)),
    lines: derived.lines.map((one) => ({ ...one, params: { ...one.params } })),
    differences: derived === today ? [] : [...differences(stored, derived.charge)],
    today: [...differences(stored, today.charge)],
  };
}

/** The derivation after all records that draw on the customer's allowances before this one; null where he has none. */
async function deriveInTurn(
  ctx: Context,
  record: StoredRecord,
  everything: RatingInput,
): Promise<DerivedCharge | null> {
  const { customerId, startMs } = record;
  const offsets = zoneOffsets(everything.zone);
  const month = monthOf(localDateOf(offsets, startMs));
  const span = monthSpan(month, offsets);
  if (customerId === UNMATCHED || !holdersIn(everything.grants, span.fromMs, span.toMs).has(customerId)) return null;
  const rating = compileOrderedRating(everything);
  await goThrough(ctx, rating, { customerId, month, fromMs: span.fromMs, toMs: startMs + 1 }, record);
  const events = [{ record, sourceId: record.sourceId }];
  return rateInOrderByReference(events, everything, rating.counters()).derived[0] ?? null;
}

function covers(charge: Charge): boolean {
  return charge.allowanceId !== 0;
}

export type Explanation = Awaited<ReturnType<typeof explain>>;
