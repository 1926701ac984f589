import type { ReplyOf } from '#app';
import type { carrierCellsEndpoint, carrierMonthEndpoint } from '#control';

/** How a carrier's month is looked at. */
export const CARRIER_VIEWS = ['differences', 'identifier', 'destination', 'invoices'] as const;
export type CarrierView = (typeof CARRIER_VIEWS)[number];

export type CarrierMonthReply = ReplyOf<typeof carrierMonthEndpoint>;
export type CarrierCell = ReplyOf<typeof carrierCellsEndpoint>['rows'][number];
