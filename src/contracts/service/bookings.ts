import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Option } from '#catalog';
import { optionsById } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type Booking,
  bookingEnd,
  bookingSpan,
  checkBooking,
  type NewBooking,
  newBooking,
  type Span,
  standingInTheWay,
} from '../booking.ts';
import type { Contract } from '../contract.ts';
import { spanOf } from '../plans.ts';
import * as store from '../store.ts';
import { lockContract, momentMs, movedEnd, refuse, tenantOffsets } from './common.ts';
import { refuseOtherCurrency } from './currency.ts';
import { getLine } from './lines.ts';

/**
 * Books an option on a contract, or on one of its lines, also back in time.
 * @throws Refusal `contract.unknown`, `booking.optionUnknown`, `contract.lineUnknown`, `booking.twice`, `contract.invalid` with `booking.*` findings
 */
export async function bookOption(ctx: Context, input: NewBooking): Promise<Booking> {
  const parsed = newBooking.parse(input);
  const contract = await lockContract(ctx, parsed.contractId);
  const option = await getOption(ctx, parsed.optionId);
  if (option.priceListId !== null) {
    const { currency } = await getCustomer(ctx, contract.customerId);
    await refuseOtherCurrency(ctx, [option.priceListId], currency);
  }
  const offsets = await tenantOffsets(ctx);
  const fromMs = momentMs(offsets, parsed.from);
  const untilMs = parsed.until === null ? null : momentMs(offsets, parsed.until);
  refuse(checkBooking({ fromMs, untilMs }, spanOf(contract, offsets), 'contract'));
  if (parsed.lineId !== null)
    refuse(checkBooking({ fromMs, untilMs }, await lineSpan(ctx, contract, parsed.lineId), 'line'));
  const wanted = {
    contractId: contract.id,
    lineId: parsed.lineId,
    optionId: option.id,
    quantity: parsed.quantity,
    fromMs,
    toMs: bookingEnd(option, fromMs, untilMs),
  };
  refuseTwice(wanted, option, await store.bookings(ctx.tx, [contract.id]));
  const booking: Booking = { ...wanted, id: await nextNumber(ctx, 'booking') };
  await store.insertBooking(ctx.tx, ctx.tenantId, booking);
  const until = booking.toMs === null ? {} : { toMs: booking.toMs };
  await audit(ctx, {
    action: 'contracts.booking.add',
    subject: `contract/${contract.id}`,
    detail: { ...booking },
    affects: [{ kind: 'contract', id: contract.id, fromMs, ...until }],
  });
  return booking;
}

export interface EndBookingInput {
  readonly bookingId: number;
  /** First moment no longer in force: an instant, or a local date for its start. */
  readonly at: string;
}

/**
 * Ends a booking, or moves its end, as far as the option lasts.
 * @throws Refusal `booking.unknown`, `booking.twice`, `contract.invalid` with `booking.*` findings
 */
export async function endBooking(ctx: Context, { bookingId, at }: EndBookingInput): Promise<Booking> {
  const found = await store.bookingById(ctx.tx, bookingId);
  if (found === null) throw new Refusal('notFound', 'booking.unknown', { booking: bookingId });
  const contract = await lockContract(ctx, found.contractId);
  // Read again under the lock.
  const bookings = await store.bookings(ctx.tx, [contract.id]);
  const booking = bookings.find((one) => one.id === bookingId) ?? found;
  const option = await getOption(ctx, booking.optionId);
  const offsets = await tenantOffsets(ctx);
  const untilMs = momentMs(offsets, at);
  refuse(checkBooking({ fromMs: booking.fromMs, untilMs }, spanOf(contract, offsets), 'contract'));
  const toMs = bookingEnd(option, booking.fromMs, untilMs) ?? untilMs;
  const ended = { ...booking, toMs };
  const others = bookings.filter((one) => one.id !== bookingId);
  refuseTwice(ended, option, others);
  await store.setBookingEnd(ctx.tx, booking.id, toMs);
  await audit(ctx, {
    action: 'contracts.booking.end',
    subject: `contract/${contract.id}`,
    detail: { booking: booking.id, to: new Date(toMs).toISOString() },
    affects: movedEnd('contract', contract.id, booking.toMs, toMs),
  });
  return ended;
}

function refuseTwice(wanted: Omit<Booking, 'id'>, option: Option, booked: readonly Booking[]): void {
  const [other] = standingInTheWay(wanted, option, booked);
  if (other !== undefined) throw new Refusal('conflict', 'booking.twice', { option: option.code, booking: other.id });
}

async function getOption(ctx: Context, optionId: number): Promise<Option> {
  const option = (await optionsById(ctx)).get(optionId);
  if (option === undefined) throw new Refusal('notFound', 'booking.optionUnknown', { option: optionId });
  return option;
}

async function lineSpan(ctx: Context, contract: Contract, lineId: number): Promise<Span> {
  const line = await getLine(ctx, lineId);
  if (line.contractId !== contract.id) throw new Refusal('notFound', 'contract.lineUnknown', { line: lineId });
  const span = { fromMs: line.validFromMs, toMs: line.validToMs };
  return bookingSpan(span, spanOf(contract, await tenantOffsets(ctx))) ?? { ...span, toMs: line.validFromMs };
}
