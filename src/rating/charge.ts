import { defaultPlan, eventRounding, layersOf, listWithParents, STORAGE_ROUNDING } from '#catalog';
import type { RatedLine } from '#contracts';
import { STATUS, UNMATCHED, type UsageRecord } from '#usage';
import { circumstancesOf } from './circumstances.ts';
import type { AllowanceCounter } from './counter.ts';
import { EventCover } from './cover.ts';
import { Draw } from './draw.ts';
import type { ExplanationLine } from './explanation.ts';
import { Holdings } from './holdings.ts';
import type { RatingInput } from './input.ts';
import { charge, type Tariff } from './reference.ts';
import { findSubject, type Subject } from './subject.ts';

/** Everything matching and rating fill in on a record. Amounts are micro-units. */
export interface Charge {
  readonly customerId: number;
  readonly contractId: number;
  readonly lineId: number;
  readonly status: number;
  readonly destinationId: number;
  readonly band: number;
  readonly billedUnits: number;
  readonly coveredUnits: number;
  readonly allowanceId: number;
  readonly chargeMicro: number;
  readonly serviceFeeMicro: number;
  readonly costMicro: number;
  readonly priceListId: number;
  readonly priceVersion: number;
  readonly supplierListId: number;
  readonly supplierVersion: number;
}

/** The charge a record carries. */
export function chargeOf(record: Readonly<UsageRecord>): Charge {
  return {
    customerId: record.customerId,
    contractId: record.contractId,
    lineId: record.lineId,
    status: record.status,
    destinationId: record.destinationId,
    band: record.band,
    billedUnits: record.billedUnits,
    coveredUnits: record.coveredUnits,
    allowanceId: record.allowanceId,
    chargeMicro: record.chargeMicro,
    serviceFeeMicro: record.serviceFeeMicro,
    costMicro: record.costMicro,
    priceListId: record.priceListId,
    priceVersion: record.priceVersion,
    supplierListId: record.supplierListId,
    supplierVersion: record.supplierVersion,
  };
}

export interface Difference {
  readonly field: keyof Charge;
  readonly stored: number;
  readonly computed: number;
}

/** Where two charges differ; empty = the same. */
export function differences(stored: Charge, computed: Charge): readonly Difference[] {
  const fields = Object.keys(stored) as (keyof Charge)[];
  return fields
    .filter((field) => stored[field] !== computed[field])
    .map((field) => ({ field, stored: stored[field], computed: computed[field] }));
}

/** A charge with its complete derivation. */
export interface DerivedCharge {
  readonly charge: Charge;
  readonly lines: readonly ExplanationLine[];
}

/**
 * Matches and rates one record by the reference rater, without allowances: what it is on arrival.
 * @param stored derive this charge anew: its line and price versions are used instead of those that would be found today
 */
export function rateByReference(
  record: Readonly<UsageRecord>,
  sourceId: number,
  input: RatingInput,
  stored?: Charge,
): DerivedCharge {
  return rateRecord(record, sourceId, input, stored, () => null);
}

/** A record and the source that brought it. */
export interface RatedEvent {
  readonly record: Readonly<UsageRecord>;
  readonly sourceId: number;
}

/** Order in which events draw on allowances: start, then source, then the record's key (rating.md 3). */
export function inOrderOfStart(a: RatedEvent, b: RatedEvent): number {
  return (
    a.record.startMs - b.record.startMs ||
    a.sourceId - b.sourceId ||
    a.record.dedupHi - b.record.dedupHi ||
    a.record.dedupLo - b.record.dedupLo
  );
}

/** Charges with allowances, and how far those are used up at the end. */
export interface RatedInOrder {
  /** In the order the events were given. */
  readonly derived: readonly DerivedCharge[];
  readonly counters: readonly AllowanceCounter[];
}

/**
 * Rates events with their customers' allowances, in order of start whatever order they are given in.
 * @param openings counters of the time before, else every grant is taken as unused since it began
 */
export function rateInOrderByReference(
  events: readonly RatedEvent[],
  input: RatingInput,
  openings: readonly AllowanceCounter[] = [],
): RatedInOrder {
  const holdings = new Holdings(input, openings);
  const draw = new Draw();
  const derived = new Map<RatedEvent, DerivedCharge>();
  for (const event of [...events].sort(inOrderOfStart)) {
    const cover = (line: RatedLine | null) =>
      line === null ? null : new EventCover(draw, holdings.of(line), event.record);
    derived.set(event, rateRecord(event.record, event.sourceId, input, undefined, cover));
  }
  return { derived: events.map((event) => derived.get(event)!), counters: holdings.counters() };
}

function rateRecord(
  record: Readonly<UsageRecord>,
  sourceId: number,
  input: RatingInput,
  stored: Charge | undefined,
  coverOf: (line: RatedLine | null) => EventCover | null,
): DerivedCharge {
  const { line, explanation } =
    stored === undefined ? findSubject(input.lines, record, sourceId) : storedSubject(input.lines, record, stored);
  const source = input.sources.find((one) => one.id === sourceId);
  const shared = {
    record,
    circumstances: circumstancesOf(record, line, sourceId, input),
    durationRounding: source?.durationRounding ?? 'ceil',
  } as const;
  // What a carrier gives back is no cost to add a margin to.
  const sourceCost = record.sourceCostMicro < 0 ? null : BigInt(record.sourceCostMicro);
  const supplierTariff = supplierTariffOf(input, source?.supplierListId ?? 0, stored);
  const supplier =
    supplierTariff === null
      ? null
      : charge({ ...shared, side: 'supplier', tariff: supplierTariff, costMicro: sourceCost, cover: null });
  const cover = coverOf(line);
  const customer = charge({
    ...shared,
    side: 'customer',
    tariff: customerTariffOf(input, line, stored),
    costMicro: sourceCost ?? (supplier?.status === STATUS.rated ? supplier.micro : null),
    cover: cover === null ? null : (coverable) => cover.cover(coverable),
  });
  const money = cover === null ? NO_MONEY : cover.coverMoney(customer.micro - customer.serviceFeeMicro);
  return {
    charge: {
      customerId: line?.customerId ?? UNMATCHED,
      contractId: line?.contractId ?? 0,
      lineId: line?.id ?? 0,
      status: customer.status,
      destinationId: customer.destinationId,
      band: customer.band,
      billedUnits: customer.billedUnits,
      coveredUnits: customer.coveredUnits > 0 ? customer.coveredUnits : Number(money.micro),
      allowanceId: customer.status === STATUS.rated ? (cover?.allowanceId ?? 0) : 0,
      chargeMicro: Number(customer.micro - money.micro),
      serviceFeeMicro: Number(customer.serviceFeeMicro),
      costMicro: Number(supplier?.micro ?? 0n),
      priceListId: customer.priceListId,
      priceVersion: customer.priceVersion,
      supplierListId: supplier?.priceListId ?? 0,
      supplierVersion: supplier?.priceVersion ?? 0,
    },
    lines: [
      explanation,
      ...customer.lines,
      ...money.lines.map((one) => ({ ...one, leg: 'customer' as const })),
      ...(supplier?.lines ?? []),
    ],
  };
}

const NO_MONEY = { micro: 0n, lines: [] as readonly Omit<ExplanationLine, 'leg'>[] };

function customerTariffOf({ book }: RatingInput, line: RatedLine | null, stored: Charge | undefined): Tariff {
  const plan = line === null ? defaultPlan(book.plans) : book.plans.find((one) => one.id === line.pricePlanId);
  return {
    book,
    layers: plan === undefined ? [] : layersOf(book, plan.id, line?.ownPriceListIds ?? []),
    rounding: eventRounding(plan?.rounding ?? STORAGE_ROUNDING),
    discountPpm: line?.discountPpm ?? 0,
    pinned: pin(stored?.priceListId, stored?.priceVersion),
  };
}

function supplierTariffOf({ book }: RatingInput, today: number, stored: Charge | undefined): Tariff | null {
  const listId = stored === undefined ? today : supplierOf(stored, today);
  if (listId === 0) return null;
  return {
    book,
    layers: listWithParents(book.lists, listId),
    rounding: eventRounding(STORAGE_ROUNDING),
    discountPpm: 0,
    pinned: pin(stored?.supplierListId, stored?.supplierVersion),
  };
}

function pin(listId: number | undefined, version: number | undefined): Tariff['pinned'] {
  return listId === undefined || listId === 0 || version === undefined ? undefined : { listId, version };
}

function supplierOf(stored: Charge, today: number): number {
  return stored.supplierListId === 0 ? today : stored.supplierListId;
}

function storedSubject(lines: readonly RatedLine[], record: Readonly<UsageRecord>, stored: Charge): Subject {
  const stretches = lines.filter((one) => one.id === stored.lineId);
  const inForce = stretches.find((one) => one.validFromMs <= record.startMs && record.startMs < one.validToMs);
  const line = inForce ?? stretches[0];
  if (line === undefined) return findSubject([], record, 0);
  const found = findSubject([line], record, line.sourceId);
  if (found.line !== null) return found;
  // The line no longer answers to the record (its time was changed since): told by its own identifier.
  const params = { identifier: line.identifier, line: line.label };
  return { line, explanation: { leg: 'record', step: 'subject', code: `rating.subject.${wayOf(line)}`, params } };
}

function wayOf({ kind }: RatedLine): string {
  return kind === 'trunk' ? 'account' : kind;
}
