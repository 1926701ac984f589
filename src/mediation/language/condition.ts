import { z } from 'zod';
import { patternSchema } from './pattern.ts';

/**
 * A test on a record, as data: on the raw text of a field, or on what normalising has already made of it. Lists of
 * conditions are rules: filters, direction, answered.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | ({ readonly field: string } & FieldTest)
  | { readonly value: NormalisedValue; readonly is: ValueTest };

/** A test on the raw text of one field; an absent field is an empty one. */
export type FieldTest =
  | { readonly equals: string }
  | { readonly oneOf: readonly string[] }
  | { readonly startsWith: string }
  | { readonly contains: string }
  | { readonly matches: string }
  | { readonly empty: boolean }
  | { readonly inSetting: string }
  | { readonly startsWithSetting: string };

export type NormalisedValue = 'calling' | 'called' | 'duration' | 'direction';

/** `e164`, `text` and `absent` are for the parties, `zero` for the duration, the rest for the direction. */
export type ValueTest = 'e164' | 'text' | 'absent' | 'zero' | 'outbound' | 'inbound' | 'internal' | 'forwarded';

const field = z.string().min(1);

/** Schema of {@link Condition}. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ field, equals: z.string() }),
    z.strictObject({ field, oneOf: z.array(z.string()).min(1) }),
    z.strictObject({ field, startsWith: z.string().min(1) }),
    z.strictObject({ field, contains: z.string().min(1) }),
    z.strictObject({ field, matches: patternSchema }),
    z.strictObject({ field, empty: z.boolean() }),
    z.strictObject({ field, inSetting: z.string().min(1) }),
    z.strictObject({ field, startsWithSetting: z.string().min(1) }),
    z.strictObject({
      value: z.enum(['calling', 'called', 'duration', 'direction']),
      is: z.enum(['e164', 'text', 'absent', 'zero', 'outbound', 'inbound', 'internal', 'forwarded']),
    }),
  ]),
);

/** Names of the fields a condition looks at, for checks of a format before it is used. */
export function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  return 'field' in condition ? [condition.field] : [];
}

/** Names of the source settings a condition looks at. */
export function settingsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(settingsOf);
  if ('any' in condition) return condition.any.flatMap(settingsOf);
  if ('not' in condition) return settingsOf(condition.not);
  if ('inSetting' in condition) return [condition.inSetting];
  return 'startsWithSetting' in condition ? [condition.startsWithSetting] : [];
}
