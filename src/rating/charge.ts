import { defaultPlan, eventRounding, layersOf, listWithParents, STORAGE_ROUNDING } from '#catalog';
import type { RatedLine } from '#contracts';
import { DIRECTION, SERVICE, UNMATCHED, type UsageRecord } from '#usage';
import type { ExplanationLine } from './explanation.ts';
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
  readonly chargeMicro: number;
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
    chargeMicro: record.chargeMicro,
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
 * Matches and rates a record by the reference rater.
 * @param stored derive this charge anew: its line and price versions are used instead of those that would be found today
 */
export function rateByReference(
  record: Readonly<UsageRecord>,
  sourceId: number,
  input: RatingInput,
  stored?: Charge,
): DerivedCharge {
  const { book } = input;
  const source = input.sources.find((one) => one.id === sourceId);
  const { line, explanation } =
    stored === undefined ? findSubject(input.lines, record, sourceId) : storedSubject(input.lines, record, stored);
  const plan = line === null ? defaultPlan(book.plans) : book.plans.find((one) => one.id === line.pricePlanId);
  const customerTariff: Tariff = {
    book,
    layers: plan === undefined ? [] : layersOf(book, plan.id, line?.overridePriceListId ?? null),
    rounding: eventRounding(plan?.rounding ?? STORAGE_ROUNDING),
    pinned: pin(stored?.priceListId, stored?.priceVersion),
  };
  const customer = charge('customer', record, source?.country ?? null, customerTariff);
  const supplierListId =
    stored === undefined ? (source?.supplierListId ?? 0) : supplierOf(stored, source?.supplierListId);
  const supplier =
    supplierListId === 0 || !hasSupplierLeg(record)
      ? null
      : charge('supplier', record, source?.country ?? null, {
          book,
          layers: listWithParents(book.lists, supplierListId),
          rounding: eventRounding(STORAGE_ROUNDING),
          pinned: pin(stored?.supplierListId, stored?.supplierVersion),
        });
  return {
    charge: {
      customerId: line?.customerId ?? UNMATCHED,
      contractId: line?.contractId ?? 0,
      lineId: line?.id ?? 0,
      status: customer.status,
      destinationId: customer.destinationId,
      band: customer.band,
      billedUnits: customer.billedUnits,
      chargeMicro: Number(customer.micro),
      costMicro: Number(supplier?.micro ?? 0n),
      priceListId: customer.priceListId,
      priceVersion: customer.priceVersion,
      supplierListId: supplier?.priceListId ?? 0,
      supplierVersion: supplier?.priceVersion ?? 0,
    },
    lines: [explanation, ...customer.lines, ...(supplier?.lines ?? [])],
  };
}

/** We pay a carrier only for what goes out and is answered. */
function hasSupplierLeg({ direction, durationMs, service }: Readonly<UsageRecord>): boolean {
  const goesOut = direction === DIRECTION.outbound || direction === DIRECTION.forwarded;
  return goesOut && durationMs > 0 && service === SERVICE.voice;
}

function pin(listId: number | undefined, version: number | undefined): Tariff['pinned'] {
  return listId === undefined || listId === 0 || version === undefined ? undefined : { listId, version };
}

function supplierOf(stored: Charge, today: number | null | undefined): number {
  return stored.supplierListId === 0 ? (today ?? 0) : stored.supplierListId;
}

function storedSubject(lines: readonly RatedLine[], record: Readonly<UsageRecord>, stored: Charge): Subject {
  const line = stored.lineId === 0 ? null : (lines.find((one) => one.id === stored.lineId) ?? null);
  if (line === null) return findSubject([], record, 0);
  const found = findSubject([line], record, line.sourceId);
  if (found.line !== null) return found;
  // The line no longer answers to the record (its time was changed since): told by its own identifier.
  const params = { identifier: line.identifier, line: line.label };
  return { line, explanation: { leg: 'record', step: 'subject', code: `rating.subject.${wayOf(line)}`, params } };
}

function wayOf({ kind }: RatedLine): string {
  return kind === 'trunk' ? 'account' : kind;
}
