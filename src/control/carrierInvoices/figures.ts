import { z } from 'zod';
import { CARRIER_CAUSES } from './carrierCause.ts';
import type { Figures } from './compare.ts';

const micro = z.string().transform(BigInt);

/** Figures as they lie in the database: amounts as text. */
const storedFigures = z.object({
  theirMicro: micro,
  ourMicro: micro,
  theirCalls: z.number().nullable(),
  ourCalls: z.number(),
  theirSeconds: z.number().nullable(),
  ourSeconds: z.number(),
  cells: z.number(),
  differing: z.number(),
  taxMicro: micro,
  byCause: z.array(z.tuple([z.enum(CARRIER_CAUSES), micro])),
  shift: z.object({ start: z.number(), end: z.number() }),
  hasUsage: z.boolean(),
  together: z.array(z.tuple([z.number(), z.number()])),
});

export function figuresJson(figures: Figures): z.input<typeof storedFigures> {
  const { theirMicro, ourMicro, taxMicro, byCause } = figures;
  return {
    ...figures,
    theirMicro: theirMicro.toString(),
    ourMicro: ourMicro.toString(),
    taxMicro: taxMicro.toString(),
    byCause: byCause.map(([cause, amount]) => [cause, amount.toString()]),
    shift: { ...figures.shift },
    together: figures.together.map(([id, standIn]) => [id, standIn]),
  };
}

export function figuresFrom(stored: unknown): Figures {
  return storedFigures.parse(stored);
}
