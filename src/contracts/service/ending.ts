import { audit, today } from '#access/service';
import { dateText, Refusal } from '#base';
import type { Context } from '#platform/context';
import { type Contract, checkDates } from '../contract.ts';
import { spanOf } from '../plans.ts';
import { type ContractEnd, contractEnds } from '../runningTime.ts';
import * as store from '../store.ts';
import { getContract, lockContract, movedEnd, refuse, refuseQuote, refusingTaken, tenantOffsets } from './common.ts';

export interface EndContractInput {
  readonly contractId: number;
  /** First local day no longer in force; null takes the end back. */
  readonly endsOn: string | null;
}

/**
 * Ends a contract, or moves its end. What is on it and ended with it, or would go on beyond, ends on the new day too; what had an end of its own
 * has it again where the contract goes on beyond that.
 * @throws Refusal `contract.unknown`, `contract.invalid`, `contract.partBeyond` where something on it begins only then,
 * `contract.lineTaken` where a line would come back that somebody else has by now
 */
export async function endContract(ctx: Context, input: EndContractInput): Promise<void> {
  const contract = await lockContract(ctx, input.contractId);
  refuse(checkDates({ from: contract.startsOn, to: input.endsOn }, null));
  const offsets = await tenantOffsets(ctx);
  const ended = spanOf(contract, offsets).toMs;
  const ends = spanOf({ ...contract, endsOn: input.endsOn }, offsets).toMs;
  const lines = await store.lines(ctx.tx, [contract.id]);
  const bookings = await store.bookings(ctx.tx, [contract.id]);
  const subscriptions = await store.subscriptions(ctx.tx, [contract.id]);
  const begins = [...lines.map((line) => line.validFromMs), ...bookings.map((booking) => booking.fromMs)];
  const { endsOn } = input;
  const beyond = endsOn !== null && subscriptions.some((subscription) => subscription.startsOn >= endsOn);
  if (beyond || begins.some((ms) => ms >= ends))
    throw new Refusal('conflict', 'contract.partBeyond', { to: endsOn ?? '' });
  await store.setContractEnd(ctx.tx, contract.id, input.endsOn);
  await store.endSubscriptions(ctx.tx, contract.id, contract.endsOn, input.endsOn);
  for (const line of lines) {
    const move = () => store.endLineWith(ctx.tx, line.id, finite(ended), finite(ends));
    await refusingTaken(line.identifier, move);
  }
  await audit(ctx, {
    action: 'contracts.contract.end',
    subject: `contract/${contract.id}`,
    detail: { before: contract.endsOn, after: endsOn },
    affects: [
      ...movedEnd('contract', contract.id, finite(ended), finite(ends)),
      ...lines.flatMap((line) => movedEnd('line', line.id, finite(ended), finite(ends))),
    ],
  });
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

/** Where a contract would end if notice were given on a day (today where none is named). @throws Refusal `contract.unknown` */
export async function contractEndOf(ctx: Context, contractId: number, onDay?: string): Promise<ContractEnd> {
  const contract = await getContract(ctx, contractId);
  return contractEnds(contract, onDay ?? (await today(ctx)));
}

export interface NoticeInput {
  readonly contractId: number;
  /** The day on which it came in. */
  readonly givenOn: string;
  /** A later end than the earliest one, if that was asked for. */
  readonly endsOn?: string | undefined;
}

/**
 * Takes notice of the end of a contract: it ends as early as its running time allows, or later where that was asked for. To end it earlier by
 * agreement, `endContract` it.
 * @throws Refusal `contract.unknown`, `contract.isQuote`, `contract.noticeGiven`, `contract.tooEarly`, and those of `endContract`
 */
export async function giveNotice(ctx: Context, input: NoticeInput): Promise<Contract> {
  const contract = await lockContract(ctx, input.contractId);
  refuseQuote(contract);
  const givenOn = dateText.parse(input.givenOn);
  if (contract.noticeGivenOn !== null)
    throw new Refusal('conflict', 'contract.noticeGiven', {
      given: contract.noticeGivenOn,
      end: contract.endsOn ?? '',
    });
  const { earliestEnd } = contractEnds(contract, givenOn);
  const endsOn = input.endsOn === undefined ? earliestEnd : dateText.parse(input.endsOn);
  if (endsOn < earliestEnd) throw new Refusal('conflict', 'contract.tooEarly', { end: endsOn, earliest: earliestEnd });
  // A contract agreed for a fixed time ends by itself, notice or not.
  const fixed = contract.endsOn !== null && contract.endsOn <= endsOn ? contract.endsOn : endsOn;
  await store.setNotice(ctx.tx, contract.id, givenOn);
  if (fixed !== contract.endsOn) await endContract(ctx, { contractId: contract.id, endsOn: fixed });
  await audit(ctx, {
    action: 'contracts.contract.notice',
    subject: `contract/${contract.id}`,
    detail: { givenOn, endsOn: fixed, endedBefore: contract.endsOn },
  });
  return { ...contract, noticeGivenOn: givenOn, endsOn: fixed };
}

/**
 * Takes notice back: the contract runs on.
 * @param endsOn of a contract agreed for a fixed time: its end; null = none
 * @throws Refusal `contract.unknown`, `contract.noNotice`, `contract.lineTaken` where a line belongs to somebody else by now
 */
export async function withdrawNotice(
  ctx: Context,
  { contractId, endsOn = null }: { readonly contractId: number; readonly endsOn?: string | null | undefined },
): Promise<Contract> {
  const contract = await lockContract(ctx, contractId);
  if (contract.noticeGivenOn === null)
    throw new Refusal('conflict', 'contract.noNotice', { contract: contract.number });
  await store.setNotice(ctx.tx, contract.id, null);
  if (contract.endsOn !== endsOn) await endContract(ctx, { contractId, endsOn });
  await audit(ctx, {
    action: 'contracts.contract.withdrawNotice',
    subject: `contract/${contract.id}`,
    detail: { givenOn: contract.noticeGivenOn, endedOn: contract.endsOn, endsOn },
  });
  return { ...contract, noticeGivenOn: null, endsOn };
}
