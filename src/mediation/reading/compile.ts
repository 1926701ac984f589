/** A format and a source made into a reader's parts: names become slots, rules become functions, settings are put in. */
import { type Finding, isZone } from '#base';
import { DIRECTION, type DirectionName, SERVICE } from '#usage';
import { compileTogether, type Together } from '../joining/compileTogether.ts';
import { DedupHash } from '../joining/dedupHash.ts';
import { compileTest, needsValues, type RecordTest } from '../joining/recordTest.ts';
import type { Condition } from '../language/condition.ts';
import type { Format, SourceSettings } from '../language/format.ts';
import { fault, nameFaults } from '../language/formatFaults.ts';
import type { Charset } from '../language/structure.ts';
import type { Cost, NumberProfile, Timestamp } from '../language/values.ts';
import { SlotTable } from '../readers/slots.ts';
import { equalBytes, type FieldAccess, locate, type RecordView } from '../readers/view.ts';
import { amountReader } from '../values/amount.ts';
import { CostReader, type Currency, type Decimals } from '../values/cost.ts';
import { durationReader } from '../values/duration.ts';
import { isBare, NUMBER_TYPE, NumberReader } from '../values/number.ts';
import { NUMBERING_PLANS } from '../values/numberingPlan.ts';
import { TextCache } from '../values/text.ts';
import { TimestampReader } from '../values/timestamp.ts';
import { readPieces, volumeReader, volumeReaders } from '../values/volume.ts';
import { type Chosen, type DetailParts, DetailReader } from './detail.ts';
import { Normaliser, type NormaliserParts, type PartyAccess } from './normalise.ts';

/** What a source adds to its format. */
export interface SourceProfile {
  readonly id: number;
  /** IANA zone of local times. */
  readonly zone: string;
  /** Country of national numbers, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly settings: SourceSettings;
  /** Of the tenant, ISO 4217; without it every amount is taken for ours. */
  readonly currency?: string;
}

/** Instants a record may start at; anything else is a broken time. */
export interface TimeLimits {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** A record path; `test` tells whether a record has this leg, null = always. */
export interface Leg {
  readonly test: RecordTest | null;
  readonly normaliser: Normaliser;
}

/** A format ready to read files of one source. */
export interface CompiledFormat {
  readonly format: Format;
  readonly slots: SlotTable;
  /** The record paths for content in a charset (which is known when a file's beginning was seen): one, or one for each leg of a record. */
  readonly legs: (charset: Charset) => readonly Leg[];
  /** How records belong together. */
  readonly together: (charset: Charset) => Together;
  /** Reads what is shown but not stored; null where it was not asked for. */
  readonly details: ((charset: Charset) => DetailReader) | null;
}

/**
 * Compiles a format for a source. Every fault of either is an error finding; with findings there is no `compiled`.
 * @param withDetails whether records tell what is shown but not stored, which costs time
 */
export function compileFormat(
  format: Format,
  source: SourceProfile,
  limits: TimeLimits = { notBeforeMs: Number.NEGATIVE_INFINITY, notAfterMs: Number.POSITIVE_INFINITY },
  withDetails = false,
): { readonly compiled: CompiledFormat | null; readonly findings: readonly Finding[] } {
  const findings = [...nameFaults(format), ...sourceFaults(format, source)];
  if (findings.length > 0) return { compiled: null, findings };
  const slots = new SlotTable(format);
  const legs = (charset: Charset) => compileLegs(format, source, limits, slots, charset);
  const together = (charset: Charset) => {
    const setting = (name: string) => settingTexts(format, source, name);
    const test = (condition: Condition) => compileTest(condition, { access: slots.access, setting, charset });
    return compileTogether(format, {
      sourceId: source.id,
      slots,
      test,
      charset,
      zone: zoneOf(format, source, format.record.start.zone),
    });
  };
  // Made once here so that every field has its slot before layouts are mapped.
  legs('utf-8');
  together('utf-8');
  if (withDetails) detailParts(format, source, slots, 'utf-8');
  return {
    compiled: {
      format,
      slots,
      legs,
      together,
      details: withDetails ? (charset) => new DetailReader(detailParts(format, source, slots, charset)) : null,
    },
    findings: [],
  };
}

/** One record path, or one for each leg that the format makes of a record. */
function compileLegs(
  format: Format,
  source: SourceProfile,
  limits: TimeLimits,
  slots: SlotTable,
  charset: Charset,
): readonly Leg[] {
  const whole = normaliserParts(format, source, limits, slots, charset);
  if (format.legs === undefined) return [{ test: null, normaliser: new Normaliser(whole) }];
  const setting = (name: string) => settingTexts(format, source, name);
  return format.legs.map(({ when, ...own }, leg) => {
    const given = Object.fromEntries(Object.entries(own).filter(([, part]) => part !== undefined));
    const ofLeg: Format = { ...format, record: { ...format.record, ...given } };
    return {
      test: when === undefined ? null : compileTest(when, { access: slots.access, setting, charset }),
      normaliser: new Normaliser({
        ...normaliserParts(ofLeg, source, limits, slots, charset),
        leg,
        texts: whole.texts,
      }),
    };
  });
}

/** The texts of a source's setting, or its default. */
function settingTexts(format: Format, source: SourceProfile, name: string): readonly string[] {
  const value = source.settings[name] ?? format.settings[name]?.default ?? [];
  return typeof value === 'string' ? [value] : value;
}

function normaliserParts(
  format: Format,
  source: SourceProfile,
  limits: TimeLimits,
  slots: SlotTable,
  charset: Charset,
): NormaliserParts {
  const { record, filters } = format;
  const { access } = slots;
  const setting = (name: string) => settingTexts(format, source, name);
  const test = (condition: Condition) => compileTest(condition, { access, setting, charset });
  const early = filters.filter(({ when }) => !needsValues(when));
  const late = filters.filter(({ when }) => needsValues(when));
  const instant = (definition: Timestamp) => timestampReader(format, source, definition, access);
  const { answer, end } = record.details;
  const between = record.duration.form === 'endMinusAnswer' && answer !== undefined && end !== undefined;
  const texts = new TextCache(charset);
  return {
    sourceId: source.id,
    leg: 0,
    perFile: format.dedup.scope === 'file',
    service: serviceParts(record.service, test),
    timestamp: instant(record.start),
    startIsEnd: record.start.marks === 'end',
    duration: {
      field: access(record.duration.field),
      read: durationReader(record.duration),
      between: between ? { answer: instant(answer), end: instant(end) } : null,
      emptyRejects: record.duration.empty === 'reject',
      negativeRejects: record.duration.negative === 'reject',
    },
    answered: record.answered === undefined ? null : test(record.answered),
    filterUnanswered: record.unanswered === 'filter',
    direction: {
      tests: record.direction.rules.map(({ when }) => test(when)),
      codes: record.direction.rules.map(({ is }) => DIRECTION[is]),
      otherwise: record.direction.otherwise === 'reject' ? 0 : DIRECTION[record.direction.otherwise],
    },
    calling: numberAccess(record.calling, access),
    called: numberAccess(record.called, access),
    callingReader: numberReader(format, source, 'calling'),
    calledReader: numberReader(format, source, 'called'),
    account: record.account === undefined ? null : partyAccess(record.account, access),
    cost: costReader(record.costs, source, access, texts),
    volume:
      record.volume === undefined
        ? null
        : {
            fields: record.volume.fields.map(access),
            units: record.volume.unitFields.map(access),
            read: volumeReader(record.volume),
            readIn: volumeReaders(record.volume),
          },
    pieces:
      record.pieces === undefined
        ? null
        : { fields: [access(record.pieces.field)], read: readPieces, units: [], readIn: () => undefined },
    network:
      record.network === undefined
        ? null
        : { field: access(record.network.field), home: homeOf(record.network, setting) },
    earlyFilters: early.map(({ when }) => test(when)),
    lateFilters: late.map(({ when }) => test(when)),
    reasons: [...early, ...late].map(({ reason }) => reason).concat('unanswered'),
    dedupKeys: format.dedup.keys.map((names) => (names[0] === '*' ? [] : names.map(access))),
    hash: new DedupHash(),
    texts,
    ...limits,
    scientificQuarantines: format.quarantine.scientificNotation,
  };
}

function detailParts(format: Format, source: SourceProfile, slots: SlotTable, charset: Charset): DetailParts {
  const { details, start, answered, costs } = format.record;
  const { access } = slots;
  const setting = (name: string) => settingTexts(format, source, name);
  const test = (condition: Condition) => compileTest(condition, { access, setting, charset });
  const chosen = <T>(rules: readonly { readonly when: Condition; readonly is: T }[]): Chosen<T> =>
    rules.map(({ when, is }) => ({ test: test(when), is }));
  const instant = (definition: Timestamp) => timestampReader(format, source, definition, access);
  const [firstKey = []] = format.dedup.keys;
  const { disposition } = details;
  const currency = costs[0]?.currency;
  return {
    nativeId: (details.nativeId.length > 0 || firstKey.length > 2 || firstKey[0] === '*'
      ? details.nativeId
      : firstKey
    ).map(access),
    callGroup: (details.callGroup.length > 0 ? details.callGroup : (format.multiLeg?.groupBy ?? [])).map(access),
    answer: details.answer === undefined ? null : instant(details.answer),
    end: details.end === undefined ? null : instant(details.end),
    total:
      details.total === undefined ? null : { field: access(details.total.field), read: durationReader(details.total) },
    startLater: start.fold === 'later' ? null : instant({ ...start, fold: 'later' }),
    startIsEnd: start.marks === 'end',
    answered: answered === undefined ? null : test(answered),
    disposition:
      disposition === undefined
        ? null
        : 'rules' in disposition
          ? { rules: chosen(disposition.rules) }
          : { field: access(disposition.field), form: disposition.form },
    state: chosen(details.state),
    currency: currency === undefined || typeof currency === 'string' ? (currency ?? null) : access(currency.field),
    texts: new TextCache(charset),
  };
}

function costReader(
  costs: Format['record']['costs'],
  { currency }: SourceProfile,
  access: (name: string) => FieldAccess,
  texts: TextCache,
): CostReader | null {
  if (costs.length === 0) return null;
  const decimals = (given: Cost['decimals']): Decimals =>
    given === undefined ? null : typeof given === 'number' ? given : access(given.field);
  const currencyOf = (given: Cost['currency']): Currency =>
    given === undefined || typeof given === 'string' ? (given ?? null) : access(given.field);
  return new CostReader(
    costs.map((cost) => ({
      field: access(cost.field),
      kind: cost.kind,
      read: amountReader(cost),
      decimals: decimals(cost.decimals),
      rate:
        cost.rate === undefined
          ? null
          : {
              field: access(cost.rate.field),
              decimals: decimals(cost.rate.decimals),
              into: currencyOf(cost.rate.into),
            },
      currency: currencyOf(cost.currency),
      taxIncluded: cost.taxIncluded,
    })),
    currency ?? null,
    texts,
  );
}

function serviceParts(
  service: Format['record']['service'],
  test: (condition: Condition) => RecordTest,
): NormaliserParts['service'] {
  if (typeof service === 'string') return { tests: [], codes: [], otherwise: SERVICE[service] };
  return {
    tests: service.rules.map(({ when }) => test(when)),
    codes: service.rules.map(({ is }) => SERVICE[is]),
    otherwise: SERVICE[service.otherwise],
  };
}

function homeOf(
  { home }: NonNullable<Format['record']['network']>,
  setting: (name: string) => readonly string[],
): ReadonlySet<number> {
  return new Set((Array.isArray(home) ? home : setting(home.setting)).map(Number));
}

function timestampReader(
  format: Format,
  source: SourceProfile,
  definition: Timestamp,
  access: (name: string) => FieldAccess,
): TimestampReader {
  const { zone } = definition;
  const zoneField = zone !== 'source' && 'field' in zone ? access(zone.field) : null;
  return new TimestampReader(definition, definition.fields.map(access), zoneOf(format, source, zone), zoneField);
}

/** The zone of local times at this source: the format's own, a setting's, or the source's. */
function zoneOf(format: Format, source: SourceProfile, zone: Timestamp['zone']): string {
  if (zone === 'source' || 'field' in zone) return source.zone;
  if ('iana' in zone) return zone.iana;
  const named = settingTexts(format, source, zone.setting)[0] ?? 'source';
  return named === 'source' ? source.zone : named;
}

interface PartyPlaces {
  readonly field: string;
  readonly byDirection: Readonly<Partial<Record<DirectionName, string>>>;
}

function partyAccess(party: PartyPlaces, access: (name: string) => FieldAccess): PartyAccess {
  const byDirection: (FieldAccess | null)[] = [null, null, null, null, null];
  for (const name of ['outbound', 'inbound', 'internal', 'forwarded'] as const) {
    const field = party.byDirection[name];
    if (field !== undefined) byDirection[DIRECTION[name]] = access(field);
  }
  return { field: access(party.field), byDirection, types: null };
}

function numberAccess(
  party: PartyPlaces & Pick<NumberProfile, 'typeField' | 'types'>,
  access: (name: string) => FieldAccess,
): PartyAccess {
  const places = partyAccess(party, access);
  if (party.typeField === undefined) return places;
  const field = access(party.typeField);
  const codes = Object.entries(party.types).map(([text, name]) => ({
    text: Buffer.from(text),
    code: NUMBER_TYPE[name],
  }));
  const types = (view: RecordView) => {
    if (!locate(view, field)) return NUMBER_TYPE.unknown;
    return codes.find(({ text }) => equalBytes(view.bytes, view.s, view.e, text))?.code ?? NUMBER_TYPE.unknown;
  };
  return { ...places, types };
}

function numberReader(format: Format, source: SourceProfile, party: 'calling' | 'called'): NumberReader {
  const profile = format.record[party];
  const text = (value: string | { readonly setting: string }) =>
    typeof value === 'string' ? value : (settingTexts(format, source, value.setting)[0] ?? '');
  const bare = text(profile.bare);
  if (!isBare(bare)) throw new Error(`assertion failed: bare numbers as ${bare}`);
  return new NumberReader({
    ...profile,
    country: profile.country === 'source' ? source.country : profile.country,
    outsideDigit: text(profile.outsideDigit),
    bare,
  });
}

/** Settings of the source that the format does not know or allow; zone and country that do not exist. */
function sourceFaults(format: Format, source: SourceProfile): Finding[] {
  const faults: Finding[] = [];
  for (const zone of new Set([source.zone, zoneOf(format, source, format.record.start.zone)]))
    if (!isZone(zone)) faults.push(fault(format, 'mediation.zoneUnknown', { zone }));
  if (!NUMBERING_PLANS.has(source.country))
    faults.push(fault(format, 'mediation.countryUnknown', { country: source.country }));
  for (const [name, value] of Object.entries(source.settings)) {
    const declared = format.settings[name];
    if (declared === undefined) {
      faults.push(fault(format, 'mediation.settingUnknown', { setting: name }));
    } else if (
      (declared.kind === 'texts') !== Array.isArray(value) ||
      (declared.kind === 'choice' && !declared.choices.includes(String(value)))
    ) {
      faults.push(fault(format, 'mediation.settingWrong', { setting: name, value: String(value) }));
    }
  }
  return faults;
}
