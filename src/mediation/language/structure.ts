import { z } from 'zod';
import { compileElementPaths } from '../readers/xmlPath.ts';
import { patternSchema } from './pattern.ts';
import { tagTableSchema } from './tagTable.ts';

/** How records lie in a file: container, encoding, structure. Part of the format language (`format.ts`). */

/** What wraps the content. */
export const containerSchema = z.strictObject({
  /**
   * How files of this format usually come; packed files and archives are known by their first bytes and unpacked whatever it says, each file of
   * an archive by itself.
   */
  compression: z.enum(['auto', 'none', 'gzip', 'zip', 'compress', 'tar', 'tarGzip']).default('auto'),
  /** Regex of expected names with named groups (account, period, sequence, time, node), usable as fields. */
  fileNames: patternSchema.optional(),
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

/** How text is cut into lines and which of them are no records. Blank lines never are. */
const lineRules = {
  recordEnd: z.string().min(1).default('\n'),
  commentPrefix: z.string().min(1).optional(),
  /** Lines at the beginning that are no records. */
  skipLines: z.int().min(0).default(0),
  /** Lines that are no records, as regexes: headings of pages, rules, notes. */
  ignore: z.array(patternSchema).default([]),
};

/** Columns by their place in the line, in bytes from 0. */
export const fixedSchema = z.strictObject({
  kind: z.literal('fixed'),
  ...lineRules,
  /** Records of this many bytes one behind another, without line breaks. */
  recordLength: z.int().min(1).max(65_536).optional(),
  columns: z.array(z.strictObject({ name: z.string(), start: z.int().min(0), length: z.int().min(1) })).min(1),
  /** A shorter line is broken; columns beyond the end of a longer one are empty (blanks at the end are often left out). */
  leastLength: z.int().min(0).default(0),
});

export const keyValueSchema = z.strictObject({
  kind: z.literal('keyValue'),
  ...lineRules,
  /** `lines`: one pair a line, blank line between records (RADIUS detail); `inline`: a record a line, `k=v;k=v`. */
  form: z.enum(['lines', 'inline']),
  pairDelimiter: z.string().min(1).default(';'),
  keyDelimiter: z.string().min(1).default('='),
  /** Quotes around values, with backslashes inside. */
  quotes: z.array(z.string().length(1)).default(['"']),
  /** Column name of what stands before the pairs: the first line without a pair, or the text before `after`. */
  heading: z.string().min(1).optional(),
  /** Inline: pairs begin behind this text (`transaction answered: `); a line without it holds none. */
  after: z.string().min(1).optional(),
  /** A value that is itself `name=value` gives that name too, or replaces its own key's (`h323-call-type = "h323-call-type=VoIP"`). */
  innerPairs: z.boolean().default(false),
});

export const regexSchema = z.strictObject({
  kind: z.literal('regex'),
  ...lineRules,
  /** Named groups are columns. Runs on the bytes of the line, each taken for the Latin-1 letter it would be. */
  pattern: patternSchema,
  /** Lines that do not fit: rejects, or no records. */
  otherLines: z.enum(['reject', 'ignore']).default('reject'),
});

const elementPath = z.string().refine((text) => compileElementPaths(text) !== null, 'no path of elements');

const xmlSchema = z.strictObject({
  kind: z.literal('xml'),
  /** Elements that are records: `/File/CDRs/Call`, `//Call` at any depth, `*` for any name; several by `|`. */
  recordPath: elementPath,
  /**
   * Namespaces by prefix: elements and attributes of these are called `prefix:name` in paths, all others by their local name, whatever
   * prefix the document uses.
   */
  namespaces: z.record(z.string(), z.string()).default({}),
  /** Path of the legs inside a record, as for JSON. */
  each: z.string().min(1).optional(),
  /** Where a document breaks off or is no XML any more: what came before stays and the rest is one reject, or the file is put aside whole. */
  broken: z.enum(['rest', 'file']).default('rest'),
});
const asn1Schema = z.strictObject({
  kind: z.literal('asn1'),
  /** Elements that are records, as for XML, by the names of the table; primitive ones too, whose value is the path `#`, or `#Name` of that name alone. */
  recordPath: elementPath,
  tags: tagTableSchema,
});
/** CDR files of charging gateways, 3GPP TS 32.297; the header of the file is a record whose `#name` is `fileHeader`. */
const binarySchema = z.strictObject({ kind: z.literal('binary32297'), tags: tagTableSchema });
const selfDescribingSchema = z.strictObject({
  kind: z.literal('selfDescribing'),
  ...lineRules,
  headerPrefix: z.string().min(1),
  /** Found again and again in the line: groups `name`, `start`, and `end` or `length`. */
  headerPattern: patternSchema,
  /** Position of the first byte as the line counts; `end` is the last byte of a column. */
  firstPosition: z.union([z.literal(0), z.literal(1)]).default(1),
});
/**
 * The sheet with most rows of a workbook (XLSX), or the tables of an HTML page, as spreadsheet programs and web portals export them. Content of
 * both is made text before it is read (`sheetText.ts`): a line a row, tabs between cells, days and times as `yyyy-MM-dd HH:mm:ss`, durations as
 * `hh:mm:ss`, numbers with a decimal point.
 */
export const sheetSchema = z.strictObject({
  kind: z.literal('sheet'),
  ignore: z.array(patternSchema).default([]),
  header: headerSchema.default({ kind: 'none' }),
  layouts: z.array(layoutSchema).default([]),
  extraColumns: z.enum(['reject', 'ignore']).default('ignore'),
  missingColumns: z.enum(['reject', 'empty']).default('empty'),
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
export type Fixed = z.output<typeof fixedSchema>;
export type KeyValue = z.output<typeof keyValueSchema>;
export type RegexStructure = z.output<typeof regexSchema>;
export type SelfDescribing = z.output<typeof selfDescribingSchema>;
export type Sheet = z.output<typeof sheetSchema>;
export type JsonStructure = z.output<typeof jsonSchema>;
export type Asn1Structure = z.output<typeof asn1Schema>;
export type CdrFileStructure = z.output<typeof binarySchema>;
export type XmlStructure = z.output<typeof xmlSchema>;
export type Layout = z.output<typeof layoutSchema>;
export type Structure = z.output<typeof structureSchema>;
export type Charset = (typeof CHARSETS)[number];
export type Encoding = z.output<typeof encodingSchema>;
