import { z } from 'zod';

/**
 * A row of a price list as people deliver it; every field is text, absent (or empty) means the default.
 *
 * | field | meaning | default |
 * | --- | --- | --- |
 * | target | what it is for: see `Target` | |
 * | service | one of SERVICES | `voice` |
 * | direction | `outbound`, or `inbound` for what the called side pays | `outbound` |
 * | band | a band of the calendar | every band that no other row of the target names |
 * | destination | code of the destination printed on bills | the target's own (`@`), the numbering plan's (`#`, prefixes and numbers) |
 * | price | exact decimal, at most 9 decimals; not beside steps | 0 beside a markup |
 * | per | `minute`, `30 second`, `MB`, `message`: what the price buys | minute; piece; data must tell |
 * | connectionFee | once per answered event | 0 |
 * | increments | `first/next`: `60/1`, `1MB/100kB` | `60/60`; bytes and pieces `1/1` |
 * | steps | `from:price/per:increment` divided by `;`, each with `:exact` (no rounding up) and `:+fee` (once) if need be | |
 * | stepMode | `slice`, `total` | `slice` |
 * | incrementOrigin | `step`, `call` | `step` |
 * | grace, free, minimum | units: free below, taken off first, floor | 0 |
 * | attemptFee | of an unanswered attempt | 0 |
 * | serviceFeePerCall, serviceFeePerMinute | what the owner of a premium number takes | none |
 * | minimumCharge, cap | least and most an event costs | none |
 * | markupPercent, markupFloor, markupCap | price from cost: percent on it, least and most | none |
 * | discountPercent, discountAmount | off the event | 0 |
 */
export const PRICE_ROW_FIELDS = [
  'target',
  'service',
  'direction',
  'band',
  'destination',
  'price',
  'per',
  'connectionFee',
  'increments',
  'steps',
  'stepMode',
  'incrementOrigin',
  'grace',
  'free',
  'minimum',
  'attemptFee',
  'serviceFeePerCall',
  'serviceFeePerMinute',
  'minimumCharge',
  'cap',
  'markupPercent',
  'markupFloor',
  'markupCap',
  'discountPercent',
  'discountAmount',
] as const;
export type PriceRowField = (typeof PRICE_ROW_FIELDS)[number];

export type PriceRow = { readonly target: string } & {
  readonly [Field in Exclude<PriceRowField, 'target'>]?: string | undefined;
};

/** The shape only; what is in it is judged by `readPriceRows`, with a finding per trouble. */
export const priceRow: z.ZodType<PriceRow> = z.strictObject({
  ...Object.fromEntries(PRICE_ROW_FIELDS.map((field) => [field, z.string().max(1000).optional()])),
  target: z.string().max(100),
});
