/**
 * The format language: what a file of usage records looks like and what its fields mean, as data that people can write,
 * version, export as JSON and test by the samples inside. `compile.ts` makes a reader of it. What the language has no word for is
 * refused by the schema, never ignored.
 */
import { z } from 'zod';
import { SERVICE_NAMES } from '#usage';
import { pullSchema } from '../feeds/pullSettings.ts';
import { conditionSchema } from './condition.ts';
import { detailsSchema } from './details.ts';
import { CHARSETS, containerSchema, encodingSchema, structureSchema } from './structure.ts';
import { fileControlSchema, multiLegSchema, partialsSchema, recordTypeSchema } from './together.ts';
import {
  costSchema,
  durationSchema,
  fieldSchema,
  networkSchema,
  numberSchema,
  piecesSchema,
  timestampSchema,
  volumeSchema,
} from './values.ts';

const DIRECTIONS = ['outbound', 'inbound', 'internal', 'forwarded'] as const;

/** A record's party: how its number is read, and where it stands for calls of one direction if elsewhere. */
const partySchema = numberSchema.extend({
  byDirection: z.partialRecord(z.enum(DIRECTIONS), z.string().min(1)).default({}),
});

/** Without it records would be read as something they are not: a source must give it; files looked at alone are read by the default. */
const needed = z.boolean().default(false);

/** A setting that a source of this format may or must give. */
const settingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), default: z.string() }),
  z.strictObject({ kind: z.literal('texts'), default: z.array(z.string()), needed }),
  z.strictObject({ kind: z.literal('choice'), choices: z.array(z.string()).min(1), default: z.string() }),
]);

const directionSchema = z.strictObject({
  rules: z.array(z.strictObject({ when: conditionSchema, is: z.enum(DIRECTIONS) })),
  otherwise: z.enum([...DIRECTIONS, 'reject']),
});

const accountSchema = z.strictObject({
  field: z.string().min(1),
  byDirection: z.partialRecord(z.enum(DIRECTIONS), z.string().min(1)).default({}),
});

const normalisingSchema = z.strictObject({
  /** What the records are; where a file has several services, by rules from the first. */
  service: z
    .union([
      z.enum(SERVICE_NAMES),
      z.strictObject({
        rules: z.array(z.strictObject({ when: conditionSchema, is: z.enum(SERVICE_NAMES) })).min(1),
        otherwise: z.enum(SERVICE_NAMES),
      }),
    ])
    .default('voice'),
  start: timestampSchema,
  duration: durationSchema,
  /** When a call counts as answered; without rules, when its duration is above zero. Unanswered calls have duration zero. */
  answered: conditionSchema.optional(),
  /** Unanswered attempts are stored (as not billable), or counted and left out. */
  unanswered: z.enum(['keep', 'filter']).default('keep'),
  /** Rules from the first; `otherwise` where none fits. */
  direction: directionSchema,
  /** For forwarded calls the calling party is the line that forwards and pays. */
  calling: partySchema,
  called: partySchema,
  /** Native identifier of our line: trunk, account code, extension. */
  account: accountSchema.optional(),
  costs: z.array(costSchema).default([]),
  volume: volumeSchema.optional(),
  pieces: piecesSchema.optional(),
  network: networkSchema.optional(),
  /** What is shown but not stored. */
  details: detailsSchema.prefault({}),
});

/** One of several records that are made of one: what is not named is that of the whole record. */
const legSchema = z.strictObject({
  /** Whether a record has this leg; without it always. */
  when: conditionSchema.optional(),
  service: z.enum(SERVICE_NAMES).optional(),
  start: timestampSchema.optional(),
  duration: durationSchema.optional(),
  answered: conditionSchema.optional(),
  direction: directionSchema.optional(),
  calling: partySchema.optional(),
  called: partySchema.optional(),
  account: accountSchema.optional(),
  costs: z.array(costSchema).optional(),
});

/** How records belong together, and where they are fetched. */
const togetherSchema = {
  /** Two legs in one record (freephone, both sides of a call): each becomes a record, and each counts as one. */
  legs: z.array(legSchema).min(2).max(16).optional(),
  recordTypes: z.array(recordTypeSchema).min(1).optional(),
  multiLeg: multiLegSchema.optional(),
  partials: partialsSchema.optional(),
  fileControl: fileControlSchema.optional(),
  /** How the sender's API hands records out; a feed adds the account. */
  pull: pullSchema.optional(),
};

/**
 * A normalised record as samples and previews state it: times ISO 8601 UTC, parties `+49…` or plain text, cost decimal. Service, volume and
 * network are stated where they are not `voice` and 0.
 */
const expectedSchema = z.strictObject({
  start: z.string(),
  durationMs: z.int(),
  direction: z.enum(DIRECTIONS),
  calling: z.string().nullable(),
  called: z.string().nullable(),
  account: z.string().nullable(),
  cost: z.string().nullable(),
  service: z.enum(SERVICE_NAMES).optional(),
  volume: z.int().optional(),
  network: z.int().optional(),
});

const sampleSchema = z.strictObject({
  name: z.string().min(1),
  /** The file as text (files that are none: its bytes in hex), and how it is written. */
  content: z.string(),
  written: z.enum(['text', 'hex']).default('text'),
  charset: z.enum(CHARSETS).default('utf-8'),
  zone: z.string(),
  country: z.string().length(2),
  settings: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  /** What its sender calls the file, and when it came (ISO 8601), where the format asks for that. */
  fileName: z.string().default(''),
  arrival: z.iso.datetime().optional(),
  records: z.array(expectedSchema),
  /** How many are filtered, by reason. */
  filtered: z.record(z.string(), z.int()).default({}),
  /** Codes of the rejects, in order. */
  rejected: z.array(z.string()).default([]),
});

export const formatSchema = z.strictObject({
  /** Stable name, e.g. `asterisk-master-csv`. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.int().min(1),
  name: z.string().min(1),
  /** What writes it, and how we know. */
  about: z
    .strictObject({
      kind: z.enum(['carrier', 'pabx', 'sbc', 'mobile', 'data', 'messaging', 'other']).default('other'),
      /** What confirmed the format: real rows, a published specification, or neither. */
      verified: z.enum(['sample', 'specification', 'none']).default('none'),
      /** Documents, programs and files it was written from. */
      knowledge: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  container: containerSchema.prefault({}),
  encoding: encodingSchema.prefault({}),
  structure: structureSchema,
  /** Fields that are more than a column of their own name. */
  fields: z.record(z.string(), fieldSchema).default({}),
  settings: z.record(z.string(), settingSchema).default({}),
  record: normalisingSchema,
  /** Dropped records, counted by reason; those that look at fields only come before those that look at values. */
  filters: z.array(z.strictObject({ reason: z.string().min(1), when: conditionSchema })).default([]),
  dedup: z.strictObject({
    /** Lists of fields; the first list with all fields present is the key. `*` is the whole record. */
    keys: z.array(z.array(z.string().min(1)).min(1)).min(1),
    scope: z.enum(['source', 'file']).default('source'),
    onConflict: z.enum(['keepFirst', 'keepLast', 'keepLongest']).default('keepFirst'),
  }),
  /** What makes a file as a whole unusable. */
  quarantine: z
    .strictObject({
      emptyFile: z.boolean().default(true),
      scientificNotation: z.boolean().default(true),
      /** Rejects in percent of the records, once there are `atLeast` rejects. */
      rejectPercent: z.int().min(1).max(100).default(50),
      atLeast: z.int().min(1).default(10),
    })
    .prefault({}),
  /**
   * How a file is recognised, besides being readable: texts of columns (index from 0, regex), JSON paths that exist, texts that stand
   * somewhere at its beginning (regex, by lines).
   */
  fingerprint: z.strictObject({
    text: z.array(z.string().min(1)).default([]),
    columns: z.record(z.string().regex(/^\d+$/), z.string()).default({}),
    paths: z.array(z.string()).default([]),
  }),
  samples: z.array(sampleSchema).min(1),
  ...togetherSchema,
});

/** A format with all defaults in place. */
export type Format = z.output<typeof formatSchema>;
/** A format as written by people: what has a default may be left out. */
export type FormatDefinition = z.input<typeof formatSchema>;
/** A time as written by people. */
export type TimestampDefinition = z.input<typeof timestampSchema>;
export type ExpectedRecord = z.output<typeof expectedSchema>;
export type FormatSample = z.output<typeof sampleSchema>;
/** Settings of one source, by the names its format declares. */
export type SourceSettings = Readonly<Record<string, string | readonly string[]>>;
