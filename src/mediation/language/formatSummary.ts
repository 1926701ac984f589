/** What a format is, in few words: for lists of formats and for what a preset takes from where. */
import type { Format } from './format.ts';
import type { Location } from './values.ts';

export interface FormatSummary {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: Format['about']['kind'];
  /** What confirmed it: real rows, a specification, or neither. */
  readonly verified: Format['about']['verified'];
  /** Where its knowledge comes from. */
  readonly knowledge: readonly string[];
  readonly structure: Format['structure']['kind'];
  readonly services: readonly string[];
  readonly settings: readonly string[];
  readonly samples: number;
}

export function describeFormat(format: Format): FormatSummary {
  const { service } = format.record;
  return {
    id: format.id,
    version: format.version,
    name: format.name,
    ...format.about,
    structure: format.structure.kind,
    services:
      typeof service === 'string' ? [service] : [...new Set([...service.rules.map(({ is }) => is), service.otherwise])],
    settings: Object.keys(format.settings),
    samples: format.samples.length,
  };
}

/** Fields of the normalised record and where a format takes them from. */
export function fieldsOfFormat(format: Format): { readonly field: string; readonly from: string }[] {
  const { record } = format;
  const { details } = record;
  const from = (names: readonly string[]) => names.map((name) => placeOf(format, name)).join(' + ');
  const fields: (readonly [string, readonly string[]])[] = [
    ['startAt', record.start.fields],
    ['answerAt', details.answer?.fields ?? []],
    ['endAt', details.end?.fields ?? []],
    ['durationMs', details.total === undefined ? [record.duration.field] : [details.total.field]],
    ['billableMs', details.total === undefined ? [] : [record.duration.field]],
    ['aNumber', [record.calling.field]],
    ['bNumber', [record.called.field]],
    ['account', record.account === undefined ? [] : [record.account.field]],
    ['cost', record.costs.slice(0, 1).map(({ field }) => field)],
    ['volume', record.volume?.fields ?? []],
    ['nativeId', details.nativeId],
    ['callGroupId', details.callGroup],
    [
      'disposition',
      details.disposition !== undefined && 'field' in details.disposition ? [details.disposition.field] : [],
    ],
  ];
  return fields.flatMap(([field, names]) => (names.length === 0 ? [] : [{ field, from: from(names) }]));
}

function placeOf(format: Format, name: string): string {
  const { structure } = format;
  const locations = format.fields[name]?.at;
  if (locations !== undefined) return locations.map((each) => locationText(format, each)).join(' | ');
  if (structure.kind === 'delimited' && structure.header.kind === 'names')
    return structure.header.names[name]?.[0] ?? name;
  return name;
}

function locationText(format: Format, location: Location): string {
  if ('column' in location) {
    const { structure } = format;
    const header = structure.kind === 'delimited' && structure.header.kind === 'names' ? structure.header.names : {};
    return header[location.column]?.[0] ?? location.column;
  }
  if ('index' in location) return `column ${location.index < 0 ? location.index : location.index + 1}`;
  if ('path' in location) return location.path;
  if ('start' in location) return `${location.start}+${location.length}`;
  return Object.values(location).join(' ');
}
