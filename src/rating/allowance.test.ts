import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Allowance } from '#catalog';
import type { UsageRecord } from '#usage';
import { unitsLeft } from './counter.ts';
import { allowance, at, call, grant, input, line, list, price, ratedInOrder, terms } from './testCatalogue.ts';

/** Six cents a minute, 60/1, five cents to connect; every case is rated by both raters. */
const PRICE = '49 0.06 60/1 0.05';
const S = 1000;

const tariff = (allowances: readonly Allowance[], grants = [grant()], lines = [line()]) =>
  input([list(1, [PRICE])], { catalogue: { allowances }, grants, lines });
const calls = (...seconds: readonly number[]): UsageRecord[] =>
  seconds.map((duration, index) =>
    call({ durationMs: duration * S, startMs: at(`2026-11-02T11:${10 + index}:00Z`), dedupLo: index }),
  );
const figures = (everything: ReturnType<typeof input>, records: readonly UsageRecord[]) =>
  ratedInOrder(everything, records).charges.map((one) => [one.billedUnits, one.coveredUnits, one.chargeMicro]);

test('a call half covered goes on as the same call', () => {
  const everything = tariff([allowance({ size: 200 })]);
  assert.deepEqual(figures(everything, calls(90, 120, 60)), [
    [90, 90, 0],
    [120, 110, 60_000], // 10 s at 0.06 a minute and the connection fee: something is left to charge
    [60, 0, 110_000],
  ]);
});

test('late records: the charges are what they would have been in time', () => {
  const everything = tariff([allowance({ size: 200 })]);
  const [first, second, third] = calls(90, 120, 60);
  const { charges } = ratedInOrder(everything, [third!, second!, first!]);
  assert.deepEqual(
    charges.map((one) => one.coveredUnits),
    [0, 110, 90],
  );
});

test('counted exactly, the rest begins no second first minute, or is a call of its own', () => {
  const exact = (rest: Allowance['rest']) =>
    figures(tariff([allowance({ size: 30, countedIn: 'exact', rest })]), calls(40));
  assert.deepEqual(exact('continued'), [[40, 30, 60_000]]); // 10 s and the fee
  assert.deepEqual(exact('afresh'), [[90, 30, 110_000]]); // a first minute again
});

test('the connection fee falls away when all is covered, unless it is to be paid', () => {
  assert.deepEqual(figures(tariff([allowance()]), calls(60)), [[60, 60, 0]]);
  assert.deepEqual(figures(tariff([allowance({ waivesConnectionFee: false })]), calls(60)), [[60, 60, 50_000]]);
});

test('order: priority, soonest expiry, narrowest scope, oldest grant', () => {
  const second = grant({ key: 'plan/10/2', allowanceId: 2 });
  const first = (one: Partial<Allowance>, two: Partial<Allowance>, grants = [grant(), second]) => {
    const everything = tariff([allowance(one), allowance({ id: 2, code: 'TWO', ...two })], grants);
    return ratedInOrder(everything, calls(60)).charges[0]!.allowanceId;
  };
  assert.equal(first({ priority: 1 }, { priority: 0 }), 2);
  assert.equal(first({}, { period: { kind: 'days', days: 1 } }), 2);
  assert.equal(
    first(
      {},
      { scope: { services: ['voice'], directions: ['outbound'], destinationIds: [1], zoneIds: [], bands: [] } },
    ),
    2,
  );
  assert.equal(first({}, {}, [grant({ fromMs: 5 }), second]), 2);
  assert.equal(first({}, {}), 1);
});

test('a pool is shared by the lines of its contract, its size may grow with them', () => {
  const lines = [
    line(),
    line({ id: 2, identifier: '49405550200' }),
    line({ id: 3, identifier: '49405550300', contractId: 11 }),
  ];
  const records = ['49405550100', '49405550200', '49405550300'].map((number, index) =>
    call({ aNumber: Number(number), dedupLo: index, durationMs: 60 * S }),
  );
  const covered = (change: Partial<Allowance>, grants = [grant()]) =>
    ratedInOrder(tariff([allowance({ size: 90, ...change })], grants, lines), records).charges.map(
      (one) => one.coveredUnits,
    );
  assert.deepEqual(covered({ holder: 'line' }), [60, 60, 0]);
  assert.deepEqual(covered({ holder: 'contract' }), [60, 30, 0]);
  assert.deepEqual(covered({ holder: 'contract', timesLines: true }), [60, 60, 0]);
  assert.deepEqual(covered({ holder: 'customer' }), [60, 30, 0]);
  assert.deepEqual(covered({ holder: 'customer', timesLines: true }), [60, 60, 60]);
  assert.deepEqual(covered({ holder: 'line' }, [grant({ lineId: 2, quantity: 2 })]), [0, 60, 0]);
});

test('periods: months of the tenant, days from the booking, once', () => {
  const night = at('2026-11-30T22:59:00Z'); // 23:59 in Hamburg
  const records = [
    call({ startMs: night, durationMs: 60 * S }),
    call({ startMs: night + 60 * S, durationMs: 60 * S, dedupLo: 1 }),
  ];
  const covered = (change: Partial<Allowance>, fromMs = 0) =>
    ratedInOrder(tariff([allowance({ size: 60, ...change })], [grant({ fromMs })]), records).charges.map(
      (one) => one.coveredUnits,
    );
  assert.deepEqual(covered({}), [60, 60], 'a new month, a new size');
  assert.deepEqual(covered({ period: { kind: 'once' } }), [60, 0]);
  assert.deepEqual(
    covered({ period: { kind: 'days', days: 1 } }, night + 60 * S - 86_400_000),
    [60, 60],
    'the next day begins at the minute',
  );
  assert.deepEqual(covered({ period: { kind: 'days', days: 1 } }, night - 60 * S), [60, 0]);
  assert.deepEqual(covered({ period: { kind: 'days', days: 1 } }, night + 60 * S), [0, 60], 'booked between the calls');
});

test('a broken month gives its share by days, 29 February too', () => {
  const size = (from: string, to: string, when: string, prorated = true) => {
    const grants = [grant({ fromMs: at(from), toMs: at(to) })];
    const everything = tariff([allowance({ size: 3000, prorated })], grants);
    return ratedInOrder(everything, [call({ startMs: at(when) })]).counters[0]!.sizeUnits;
  };
  assert.equal(size('2026-11-15T23:00:00Z', '2027-05-31T22:00:00Z', '2026-11-20T12:00:00Z'), 1500); // 15 of 30 days
  assert.equal(size('2026-11-15T23:00:00Z', '2027-05-31T22:00:00Z', '2026-12-20T12:00:00Z'), 3000);
  assert.equal(size('2028-02-28T23:00:00Z', '2028-12-31T23:00:00Z', '2028-02-29T12:00:00Z'), 103); // 1 of 29 days, rounded down
  assert.equal(size('2026-11-15T23:00:00Z', '2026-11-16T23:00:00Z', '2026-11-16T12:00:00Z', false), 3000);
});

test('unused units move on, limited in amount and age, the oldest are used first', () => {
  const monthly = (...months: readonly string[]) =>
    months.map((month, index) => call({ startMs: at(`${month}-10T12:00:00Z`), durationMs: 60 * S, dedupLo: index }));
  const grants = [grant({ fromMs: at('2025-12-31T23:00:00Z') })];
  const counters = (rollover: Allowance['rollover'], ...months: readonly string[]) =>
    ratedInOrder(tariff([allowance({ size: 100, rollover })], grants), monthly(...months)).counters[0]!;
  const kept = counters({ maxUnits: null, maxPeriods: 2 }, '2026-01', '2026-02');
  assert.deepEqual(kept.lots, [], 'February drew January’s 40 and 20 of its own');
  assert.equal(unitsLeft(kept), 80);
  const third = counters({ maxUnits: null, maxPeriods: 1 }, '2026-01', '2026-03');
  assert.deepEqual(
    [unitsLeft(third), third.lots.map((lot) => lot.units)],
    [140, [40]],
    'January’s are gone, February’s 100 are used first',
  );
  assert.equal(unitsLeft(counters({ maxUnits: 50, maxPeriods: 12 }, '2026-06')), 90, 'at most 50 move on');
});

test('fair use: what exceeds is priced by the plan and counted', () => {
  const none = { maxUnitsPerEvent: null, maxNumbersPerPeriod: null, maxEventsPerPeriod: null, maxUnitsPerPeriod: null };
  const flat = (change: Partial<typeof none> | Record<string, number>) =>
    tariff([allowance({ size: null, fairUse: { ...none, ...change } })]);
  assert.deepEqual(figures(flat({ maxUnitsPerEvent: 3600 }), calls(3660)), [[3660, 3600, 110_000]]);
  assert.deepEqual(
    figures(flat({ maxUnitsPerPeriod: 100 }), calls(60, 60)).map(([, covered]) => covered),
    [60, 40],
  );
  assert.deepEqual(
    figures(flat({ maxEventsPerPeriod: 1 }), calls(60, 60)).map(([, covered]) => covered),
    [60, 0],
  );
  const numbers = [1, 2, 1].map((last, index) =>
    call({ bNumber: 49301234560 + last, dedupLo: index, startMs: at('2026-11-02T11:00:00Z') + index }),
  );
  const { charges, counters } = ratedInOrder(flat({ maxNumbersPerPeriod: 1 }), numbers);
  assert.deepEqual(
    charges.map((one) => one.coveredUnits),
    [60, 0, 60],
    'a number known already stays free',
  );
  assert.deepEqual([counters[0]!.exceededUnits, counters[0]!.numbers], [60, [49301234561]]);
});

test('money pays what is left of the charge, but not a premium number’s owner', () => {
  const money = allowance({ unit: 'money', size: 100_000 });
  assert.deepEqual(figures(tariff([money]), calls(60, 60)), [
    [60, 100_000, 10_000],
    [60, 0, 110_000],
  ]);
  const premium = price('49 0.06', { terms: terms({ serviceFee: { perEventNano: 80_000_000, perMinuteNano: 0 } }) });
  const everything = input([list(1, [premium])], { catalogue: { allowances: [money] }, grants: [grant()] });
  const [charge] = ratedInOrder(everything, calls(60)).charges;
  assert.deepEqual([charge!.chargeMicro, charge!.serviceFeeMicro], [80_000, 80_000]);
});

test('a data pack is used before the plan’s volume when it expires sooner; a top-up comes after', () => {
  const scope = { services: ['data'] as const, directions: [], destinationIds: [], zoneIds: [], bands: [] };
  const base = { unit: 'byte', scope, countedIn: 'exact' } as const;
  const allowances = [
    allowance({ ...base, size: 1000 }),
    allowance({ ...base, id: 2, code: 'TOP-UP', size: 500, period: { kind: 'once' }, priority: 1 }),
  ];
  const grants = [
    grant(),
    grant({ key: 'booking/7/2', allowanceId: 2, fromMs: at('2026-11-02T11:11:30Z'), toMs: at('2026-11-09T11:11:30Z') }),
  ];
  const data = price('* 1 1/1', { service: 'data', unit: 'byte', per: 1000 });
  const everything = input([list(1, [data])], { catalogue: { allowances }, grants });
  const sessions = [800, 400, 300].map((volume, index) =>
    call({ service: 4, volume, bNumber: 0, durationMs: 0, startMs: at(`2026-11-02T11:${10 + index}:00Z`) }),
  );
  assert.deepEqual(figures(everything, sessions), [
    [800, 800, 0],
    [400, 200, 200_000], // the top-up was not booked yet
    [300, 300, 0],
  ]);
});

test('an unmatched or unpriced record draws on nothing', () => {
  const everything = tariff([allowance()]);
  const { counters } = ratedInOrder(everything, [
    call({ aNumber: 49401111111 }),
    call({ bNumber: 33140000000, dedupLo: 1 }),
  ]);
  assert.deepEqual(counters, []);
});
