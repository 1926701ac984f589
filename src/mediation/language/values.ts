import { z } from 'zod';
import { MANY } from './many.ts';
import { patternSchema } from './pattern.ts';

/** How the values of a record are read: fields, times, durations, money, numbers. Part of the format language (`format.ts`). */

/** Where a field's text comes from. */
export const locationSchema = z.union([
  /** Column of the layout or header, by name. */
  z.strictObject({ column: z.string().min(1) }),
  /** Column by position from 0; negative counts from the end. */
  z.strictObject({ index: z.int() }),
  /**
   * JSON: `variables.uuid`, `callflow[-1].times.created_time`. XML: `basicModule.answerTime`, `event[msg=conn-to].@time`, `#name` the element's
   * own name. ASN.1: names of the tag table. See `treePath.ts`; `..` is the record that a leg belongs to (`each`).
   */
  z.strictObject({ path: z.string().min(1) }),
  /** Bytes of the record as it stands, from 0. */
  z.strictObject({ start: z.int().min(0), length: z.int().min(1) }),
  /** Named group of the structure's pattern. */
  z.strictObject({ group: z.string().min(1) }),
  z.strictObject({ constant: z.string() }),
  /** Named group of the file name. */
  z.strictObject({ fileName: z.string().min(1) }),
  /** Value inherited from a header or section record. */
  z.strictObject({ context: z.string().min(1) }),
  /** When the file came, ISO 8601 UTC. */
  /** What a table of an earlier record says (`recordTypes`) for the value of another field. */
  z.strictObject({ table: z.string().min(1), by: z.string().min(1) }),
  z.strictObject({ arrival: z.literal(true) }),
]);

export const transformSchema = z.union([
  /** `bcd` swaps the halves of hexadecimal octets; `ipv4` is a signed integer, lowest byte first; see `transform.ts`. */
  z.strictObject({ op: z.enum(['trim', 'lower', 'upper', 'urlDecode', 'base64', 'hexToInt', 'bcd', 'ipv4']) }),
  /** The scalar at a path of a JSON document inside the text. */
  z.strictObject({ op: z.literal('json'), path: z.string().min(1) }),
  /** A negative start counts from the end. */
  z.strictObject({ op: z.literal('substring'), start: z.int(), length: z.int().optional() }),
  z.strictObject({ op: z.literal('replace'), pattern: patternSchema, by: z.string() }),
  z.strictObject({
    op: z.literal('map'),
    table: z.record(z.string(), z.string()),
    otherwise: z.enum(['keep', 'reject', 'empty']),
  }),
  /** The part of this number, negative from the end, without blanks around it. */
  z.strictObject({ op: z.literal('split'), by: z.string().min(1), take: z.int() }),
  /** `{}` is the text so far, `{name}` another field's. */
  z.strictObject({ op: z.literal('template'), text: z.string() }),
]);

/** A field: the first of its locations that is not empty, transformed in order. */
export const fieldSchema = z.strictObject({
  at: z.array(locationSchema).min(1),
  /** JSON, XML, ASN.1: what becomes of several values at one location. */
  many: z.enum(MANY).default('first'),
  transforms: z.array(transformSchema).default([]),
  /** Texts that mean "nothing here". */
  nulls: z.array(z.string()).default([]),
});

/** The zone of a written time without offset: the source's setting, a fixed one, or what a field of the record says. */
export const zoneSchema = z.union([
  z.literal('source'),
  /** Setting that names an IANA zone, or `source`. */
  z.strictObject({ setting: z.string().min(1) }),
  z.strictObject({ iana: z.string().min(1) }),
  z.strictObject({
    field: z.string().min(1),
    /** `offset`: `+02:00`; `offsetWithin`: anywhere in the text (`1+020000`, `GMT-05:00-Eastern`); `abbreviation`: `CEST`. */
    form: z.enum(['iana', 'offset', 'offsetWithin', 'abbreviation', 'minutesEast', 'minutesWest']),
    /** IANA zones or offsets of codes; other texts are read by `form`. */
    table: z.record(z.string(), z.string()).default({}),
  }),
]);

export const timestampSchema = z.strictObject({
  /** One field, or date and time in two: their pattern is cut at ` | `, or else at its first blank. */
  fields: z.array(z.string().min(1)).min(1).max(2),
  form: z.discriminatedUnion('kind', [
    /**
     * Patterns of `yyyy yy MM M dd d HH H hh h mm ss S… MMM MMMM EEE a XXX zzz` and literal characters: `S` is a fraction of a second
     * of any length, `MMM` an English month, `MMMM` a month in any language, `EEE` any day of the week, `zzz` an abbreviated zone. A
     * blank is one or more, `[*.]` any of these characters or nothing, `'h'` a letter. The first that fits is taken.
     */
    z.strictObject({ kind: z.literal('pattern'), patterns: z.array(z.string().min(2)).min(1) }),
    z.strictObject({ kind: z.literal('epoch'), unit: z.enum(['s', 'ms', 'us', 'ticks10ms', 'gregorian']) }),
    z.strictObject({ kind: z.literal('rfc2822') }),
  ]),
  zone: zoneSchema.default('source'),
  /** IANA zones or offsets of the abbreviations that `zzz` reads, where they mean something else than usual. */
  zoneNames: z.record(z.string(), z.string()).default({}),
  /** A local time that the clock shows twice in autumn; `monotonic` follows the order of the file. */
  fold: z.enum(['earlier', 'later', 'monotonic']).default('earlier'),
  /** Whether the field marks the start, or the end, from which the duration is taken off. */
  marks: z.enum(['start', 'end']).default('start'),
  /** Two-digit years from this one up are 19yy, below 20yy. */
  yearPivot: z.int().min(0).max(99).default(70),
  /** Times without a year: the latest that is not after the file's arrival, or the groups `year` (and `month`) of its name. */
  missingYear: z.enum(['fileName', 'arrival']).optional(),
});

export const durationSchema = z
  .strictObject({
    /** Of durations between two times, the field of the second one. */
    field: z.string().min(1),
    /**
     * `clock` is `h:mm:ss`, `m:ss` or seconds; `hhmmt` counts tenths of a minute, `hhmmsscc` hundredths and `mmmmsst` tenths of a second.
     * `endMinusAnswer` is between the times of `details`; without an answer the call was not answered.
     */
    form: z.enum([
      's',
      'ms',
      'us',
      'min',
      'ticks',
      'hh:mm:ss',
      'mm:ss',
      "hh:mm'ss",
      "m'ss",
      'clock',
      'hhmmss',
      'hhmmt',
      'hhmmsscc',
      'mmmmsst',
      'endMinusAnswer',
    ]),
    decimal: z.enum(['.', ',']).default('.'),
    /** An empty field is an unanswered call, or an error. */
    empty: z.enum(['unanswered', 'reject']).default('unanswered'),
    /** A negative value is an unanswered call (-1), or an error. */
    negative: z.enum(['unanswered', 'reject']).default('reject'),
    /** Milliseconds per tick. */
    tickMs: z.int().min(1).optional(),
    /** To whole seconds, where what is written is finer than what counts; without it to milliseconds, up. */
    round: z.enum(['upToSecond', 'downToSecond', 'halfToSecond']).optional(),
  })
  .refine(({ form, tickMs }) => form !== 'ticks' || tickMs !== undefined, 'ticks of how many milliseconds');

const setting = z.strictObject({ setting: z.string().min(1) });

/** How a party's number is written at this source. */
export const numberSchema = z.strictObject({
  field: z.string().min(1),
  /** Country of national numbers; `source` = the source's. */
  country: z.union([z.literal('source'), z.string().length(2)]).default('source'),
  /** What is dialled before a country code; `country` = the usual ones of the country. `+` always counts. */
  internationalPrefixes: z.union([z.literal('country'), z.array(z.string().min(1))]).default('country'),
  /** What stands before national numbers; `country` = the country's trunk prefix, '' = nothing. */
  nationalPrefix: z.union([z.literal('country'), z.string().regex(/^\d{0,3}$/)]).default('country'),
  /** Digit dialled for an outside line, taken off first. */
  outsideDigit: z.union([z.string().regex(/^\d{0,2}$/), setting]).default(''),
  /** What bare digits without any prefix are. `auto` tries national where the country has no trunk prefix, then international. */
  bare: z.union([z.enum(['auto', 'international', 'national', 'text']), setting]).default('auto'),
  /** Fewer bare digits than this are an extension or a short code. */
  leastDigits: z.int().min(1).max(15).default(7),
  /** So many digits or fewer are an extension, whatever they begin with. */
  extensionDigits: z.int().min(0).max(10).default(0),
  /** Numbers of the source's own that are no E.164 numbers, however they look. */
  shortCodes: z.array(z.string().min(1)).default([]),
  /** The number stands in angle brackets: `"Name" <sip:1115@host>`. */
  angleBrackets: z.boolean().default(false),
  /** Texts before the number: `Ext.`, `sip:`, `tel:`. */
  stripPrefixes: z.array(z.string().min(1)).default([]),
  /** Texts behind it. */
  stripSuffixes: z.array(z.string().min(1)).default([]),
  /** The number ends where one of these begins: `@`, `;`. */
  cutAt: z.array(z.string().length(1)).default([]),
  /** Texts that mean a caller who hides the number. */
  anonymous: z.array(z.string().min(1)).default(['anonymous', 'restricted', 'unavailable', 'unknown', 'private']),
  /** What tells a ported number's network before the number, `#` for any digit: `D7742`, `C1######`. */
  portabilityPrefixes: z.array(z.string().min(1)).default([]),
  /** Characters that stand for hidden digits: of such a number the beginning that shows is used. */
  masked: z.array(z.string().length(1)).default([]),
  /** Field that tells the type of the number, and what its texts mean; others mean nothing. */
  typeField: z.string().min(1).optional(),
  types: z.record(z.string(), z.enum(['unknown', 'international', 'national', 'subscriber'])).default({
    '1': 'international',
    '2': 'national',
    '4': 'subscriber',
    e164: 'international',
    international: 'international',
    national: 'national',
  }),
  /** Letters of advertised numbers are the keys they stand on: `1800FLOWERS`. */
  lettersToDigits: z.boolean().default(false),
});

/** How many of the last digits of a number are decimals, where it is written without its point. */
const decimalsSchema = z.union([z.int().min(0).max(12), z.strictObject({ field: z.string().min(1) })]);

/**
 * One cost of the record as the carrier tells it. What the record costs is the sum of its `total`, `access` and `service`; where those include tax, the
 * `tax` is taken off. The other kinds are shown and not counted.
 */
export const costSchema = z.strictObject({
  field: z.string().min(1),
  kind: z.enum(['total', 'access', 'service', 'preBundle', 'retail', 'tax', 'rate']).default('total'),
  decimal: z.enum(['.', ',']).default('.'),
  thousands: z.string().length(1).optional(),
  unit: z.enum(['major', 'minor']).default('major'),
  /** A negative amount is a charge (Twilio), money that the carrier gives back (also `12.50-`, `12.50 CR`), or an error. */
  negative: z.enum(['charge', 'credit', 'reject']).default('reject'),
  /** Signs and words around the amount: `€`, `EUR`. */
  strip: z.array(z.string().min(1)).default([]),
  decimals: decimalsSchema.optional(),
  /** What one of the amount's currency is in another one (ours, where `into` does not say which): the cost is converted where it is told. */
  rate: z
    .strictObject({
      field: z.string().min(1),
      decimals: decimalsSchema.optional(),
      into: z.union([z.string().length(3), z.strictObject({ field: z.string().min(1) })]).optional(),
    })
    .optional(),
  /** Without it our own. An amount in another one, and without a rate, is not counted. */
  currency: z.union([z.string().length(3), z.strictObject({ field: z.string() })]).optional(),
  taxIncluded: z.boolean().default(false),
});

/** How many bytes a data session moved. */
export const volumeSchema = z.strictObject({
  /** Added up: bytes up and down. An empty field is nothing. */
  fields: z.array(z.string().min(1)).min(1).max(4),
  unit: z.enum(['byte', 'kB', 'MB', 'GB', 'KiB', 'MiB', 'GiB']).default('byte'),
  /** Where records tell their units (`KB`, `MB`, `bytes`): the field of each one's, in the same order. An empty one is in `unit`. */
  unitFields: z.array(z.string().min(1)).max(4).default([]),
  decimal: z.enum(['.', ',']).default('.'),
});

/** How many messages, pages or pieces a record of another service stands for; without it, or where the field is empty, one. */
export const piecesSchema = z.strictObject({ field: z.string().min(1) });

/** The network visited while roaming. */
export const networkSchema = z.strictObject({
  /** MCC and MNC (`20801`, `208-01`), or MCC alone; empty is at home. */
  field: z.string().min(1),
  /** Networks that are no roaming: our own. */
  home: z.union([z.array(z.string().regex(/^\d{3}(\d{2,3})?$/)), setting]).default([]),
});

export type Volume = z.output<typeof volumeSchema>;
export type FieldDefinition = z.output<typeof fieldSchema>;
export type Location = z.output<typeof locationSchema>;
export type Transform = z.output<typeof transformSchema>;
export type Timestamp = z.output<typeof timestampSchema>;
export type ZoneForm = Extract<z.output<typeof zoneSchema>, { field: string }>['form'];
export type Duration = z.output<typeof durationSchema>;
export type NumberProfile = z.output<typeof numberSchema>;
export type Cost = z.output<typeof costSchema>;
