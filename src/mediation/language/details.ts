import { z } from 'zod';
import { DISPOSITIONS } from '../values/disposition.ts';
import { conditionSchema } from './condition.ts';
import { durationSchema, timestampSchema } from './values.ts';

/** What a record tells beyond what is stored: for previews and the command line; the import does not read it. Part of the format language. */

/** What a record is of what it counts: whole, a part, told while it lasts, a correction, or not final yet. */
export const RECORD_STATES = ['complete', 'partial', 'interim', 'correction', 'provisional'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

const name = z.string().min(1);

export const detailsSchema = z.strictObject({
  /** The sender's own id: these fields joined by `-`. Without them the first dedup key, where it is of at most two fields. */
  nativeId: z.array(name).default([]),
  /** What the legs of one call share, joined by `-`. */
  callGroup: z.array(name).default([]),
  answer: timestampSchema.optional(),
  end: timestampSchema.optional(),
  /** How long the call took in all, ringing included; without it the billable duration. */
  total: durationSchema.optional(),
  /** How it ended: a field whose words are known (or Q.850 causes, SIP codes), or rules from the first. */
  disposition: z
    .union([
      z.strictObject({ field: name, form: z.enum(['words', 'q850', 'sip']).default('words') }),
      z.strictObject({ rules: z.array(z.strictObject({ when: conditionSchema, is: z.enum(DISPOSITIONS) })).min(1) }),
    ])
    .optional(),
  /** Rules from the first; a record that none fits is complete. */
  state: z.array(z.strictObject({ when: conditionSchema, is: z.enum(RECORD_STATES) })).default([]),
});

export type Details = z.output<typeof detailsSchema>;
