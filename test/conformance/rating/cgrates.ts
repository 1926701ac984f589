/**
 * CGRateS (`cgrates-rating.json`): tariffs of destinations, timings, rate groups and rating profiles, each case a call of one of them. Checked is the
 * cost in exact arithmetic (`exact`) where the file has it: CGRateS itself rounds increment by increment.
 */
import assert from 'node:assert/strict';
import type { Allowance, Rounding } from '#catalog';
import { STATUS } from '#usage';
import { CgratesCatalogue } from './cgratesCatalogue.ts';
import { ANY, type CgratesCall, type CgratesTariff, type DestinationRate } from './cgratesTariff.ts';
import {
  decimalText,
  lineOf,
  microOf,
  NAME,
  OPEN,
  type Outcome,
  outcomeOf,
  Refused,
  rated,
  ratedInOrder,
  UNROUNDED,
} from './shared.ts';

interface CgratesCase {
  readonly id: string;
  readonly tariff: string;
  readonly call: CgratesCall;
  readonly expected: { readonly cost?: string | number; readonly error?: string };
  readonly exact?: { readonly cost?: string | number };
}

interface InlineTariff {
  readonly destinations: readonly (readonly [id: string, prefix: string])[];
  readonly rates: readonly (readonly [
    id: string,
    fee: string,
    rate: string,
    unit: string,
    increment: string,
    start: string,
  ])[];
  readonly rounding: readonly [method: string, decimals: number];
  /** Rate by subject. */
  readonly profiles: Readonly<Record<string, string>>;
}

interface CgratesScenario {
  readonly id: string;
  readonly tariff_inline?: InlineTariff;
  readonly same_as?: string;
  readonly balances_before?: readonly {
    readonly type: string;
    readonly value_s?: number;
    readonly rating_subject?: string;
  }[];
  readonly call?: { readonly destination: string; readonly answer_time: string; readonly usage_s: number };
  readonly expected?: { readonly cost?: string; readonly voice_left_s?: number };
}

interface CgratesFile {
  readonly tariffs: Readonly<Record<string, CgratesTariff>>;
  readonly cases: readonly CgratesCase[];
  readonly scenarios?: readonly CgratesScenario[];
}

const MODES: Readonly<Record<string, Rounding['mode']>> = { '*up': 'up', '*down': 'down', '*middle': 'halfUp' };
const STORED_DECIMALS = 6;
const NANOSECONDS = 1e9;
const NOT_RATED = '-1';

/** No decimals = nothing rounded; beyond what our store keeps, six decimals are kept. */
function roundingOf({ rounding_method, rounding_decimals }: DestinationRate): Rounding {
  const decimals = Number(rounding_decimals);
  const mode = MODES[rounding_method];
  if (decimals === 0 || decimals > STORED_DECIMALS || mode === undefined) return UNROUNDED;
  return { mode, decimals, at: 'event' };
}

function check({ call, expected, exact }: CgratesCase, tariff: CgratesTariff): void {
  const catalogue = new CgratesCatalogue(tariff, call);
  // Once to learn which rate prices the call, for the rounding is the rate's; once with it.
  const first = rated(catalogue.input(UNROUNDED), catalogue.record);
  const cost = exact?.cost ?? expected.cost;
  if (expected.error !== undefined || cost === undefined || decimalText(cost) === NOT_RATED) {
    assert.equal(first.status, STATUS.unpriced, 'has no price');
    return;
  }
  assert.equal(first.status, STATUS.rated, 'has a price');
  const rate = catalogue.rateOf(first.priceListId, first.priceVersion, first.destinationId, first.band);
  const { chargeMicro } = rated(catalogue.input(roundingOf(rate)), catalogue.record);
  assert.equal(chargeMicro, microOf(cost));
}

/** An inline tariff written out; each rate is a plan of its own for all destinations. */
function writtenOut({ destinations, rates, rounding, profiles }: InlineTariff): CgratesTariff {
  const ids = [...new Set(destinations.map(([id]) => id))];
  return {
    destinations: destinations.map(([id, prefix]) => ({ id, prefix })),
    timings: [],
    rates: rates.map(([id, connect_fee, rate, rate_unit, rate_increment, group_interval_start]) => ({
      id,
      connect_fee,
      rate,
      rate_unit,
      rate_increment,
      group_interval_start,
    })),
    destination_rates: rates.flatMap(([rate_id]) =>
      ids.map((destination_id) => ({
        id: rate_id,
        destination_id,
        rate_id,
        rounding_method: rounding[0],
        rounding_decimals: String(rounding[1]),
        max_cost: '',
        max_cost_strategy: '',
      })),
    ),
    rating_plans: rates.map(([id]) => ({ id, destination_rate_id: id, timing_id: ANY, weight: '10' })),
    rating_profiles: Object.entries(profiles).map(([subject, rating_plan_id]) => ({
      tenant: '',
      category: '',
      subject,
      activation_time: '',
      rating_plan_id,
      fallback_subjects: '',
    })),
  };
}

/** Minutes with a price of their own: an allowance, and the price that the balance's subject has. */
function checkBundle(
  { balances_before = [], call, expected }: CgratesScenario,
  inline: InlineTariff | undefined,
): void {
  const minutes = balances_before.filter(({ type }) => type === '*voice');
  const [balance] = minutes;
  if (inline === undefined || call === undefined || balance === undefined || minutes.length > 1)
    throw new Refused('prepaid accounts that are opened and debited while a call is tried again');
  const size = balance.value_s ?? 0;
  if (size < call.usage_s) throw new Refused('a call of which each part has the price of another balance');
  const catalogue = new CgratesCatalogue(writtenOut(inline), {
    tenant: '',
    category: '',
    subject: balance.rating_subject ?? ANY,
    destination: call.destination,
    type_of_record: '*voice',
    answer_time: call.answer_time,
    usage_ns: call.usage_s * NANOSECONDS,
  });
  const line = lineOf(1);
  const { id, customerId, contractId } = line;
  const allowance: Allowance = {
    id: 1,
    code: 'MINUTES',
    name: NAME,
    unit: 'second',
    size,
    scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
    holder: 'line',
    timesLines: false,
    period: { kind: 'once' },
    prorated: false,
    rollover: null,
    priority: 1,
    countedIn: 'increments',
    rest: 'continued',
    waivesConnectionFee: false,
    fairUse: null,
  };
  const grant = {
    key: 'minutes',
    allowanceId: 1,
    customerId,
    contractId,
    lineId: id,
    quantity: 1,
    fromMs: 0,
    toMs: OPEN,
  };
  const input = catalogue.input(UNROUNDED, { lines: [line], grants: [grant] });
  const { charges, counters } = ratedInOrder({ ...input, book: { ...input.book, allowances: [allowance] } }, [
    { record: catalogue.record, sourceId: 1 },
  ]);
  if (expected?.cost !== undefined) assert.equal(charges[0]?.chargeMicro, microOf(expected.cost));
  if (expected?.voice_left_s !== undefined)
    assert.equal(size - (counters[0]?.usedUnits ?? 0), expected.voice_left_s, 'left');
}

export function cgrates({ tariffs, cases, scenarios = [] }: CgratesFile): readonly Outcome[] {
  return [
    ...cases.map((one) =>
      outcomeOf(one.id, () => {
        const tariff = tariffs[one.tariff];
        assert.ok(tariff !== undefined, `no tariff ${one.tariff}`);
        check(one, tariff);
      }),
    ),
    ...scenarios.map((one) =>
      outcomeOf(one.id, () => {
        const like = scenarios.find(({ id }) => id === one.same_as);
        checkBundle(one, one.tariff_inline ?? like?.tariff_inline);
      }),
    ),
  ];
}
