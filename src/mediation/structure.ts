import { z } from 'zod';
import { patternSchema } from './pattern.ts';

/** How records lie in a file: container, encoding, structure. Part of the format language (`format.ts`). */

/** What wraps the content, and how one knows that a file is complete. */
export const containerSchema = z.strictObject({
  /** `auto`: plain, or gzip where the magic bytes say so. */
  compression: z.enum(['auto', 'none', 'gzip', 'zip', 'compress', 'tar', 'tarGzip']).default('auto'),
  /** Regex of expected names with named groups (account, period, sequence, time, node), usable as fields. */
  fileNames: patternSchema.optional(),
  /** How a sender says that a file is complete. */
  readiness: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('marker'), suffix: z.string().min(1) }),
      z.strictObject({ kind: z.literal('rename'), from: z.string().min(1) }),
    ])
    .optional(),
  /** Records that come as a stream and are cut into virtual files. */
  stream: z.enum(['tcp', 'syslog', 'httpPush']).optional(),
});

export const CHARSETS = [
  'utf-8',
  'ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1251',
  'windows-1252',
  'cp850',
  'utf-16le',
  'utf-16be',
] as const;

/** Text encoding. The first of `charsets` that fits the file's beginning is taken; UTF-16 is known by its bytes and always read. */
export const encodingSchema = z.strictObject({
  charsets: z.array(z.enum(CHARSETS)).min(1).default(['utf-8']),
  /** Bytes that the charset does not know: shown as U+FFFD, the record rejected, or the whole file quarantined. */
  invalid: z.enum(['replace', 'reject', 'quarantine']).default('replace'),
  /** NUL bytes are blanks. */
  stripNul: z.boolean().default(false),
});

/** Names of columns in order; '' is a column nobody needs. A record takes the first layout whose number of columns and `when` fit. */
export const layoutSchema = z.strictObject({
  columns: z.array(z.string()).min(1),
  /** Tells layouts of the same width apart: the column (index from 0) holds one of these texts. */
  when: z.strictObject({ column: z.int().min(0), oneOf: z.array(z.string()).min(1) }).optional(),
});

export const headerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('skip'), lines: z.int().min(1) }),
  z.strictObject({
    kind: z.literal('names'),
    /** Column names as they may stand in the header (compared without case, accents' encoding aside), by field. */
    names: z.record(z.string(), z.array(z.string()).min(1)),
    /** Fields without which the file is not of this format. */
    required: z.array(z.string()),
    /** The header may be missing; then the layouts hold. */
    optional: z.boolean().default(false),
    /** A second header line with types (Cisco). */
    typesLine: z.boolean().default(false),
    /** The header comes again every page (Panasonic, AudioCodes). */
    repeated: z.boolean().default(false),
  }),
]);

export const delimitedSchema = z.strictObject({
  kind: z.literal('delimited'),
  delimiter: z.string().min(1),
  quote: z.string().length(1).nullable().default('"'),
  escape: z.enum(['doubled', 'backslash', 'none']).default('doubled'),
  /** Unescaped quotes inside quoted fields are taken as text. */
  lenientQuotes: z.boolean().default(false),
  /** A quoted field may hold line breaks. Off, a line break always ends the record, so that one open quote costs one record. */
  multiline: z.boolean().default(false),
  trim: z.boolean().default(true),
  mergeDelimiters: z.boolean().default(false),
  commentPrefix: z.string().min(1).optional(),
  recordEnd: z.string().min(1).default('\n'),
  /** Lines that are no records, as regexes: headings of pages, rules, notes. */
  ignore: z.array(patternSchema).default([]),
  /** Whether every writer of this format ends its last line: then an unended line is a truncated one. */
  finalNewline: z.enum(['required', 'optional']).default('optional'),
  header: headerSchema.default({ kind: 'none' }),
  /** Without a layout (and without a header of names) a record may have any number of columns, found by position. */
  layouts: z.array(layoutSchema).default([]),
  /** Columns beyond the layout's. */
  extraColumns: z.enum(['reject', 'ignore']).default('reject'),
  /** Columns missing at the end of a record. */
  missingColumns: z.enum(['reject', 'empty']).default('reject'),
});

const jsonSchema = z.strictObject({
  kind: z.literal('json'),
  /** `documents`: one or many objects one after another, one per line, or in one array at the root. */
  records: z.enum(['documents', 'nested']).default('documents'),
  /** Where the list of records lies when nested, by names: `data.calls`. Lists on the way are gone through. */
  root: z.string().min(1).optional(),
  /** Path of the legs inside a record: each becomes a record, in which `..` is the whole one. A record without any is taken as one. */
  each: z.string().min(1).optional(),
});

const fixedSchema = z.strictObject({
  kind: z.literal('fixed'),
  recordLength: z.int().min(1).optional(),
  columns: z.array(z.strictObject({ name: z.string(), start: z.int().min(0), length: z.int().min(1) })).min(1),
});
const keyValueSchema = z.strictObject({
  kind: z.literal('keyValue'),
  /** `lines`: one pair a line, blank line between records (RADIUS detail); `inline`: `k=v;k=v`. */
  form: z.enum(['lines', 'inline']),
  pairDelimiter: z.string(),
  keyDelimiter: z.string(),
});
const regexSchema = z.strictObject({ kind: z.literal('regex'), pattern: z.string() });
const xmlSchema = z.strictObject({
  kind: z.literal('xml'),
  /** Elements that are records: `/File/CDRs/Call`, `//Call` at any depth, `*` for any name; several by `|`. */
  recordPath: z.string().min(1),
  /**
   * Namespaces by prefix: elements and attributes of these are called `prefix:name` in paths, all others by their local name, whatever
   * prefix the document uses.
   */
  namespaces: z.record(z.string(), z.string()).default({}),
  /** Path of the legs inside a record, as for JSON. */
  each: z.string().min(1).optional(),
});
const asn1Schema = z.strictObject({
  kind: z.literal('asn1'),
  recordPath: z.string(),
  /** Our own names of tags, by path of tag numbers. */
  tags: z.record(z.string(), z.string()),
});
const binarySchema = z.strictObject({ kind: z.literal('binary32297') });
const selfDescribingSchema = z.strictObject({ kind: z.literal('selfDescribing'), headerPattern: z.string() });
const sheetSchema = z.strictObject({
  kind: z.literal('sheet'),
  form: z.enum(['xlsx', 'html']),
  sheet: z.string().optional(),
});

export const structureSchema = z.discriminatedUnion('kind', [
  delimitedSchema,
  jsonSchema,
  fixedSchema,
  keyValueSchema,
  regexSchema,
  xmlSchema,
  asn1Schema,
  binarySchema,
  selfDescribingSchema,
  sheetSchema,
]);

export type Delimited = z.output<typeof delimitedSchema>;
export type JsonStructure = z.output<typeof jsonSchema>;
export type XmlStructure = z.output<typeof xmlSchema>;
export type Layout = z.output<typeof layoutSchema>;
export type Structure = z.output<typeof structureSchema>;
export type Charset = (typeof CHARSETS)[number];
export type Encoding = z.output<typeof encodingSchema>;
