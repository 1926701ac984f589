import { z } from 'zod';
import { decimalText, idNumber, parseDecimal } from '#base';

/** Who sends us invoices for calls and lines, and what is kept for reading them. */
export interface Carrier {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** As products name it (`product.supplier`); null = no product is bought from it. */
  readonly supplier: string | null;
  /** Sources whose records are the calls it bills. */
  readonly sourceIds: readonly number[];
  /** VAT it should charge, percent as decimal text; '0' = reverse charge; null = not checked. */
  readonly vatPercent: string | null;
  /** A difference agrees up to this, in micro-units of the operator's currency … */
  readonly toleranceMicro: bigint;
  /** … or up to so much of our cost, percent as decimal text; the larger counts. */
  readonly tolerancePercent: string;
  /** Carriers close their month by their own clock: calls of so many days at either end may be on the neighbour's invoice. */
  readonly lateDays: number;
  /** Heading of theirs (`plainWord`) → column of ours, empty = none; as it was last confirmed. */
  readonly columns: Readonly<Record<string, string>>;
}

const PERCENT_DECIMALS = 3;

function isPercent(text: string): boolean {
  const percent = parseDecimal(text, PERCENT_DECIMALS);
  return percent !== null && percent >= 0n && percent <= 100_000n;
}

/** What a person says of a carrier; money as decimal text of the operator's currency. */
export const carrierSettings = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
  name: z.string().trim().min(1).max(200),
  supplier: z.string().trim().min(1).max(200).nullable().default(null),
  sourceIds: z.array(idNumber).max(1000).default([]),
  vatPercent: decimalText.refine(isPercent).nullable().default(null),
  tolerance: decimalText
    .refine((text) => {
      const micro = parseDecimal(text, 6);
      return micro !== null && micro >= 0n && micro <= 1_000_000_000_000n;
    })
    .default('0.05'),
  tolerancePercent: decimalText.refine(isPercent).default('0.5'),
  lateDays: z.number().int().min(0).max(10).default(3),
});
export type CarrierSettings = z.input<typeof carrierSettings>;

/** The tolerance a sum of ours is given: the larger of the fixed one and its share, rounded down to a micro-unit. */
export function toleranceOf(carrier: Pick<Carrier, 'toleranceMicro' | 'tolerancePercent'>, ourMicro: bigint): bigint {
  const perMille = parseDecimal(carrier.tolerancePercent, PERCENT_DECIMALS) ?? 0n;
  const share = ((ourMicro < 0n ? -ourMicro : ourMicro) * perMille) / 100_000n;
  return share > carrier.toleranceMicro ? share : carrier.toleranceMicro;
}
