/** How several records of a file, or of several files, belong together. Part of the format language (`format.ts`). */
import { z } from 'zod';
import { conditionSchema } from './condition.ts';
import { costSchema, durationSchema } from './values.ts';

/**
 * What a record of a type is for. `fileHeader`, `fileTrailer`, `section` and `comment` are no records of usage: they are not counted. `attempt`: a call that
 * did not come about. `start`, `interim`, `stop`: parts of one call. `quality`: counted and left out. `notification`:
 * there is nothing to tell, so that a file needs no trailer. `continuation` and `child` belong to the
 * record before them.
 */
export const RECORD_ROLES = [
  'fileHeader',
  'fileTrailer',
  'section',
  'billable',
  'attempt',
  'start',
  'interim',
  'stop',
  'quality',
  'comment',
  'notification',
  'continuation',
  'child',
] as const;
export type RecordRole = (typeof RECORD_ROLES)[number];

const name = z.string().min(1);

/** A type of record; a record is of the first one whose condition it fits, and rejected where it fits none. */
export const recordTypeSchema = z.strictObject({
  /** Fields found by position, path or element name (`#name`); without it every record. */
  when: conditionSchema.optional(),
  role: z.enum(RECORD_ROLES),
  /** Delimited: names of the columns of this type, instead of the structure's. */
  layout: z.array(z.string()).min(1).optional(),
  /**
   * Fields that records after this one inherit: `{ context: name }`. A header or section gives to all that follow, a continuation or child to the
   * record before it alone; where there are several, what the field's `many` says.
   */
  gives: z.array(name).default([]),
  /** Tables that records after this one look up: `{ table: name, by: field }`. Several rows in one record by fields with `many: join`. */
  tables: z.record(name, z.strictObject({ keys: name, values: name })).default({}),
});
export type RecordType = z.output<typeof recordTypeSchema>;

/** What becomes of a group that never gets complete: what is there counts, or its parts are rejected. */
const incompleteSchema = z.enum(['store', 'reject']);

/** Legs of one call, each in a record of its own. */
export const multiLegSchema = z.strictObject({
  groupBy: z.array(name).min(1),
  /** Pairs of fields of the key that may be swapped: the tags of a dialogue that the called party ends. */
  unordered: z.array(z.tuple([name, name])).default([]),
  /** Order of the legs, numbers as numbers; after that, and without it, by start and place in the file. */
  orderBy: z.array(name).default([]),
  /** The last leg comes at most so long after the one before. */
  windowS: z.int().min(1),
  /**
   * `sum`: durations, volumes and costs added up. `firstAndLast`: from the first party to the last, from the first answer to the last end.
   * `answeredLeg`: the leg that was answered, the longest of several. `startStop`: the start and what the stop (or the last interim) says.
   * `perLeg`: each on its own.
   */
  fold: z.enum(['sum', 'firstAndLast', 'perLeg', 'answeredLeg', 'startStop']),
  /** Fits the leg that ends the call. Without it, and without start and stop, a call ends with its window, or its file. */
  complete: conditionSchema.optional(),
  /** Legs may lie in several files. */
  acrossFiles: z.boolean().default(true),
  /** Where something tells the end: `reject`; where only time does: `store`. */
  incomplete: incompleteSchema.optional(),
  /** What volumes of starts, interims and stops count: all since the start (32-bit counters may wrap), or since the record before. */
  counters: z.enum(['cumulative', 'delta']).default('cumulative'),
});

/** One call or session told in several records, one after another. */
export const partialsSchema = z.strictObject({
  key: z.array(name).min(1),
  sequence: name,
  /** Fits the last part. */
  complete: conditionSchema,
  /** Fits the first part, where parts are not numbered: without it a group is not complete. */
  first: conditionSchema.optional(),
  fold: z.enum(['sum', 'maximum']),
  windowS: z.int().min(1).default(172_800),
  acrossFiles: z.boolean().default(true),
  incomplete: incompleteSchema.default('reject'),
});

/** What a file says about itself, and what is done where it is not so. */
export const fileControlSchema = z.strictObject({
  /** Fields of header, trailer or section. How many records there are. */
  expectedRecords: name.optional(),
  /** What it counts: records of usage, or every line. */
  counts: z.enum(['usage', 'lines']).default('usage'),
  /** Sum of the records' durations; written as the records' where it is a name alone. */
  expectedDuration: z.union([name, durationSchema]).optional(),
  /** Sum of the records' first cost; written as that where it is a name alone. */
  expectedCost: z.union([name, costSchema]).optional(),
  /** How far sums may be off: durations are rounded. */
  toleranceMs: z.int().min(0).default(0),
  toleranceMicro: z.int().min(0).default(0),
  /** Files are numbered one after another for each of `of` (sender, recipient), and begin again after `last`. */
  sequence: z
    .union([name, z.strictObject({ field: name, of: z.array(name).default([]), last: z.int().min(1).optional() })])
    .optional(),
  /** How many records their sender lost. */
  lostRecords: name.optional(),
  /** The local month or day (`YYYYMM`, `YYYY-MM-DD`) in which all records begin. */
  period: name.optional(),
  /** A file without what is named here is cut off. */
  required: z.boolean().default(true),
  onMismatch: z.enum(['quarantine', 'warn']).default('quarantine'),
  /** What never puts a file aside, because its senders are not strict about it. */
  onlyWarn: z.array(z.enum(['records', 'duration', 'cost', 'period'])).default([]),
  onGap: z.enum(['quarantine', 'warn']).default('warn'),
  /**
   * Other content by the number of a file that is there already, or by its name and for the same time. `replace`: it takes the place of that
   * file, whose records are taken out. `duplicate`: it is put aside. Without it, a number that comes again is told.
   */
  redelivery: z.enum(['replace', 'duplicate']).optional(),
});
export type FileControlDefinition = z.output<typeof fileControlSchema>;
export type MultiLeg = z.output<typeof multiLegSchema>;
export type Partials = z.output<typeof partialsSchema>;
