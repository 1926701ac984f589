import { audit } from '#access/service';
import { formatMicro, Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { CarrierDecision } from '../../carrierInvoices/decision.ts';
import * as store from '../../store.ts';
import { getCarrier } from './carriers.ts';
import type { MonthOfCarrier } from './comparing.ts';

export interface DecideInput extends MonthOfCarrier {
  readonly keys: readonly string[];
  readonly kind: CarrierDecision['kind'];
  readonly comment: string;
}

/** Accepts differences, disputes them, or takes that back. @throws Refusal `carrier.unknown`, `carrierInvoice.unknownDifference` */
export async function decideDifferences(
  ctx: Context,
  { code, month, keys, kind, comment }: DecideInput,
): Promise<void> {
  const carrier = await getCarrier(ctx, code);
  await store.lockCarrier(ctx, carrier.id);
  const of = { carrierId: carrier.id, month };
  const distinct = [...new Set(keys)];
  const differences = await store.differencesOf(ctx, of, distinct);
  const at = new Date(ctx.clock.now());
  const decisions = distinct.map((key) => {
    const amountMicro = differences.get(key);
    if (amountMicro === undefined) throw new Refusal('notFound', 'carrierInvoice.unknownDifference');
    return { key, kind, comment, amountMicro, actor: ctx.actor.name, at };
  });
  const firstNo = await nextNumber(ctx, `control.carrierDecision/${carrier.id}/${month}`, decisions.length);
  await store.addCarrierDecisions(ctx, of, decisions, firstNo);
  await audit(ctx, {
    action: 'control.carrierInvoice.decide',
    subject: `carrier/${code}`,
    detail: { month, kind, comment, keys: distinct },
  });
}

/** What was decided about a difference, in order. @throws Refusal `carrier.unknown` */
export async function differenceHistory(ctx: Context, { code, month, key }: MonthOfCarrier & { readonly key: string }) {
  const carrier = await getCarrier(ctx, code);
  const decisions = await store.carrierDecisions(ctx, { carrierId: carrier.id, month }, key);
  return {
    decisions: decisions.map(({ kind, comment, amountMicro, actor, at }) => ({
      kind,
      comment,
      actor,
      amount: formatMicro(amountMicro, 2),
      at: at.toISOString(),
    })),
  };
}
