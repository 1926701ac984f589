/** Our own cases of allowances, worked out by hand: several events of one customer, each with its charge. */
import type { Allowance, Price } from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';
import type { UsageRecord } from '#usage';
import { call, D, granted, later, minutes, NOON, voice } from './ownCatalogue.ts';

export interface OwnSequence {
  readonly id: string;
  readonly prices: readonly Price[];
  readonly allowances: readonly Allowance[];
  readonly grants: readonly AllowanceGrant[];
  /** In the order of arrival. */
  readonly records: readonly UsageRecord[];
  /** Charge and units covered (money: micro-units) of each. */
  readonly expected: readonly (readonly [charge: string, covered: number])[];
  /** Lines besides line 1. */
  readonly otherLines?: readonly Partial<RatedLine>[];
}

const TEN_CENTS = [voice('49 0.10 60/60')];
const WITH_FEE = [voice('49 0.06 60/1 0.05')];
const FAIR = { maxUnitsPerEvent: null, maxNumbersPerPeriod: null, maxEventsPerPeriod: null, maxUnitsPerPeriod: null };
const POOL = { lineId: 0 } as const;
const SECOND_LINE = { accountText: 'line-2' } as const;
const DECEMBER = { startMs: Date.parse('2026-12-02T11:00:00Z') } as const;
const HOUR = 3600;
const NOVEMBER = Date.parse('2026-10-31T23:00:00Z');
const DAY_MS = 86_400_000;

export const OWN_SEQUENCES: readonly OwnSequence[] = [
  {
    id: 'half covered: five of eight minutes',
    prices: TEN_CENTS,
    allowances: [minutes(1, 300)],
    grants: [granted(1)],
    records: [call(480), later(10, 60)],
    expected: [
      ['0.3', 300],
      ['0.1', 0],
    ],
  },
  {
    id: 'the rest goes on: no second first increment, the fee stays',
    prices: WITH_FEE,
    allowances: [minutes(1, 30)],
    grants: [granted(1)],
    records: [call(70)],
    expected: [['0.09', 30]],
  },
  {
    id: 'wholly covered: the connection fee falls away',
    prices: WITH_FEE,
    allowances: [minutes(1, HOUR)],
    grants: [granted(1)],
    records: [call(10)],
    expected: [['0', 60]],
  },
  {
    id: 'wholly covered: the connection fee stays where it is not waived',
    prices: WITH_FEE,
    allowances: [minutes(1, HOUR, { waivesConnectionFee: false })],
    grants: [granted(1)],
    records: [call(10)],
    expected: [['0.05', 60]],
  },
  {
    id: 'counted exactly: 61 s are 61 s',
    prices: TEN_CENTS,
    allowances: [minutes(1, 100, { countedIn: 'exact' })],
    grants: [granted(1)],
    records: [call(61), later(10, 39)],
    expected: [
      ['0', 61],
      ['0', 39],
    ],
  },
  {
    id: 'the rest afresh: an event of its own',
    prices: [voice('49 0.60 60/1')],
    allowances: [minutes(1, 50, { countedIn: 'exact', rest: 'afresh' })],
    grants: [granted(1)],
    records: [call(70)],
    expected: [['0.6', 50]],
  },
  {
    id: 'a late record: the order of arrival does not matter',
    prices: TEN_CENTS,
    allowances: [minutes(1, 300)],
    grants: [granted(1)],
    records: [later(20, 240), call(240)],
    expected: [
      ['0.3', 60],
      ['0', 240],
    ],
  },
  {
    id: 'lower priority first, however soon the other expires',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60, { priority: 2 }), minutes(2, 60, { priority: 1, period: { kind: 'once' } })],
    grants: [granted(1), granted(2)],
    records: [call(60), call(60, DECEMBER)],
    expected: [
      ['0', 60],
      ['0', 60],
    ],
  },
  {
    id: 'the soonest to expire first',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60, { period: { kind: 'once' } }), minutes(2, 60)],
    grants: [granted(1), granted(2)],
    records: [call(60), call(120, DECEMBER), later(10, 60, { startMs: DECEMBER.startMs + 600_000 })],
    expected: [
      ['0', 60],
      ['0', 120],
      ['0.1', 0],
    ],
  },
  {
    id: 'the narrower scope first',
    prices: [...TEN_CENTS, voice('4915 0.20 60/60', null, { destinationId: D.mobile })],
    allowances: [
      minutes(1, 60),
      minutes(2, 60, {
        scope: { services: ['voice'], directions: [], destinationIds: [D.mobile], zoneIds: [], bands: [] },
      }),
    ],
    grants: [granted(1), granted(2)],
    records: [call(60, { bNumber: 4915123456 }), later(10, 60)],
    expected: [
      ['0', 60],
      ['0', 60],
    ],
  },
  {
    id: 'only what it is for',
    prices: [...TEN_CENTS, voice('4915 0.20 60/60', null, { destinationId: D.mobile })],
    allowances: [
      minutes(1, HOUR, {
        scope: { services: ['voice'], directions: ['outbound'], destinationIds: [D.fixed], zoneIds: [], bands: [] },
      }),
    ],
    grants: [granted(1)],
    records: [call(60), later(10, 60, { bNumber: 4915123456 })],
    expected: [
      ['0', 60],
      ['0.2', 0],
    ],
  },
  {
    id: 'a zone holds the zones inside it',
    prices: [voice('* 0.30 60/60')],
    allowances: [
      minutes(1, HOUR, { scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [1], bands: [] } }),
    ],
    grants: [granted(1)],
    records: [call(60, { bNumber: 33123456789 }), later(10, 60)],
    expected: [
      ['0', 60],
      ['0.3', 0],
    ],
  },
  {
    id: 'each line has its own',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60)],
    grants: [granted(1, POOL)],
    otherLines: [{}],
    records: [call(60), later(10, 60, SECOND_LINE), later(20, 60)],
    expected: [
      ['0', 60],
      ['0', 60],
      ['0.1', 0],
    ],
  },
  {
    id: 'a pool of the contract',
    prices: TEN_CENTS,
    allowances: [minutes(1, 90, { holder: 'contract', countedIn: 'exact' })],
    grants: [granted(1, POOL)],
    otherLines: [{}],
    records: [call(60), later(10, 60, SECOND_LINE)],
    expected: [
      ['0', 60],
      ['0.1', 30],
    ],
  },
  {
    id: 'a pool that grows with its lines',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60, { holder: 'contract', timesLines: true })],
    grants: [granted(1, POOL)],
    otherLines: [{}],
    records: [call(120), later(10, 60, SECOND_LINE)],
    expected: [
      ['0', 120],
      ['0.1', 0],
    ],
  },
  {
    id: 'another contract has nothing of the pool',
    prices: TEN_CENTS,
    allowances: [minutes(1, HOUR, { holder: 'contract' })],
    grants: [granted(1, POOL)],
    otherLines: [{ contractId: 11 }],
    records: [call(60), later(10, 60, SECOND_LINE)],
    expected: [
      ['0', 60],
      ['0.1', 0],
    ],
  },
  {
    id: 'a new month, a new allowance',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60)],
    grants: [granted(1)],
    records: [call(120), call(60, DECEMBER)],
    expected: [
      ['0.1', 60],
      ['0', 60],
    ],
  },
  {
    id: 'rollover: what November leaves, once',
    prices: TEN_CENTS,
    allowances: [minutes(1, 120, { rollover: { maxUnits: null, maxPeriods: 1 } })],
    grants: [granted(1, { fromMs: NOVEMBER })],
    records: [call(60), call(240, DECEMBER)],
    expected: [
      ['0', 60],
      ['0.1', 180],
    ],
  },
  {
    id: 'rollover: no more than allowed',
    prices: TEN_CENTS,
    allowances: [minutes(1, 120, { rollover: { maxUnits: 60, maxPeriods: 1 } })],
    grants: [granted(1, { fromMs: NOVEMBER })],
    records: [call(240, DECEMBER)],
    expected: [['0.1', 180]],
  },
  {
    id: 'a broken first month gives its days',
    prices: TEN_CENTS,
    allowances: [minutes(1, 300, { prorated: true })],
    grants: [granted(1, { fromMs: NOVEMBER + 24 * DAY_MS })],
    records: [call(120, { startMs: NOVEMBER + 25 * DAY_MS })],
    expected: [['0.1', 60]],
  },
  {
    id: 'a pack of ten days, one after another',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60, { period: { kind: 'days', days: 10 } })],
    grants: [granted(1, { fromMs: NOVEMBER })],
    records: [call(120), call(60, { startMs: NOVEMBER + 10 * DAY_MS })],
    expected: [
      ['0.1', 60],
      ['0', 60],
    ],
  },
  {
    id: 'booked twice is twice as much',
    prices: TEN_CENTS,
    allowances: [minutes(1, 60)],
    grants: [granted(1, { quantity: 2 })],
    records: [call(180)],
    expected: [['0.1', 120]],
  },
  {
    id: 'money: paid until it is used up',
    prices: TEN_CENTS,
    allowances: [minutes(1, 1_000_000, { unit: 'money' })],
    grants: [granted(1)],
    records: [call(360), later(10, 360)],
    expected: [
      ['0', 600_000],
      ['0.2', 400_000],
    ],
  },
  {
    id: 'fair use: no more than so much of one call',
    prices: TEN_CENTS,
    allowances: [minutes(1, null, { fairUse: { ...FAIR, maxUnitsPerEvent: 60 } })],
    grants: [granted(1)],
    records: [call(120), later(10, 60)],
    expected: [
      ['0.1', 60],
      ['0', 60],
    ],
  },
  {
    id: 'fair use: so many numbers a month',
    prices: TEN_CENTS,
    allowances: [minutes(1, null, { fairUse: { ...FAIR, maxNumbersPerPeriod: 1 } })],
    grants: [granted(1)],
    records: [call(60), later(10, 60, { bNumber: 4940555000 }), later(20, 60)],
    expected: [
      ['0', 60],
      ['0.1', 0],
      ['0', 60],
    ],
  },
  {
    id: 'fair use: so much a month',
    prices: TEN_CENTS,
    allowances: [minutes(1, null, { fairUse: { ...FAIR, maxUnitsPerPeriod: 120 } })],
    grants: [granted(1)],
    records: [call(60), later(10, 120)],
    expected: [
      ['0', 60],
      ['0.1', 60],
    ],
  },
  {
    id: 'before it is booked and after it ends',
    prices: TEN_CENTS,
    allowances: [minutes(1, HOUR)],
    grants: [granted(1, { fromMs: NOON, toMs: NOON + 600_000 })],
    records: [call(60, { startMs: NOON - 1 }), call(60), later(10, 60)],
    expected: [
      ['0.1', 0],
      ['0', 60],
      ['0.1', 0],
    ],
  },
];
