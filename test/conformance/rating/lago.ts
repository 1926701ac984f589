/**
 * Lago's charge models (`lago-charge-models.json`). Each is a price of ours for events of pieces; a percentage is a price per currency unit of the
 * amount that an event carries. Quantities are in such parts of a unit that all of them are whole.
 */
import assert from 'node:assert/strict';
import type { Allowance, Price, PriceStep } from '#catalog';
import {
  chargedQuantity,
  decimalsOf,
  decimalText,
  inputOf,
  lineOf,
  listOf,
  microOf,
  NAME,
  nanoOf,
  type Outcome,
  outcomeOf,
  price,
  Refused,
  ratedInOrder,
  recordOf,
  scaledBy,
} from './shared.ts';

interface Range {
  readonly from_value: number | string;
  readonly to_value: number | string | null;
  readonly per_unit_amount?: string;
  /** Percent. */
  readonly rate?: string;
  readonly flat_amount: string;
}

interface Properties {
  readonly graduated_ranges?: readonly Range[];
  readonly volume_ranges?: readonly Range[];
  readonly graduated_percentage_ranges?: readonly Range[];
  readonly amount?: string;
  readonly package_size?: number | string;
  readonly free_units?: number | string;
  readonly rate?: string;
  readonly fixed_amount?: string | null;
  readonly free_units_per_events?: number | null;
  readonly free_units_per_total_aggregation?: string | null;
  readonly per_transaction_max_amount?: string | null;
  readonly per_transaction_min_amount?: string | null;
}

interface LagoCase {
  readonly id: string;
  readonly model: string;
  readonly properties: Properties;
  readonly units: string;
  readonly events?: number;
  readonly event_amounts?: readonly (number | string)[];
  /** Running totals after each free event. */
  readonly running_total_of_free_events?: readonly (number | string)[];
  readonly expected_amount: string;
}

const PERCENT = 100;

/** Ranges as steps: a range begins above where the one before ends. */
function steps(ranges: readonly Range[], decimals: number, perUnits: number): readonly PriceStep[] {
  return ranges.map((range, index) => ({
    fromUnits: index === 0 ? 0 : scaledBy(decimals, ranges[index - 1]!.to_value!),
    priceNano: nanoOf(range.per_unit_amount ?? range.rate),
    per: perUnits,
    increment: 1,
    roundUp: true,
    flatNano: nanoOf(range.flat_amount),
  }));
}

function priceOf({ model, properties, units }: LagoCase): { readonly one: Price; readonly quantity: number } {
  const { graduated_ranges, volume_ranges, graduated_percentage_ranges, amount, package_size, free_units } = properties;
  const ranges = graduated_ranges ?? volume_ranges ?? graduated_percentage_ranges ?? [];
  const decimals = decimalsOf([units, package_size, free_units, ...ranges.map(({ to_value }) => to_value)]);
  const scaled = (value: number | string) => scaledBy(decimals, value);
  const quantity = scaled(units);
  switch (model) {
    case 'standard':
      return { quantity, one: price({ priceNano: nanoOf(amount), per: scaled(1) }) };
    case 'graduated':
      return { quantity, one: price({}, { steps: steps(ranges, decimals, scaled(1)) }) };
    case 'volume':
      return { quantity, one: price({}, { steps: steps(ranges, decimals, scaled(1)), stepMode: 'total' }) };
    case 'graduated_percentage':
      return { quantity, one: price({}, { steps: steps(ranges, decimals, scaled(PERCENT)) }) };
    case 'package': {
      const size = scaled(package_size!);
      const block = { priceNano: nanoOf(amount), per: size, firstIncrement: size, nextIncrement: size };
      return { quantity, one: price(block, { freeUnits: scaled(free_units ?? 0) }) };
    }
    default:
      throw new Refused(`charge model ${model}`);
  }
}

/**
 * Amounts of the events. Where only the running total of the free ones is told, the rest is divided evenly among the others: a percentage charges
 * them the same however it is divided.
 */
function amountsOf(
  { units, events, event_amounts, running_total_of_free_events }: LagoCase,
  decimals: number,
): readonly number[] {
  if (event_amounts !== undefined) return event_amounts.map((amount) => scaledBy(decimals, amount));
  const totals = (running_total_of_free_events ?? []).map((total) => scaledBy(decimals, total));
  const free = totals.map((total, index) => total - (totals[index - 1] ?? 0));
  const others = (events ?? 1) - free.length;
  const rest = scaledBy(decimals, units) - (totals.at(-1) ?? 0);
  if (others <= 0) return free;
  const share = Math.floor(rest / others);
  return [
    ...free,
    ...Array.from({ length: others }, (_, index) => (index === 0 ? rest - share * (others - 1) : share)),
  ];
}

/** Free events and free amounts are an allowance: so many units, for at most so many events. */
function freeAllowance(properties: Properties, decimals: number): Allowance | null {
  const { free_units_per_events, free_units_per_total_aggregation } = properties;
  const total = scaledBy(decimals, free_units_per_total_aggregation ?? 0);
  const events = free_units_per_events ?? 0;
  if (total === 0 && events === 0) return null;
  const fairUse = {
    maxUnitsPerEvent: null,
    maxNumbersPerPeriod: null,
    maxEventsPerPeriod: events === 0 ? null : events,
    maxUnitsPerPeriod: null,
  };
  return {
    id: 1,
    code: 'FREE',
    name: NAME,
    unit: 'piece',
    size: total === 0 ? null : total,
    scope: { services: ['event'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
    holder: 'line',
    timesLines: false,
    period: { kind: 'once' },
    prorated: false,
    rollover: null,
    priority: 1,
    countedIn: 'exact',
    rest: 'continued',
    waivesConnectionFee: true,
    fairUse,
  };
}

function checkPercentage(one: LagoCase): void {
  const { properties, units, event_amounts, running_total_of_free_events, expected_amount } = one;
  const decimals = decimalsOf([
    units,
    properties.free_units_per_total_aggregation,
    ...(event_amounts ?? []),
    ...(running_total_of_free_events ?? []),
  ]);
  const { per_transaction_min_amount, per_transaction_max_amount } = properties;
  const percentage = price(
    {
      priceNano: nanoOf(properties.rate),
      per: PERCENT * scaledBy(decimals, 1),
      connectionFeeNano: nanoOf(properties.fixed_amount),
    },
    {
      minimumChargeNano: nanoOf(per_transaction_min_amount),
      capNano: decimalText(per_transaction_max_amount ?? '') === '' ? null : nanoOf(per_transaction_max_amount),
    },
  );
  const allowance = freeAllowance(properties, decimals);
  const line = lineOf(1);
  const input = inputOf(
    { lists: [listOf(1, [percentage])], allowances: allowance === null ? [] : [allowance] },
    {
      lines: [line],
      grants:
        allowance === null
          ? []
          : [
              {
                key: 'free',
                allowanceId: allowance.id,
                customerId: line.customerId,
                contractId: line.contractId,
                lineId: line.id,
                quantity: 1,
                fromMs: 0,
                toMs: Number.POSITIVE_INFINITY,
              },
            ],
    },
  );
  const events = amountsOf(one, decimals).map((volume, index) => ({
    record: recordOf({ startMs: 1 + index, volume }),
    sourceId: 1,
  }));
  const { charges } = ratedInOrder(input, events);
  const sum = charges.reduce((total, { chargeMicro }) => total + chargeMicro, 0);
  assert.equal(sum, microOf(expected_amount));
}

function check(one: LagoCase): void {
  if (one.model === 'prorated_graduated')
    throw new Refused(
      'quantities weighted by the days they exist: a recurring charge of billing, not the price of an event',
    );
  if (one.model === 'percentage') {
    checkPercentage(one);
    return;
  }
  const { one: ours, quantity } = priceOf(one);
  assert.equal(chargedQuantity(ours, quantity), microOf(one.expected_amount));
}

export function lago(file: { readonly cases: readonly LagoCase[] }): readonly Outcome[] {
  return file.cases.map((one) => outcomeOf(one.id, () => check(one)));
}
