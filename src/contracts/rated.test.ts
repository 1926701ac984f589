import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { startOfDayMs, zoneOffsets } from '#base';
import type { Allowance, Option, PricePlan } from '#catalog';
import type { Booking } from './booking.ts';
import { contractOf, type Line } from './contract.ts';
import { planOn, planStretches } from './plans.ts';
import { discountPpm, grantsOf, type RatedHoldings, ratedLines } from './rated.ts';

const BERLIN = zoneOffsets('Europe/Berlin');
const day = (date: string) => startOfDayMs(BERLIN, date);
const OPEN = Number.POSITIVE_INFINITY;
const NAME = { de: '', fr: '', en: '' };

const CONTRACT = contractOf({ customerId: 4, number: 'V-1', pricePlanId: 10, startsOn: '2026-01-15' }, 1);
const LINE: Line = {
  id: 21,
  contractId: 1,
  kind: 'number',
  identifier: '49405550123',
  msisdn: null,
  imsi: null,
  label: '+49 40 5550123',
  sourceId: 0,
  validFromMs: day('2026-02-01'),
  validToMs: null,
};
const BOOKING: Booking = {
  id: 31,
  contractId: 1,
  lineId: null,
  optionId: 5,
  quantity: 1,
  fromMs: Date.parse('2026-03-10T14:30:00Z'),
  toMs: null,
};
const held = (parts: Partial<RatedHoldings>): RatedHoldings => ({
  contracts: [CONTRACT],
  planChanges: [],
  bookings: [],
  lines: [LINE],
  ...parts,
});
const option = (fields: Partial<Option>): Option => ({
  id: 5,
  code: 'EU',
  name: NAME,
  priceListId: 50,
  allowanceIds: [],
  validDays: null,
  ...fields,
});
const optionsOf = (...all: Option[]) => new Map(all.map((one) => [one.id, one]));

/** A line's stretches in short: from, to, plan, lists. */
const stretches = (parts: Partial<RatedHoldings>, options = optionsOf(option({}))) =>
  ratedLines(held(parts), options, BERLIN).map((line) => [
    line.validFromMs,
    line.validToMs,
    line.pricePlanId,
    line.ownPriceListIds,
  ]);

test('a line without changes is one stretch', () => {
  const { validFromMs } = LINE;
  assert.deepEqual(stretches({}), [[validFromMs, OPEN, 10, []]]);
  const own = { ...CONTRACT, overridePriceListId: 99, usageDiscount: '12.5' };
  const [line] = ratedLines(held({ contracts: [own] }), new Map(), BERLIN);
  assert.deepEqual([line?.ownPriceListIds, line?.discountPpm, line?.customerId], [[99], 125_000, 4]);
});

test('a line is cut where its plan changes and where an option with prices begins or ends', () => {
  const changes = [
    { contractId: 1, startsOn: '2026-01-20', pricePlanId: 11 },
    { contractId: 1, startsOn: '2026-04-01', pricePlanId: 12 },
    { contractId: 2, startsOn: '2026-05-01', pricePlanId: 13 },
  ];
  const ended = { ...BOOKING, toMs: day('2026-05-01') };
  const { validFromMs } = LINE;
  assert.deepEqual(stretches({ planChanges: changes, bookings: [ended] }), [
    [validFromMs, BOOKING.fromMs, 11, []],
    [BOOKING.fromMs, day('2026-04-01'), 11, [50]],
    [day('2026-04-01'), day('2026-05-01'), 12, [50]],
    [day('2026-05-01'), OPEN, 12, []],
  ]);
});

test('lists are asked in order: the contract’s own, then options, oldest booking first', () => {
  const contracts = [{ ...CONTRACT, overridePriceListId: 99 }];
  const options = optionsOf(option({}), option({ id: 6, priceListId: 60 }));
  const newer = { ...BOOKING, id: 30, optionId: 6, fromMs: day('2026-03-20') };
  const last = stretches({ contracts, bookings: [newer, BOOKING] }, options).at(-1);
  assert.deepEqual(last, [day('2026-03-20'), OPEN, 10, [99, 50, 60]]);
});

test('options without prices, of other lines or of other times cut nothing', () => {
  const whole = [[LINE.validFromMs, OPEN, 10, []]];
  assert.deepEqual(stretches({ bookings: [BOOKING] }, optionsOf(option({ priceListId: null }))), whole);
  assert.deepEqual(stretches({ bookings: [{ ...BOOKING, lineId: 22 }] }), whole);
  const before = { ...BOOKING, fromMs: day('2026-01-16'), toMs: day('2026-01-31') };
  assert.deepEqual(stretches({ bookings: [before] }), whole);
  const line = { ...LINE, validToMs: day('2026-03-01') };
  assert.deepEqual(stretches({ lines: [line], bookings: [BOOKING] }), [[LINE.validFromMs, day('2026-03-01'), 10, []]]);
});

test('stretches cover the line’s time once, and each instant has the plan and lists of that instant', () => {
  const hour = 3_600_000;
  const begin = day('2026-03-25');
  const instant = fc.integer({ min: 0, max: 24 * 12 }).map((hours) => begin + hours * hour);
  const booking = fc.record({ fromMs: instant, hours: fc.option(fc.integer({ min: 1, max: 100 })), own: fc.boolean() });
  const change = fc.record({ day: fc.integer({ min: 0, max: 11 }), pricePlanId: fc.integer({ min: 10, max: 12 }) });
  fc.assert(
    fc.property(
      fc.array(booking, { maxLength: 5 }),
      fc.uniqueArray(change, { maxLength: 4, selector: (one) => one.day }),
      fc.array(instant, { minLength: 1, maxLength: 20 }),
      (booked, changed, instants) => {
        const bookings = booked.map(({ fromMs, hours, own }, index) => ({
          ...BOOKING,
          id: index,
          lineId: own ? 21 : null,
          fromMs,
          toMs: hours === null ? null : fromMs + hours * hour,
        }));
        const dateOf = (at: number) => new Date(begin + at * 86_400_000 + 12 * hour).toISOString().slice(0, 10);
        const planChanges = changed.map((one) => ({
          contractId: 1,
          startsOn: dateOf(one.day),
          pricePlanId: one.pricePlanId,
        }));
        const lines = ratedLines(held({ bookings, planChanges }), optionsOf(option({})), BERLIN);
        assert.equal(lines[0]?.validFromMs, LINE.validFromMs);
        assert.equal(lines.at(-1)?.validToMs, OPEN);
        for (const [index, line] of lines.entries()) {
          assert.ok(line.validToMs > line.validFromMs);
          if (index > 0) assert.equal(line.validFromMs, lines[index - 1]?.validToMs);
        }
        for (const at of instants) {
          const line = lines.find((one) => one.validFromMs <= at && at < one.validToMs);
          const date = new Date(at + (at < day('2026-03-29') + 2 * hour ? 1 : 2) * hour).toISOString().slice(0, 10);
          assert.equal(line?.pricePlanId, planOn(CONTRACT, planChanges, date));
          const inForce = bookings.filter((one) => one.fromMs <= at && (one.toMs === null || at < one.toMs));
          assert.equal(line?.ownPriceListIds.length, inForce.length);
        }
      },
    ),
  );
});

test('a plan changes at local midnight, also on 29 February and on days with 23 or 25 hours', () => {
  const at = (startsOn: string) =>
    planStretches(CONTRACT, [{ contractId: 1, startsOn, pricePlanId: 11 }], BERLIN)[1]?.fromMs;
  const cases: [string, string][] = [
    ['2028-02-29', '2028-02-29T00:00:00+01:00'],
    ['2026-03-29', '2026-03-29T00:00:00+01:00'],
    ['2026-03-30', '2026-03-30T00:00:00+02:00'],
    ['2026-10-25', '2026-10-25T00:00:00+02:00'],
    ['2026-10-26', '2026-10-26T00:00:00+01:00'],
  ];
  for (const [startsOn, instant] of cases) assert.equal(at(startsOn), Date.parse(instant), startsOn);
});

test('changes beyond the contract’s end, or to the plan it has, are no stretches', () => {
  const ended = { ...CONTRACT, endsOn: '2026-06-01' };
  const changes = [
    { contractId: 1, startsOn: '2026-03-01', pricePlanId: 10 },
    { contractId: 1, startsOn: '2026-06-01', pricePlanId: 11 },
  ];
  assert.deepEqual(planStretches(ended, changes, BERLIN), [
    { pricePlanId: 10, fromMs: day('2026-01-15'), toMs: day('2026-06-01') },
  ]);
});

test('a discount is a whole number of millionths', () => {
  for (const [percent, ppm] of [
    ['0', 0],
    ['12.5', 125_000],
    ['0.0001', 1],
    ['100.0000', 1_000_000],
  ] as const)
    assert.equal(discountPpm(percent), ppm);
});

const plan = (id: number, allowanceIds: number[]): [number, PricePlan] => [
  id,
  {
    id,
    code: String(id),
    name: NAME,
    priceListId: 1,
    rounding: { mode: 'halfUp', decimals: 4, at: 'event' },
    parentId: null,
    allowanceIds,
    isDefault: false,
  },
];
const allowance = (id: number, holder: Allowance['holder']): [number, Allowance] => [
  id,
  {
    id,
    code: String(id),
    name: NAME,
    unit: 'second',
    size: 60,
    scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
    holder,
    timesLines: false,
    period: { kind: 'month' },
    prorated: false,
    rollover: null,
    priority: 0,
    countedIn: 'increments',
    rest: 'continued',
    waivesConnectionFee: true,
    fairUse: null,
  },
];
const CATALOGUE = {
  plans: new Map([plan(10, [1]), plan(11, [1, 2]), plan(12, [3])]),
  options: optionsOf(option({ allowanceIds: [2, 3] })),
  allowances: new Map([allowance(1, 'contract'), allowance(2, 'line'), allowance(3, 'customer')]),
};
const grants = (parts: Partial<RatedHoldings>) =>
  grantsOf(held(parts), CATALOGUE, BERLIN).map((grant) => [
    grant.key,
    grant.contractId,
    grant.lineId,
    grant.quantity,
    grant.fromMs,
    grant.toMs,
  ]);

test('a plan’s allowances are held as long as the plan is in force; the same one goes on over a change', () => {
  const begin = day('2026-01-15');
  const changes = [
    { contractId: 1, startsOn: '2026-03-01', pricePlanId: 11 },
    { contractId: 1, startsOn: '2026-04-01', pricePlanId: 12 },
    { contractId: 1, startsOn: '2026-05-01', pricePlanId: 10 },
  ];
  assert.deepEqual(grants({}), [['plan/1/1', 1, 0, 1, begin, OPEN]]);
  assert.deepEqual(grants({ planChanges: changes }), [
    ['plan/1/1', 1, 0, 1, begin, day('2026-04-01')],
    ['plan/1/2', 1, 0, 1, day('2026-03-01'), day('2026-04-01')],
    ['plan/1/3', 0, 0, 1, day('2026-04-01'), day('2026-05-01')],
    ['plan/1/1/2026-04-30T22:00:00.000Z', 1, 0, 1, day('2026-05-01'), OPEN],
  ]);
});

test('an option’s allowances are held as long as it is booked, for its line or all lines, so many times', () => {
  const ended = [{ ...CONTRACT, endsOn: '2026-09-01' }];
  const whole = grants({ contracts: ended, bookings: [{ ...BOOKING, quantity: 3 }] });
  assert.deepEqual(whole.slice(1), [
    ['booking/31/2', 1, 0, 3, BOOKING.fromMs, day('2026-09-01')],
    ['booking/31/3', 0, 0, 3, BOOKING.fromMs, day('2026-09-01')],
  ]);
  const line = { ...LINE, validToMs: day('2026-04-01') };
  const ofLine = grants({ lines: [line], bookings: [{ ...BOOKING, lineId: 21 }] });
  assert.deepEqual(ofLine[1], ['booking/31/2', 1, 21, 1, BOOKING.fromMs, day('2026-04-01')]);
  const gone = { ...BOOKING, lineId: 21, fromMs: day('2026-04-01') };
  assert.equal(grants({ lines: [line], bookings: [gone] }).length, 1, 'a line that is gone holds nothing');
});
