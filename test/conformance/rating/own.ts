/** Our own cases, always run: invented numbers, worked out by hand, rated by both raters. */
import assert from 'node:assert/strict';
import type { PricedList } from '#catalog';
import type { Charge, RatingInput } from '#rating';
import { STATUS } from '#usage';
import { OWN_SEQUENCES, type OwnSequence } from './ownAllowances.ts';
import { type Expected, OWN_CALLS, type OwnCall } from './ownCalls.ts';
import { CALENDARS, DESTINATIONS, NUMBERING, ZONES } from './ownCatalogue.ts';
import {
  inputOf,
  lineOf,
  listOf,
  microOf,
  OPEN,
  type Outcome,
  outcomeOf,
  planOf,
  rated,
  ratedInOrder,
  UNROUNDED,
} from './shared.ts';

const ZONE = 'Europe/Berlin';
const BOOK = { calendars: CALENDARS, destinations: DESTINATIONS, zones: ZONES, numbering: NUMBERING };
const STATUSES: Readonly<Record<string, number>> = {
  unpriced: STATUS.unpriced,
  free: STATUS.free,
  notBillable: STATUS.notBillable,
};

function inputOfCall({
  prices,
  list,
  otherLists = [],
  line,
  otherLines = [],
  rounding,
  ported = [],
}: OwnCall): RatingInput {
  const others = otherLists.map(({ prices: rows, change }, index): PricedList => listOf(index + 2, rows, change));
  const supplierListId = others.find(({ side }) => side === 'supplier')?.id ?? null;
  return inputOf(
    {
      ...BOOK,
      lists: [listOf(1, prices, list), ...others],
      plans: [planOf(1, 1, { rounding: rounding ?? UNROUNDED, isDefault: true })],
      ported: ported.map((one) => ({ ...one, validFromMs: 0, validToMs: OPEN })),
    },
    {
      lines: [lineOf(1, line), ...otherLines.map((change, index) => lineOf(index + 2, change))],
      sources: [{ id: 1, country: 'DE', supplierListId, durationRounding: 'ceil' }],
      zone: ZONE,
    },
  );
}

function compare(charge: Charge, expected: Expected): void {
  assert.equal(charge.status, STATUSES[expected] ?? STATUS.rated, 'status');
  assert.equal(charge.chargeMicro, STATUSES[expected] === undefined ? microOf(expected) : 0, 'charge');
}

function checkCall(one: OwnCall): void {
  const charge = rated(inputOfCall(one), one.record);
  compare(charge, one.expected);
  assert.equal(charge.serviceFeeMicro, microOf(one.serviceFee ?? '0'), 'service fee');
  assert.equal(charge.costMicro, microOf(one.cost ?? '0'), 'cost');
}

function checkSequence({ prices, allowances, grants, otherLines = [], records, expected }: OwnSequence): void {
  const input = inputOf(
    { ...BOOK, lists: [listOf(1, prices)], allowances },
    { lines: [lineOf(1), ...otherLines.map((change, index) => lineOf(index + 2, change))], grants, zone: ZONE },
  );
  const { charges } = ratedInOrder(
    input,
    records.map((record, dedupLo) => ({ record: { ...record, dedupLo }, sourceId: 1 })),
  );
  const told = charges.map(({ chargeMicro, coveredUnits }) => [chargeMicro, coveredUnits]);
  assert.deepEqual(
    told,
    expected.map(([charge, covered]) => [microOf(charge), covered]),
  );
}

export function own(): readonly Outcome[] {
  return [
    ...OWN_CALLS.map((one) => outcomeOf(one.id, () => checkCall(one))),
    ...OWN_SEQUENCES.map((one) => outcomeOf(one.id, () => checkSequence(one))),
  ];
}
