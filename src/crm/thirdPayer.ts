import { z } from 'zod';
import { dateText, decimalText, idNumber, intersect, parseDecimal } from '#base';

/** Decimals of an amount that somebody else pays. */
export const THIRD_PAYER_DECIMALS = 4;

/** `fixed`: he pays the amount of each bill. `remaining`: the customer pays the amount, he what is above it. */
export const THIRD_PAYER_SHARES = ['fixed', 'remaining'] as const;

/** Somebody else who pays a part of a customer's bills: an employer, an insurer, a public fund. He is a customer himself. */
export const newThirdPayer = z.object({
  payerId: idNumber,
  share: z.enum(THIRD_PAYER_SHARES),
  /** Net per bill, exact decimal in the customer's currency. */
  amount: decimalText.refine(isAmount),
  /** His reference for it, printed on his invoice. */
  reference: z.string().trim().min(1).max(100).nullable().default(null),
  /** By the day the bill is dated; half open. */
  validFrom: dateText.default('1900-01-01'),
  validTo: dateText.nullable().default(null),
});
export type NewThirdPayer = z.input<typeof newThirdPayer>;

export interface ThirdPayer extends z.output<typeof newThirdPayer> {
  readonly id: number;
  readonly customerId: number;
}

/** Whether two of them would both pay a bill's rest at some time; fixed amounts go beside each other. */
export function restIsPaidTwice(payers: readonly Pick<ThirdPayer, 'share' | 'validFrom' | 'validTo'>[]): boolean {
  const rests = payers
    .filter(({ share }) => share === 'remaining')
    .map(({ validFrom, validTo }) => ({ from: validFrom, to: validTo }));
  return rests.some((one, index) => rests.slice(index + 1).some((other) => intersect(one, other) !== null));
}

function isAmount(text: string): boolean {
  const amount = parseDecimal(text, THIRD_PAYER_DECIMALS);
  return amount !== null && amount >= 0n;
}
