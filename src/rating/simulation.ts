import { assert, formatMicro, localDateOf, monthOf, monthStart, startOfDayMs, zoneOffsets } from '#base';
import type { Allowance, PricePlan, Service } from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';
import { blankRecord, DIRECTION, SERVICE, STATUS, type UsageRecord } from '#usage';
import { type DerivedCharge, rateInOrderByReference } from './charge.ts';
import type { AllowanceCounter } from './counter.ts';
import type { Party } from './dialled.ts';
import type { RatingInput } from './input.ts';

/** What an event would cost: a record that nobody delivered, rated by the reference rater with the allowances as they stand. */

/** An event as somebody imagines it. */
export interface ImaginedEvent {
  readonly service: Service;
  readonly direction: 'outbound' | 'inbound';
  /** The other side: called, or for inbound events calling. */
  readonly party: Party;
  /** The charged line's own number where the line is a range of them; null = what the line is named by. */
  readonly ownNumber: number | null;
  readonly startMs: number;
  readonly durationMs: number;
  /** Bytes, messages, pages or events; 0 where time alone counts. */
  readonly volume: number;
  /** Visited network: MCC or MCC and MNC as a number; 0 = at home. */
  readonly network: number;
  /** 0 = none: no short numbers, no supplier leg. */
  readonly sourceId: number;
}

/** A line whose price is asked for, in what would be known of it. */
export interface Imagined {
  readonly input: RatingInput;
  readonly line: RatedLine;
}

/** Rates the event of a line. @param openings allowance counters just before it, else all are unused */
export function simulate(
  { input, line }: Imagined,
  event: ImaginedEvent,
  openings: readonly AllowanceCounter[] = [],
): { readonly record: UsageRecord; readonly derived: DerivedCharge } {
  const record = recordOf(line, event);
  const { derived } = rateInOrderByReference([{ record, sourceId: event.sourceId }], input, openings);
  return { record, derived: derived[0]! };
}

function recordOf(line: RatedLine, event: ImaginedEvent): UsageRecord {
  const named = line.kind === 'account' || line.kind === 'trunk';
  const own = event.ownNumber ?? (named ? 0 : Number(line.identifier));
  const { party } = event;
  const inbound = event.direction === 'inbound';
  return {
    ...blankRecord(),
    service: SERVICE[event.service],
    direction: DIRECTION[event.direction],
    startMs: event.startMs,
    durationMs: event.durationMs,
    volume: event.volume,
    network: event.network,
    aNumber: inbound ? party.number : own,
    aText: inbound ? party.text : null,
    bNumber: inbound ? own : party.number,
    bText: inbound ? null : party.text,
    accountText: named ? line.identifier : null,
  };
}

/** The line under another plan, with that plan's allowances unused instead of its own plan's; options booked stay. */
export function underPlan({ input, line }: Imagined, plan: PricePlan, atMs: number): Imagined {
  const moved = { ...line, pricePlanId: plan.id };
  const ownPlan = `plan/${line.contractId}/`;
  const others = input.grants.filter(({ key }) => !key.startsWith(ownPlan));
  const offsets = zoneOffsets(input.zone);
  // A month begun at its first day, so that nothing is prorated.
  const fromMs = startOfDayMs(offsets, monthStart(monthOf(localDateOf(offsets, atMs))));
  const granted = plan.allowanceIds.map((allowanceId): AllowanceGrant => {
    const allowance = input.book.allowances.find(({ id }) => id === allowanceId);
    assert(allowance !== undefined, `allowance ${allowanceId}`);
    const whole = allowance.holder === 'customer';
    return {
      key: `${ownPlan}${allowanceId}`,
      allowanceId,
      customerId: line.customerId,
      contractId: whole ? 0 : line.contractId,
      lineId: 0,
      quantity: 1,
      fromMs,
      toMs: Number.POSITIVE_INFINITY,
    };
  });
  const lines = input.lines.includes(line)
    ? input.lines.map((one) => (one === line ? moved : one))
    : [...input.lines, moved];
  return { input: { ...input, lines, grants: [...others, ...granted] }, line: moved };
}

/** Counters that still hold under another plan: those of options booked. */
export function ofBookings(openings: readonly AllowanceCounter[]): readonly AllowanceCounter[] {
  return openings.filter(({ grantKey }) => grantKey.startsWith('booking/'));
}

/** A line of somebody who has none yet: what a plan charges whoever comes. */
export function newcomer(plan: PricePlan): RatedLine {
  return {
    id: 0,
    contractId: 0,
    customerId: 0,
    pricePlanId: plan.id,
    ownPriceListIds: [],
    discountPpm: 0,
    kind: 'account',
    identifier: `plan ${plan.code}`,
    label: plan.code,
    sourceId: 0,
    validFromMs: 0,
    validToMs: Number.POSITIVE_INFINITY,
  };
}

/** What a charge is made of, decimal amounts. */
export interface ChargeParts {
  readonly charge: string;
  /** Of the charge, what the owner of a premium number takes. */
  readonly serviceFee: string;
  /** What the carrier takes, and what stays; null where no carrier's price list has a price. */
  readonly cost: string | null;
  readonly margin: string | null;
  /** Units of time, volume or pieces; of money the amount paid by the allowance as decimal text. */
  readonly covered: string;
  readonly allowance: Pick<Allowance, 'code' | 'name' | 'unit'> | null;
}

export function partsOfCharge({ charge }: DerivedCharge, input: RatingInput): ChargeParts {
  const allowance = input.book.allowances.find(({ id }) => id === charge.allowanceId) ?? null;
  const bought = charge.supplierListId !== 0;
  const priced = charge.status === STATUS.rated || charge.status === STATUS.free;
  const money = (micro: number) => formatMicro(BigInt(micro));
  return {
    charge: money(charge.chargeMicro),
    serviceFee: money(charge.serviceFeeMicro),
    cost: bought ? money(charge.costMicro) : null,
    margin: bought && priced ? money(charge.chargeMicro - charge.costMicro) : null,
    covered: allowance?.unit === 'money' ? money(charge.coveredUnits) : String(charge.coveredUnits),
    allowance: allowance === null ? null : { code: allowance.code, name: allowance.name, unit: allowance.unit },
  };
}
