import { formatMicro } from '#base';
import { type AllowanceCounter, type Charge, type DerivedCharge, rateInOrderByReference, unitsLeft } from '#rating';
import { ratedInOrder } from '../../src/rating/testCatalogue.ts';
import type { Example, Stage } from './example.ts';

/** A stage rated: charges in the order of its events, and what is left of the allowances. */
export interface RatedStage {
  readonly derived: readonly DerivedCharge[];
  readonly counters: readonly CounterRow[];
}

export interface CounterRow {
  readonly counter: AllowanceCounter;
  readonly left: number | null;
  /** A number of its units, for people. */
  readonly inUnits: (units: number) => string;
}

const SOURCE_ID = 1;

/** Rates a stage by both raters, which must agree on charges and counters. */
export function rateStage(example: Example, stage: Stage): RatedStage {
  const input = stage.input ?? example.input;
  const records = stage.events.map(({ record }) => record);
  ratedInOrder(
    input,
    records.map((record) => ({ ...record })),
  );
  const { derived, counters } = rateInOrderByReference(
    records.map((record) => ({ record, sourceId: SOURCE_ID })),
    input,
  );
  return {
    derived,
    counters: counters.map((counter) => {
      const allowance = input.book.allowances.find(({ id }) => id === counter.allowanceId)!;
      return { counter, left: unitsLeft(counter), inUnits: (units) => inUnits(units, allowance.unit) };
    }),
  };
}

function inUnits(units: number, unit: string): string {
  return unit === 'byte' ? `${units / 1_000_000} MB` : `${units} s`;
}

const DECIMALS = 4;

/** Amounts of a charge as the examples show them. */
export function amounts({ chargeMicro, serviceFeeMicro, costMicro }: Charge) {
  const decimal = (micro: number) => formatMicro(BigInt(micro), DECIMALS);
  return {
    charge: decimal(chargeMicro),
    serviceFee: decimal(serviceFeeMicro),
    cost: decimal(costMicro),
    margin: decimal(chargeMicro - costMicro),
  };
}
