import type { Context } from '#platform/context';
import { type StoredRecord, UNMATCHED } from '#usage';
import type { Period } from '#usage/service';
import { type Charge, chargeOf, differences } from '../charge.ts';
import type { OrderedRating } from '../compile.ts';
import { recordsInTurn } from './borrowed.ts';
import type { FrozenCustomers } from './frozen.ts';

/** What rating a customer's month again comes to. Amounts in micro-units. */
export interface ReratedMonth {
  /** 0 = unmatched. */
  readonly customerId: number;
  /** 'YYYY-MM' */
  readonly month: string;
  /** Records that stand on no invoice yet. */
  readonly records: number;
  /** Of these, whose charge or anything behind it is another. */
  readonly changed: number;
  /** Of the changed, those that belong to another customer now. */
  readonly moved: number;
  readonly beforeMicro: bigint;
  /** Of the records that stay with the customer. */
  readonly afterMicro: bigint;
  /** What the next bill adds for usage on issued invoices; known once all customers are rated whose calls may stand on them. */
  readonly correctionMicro: bigint;
}

/** Takes records as they are now, changed ones only. */
export interface Rewriting {
  /** Of the same customer. */
  stay(record: StoredRecord): void;
  /** Of another customer. */
  move(record: StoredRecord, from: number): void;
  /** Is awaited after every chunk, so that what waits to be written stays bounded. */
  flush(): Promise<void>;
}

/** Records are looked at and nothing is written. */
export const NO_REWRITING: Rewriting = { stay: () => {}, move: () => {}, flush: async () => {} };

/** Customers some of whose calls stand on the invoices of others. */
export interface Lending {
  /** On whose invoices calls of the customer may stand that draw on his allowances. */
  readonly holderIds: readonly number[];
  /** Whether a customer's allowances are drawn on by his calls on the invoices of others: then they are rated among his own. */
  readonly drawsOwn: (ownerId: number) => boolean;
}

/**
 * Rates the records of a customer's month in order, the allowances begun already. Billed ones are told to `frozen` with what they would cost now;
 * of the others those that change go to `rewriting`. Calls on others' invoices that are his by now are told with his own.
 * @returns `isEmptied`: no record is the customer's any more; `owners`: whose billed records are by now, where they are not his
 */
export async function rateMonth(
  ctx: Context,
  what: { readonly customerId: number; readonly month: string; readonly period: Period; readonly lending: Lending },
  rating: OrderedRating,
  frozen: FrozenCustomers,
  rewriting: Rewriting,
): Promise<{ readonly rated: ReratedMonth; readonly isEmptied: boolean; readonly owners: ReadonlySet<number> }> {
  const { customerId, month, lending } = what;
  const billedUpTo = frozen.billedUpTo(customerId, month);
  let kept = 0;
  const owners = new Set<number>();
  const sums = { records: 0, changed: 0, moved: 0, beforeMicro: 0n, afterMicro: 0n };
  for await (const chunk of recordsInTurn(ctx, { ...what.period, customerId }, lending.holderIds)) {
    for (const record of chunk) {
      const before = chargeOf(record);
      if (before.customerId !== customerId) {
        if (record.loadNo > frozen.billedUpTo(before.customerId, month)) continue; // it comes to be his by itself
        rating.rate(record, record.sourceId);
        if (record.customerId === customerId) note(record, before);
        continue;
      }
      rating.rate(record, record.sourceId);
      if (customerId === UNMATCHED || record.loadNo > billedUpTo) tell(record, before);
      else if (record.customerId === customerId || record.customerId === UNMATCHED) note(record, before);
      else {
        owners.add(record.customerId);
        if (lending.drawsOwn(record.customerId)) kept++;
        else note(record, before);
      }
    }
    await rewriting.flush();
  }
  const rated = { customerId, month, ...sums, correctionMicro: 0n };
  return { rated, isEmptied: kept === 0, owners };

  function note(record: StoredRecord, before: Charge): void {
    kept++;
    frozen.note({ month, record, billed: before, due: chargeOf(record) });
  }

  function tell(record: StoredRecord, before: Charge): void {
    const stays = record.customerId === customerId;
    sums.records++;
    if (stays) kept++;
    sums.beforeMicro += BigInt(before.chargeMicro);
    if (stays) sums.afterMicro += BigInt(record.chargeMicro);
    if (differences(before, chargeOf(record)).length === 0) return;
    sums.changed++;
    if (stays) rewriting.stay(record);
    else {
      sums.moved++;
      rewriting.move(record, customerId);
    }
  }
}
