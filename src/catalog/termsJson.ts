import { z } from 'zod';
import { decimalText } from '#base';
import { formatPrice, parsePrice } from './price.ts';
import { INCREMENT_ORIGINS, NO_TERMS, type PriceTerms, STEP_MODES } from './priceTerms.ts';

/** Terms as JSON, for the database and the API: amounts as decimal text, whatever changes nothing left out. Meanings: `PriceTerms`. */
export const termsJson = z.object({
  steps: z
    .array(
      z.object({
        from: z.number().int(),
        price: decimalText,
        per: z.number().int(),
        increment: z.number().int(),
        roundUp: z.boolean(),
        flat: decimalText.optional(),
      }),
    )
    .optional(),
  stepMode: z.enum(STEP_MODES).optional(),
  incrementOrigin: z.enum(INCREMENT_ORIGINS).optional(),
  grace: z.number().int().optional(),
  free: z.number().int().optional(),
  minimum: z.number().int().optional(),
  attemptFee: decimalText.optional(),
  serviceFee: z.object({ perEvent: decimalText, perMinute: decimalText }).optional(),
  minimumCharge: decimalText.optional(),
  cap: decimalText.optional(),
  costPlus: z.object({ markupPpm: z.number().int(), floor: decimalText, cap: decimalText.nullable() }).optional(),
  discountPpm: z.number().int().optional(),
  discount: decimalText.optional(),
});
export type TermsJson = z.output<typeof termsJson>;

const optional = <K extends string, V>(key: K, value: V, nothing: V) =>
  value === nothing ? {} : { [key as string]: value };
const amount = (key: string, nano: number) => (nano === 0 ? {} : { [key]: formatPrice(nano) });

export function writeTerms(terms: PriceTerms): TermsJson {
  const { steps, serviceFee, costPlus } = terms;
  return {
    ...(steps === null
      ? {}
      : {
          steps: steps.map((step) => ({
            from: step.fromUnits,
            price: formatPrice(step.priceNano),
            per: step.per,
            increment: step.increment,
            roundUp: step.roundUp,
            ...amount('flat', step.flatNano),
          })),
        }),
    ...optional('stepMode', terms.stepMode, NO_TERMS.stepMode),
    ...optional('incrementOrigin', terms.incrementOrigin, NO_TERMS.incrementOrigin),
    ...optional('grace', terms.graceUnits, 0),
    ...optional('free', terms.freeUnits, 0),
    ...optional('minimum', terms.minimumUnits, 0),
    ...amount('attemptFee', terms.attemptFeeNano),
    ...(serviceFee === null
      ? {}
      : {
          serviceFee: {
            perEvent: formatPrice(serviceFee.perEventNano),
            perMinute: formatPrice(serviceFee.perMinuteNano),
          },
        }),
    ...amount('minimumCharge', terms.minimumChargeNano),
    ...(terms.capNano === null ? {} : { cap: formatPrice(terms.capNano) }),
    ...(costPlus === null
      ? {}
      : {
          costPlus: {
            markupPpm: costPlus.markupPpm,
            floor: formatPrice(costPlus.floorNano),
            cap: costPlus.capNano === null ? null : formatPrice(costPlus.capNano),
          },
        }),
    ...optional('discountPpm', terms.discountPpm, 0),
    ...amount('discount', terms.discountNano),
  };
}

export function readTerms(json: TermsJson): PriceTerms {
  const { steps, serviceFee, costPlus } = json;
  return {
    steps:
      steps?.map((step) => ({
        fromUnits: step.from,
        priceNano: nanoOf(step.price),
        per: step.per,
        increment: step.increment,
        roundUp: step.roundUp,
        flatNano: nanoOf(step.flat),
      })) ?? null,
    stepMode: json.stepMode ?? NO_TERMS.stepMode,
    incrementOrigin: json.incrementOrigin ?? NO_TERMS.incrementOrigin,
    graceUnits: json.grace ?? 0,
    freeUnits: json.free ?? 0,
    minimumUnits: json.minimum ?? 0,
    attemptFeeNano: nanoOf(json.attemptFee),
    serviceFee:
      serviceFee === undefined
        ? null
        : { perEventNano: nanoOf(serviceFee.perEvent), perMinuteNano: nanoOf(serviceFee.perMinute) },
    minimumChargeNano: nanoOf(json.minimumCharge),
    capNano: json.cap === undefined ? null : nanoOf(json.cap),
    costPlus:
      costPlus === undefined
        ? null
        : {
            markupPpm: costPlus.markupPpm,
            floorNano: nanoOf(costPlus.floor),
            capNano: costPlus.cap === null ? null : nanoOf(costPlus.cap),
          },
    discountPpm: json.discountPpm ?? 0,
    discountNano: nanoOf(json.discount),
  };
}

function nanoOf(text: string | undefined): number {
  return text === undefined ? 0 : Number(parsePrice(text));
}
