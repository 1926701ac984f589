/** How a format's records belong together, compiled: types, parts, and what the file says about itself. */
import { localDateOf, zoneOffsets } from '#base';
import type { Condition } from '../language/condition.ts';
import type { Format } from '../language/format.ts';
import type { Charset } from '../language/structure.ts';
import type { SlotTable } from '../readers/slots.ts';
import { amountReader } from '../values/amount.ts';
import { durationReader } from '../values/duration.ts';
import { TextCache } from '../values/text.ts';
import type { AssemblyParts } from './assembler.ts';
import { FileControl } from './fileControl.ts';
import type { RecordTest, RecordValues } from './recordTest.ts';
import { type KnownType, RecordTypes } from './recordTypes.ts';

/** Null = every record stands by itself. */
export interface Together {
  readonly types: RecordTypes | null;
  readonly assembly: AssemblyParts | null;
  readonly control: FileControl | null;
}

export interface TogetherParts {
  readonly sourceId: number;
  readonly slots: SlotTable;
  readonly test: (condition: Condition) => RecordTest;
  readonly charset: Charset;
  /** IANA zone of the source. */
  readonly zone: string;
}

export function compileTogether(format: Format, parts: TogetherParts): Together {
  return {
    types: compileTypes(format, parts),
    assembly: compileAssembly(format, parts),
    control: compileControl(format, parts),
  };
}

function compileTypes(
  { recordTypes, structure, fields }: Format,
  { slots, test, charset }: TogetherParts,
): RecordTypes | null {
  if (recordTypes === undefined) return null;
  const types = recordTypes.map(
    ({ when, role, layout, gives, tables }): KnownType => ({
      test: when === undefined ? null : test(when),
      role,
      gives: gives.map((name) => ({ field: slots.access(name), adds: (fields[name]?.many ?? 'first') !== 'first' })),
      tables: Object.entries(tables).map(([name, { keys, values }]) => ({
        name,
        keys: slots.access(keys),
        values: slots.access(values),
      })),
      layout: layout === undefined ? null : { columnOf: slots.columnsOf(layout), count: layout.length },
    }),
  );
  const strict = structure.kind === 'delimited' && structure.extraColumns === 'reject';
  return new RecordTypes(types, new TextCache(charset), strict);
}

/** Conditions of parts look at fields only. */
const NO_VALUES: RecordValues = { callingKind: 0, calledKind: 0, durationMs: 0, direction: 0 };

function compileAssembly({ multiLeg, partials }: Format, parts: TogetherParts): AssemblyParts | null {
  const { sourceId, slots } = parts;
  const told = (condition: Condition | undefined): AssemblyParts['last'] => {
    if (condition === undefined) return null;
    const test = parts.test(condition);
    return (view) => test(view, NO_VALUES);
  };
  if (partials !== undefined)
    return {
      sourceId,
      groupBy: partials.key.map(slots.access),
      unordered: [],
      orderBy: [slots.access(partials.sequence)],
      windowMs: partials.windowS * 1000,
      fold: partials.fold,
      counters: 'cumulative',
      first: told(partials.first),
      last: told(partials.complete),
      gapless: true,
      acrossFiles: partials.acrossFiles,
      incompleteRejects: partials.incomplete === 'reject',
    };
  if (multiLeg === undefined || multiLeg.fold === 'perLeg') return null;
  const toldEnd = multiLeg.complete !== undefined || multiLeg.fold === 'startStop';
  return {
    sourceId,
    groupBy: multiLeg.groupBy.map(slots.access),
    unordered: multiLeg.unordered.map(([a, b]) => [multiLeg.groupBy.indexOf(a), multiLeg.groupBy.indexOf(b)] as const),
    orderBy: multiLeg.orderBy.map(slots.access),
    windowMs: multiLeg.windowS * 1000,
    fold: multiLeg.fold,
    counters: multiLeg.counters,
    first: null,
    last: told(multiLeg.complete),
    gapless: false,
    acrossFiles: multiLeg.acrossFiles,
    incompleteRejects: (multiLeg.incomplete ?? (toldEnd ? 'reject' : 'store')) === 'reject',
  };
}

function compileControl({ fileControl, record }: Format, { slots, charset, zone }: TogetherParts): FileControl | null {
  if (fileControl === undefined) return null;
  const { access } = slots;
  const { expectedRecords, expectedDuration, expectedCost, sequence, lostRecords, period } = fileControl;
  const offsets = zoneOffsets(zone);
  const field = (name: string | undefined) => (name === undefined ? null : access(name));
  const duration =
    typeof expectedDuration === 'string' ? { ...record.duration, field: expectedDuration } : expectedDuration;
  const [cost] = record.costs;
  const told = typeof expectedCost === 'string' ? cost && { ...cost, field: expectedCost } : expectedCost;
  return new FileControl({
    definition: fileControl,
    records: field(expectedRecords),
    duration:
      duration === undefined
        ? null
        : {
            told: access(duration.field),
            readTold: durationReader(duration),
            part: access(record.duration.field),
            readPart: durationReader(record.duration),
          },
    cost:
      told === undefined || cost === undefined
        ? null
        : {
            told: access(told.field),
            readTold: amountReader(told),
            part: access(cost.field),
            readPart: amountReader(cost),
          },
    sequence:
      sequence === undefined
        ? null
        : typeof sequence === 'string'
          ? { field: access(sequence), of: [], last: null }
          : { field: access(sequence.field), of: sequence.of.map(access), last: sequence.last ?? null },
    lost: field(lostRecords),
    period: field(period),
    localDate: (ms) => localDateOf(offsets, ms),
    texts: new TextCache(charset),
  });
}
