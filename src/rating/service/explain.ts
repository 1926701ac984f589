import { getTenant } from '#access/service';
import { formatMicro, Refusal } from '#base';
import { destinationsById } from '#catalog/service';
import { customersById } from '#crm/service';
import { fileByName, getFile } from '#mediation/service';
import type { Context } from '#platform/context';
import { NO_SOURCE_COST } from '#usage';
import { recordAt } from '#usage/service';
import { chargeOf, differences, rateByReference } from '../charge.ts';
import { ratingInput } from './ratingInput.ts';
import { callReply, destinationReply } from './usagePage.ts';

/** Which record: its file by id or name (the latest of that name), and its number in it (line or element, from 1). */
export type ExplainInput = { readonly recordNo: number } & (
  | { readonly fileId: number }
  | { readonly fileName: string }
);

/**
 * Why a record costs what it costs: the whole derivation by the reference rater, from the line and the price versions that the stored charge
 * names. `differences` tells where that derivation does not give what is stored (it should never); `today` where lines, prices or sources as
 * they stand now would give something else, which is what a re-rating would change.
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
  const derived = rateByReference(record, record.sourceId, everything, stored);
  const today = rateByReference(record, record.sourceId, everything);
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
    differences: [...differences(stored, derived.charge)],
    today: [...differences(stored, today.charge)],
  };
}

export type Explanation = Awaited<ReturnType<typeof explain>>;
