/** Faults of a format that a schema cannot tell: names that nothing gives, places that a structure has not, fields made of themselves. */
import { type Finding, isZone } from '#base';
import { columnNames } from '../readers/slots.ts';
import { TimePattern } from '../values/timePattern.ts';
import { halves } from '../values/timestamp.ts';
import { templateFields } from '../values/transform.ts';
import { offsetMinutes } from '../values/zoneNames.ts';
import { type Condition, fieldsOf, settingsOf } from './condition.ts';
import type { Details } from './details.ts';
import type { Format } from './format.ts';
import type { Structure } from './structure.ts';
import type { Cost, Timestamp } from './values.ts';

/** Fields and settings that rules name but nothing gives. */
export function nameFaults(format: Format): Finding[] {
  const { structure, record } = format;
  const conditions: Condition[] = [
    ...format.filters.map(({ when }) => when),
    ...record.direction.rules.map(({ when }) => when),
    ...(record.answered === undefined ? [] : [record.answered]),
    ...(typeof record.service === 'string' ? [] : record.service.rules.map(({ when }) => when)),
    ...record.details.state.map(({ when }) => when),
    ...(record.details.disposition !== undefined && 'rules' in record.details.disposition
      ? record.details.disposition.rules.map(({ when }) => when)
      : []),
    ...(format.recordTypes ?? []).flatMap(({ when }) => when ?? []),
    ...(format.multiLeg?.complete === undefined ? [] : [format.multiLeg.complete]),
    ...(format.partials === undefined ? [] : [format.partials.complete, format.partials.first ?? []].flat()),
    ...(format.legs ?? []).flatMap(({ when, answered, direction }) => [
      ...(when === undefined ? [] : [when]),
      ...(answered === undefined ? [] : [answered]),
      ...(direction?.rules ?? []).map((rule) => rule.when),
    ]),
  ];
  const used = [
    ...conditions.flatMap(fieldsOf),
    ...record.start.fields,
    record.duration.field,
    record.calling.field,
    ...Object.values(record.calling.byDirection),
    record.called.field,
    ...[record.calling.typeField, record.called.typeField].filter((name) => name !== undefined),
    ...Object.values(record.called.byDirection),
    ...(record.account === undefined ? [] : [record.account.field, ...Object.values(record.account.byDirection)]),
    ...record.costs.flatMap(costFields),
    ...(record.volume?.fields ?? []),
    ...(record.volume?.unitFields ?? []),
    ...(record.pieces === undefined ? [] : [record.pieces.field]),
    ...(record.network === undefined ? [] : [record.network.field]),
    ...format.dedup.keys.flat().filter((name) => name !== '*'),
    ...detailFields(record.details),
    ...Object.values(format.fields).flatMap(({ transforms }) => templateFields(transforms)),
    ...Object.values(format.fields).flatMap(({ at }) => at.flatMap((place) => ('table' in place ? [place.by] : []))),
    ...togetherFields(format),
  ];
  const layouts = (format.recordTypes ?? []).flatMap(({ layout }) => layout ?? []);
  const given = new Set([...Object.keys(format.fields), ...ownNames(structure), ...layouts]);
  const settings = [record.calling, record.called]
    .flatMap(({ outsideDigit, bare }) => [outsideDigit, bare])
    .flatMap((value) => (typeof value === 'string' ? [] : [value.setting]))
    .concat(conditions.flatMap(settingsOf))
    .concat(record.network !== undefined && 'setting' in record.network.home ? [record.network.home.setting] : [])
    .concat(record.start.zone !== 'source' && 'setting' in record.start.zone ? [record.start.zone.setting] : []);
  return [
    ...[...new Set(used)]
      .filter((name) => !given.has(name))
      .map((name) => fault(format, 'mediation.fieldUnknown', { field: name })),
    ...[...new Set(settings)]
      .filter((name) => format.settings[name] === undefined)
      .map((name) => fault(format, 'mediation.settingUnknown', { setting: name })),
    ...fieldFaults(format),
    ...(record.duration.form === 'endMinusAnswer' &&
    (record.details.answer === undefined || record.details.end === undefined)
      ? [fault(format, 'mediation.timesMissing', {})]
      : []),
    ...[record.start, record.details.answer, record.details.end]
      .filter((timestamp) => timestamp !== undefined)
      .flatMap((timestamp) => timeFaults(format, timestamp)),
  ];
}

/** Fields of an amount: itself, its decimals, rate and currency. */
function costFields({ field, decimals, rate, currency }: Cost): string[] {
  const named = [decimals, rate?.decimals, rate?.into, currency].flatMap((value) =>
    typeof value === 'object' ? [value.field] : [],
  );
  return [field, ...named, ...(rate === undefined ? [] : [rate.field])];
}

function detailFields({ nativeId, callGroup, answer, end, total, disposition }: Details): string[] {
  return [
    ...nativeId,
    ...callGroup,
    ...(answer?.fields ?? []),
    ...(end?.fields ?? []),
    ...(total === undefined ? [] : [total.field]),
    ...(disposition !== undefined && 'field' in disposition ? [disposition.field] : []),
  ];
}

/** Fields by which records belong together. */
function togetherFields({ recordTypes, multiLeg, partials, legs, fileControl }: Format): string[] {
  const { expectedRecords, expectedDuration, expectedCost, sequence, lostRecords, period } = fileControl ?? {};
  const named = (value: string | { readonly field: string } | undefined) =>
    value === undefined ? [] : [typeof value === 'string' ? value : value.field];
  return [
    ...(recordTypes ?? []).flatMap(({ gives, tables }) => [
      ...gives,
      ...Object.values(tables).flatMap(({ keys, values }) => [keys, values]),
    ]),
    ...(multiLeg === undefined ? [] : [...multiLeg.groupBy, ...multiLeg.orderBy, ...multiLeg.unordered.flat()]),
    ...(partials === undefined ? [] : [...partials.key, partials.sequence]),
    ...(legs ?? []).flatMap(({ start, duration, calling, called, account, costs }) => [
      ...(start?.fields ?? []),
      ...[duration, calling, called, account].flatMap(named),
      ...(costs ?? []).flatMap(costFields),
      ...[calling, called, account].flatMap((party) => Object.values(party?.byDirection ?? {})),
    ]),
    ...[expectedRecords, expectedDuration, expectedCost, sequence, lostRecords, period].flatMap(named),
    ...(typeof sequence === 'object' ? sequence.of : []),
  ];
}

/** Names that the structure gives by itself. */
function ownNames(structure: Structure): readonly string[] {
  switch (structure.kind) {
    case 'delimited':
    case 'sheet':
      return [
        ...columnNames(structure.layouts, structure.header.kind === 'names' ? Object.keys(structure.header.names) : []),
      ];
    case 'fixed':
      return structure.columns.map(({ name }) => name);
    case 'regex':
      return groupsOf(structure.pattern);
    default:
      return [];
  }
}

function groupsOf(pattern: string): string[] {
  return [...pattern.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!);
}

const ANYWHERE = ['constant', 'fileName', 'context', 'table', 'arrival'];
const IN_LINES = [...ANYWHERE, 'column', 'index', 'start'];
/** Locations by structure; records of the others are trees. */
const PLACES: Readonly<Partial<Record<Structure['kind'], readonly string[]>>> = {
  delimited: IN_LINES,
  fixed: IN_LINES,
  selfDescribing: IN_LINES,
  sheet: [...ANYWHERE, 'column', 'index'],
  keyValue: [...ANYWHERE, 'column'],
  regex: [...IN_LINES, 'group'],
};
const IN_TREES = [...ANYWHERE, 'path'];

/** Fields whose place the structure has not, or whose template leads back to them. */
function fieldFaults(format: Format): Finding[] {
  const places = PLACES[format.structure.kind] ?? IN_TREES;
  const names = Object.keys(format.fields);
  return [
    ...names
      .filter((name) => format.fields[name]!.at.some((location) => !places.includes(Object.keys(location)[0] ?? '')))
      .map((field) => fault(format, 'mediation.placeUnknown', { field })),
    ...names
      .filter((name) => madeOf(format, name, new Set()).has(name))
      .map((field) => fault(format, 'mediation.fieldCycle', { field })),
  ];
}

/** Patterns that are none, and zones that do not exist. */
function timeFaults(format: Format, { form, fields, yearPivot, zone, zoneNames }: Timestamp): Finding[] {
  const patterns = form.kind === 'pattern' ? form.patterns : [];
  const parts = patterns.flatMap((pattern) => (fields.length === 2 ? halves(pattern) : [pattern]));
  const zones = [
    ...Object.values(zoneNames),
    ...(zone !== 'source' && 'table' in zone ? Object.values(zone.table) : []),
  ];
  return [
    ...patterns
      .filter((pattern) => fields.length === 2 && halves(pattern).length !== 2)
      .concat(parts.filter((part) => TimePattern.compile(part, yearPivot) === null))
      .map((pattern) => fault(format, 'mediation.patternUnknown', { pattern })),
    ...zones
      .filter((name) => Number.isNaN(offsetMinutes(name)) && !isZone(name))
      .map((name) => fault(format, 'mediation.zoneUnknown', { zone: name })),
  ];
}

function madeOf(format: Format, name: string, known: Set<string>): Set<string> {
  for (const other of templateFields(format.fields[name]?.transforms ?? [])) {
    if (known.has(other)) continue;
    known.add(other);
    madeOf(format, other, known);
  }
  return known;
}

export function fault(format: Format, code: string, params: Readonly<Record<string, string>>): Finding {
  return { code, severity: 'error', subject: { kind: 'format', key: format.id }, params };
}
