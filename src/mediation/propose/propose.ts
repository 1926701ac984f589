/**
 * A format for an unknown file, from its beginning: columns are given roles by the words of the header and by what stands in them, and
 * the format made of it reads the file. Nothing is asked; how sure each field is, and why, is told.
 */

import { type Format, type FormatDefinition, formatSchema } from '../language/format.ts';
import { type CompiledFormat, compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';
import { encoded } from '../values/text.ts';
import { buildFormat } from './build.ts';
import { type Choice, Choosing, type Reason, type ToldRoles } from './choice.ts';
import { type Chosen, chooseAll } from './chooseRest.ts';
import type { DurationForm } from './chooseTimes.ts';
import { delimitedTable } from './delimitedTable.ts';
import { factsOf } from './facts.ts';
import { fixedTable } from './fixedTable.ts';
import { jsonTable } from './jsonTable.ts';
import { type SampleLines, sampleLines } from './lines.ts';
import { type FilePlace, placeOf, usualOrder } from './place.ts';
import type { Role } from './roles.ts';
import type { SampleColumn, SampleTable } from './table.ts';
import type { DateOrder } from './timeShape.ts';
import { xmlTable } from './xmlTable.ts';

/** A field of the normalised record and where the proposal takes it from. */
export interface ProposedField {
  readonly role: Role;
  /** As the normalised record calls it: `startAt`, `aNumber`, … */
  readonly field: string;
  /** Numbers of its columns, from 1. */
  readonly columns: readonly number[];
  /** Names of its columns, `column 3` where there is no header. */
  readonly from: string;
  /** 0–1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

export interface Proposal {
  readonly format: Format;
  /** Where the file is likely from: for the source that will use the format. */
  readonly place: FilePlace;
  readonly fields: readonly ProposedField[];
  readonly columns: readonly ColumnSeen[];
  /** How sure the whole is, 0–1: the share of records read, and the fields without which there is no call. */
  readonly score: number;
}

export interface ProposeOptions {
  readonly zone?: string;
  readonly country?: string;
  /** Of the format. */
  readonly id?: string;
  readonly name?: string;
  /** Whether the head is all of the file. */
  readonly whole?: boolean;
  /** What somebody has corrected. */
  readonly told?: Told;
}

/** Corrections of a proposal; the rest is found as before. */
export interface Told {
  readonly roles?: ToldRoles | undefined;
  readonly durationForm?: DurationForm | undefined;
  readonly dateOrder?: DateOrder | undefined;
  readonly decimal?: '.' | ',' | undefined;
}

/** A column as people see it. */
export interface ColumnSeen {
  readonly number: number;
  readonly name: string | null;
  /** Different cells, in the order of the file. */
  readonly examples: readonly string[];
}

const NAMES: Readonly<Record<Role, string>> = {
  start: 'startAt',
  answer: 'answerAt',
  end: 'endAt',
  duration: 'billableMs',
  total: 'durationMs',
  calling: 'aNumber',
  called: 'bNumber',
  own: 'ownNumber',
  other: 'otherNumber',
  cost: 'cost',
  currency: 'currency',
  id: 'nativeId',
  group: 'callGroupId',
  direction: 'direction',
  disposition: 'disposition',
  account: 'account',
  service: 'service',
  volume: 'volume',
  pieces: 'pieces',
  zone: 'zone',
};

/** Proposes a format; null where the beginning shows no table, or none with a time in it. */
export function proposeFormat(head: Buffer, options: ProposeOptions = {}): Proposal | null {
  const sample = sampleLines(head, options.whole ?? false);
  if (sample === null) return null;
  const tables = tablesOf(sample);
  const proposals = tables.flatMap((table) => proposalOf(table, head, options) ?? []);
  return proposals.sort((a, b) => b.score - a.score)[0] ?? null;
}

function tablesOf(sample: SampleLines): SampleTable[] {
  const begin = sample.text.trimStart().charAt(0);
  const trees = begin === '{' || begin === '[' ? [jsonTable(sample)] : begin === '<' ? [xmlTable(sample)] : [];
  const tables = trees.some((table) => table !== null) ? trees : [delimitedTable(sample), fixedTable(sample)];
  return tables.filter((table) => table !== null);
}

function proposalOf(table: SampleTable, head: Buffer, options: ProposeOptions): Proposal | null {
  const place = placeOf(table.columns, options);
  const { told = {} } = options;
  const hint = { usual: usualOrder(place.country), told: told.dateOrder };
  const facts = table.columns.map((column) => factsOf(column, hint));
  const chosen = chooseAll(new Choosing(facts, told.roles), told.durationForm);
  if (!chosen.choices.has('start')) return null;
  const naming = { id: options.id ?? 'proposed', name: options.name ?? 'Proposed', country: place.country };
  const made = compiledDefinition(buildFormat(table, chosen, { ...naming, decimal: told.decimal }), place);
  if (made === null) return null;
  const { reading } = readContent(made.compiled, wholeLines(head, options.whole ?? false), 0);
  const { records, rejected } = reading.counts;
  const read = records === 0 || reading.quarantine !== null ? 0 : (records - rejected) / records;
  const format = withSample(made.format, chosen, table, place);
  return { format, place, fields: fieldsOf(chosen), columns: table.columns.map(seen), score: read * certainty(chosen) };
}

/** The format compiled; what this release does not execute yet of it is left out. */
function compiledDefinition(
  definition: FormatDefinition,
  place: FilePlace,
): { format: Format; compiled: CompiledFormat } | null {
  const format = formatSchema.parse(definition);
  const { compiled } = compileFormat(format, { id: 1, ...place, settings: {} });
  if (compiled !== null) return { format, compiled };
  const costs = definition.record.costs?.map(({ currency: _currency, ...cost }) => cost);
  const plain = formatSchema.parse({ ...definition, record: { ...definition.record, costs } });
  const second = compileFormat(plain, { id: 1, ...place, settings: {} });
  return second.compiled === null ? null : { format: plain, compiled: second.compiled };
}

function wholeLines(head: Buffer, whole: boolean): Buffer {
  const lastBreak = head.lastIndexOf(10);
  return whole || lastBreak < 0 ? head : head.subarray(0, lastBreak + 1);
}

/** What must be there for a call to be billed, and how sure it is. */
function certainty({ choices }: Chosen): number {
  const of = (...roles: readonly Role[]) => Math.max(0, ...roles.map((role) => choices.get(role)?.confidence ?? 0));
  const parts = [
    of('start'),
    of('duration', 'volume', 'pieces', 'service', 'end'),
    of('called', 'other'),
    of('calling', 'own'),
  ];
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

function fieldsOf({ choices }: Chosen): ProposedField[] {
  const hasTotal = choices.has('total');
  return [...choices.values()].map(({ role, columns, confidence, reasons }: Choice) => ({
    role,
    field: role === 'duration' && !hasTotal ? 'durationMs' : NAMES[role],
    columns: columns.map(({ column }) => column.number),
    from: columns.map(({ column }) => column.name ?? `column ${column.number}`).join(' + '),
    confidence: Math.round(confidence * 100) / 100,
    reasons,
  }));
}

/** Examples shown of a column. */
const MOST_EXAMPLES = 4;

function seen({ number, name, cells }: SampleColumn): ColumnSeen {
  const examples = [...new Set(cells.filter((cell) => cell !== ''))].slice(0, MOST_EXAMPLES);
  return { number, name, examples: examples.map((cell) => cell.slice(0, 60)) };
}

const SAMPLE_ROWS = 4;

/** The format with the file's first lines as its sample; the last digits of numbers are covered, for formats are shared. */
function withSample(format: Format, chosen: Chosen, table: SampleTable, place: FilePlace): Format {
  const content = covered(table.sampleText(SAMPLE_ROWS), chosen);
  const [charset] = table.charsets;
  const { compiled } = compileFormat(format, { id: 1, ...place, settings: {} });
  if (compiled === null) return format;
  const { reading, records } = readContent(compiled, encoded(content, charset), 100);
  return {
    ...format,
    samples: [
      {
        name: 'first lines',
        fileName: '',
        written: 'text',
        content,
        charset,
        ...place,
        settings: {},
        records: [...records],
        filtered: { ...reading.filterCounts },
        rejected: reading.rejects.map(({ code }) => code),
      },
    ],
  };
}

/** A text in which the last four digits of the parties' numbers are zeros. */
function covered(text: string, { choices }: Chosen): string {
  const numbers = (['calling', 'called', 'own', 'other'] as const)
    .flatMap((role) => choices.get(role)?.columns[0]?.column.cells ?? [])
    .filter((cell) => /\d{7}/.test(cell));
  let made = text;
  for (const number of new Set(numbers)) made = made.replaceAll(number, coveredNumber(number));
  return made;
}

function coveredNumber(number: string): string {
  let left = 4;
  return [...number]
    .reverse()
    .map((char) => (/\d/.test(char) && left-- > 0 ? '0' : char))
    .reverse()
    .join('');
}
