/** Contracts as rating sees them: lines over stretches of constant conditions, and allowances held. Pure. */
import { parseDecimal, type ZoneOffsets } from '#base';
import type { Allowance, Option, PricePlan } from '#catalog';
import { type Booking, bookingSpan, type Span } from './booking.ts';
import { type Contract, DISCOUNT_DECIMALS, type Line } from './contract.ts';
import type { AllowanceGrant, RatedLine } from './line.ts';
import { type PlanChange, planStretches, spanOf } from './plans.ts';

/** Everything held, of one tenant or some of its customers. */
export interface RatedHoldings {
  readonly contracts: readonly Contract[];
  readonly planChanges: readonly PlanChange[];
  readonly bookings: readonly Booking[];
  readonly lines: readonly Line[];
}

const OPEN = Number.POSITIVE_INFINITY;

/** Percent as text → millionths. */
export function discountPpm(percent: string): number {
  const ppm = parseDecimal(percent, DISCOUNT_DECIMALS);
  if (ppm === null) throw new Error(`assertion failed: not a discount: ${percent}`);
  return Number(ppm);
}

/** Lines in order of id and time, each cut where its plan changes or an option with prices begins or ends. */
export function ratedLines(
  held: RatedHoldings,
  options: ReadonlyMap<number, Option>,
  offsets: ZoneOffsets,
): RatedLine[] {
  const conditions = new Map<number, Conditions>();
  const changes = Map.groupBy(held.planChanges, (change) => change.contractId);
  const bookings = Map.groupBy(held.bookings, (booking) => booking.contractId);
  for (const contract of held.contracts) {
    conditions.set(contract.id, {
      contract,
      ppm: discountPpm(contract.usageDiscount),
      stretches: planStretches(contract, changes.get(contract.id) ?? [], offsets),
      priced: (bookings.get(contract.id) ?? []).flatMap((booking) => priced(booking, options)),
    });
  }
  return held.lines.flatMap((line) => {
    const of = conditions.get(line.contractId);
    return of === undefined ? [] : stretchesOf(line, of);
  });
}

interface Conditions {
  readonly contract: Contract;
  readonly ppm: number;
  readonly stretches: ReturnType<typeof planStretches>;
  /** Bookings that bring prices, oldest first. */
  readonly priced: readonly PricedBooking[];
}

interface PricedBooking extends Booking {
  readonly priceListId: number;
}

function priced(booking: Booking, options: ReadonlyMap<number, Option>): PricedBooking[] {
  const priceListId = options.get(booking.optionId)?.priceListId ?? null;
  return priceListId === null ? [] : [{ ...booking, priceListId }];
}

function stretchesOf(line: Line, { contract, ppm, stretches, priced: all }: Conditions): RatedLine[] {
  const validToMs = line.validToMs ?? OPEN;
  const base = {
    id: line.id,
    contractId: contract.id,
    customerId: contract.customerId,
    discountPpm: ppm,
    label: line.label,
    sourceId: line.sourceId,
  };
  const own = all
    .filter((booking) => booking.lineId === null || booking.lineId === line.id)
    .toSorted((a, b) => a.fromMs - b.fromMs || a.id - b.id);
  const cuts = new Set([line.validFromMs, ...stretches.slice(1).map((stretch) => stretch.fromMs)]);
  for (const booking of own) cuts.add(booking.fromMs).add(booking.toMs ?? OPEN);
  const begins = [...cuts].filter((ms) => ms >= line.validFromMs && ms < validToMs).sort((a, b) => a - b);
  const named = namesOf(line);
  return begins.flatMap((fromMs, index) =>
    named.map((name) => ({
      ...base,
      ...name,
      pricePlanId: (stretches.findLast((stretch) => stretch.fromMs <= fromMs) ?? contract).pricePlanId,
      ownPriceListIds: [
        ...(contract.overridePriceListId === null ? [] : [contract.overridePriceListId]),
        ...own
          .filter((booking) => booking.fromMs <= fromMs && fromMs < (booking.toMs ?? OPEN))
          .map((booking) => booking.priceListId),
      ],
      validFromMs: fromMs,
      validToMs: begins[index + 1] ?? validToMs,
    })),
  );
}

/** What records call a line by. A SIM has up to three names: its number, and on records without one IMSI or ICCID as account. */
function namesOf(line: Line): readonly Pick<RatedLine, 'kind' | 'identifier'>[] {
  if (line.kind !== 'sim') return [{ kind: line.kind, identifier: line.identifier }];
  const account = (identifier: string) => ({ kind: 'account', identifier }) as const;
  return [
    ...(line.msisdn === null ? [] : [{ kind: 'number', identifier: line.msisdn } as const]),
    ...(line.imsi === null ? [] : [account(line.imsi)]),
    account(line.identifier),
  ];
}

/** What the catalogue says of plans, options and allowances. */
export interface GrantCatalogue {
  readonly plans: ReadonlyMap<number, PricePlan>;
  readonly options: ReadonlyMap<number, Option>;
  readonly allowances: ReadonlyMap<number, Allowance>;
}

/** Allowances held: by plan as long as the plan is in force, by option as long as it is booked. */
export function grantsOf(held: RatedHoldings, catalogue: GrantCatalogue, offsets: ZoneOffsets): AllowanceGrant[] {
  const changes = Map.groupBy(held.planChanges, (change) => change.contractId);
  const bookings = Map.groupBy(held.bookings, (booking) => booking.contractId);
  const lines = new Map(held.lines.map((line) => [line.id, line]));
  return held.contracts.flatMap((contract) => [
    ...planGrants(contract, planStretches(contract, changes.get(contract.id) ?? [], offsets), catalogue),
    ...(bookings.get(contract.id) ?? []).flatMap((booking) => {
      const line = booking.lineId === null ? undefined : lines.get(booking.lineId);
      const ofLine = line === undefined ? [] : [{ fromMs: line.validFromMs, toMs: line.validToMs ?? OPEN }];
      const span = bookingSpan(booking, spanOf(contract, offsets), ...ofLine);
      return span === null ? [] : bookingGrants(contract, booking, span, catalogue);
    }),
  ]);
}

function planGrants(
  contract: Contract,
  stretches: ReturnType<typeof planStretches>,
  { plans, allowances }: GrantCatalogue,
): AllowanceGrant[] {
  const grants: AllowanceGrant[] = [];
  const open = new Map<number, number>();
  for (const stretch of stretches) {
    for (const allowanceId of plans.get(stretch.pricePlanId)?.allowanceIds ?? []) {
      // A plan that has the same allowance as the one before goes on with it.
      const at = open.get(allowanceId) ?? -1;
      const before = grants[at];
      if (before?.toMs === stretch.fromMs) {
        grants[at] = { ...before, toMs: stretch.toMs };
        continue;
      }
      const again = before === undefined ? '' : `/${new Date(stretch.fromMs).toISOString()}`;
      open.set(allowanceId, grants.length);
      grants.push({
        ...holderOf(contract, 0, allowances.get(allowanceId)),
        key: `plan/${contract.id}/${allowanceId}${again}`,
        allowanceId,
        quantity: 1,
        fromMs: stretch.fromMs,
        toMs: stretch.toMs,
      });
    }
  }
  return grants;
}

function bookingGrants(
  contract: Contract,
  booking: Booking,
  span: Span,
  { options, allowances }: GrantCatalogue,
): AllowanceGrant[] {
  return (options.get(booking.optionId)?.allowanceIds ?? []).map((allowanceId) => ({
    ...holderOf(contract, booking.lineId ?? 0, allowances.get(allowanceId)),
    key: `booking/${booking.id}/${allowanceId}`,
    allowanceId,
    quantity: booking.quantity,
    fromMs: span.fromMs,
    toMs: span.toMs,
  }));
}

/** What a customer holds as a whole is for the lines of all his contracts. */
function holderOf({ id, customerId }: Contract, lineId: number, allowance: Allowance | undefined) {
  const all = allowance?.holder === 'customer';
  return { customerId, contractId: all ? 0 : id, lineId: all ? 0 : lineId };
}
