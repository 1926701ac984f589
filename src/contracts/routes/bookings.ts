import { bind, type Http } from '#platform/http';
import { bookOptionEndpoint, endBookingEndpoint } from '../api.ts';
import type { Booking } from '../booking.ts';
import { bookOption, endBooking } from '../service.ts';

export function bookingRoutes(http: Http): void {
  bind(http, bookOptionEndpoint, async ({ ctx, params, body }) =>
    bookingReply(await bookOption(ctx, { ...body, contractId: params.contractId })),
  );
  bind(http, endBookingEndpoint, async ({ ctx, params, body }) =>
    bookingReply(await endBooking(ctx, { ...body, bookingId: params.bookingId })),
  );
}

function bookingReply({ fromMs, toMs, ...booking }: Booking) {
  return { ...booking, from: new Date(fromMs).toISOString(), to: toMs === null ? null : new Date(toMs).toISOString() };
}
