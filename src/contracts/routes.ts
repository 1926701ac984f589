import { bind, type Http } from '#platform/http';
import {
  bookOptionEndpoint,
  changePlanEndpoint,
  customerContractsEndpoint,
  endBookingEndpoint,
  endContractEndpoint,
  endLineEndpoint,
} from './api.ts';
import type { Booking } from './booking.ts';
import { previewProductPriceEndpoint } from './productPriceApi.ts';
import {
  bookOption,
  changePlan,
  customerContracts,
  endBooking,
  endContract,
  endLine,
  previewProductPrice,
} from './service.ts';

export function contractsRoutes(http: Http): void {
  bind(http, previewProductPriceEndpoint, ({ ctx, params, body }) => previewProductPrice(ctx, params.code, body));
  bind(http, customerContractsEndpoint, ({ ctx, params }) => customerContracts(ctx, params.customerId));
  bind(http, bookOptionEndpoint, async ({ ctx, params, body }) =>
    bookingReply(await bookOption(ctx, { ...body, contractId: params.contractId })),
  );
  bind(http, endBookingEndpoint, async ({ ctx, params, body }) =>
    bookingReply(await endBooking(ctx, { ...body, bookingId: params.bookingId })),
  );
  bind(http, changePlanEndpoint, async ({ ctx, params, body }) => {
    await changePlan(ctx, { ...body, contractId: params.contractId });
    return { contractId: params.contractId };
  });
  bind(http, endContractEndpoint, async ({ ctx, params, body }) => {
    await endContract(ctx, { ...body, contractId: params.contractId });
    return { contractId: params.contractId };
  });
  bind(http, endLineEndpoint, async ({ ctx, params, body }) => {
    const { id, validToMs } = await endLine(ctx, { ...body, lineId: params.lineId });
    return { lineId: id, validTo: validToMs === null ? null : new Date(validToMs).toISOString() };
  });
}

function bookingReply({ fromMs, toMs, ...booking }: Booking) {
  return { ...booking, from: new Date(fromMs).toISOString(), to: toMs === null ? null : new Date(toMs).toISOString() };
}
