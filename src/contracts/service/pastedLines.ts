import { getTenant } from '#access/service';
import { startOfDayMs, zoneOffsets } from '#base';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { type PastedLine, readLines } from '../readLines.ts';
import * as store from '../store.ts';
import { getContract } from './common.ts';

export interface PastedLinesInput {
  readonly contractId: number;
  readonly text: string;
  readonly validFrom: string;
}

/** A pasted line, and who holds it from the day on. */
export interface CheckedLine extends Omit<PastedLine, 'trouble'> {
  readonly trouble: PastedLine['trouble'] | 'held';
  readonly heldBy: string | null;
}

/** Reads pasted numbers and looks whose they are; changes nothing. @throws Refusal `contract.unknown` */
export async function readPastedLines(ctx: Context, input: PastedLinesInput): Promise<readonly CheckedLine[]> {
  await getContract(ctx, input.contractId);
  const { country, zone } = await getTenant(ctx);
  const validFromMs = startOfDayMs(zoneOffsets(zone), input.validFrom);
  const checked: CheckedLine[] = [];
  for (const line of readLines(input.text, country)) {
    const held = line.trouble === null ? await holderOf(ctx, line, validFromMs) : null;
    checked.push({ ...line, trouble: held === null ? line.trouble : 'held', heldBy: held });
  }
  return checked;
}

async function holderOf(ctx: Context, { kind, identifier }: PastedLine, validFromMs: number): Promise<string | null> {
  const wanted = { kind, identifier, msisdn: null, imsi: null, sourceId: 0, validFromMs, validToMs: null };
  const [holder] = await store.holders(ctx.tx, wanted);
  if (holder === undefined) return null;
  const customer = (await customersById(ctx, [holder.customerId])).get(holder.customerId);
  return `${customer?.number ?? ''} ${customer?.name ?? ''}, ${holder.contractNumber}`.trim();
}
