/** Our own cases of single events, worked out by hand: increments, steps, fees, limits, cost plus, layers, bands, numbers, services. */
import type { Price, PricedList, Rounding } from '#catalog';
import type { RatedLine } from '#contracts';
import { DIRECTION, SERVICE, type UsageRecord } from '#usage';
import { call, D, NOON, step, voice } from './ownCatalogue.ts';
import { nanoOf, OPEN } from './shared.ts';

/** What an event comes to: its charge, or that it has no price or is not to be charged. */
export type Expected = string | 'unpriced' | 'free' | 'notBillable';

export interface OwnCall {
  readonly id: string;
  /** Of list 1, the plan's. */
  readonly prices: readonly Price[];
  readonly record: UsageRecord;
  readonly expected: Expected;
  readonly serviceFee?: string;
  readonly cost?: string;
  readonly list?: Partial<PricedList>;
  /** Lists 2, 3 …; the one of side `supplier` is the source's. */
  readonly otherLists?: readonly { readonly prices: readonly Price[]; readonly change?: Partial<PricedList> }[];
  readonly line?: Partial<RatedLine>;
  /** Lines besides line 1. */
  readonly otherLines?: readonly Partial<RatedLine>[];
  readonly rounding?: Rounding;
  readonly ported?: readonly { readonly number: number; readonly destinationId: number }[];
}

const ONE_MINUTE = [voice('49 0.06 60/60')];
const TARIFF_STEPS = { steps: [step(0, '0.20', 60), step(60, '0.10', 1)] };
const UP_TO_TEN = { steps: [step(0, '0.10', 1), step(600, '0.05', 1)], stepMode: 'total' } as const;
const ROUNDED = (mode: Rounding['mode'], decimals: number): Rounding => ({ mode, decimals, at: 'event' });
const TIE = [voice('49 0.03 1/1')];
const AT = (iso: string): Partial<UsageRecord> => ({ startMs: Date.parse(iso) });
const BUSINESS = { calendarId: 2, bandChange: 'split' } as const;
const PEAK = [voice('49 0.10 60/60 0 peak'), voice('49 0.02 60/60 0 off')];
const NIGHT = [voice('49 0.01 1/1 0 night'), voice('49 0.02 1/1 0 day')];
const SUPPLIER = { prices: [voice('* 0.04 60/1')], change: { side: 'supplier' } } as const;
const COST_PLUS = (floor: string, cap: string | null) => ({
  costPlus: { markupPpm: 250_000, floorNano: nanoOf(floor), capNano: cap === null ? null : nanoOf(cap) },
});
const ABROAD = call(60, { network: 20801 });
const SMS: Price = voice('* 0.07 1/1', null, { service: 'sms', unit: 'piece', per: 1 });
const DATA: Price = {
  ...voice('* 0.01', null, { service: 'data', unit: 'byte', per: 1_000_000 }),
  firstIncrement: 100_000,
  nextIncrement: 100_000,
};
const FAX: Price = voice('49 0.03 1/1', null, { service: 'fax', unit: 'piece', per: 1 });
const INBOUND: Price = voice('4915 0.09 60/1', null, { direction: 'inbound' });
const FREEPHONE = { direction: DIRECTION.inbound, bNumber: 498001234567 } as const;
const VERSIONS: Partial<PricedList> = {
  versions: [
    { version: 1, validFromMs: 0, validToMs: NOON, prices: [voice('49 0.06 60/60')] },
    { version: 2, validFromMs: NOON, validToMs: OPEN, prices: [voice('49 0.09 60/60')] },
  ],
};

export const OWN_CALLS: readonly OwnCall[] = [
  { id: '60/60: 61 s are two minutes', prices: ONE_MINUTE, record: call(61), expected: '0.12' },
  { id: '60/1: 61 s', prices: [voice('49 0.06 60/1')], record: call(61), expected: '0.061' },
  { id: '1/1: 7 s', prices: [voice('49 0.06 1/1')], record: call(7), expected: '0.007' },
  { id: '30/6: 31 s are 36', prices: [voice('49 0.12 30/6')], record: call(31), expected: '0.072' },
  { id: 'a part of a second is a second', prices: [voice('49 0.06 1/1')], record: call(6.2), expected: '0.007' },
  { id: 'origin step: 35 s at 30/18 are 48', prices: [voice('49 0.60 30/18')], record: call(35), expected: '0.48' },
  {
    id: 'origin call: 35 s at 30/18 are 36',
    prices: [voice('49 0.60 30/18', { incrementOrigin: 'call' })],
    record: call(35),
    expected: '0.36',
  },
  { id: 'a dearer first minute', prices: [voice('49', TARIFF_STEPS)], record: call(90), expected: '0.25' },
  {
    id: 'free from the third minute',
    prices: [voice('49', { steps: [step(0, '0.10', 60), step(60, '0.05', 60), step(120, '0', 60)] })],
    record: call(300),
    expected: '0.15',
  },
  {
    id: 'total: ten minutes are of the first step',
    prices: [voice('49', UP_TO_TEN)],
    record: call(600),
    expected: '1',
  },
  { id: 'total: eleven are all of the second', prices: [voice('49', UP_TO_TEN)], record: call(660), expected: '0.55' },
  {
    id: 'the last increment as far as used',
    prices: [voice('49', { steps: [step(0, '0.10', 60, { roundUp: false })] })],
    record: call(90),
    expected: '0.15',
  },
  {
    id: 'flat amounts of the steps entered',
    prices: [
      voice('49', {
        steps: [step(0, '0', 60, { flatNano: nanoOf('0.05') }), step(60, '0.06', 60, { flatNano: nanoOf('0.02') })],
      }),
    ],
    record: call(120),
    expected: '0.13',
  },
  { id: 'connection fee', prices: [voice('49 0.06 60/60 0.05')], record: call(60), expected: '0.11' },
  { id: 'unanswered', prices: ONE_MINUTE, record: call(0), expected: 'notBillable' },
  {
    id: 'attempt fee',
    prices: [voice('49 0.06 60/60 0.05', { attemptFeeNano: nanoOf('0.01') })],
    record: call(0),
    expected: '0.01',
  },
  { id: 'grace: 4 of 5 s', prices: [voice('49 0.06 60/60', { graceUnits: 5 })], record: call(4), expected: 'free' },
  { id: 'grace: 5 of 5 s', prices: [voice('49 0.06 60/60', { graceUnits: 5 })], record: call(5), expected: '0.06' },
  { id: 'free seconds', prices: [voice('49 0.06 60/1', { freeUnits: 10 })], record: call(80), expected: '0.07' },
  { id: 'minimum seconds', prices: [voice('49 0.06 1/1', { minimumUnits: 30 })], record: call(10), expected: '0.03' },
  {
    id: 'minimum charge',
    prices: [voice('49 0.06 60/60', { minimumChargeNano: nanoOf('0.10') })],
    record: call(60),
    expected: '0.1',
  },
  { id: 'cap', prices: [voice('49 0.06 60/60', { capNano: nanoOf('0.50') })], record: call(600), expected: '0.5' },
  {
    id: 'premium: the owner takes per call and per minute',
    prices: [voice('49900 0.06 60/60', { serviceFee: { perEventNano: nanoOf('1'), perMinuteNano: nanoOf('0.60') } })],
    record: call(61, { bNumber: 499001234567 }),
    expected: '2.32',
    serviceFee: '2.2',
  },
  {
    id: 'premium: 0.80 a call, carried free (France S+)',
    prices: [voice('33899 0 60/60', { serviceFee: { perEventNano: nanoOf('0.80'), perMinuteNano: 0 } })],
    record: call(300, { bNumber: 33899123456 }),
    expected: '0.8',
    serviceFee: '0.8',
  },
  {
    id: 'a discount leaves the premium number owner alone',
    prices: [
      voice('49900 0.06 60/60', {
        discountPpm: 100_000,
        serviceFee: { perEventNano: nanoOf('1'), perMinuteNano: 0 },
      }),
    ],
    record: call(60, { bNumber: 499001234567 }),
    expected: '1.054',
    serviceFee: '1',
  },
  {
    id: 'discount of 10 %',
    prices: [voice('49 0.06 60/60', { discountPpm: 100_000 })],
    record: call(60),
    expected: '0.054',
  },
  {
    id: 'an absolute discount never makes money',
    prices: [voice('49 0.06 60/60', { discountNano: nanoOf('0.50') })],
    record: call(60),
    expected: '0',
  },
  {
    id: 'discount of the contract',
    prices: ONE_MINUTE,
    record: call(60),
    line: { discountPpm: 250_000 },
    expected: '0.045',
  },
  {
    id: 'cost plus 25 %',
    prices: [voice('49', COST_PLUS('0', null))],
    record: call(60, { sourceCostMicro: 80_000 }),
    expected: '0.1',
  },
  {
    id: 'cost plus: floor',
    prices: [voice('49', COST_PLUS('0.15', null))],
    record: call(60, { sourceCostMicro: 80_000 }),
    expected: '0.15',
  },
  {
    id: 'cost plus: cap',
    prices: [voice('49', COST_PLUS('0', '0.09'))],
    record: call(60, { sourceCostMicro: 80_000 }),
    expected: '0.09',
  },
  {
    id: 'cost plus: the supplier leg where the record tells no cost',
    prices: [voice('49', COST_PLUS('0', null))],
    record: call(61),
    otherLists: [SUPPLIER],
    expected: '0.050834',
    cost: '0.040667',
  },
  {
    id: 'cost plus: no cost, no price',
    prices: [voice('49', COST_PLUS('0', null))],
    record: call(60),
    expected: 'unpriced',
  },
  { id: 'two legs', prices: ONE_MINUTE, record: call(90), otherLists: [SUPPLIER], expected: '0.12', cost: '0.06' },
  { id: 'half up', prices: TIE, record: call(1), rounding: ROUNDED('halfUp', 3), expected: '0.001' },
  { id: 'half even', prices: TIE, record: call(1), rounding: ROUNDED('halfEven', 3), expected: '0' },
  { id: 'up', prices: TIE, record: call(21), rounding: ROUNDED('up', 2), expected: '0.02' },
  { id: 'down', prices: TIE, record: call(39), rounding: ROUNDED('down', 2), expected: '0.01' },
  {
    id: 'multiplied first: 180 s at 1.00 are 3',
    prices: [voice('49 1 1/1')],
    record: call(180),
    rounding: ROUNDED('up', 4),
    expected: '3',
  },
  {
    id: 'the very number before the longest prefix',
    prices: [voice('493 0.06 60/60'), voice('=4930123456 0.01 60/60'), voice('493012345 0.07 60/60')],
    record: call(60),
    expected: '0.01',
  },
  { id: 'longest prefix', prices: [voice('49 0.06'), voice('4930 0.03')], record: call(60), expected: '0.03' },
  {
    id: 'a destination by the numbering plan beats a shorter prefix',
    prices: [voice('49 0.06'), voice('@MOBILE 0.19')],
    record: call(60, { bNumber: 4915123456 }),
    expected: '0.19',
  },
  {
    id: 'the inner zone first',
    prices: [voice('#EUROPE 0.20'), voice('#NEIGHBOURS 0.11')],
    record: call(60, { bNumber: 33123456789 }),
    expected: '0.11',
  },
  {
    id: 'the zone around where the inner one has no price',
    prices: [voice('#EUROPE 0.20'), voice('* 0.90')],
    record: call(60, { bNumber: 33123456789 }),
    expected: '0.2',
  },
  {
    id: 'everything else',
    prices: [voice('49 0.06'), voice('* 0.90')],
    record: call(60, { bNumber: 8112345678 }),
    expected: '0.9',
  },
  { id: 'no price is never zero', prices: ONE_MINUTE, record: call(60, { bNumber: 8112345678 }), expected: 'unpriced' },
  {
    id: "the contract's own list first",
    prices: ONE_MINUTE,
    record: call(60),
    otherLists: [{ prices: [voice('49 0.04 60/60')] }],
    line: { ownPriceListIds: [2] },
    expected: '0.04',
  },
  {
    id: "a list's parent where it has no price",
    prices: [voice('33 0.11')],
    record: call(60),
    list: { parentId: 2 },
    otherLists: [{ prices: [voice('49 0.05 60/60')] }],
    expected: '0.05',
  },
  {
    id: 'the old price to the last second',
    prices: [],
    list: VERSIONS,
    record: call(60, { startMs: NOON - 1 }),
    expected: '0.06',
  },
  { id: 'the new price from its first', prices: [], list: VERSIONS, record: call(60), expected: '0.09' },
  {
    id: 'the band of the start',
    prices: PEAK,
    list: { calendarId: 2 },
    record: call(600, AT('2026-11-02T16:59:30Z')),
    expected: '1',
  },
  {
    id: 'an increment belongs to the band it starts in',
    prices: PEAK,
    list: BUSINESS,
    record: call(61, AT('2026-11-02T16:59:30Z')),
    expected: '0.12',
  },
  {
    id: 'a public holiday',
    prices: PEAK,
    list: BUSINESS,
    record: call(60, AT('2026-12-25T11:00:00Z')),
    expected: '0.02',
  },
  {
    id: 'the hour that comes twice is charged twice',
    prices: NIGHT,
    list: { calendarId: 3, bandChange: 'split' },
    record: call(7200, AT('2026-10-25T00:30:00Z')),
    expected: '1.5',
  },
  {
    id: 'the hour that is left out is charged once',
    prices: NIGHT,
    list: { calendarId: 3, bandChange: 'split' },
    record: call(3600, AT('2026-03-29T00:30:00Z')),
    expected: '0.9',
  },
  {
    id: 'a ported number is priced by its network',
    prices: [voice('49 0.06 60/60'), voice('4915 0.19 60/60', null, { destinationId: D.mobile })],
    record: call(60),
    ported: [{ number: 4930123456, destinationId: D.mobile }],
    expected: '0.19',
  },
  {
    id: 'a call to a line of the operator',
    prices: [...ONE_MINUTE, voice('@ON-NET 0.01 60/60')],
    record: call(60),
    otherLines: [{ kind: 'number', identifier: '4930123456', customerId: 200, contractId: 20 }],
    expected: '0.01',
  },
  {
    id: 'a call among colleagues',
    prices: [...ONE_MINUTE, voice('@ON-NET 0.01 60/60'), voice('@INTRA 0 60/60')],
    record: call(60),
    otherLines: [{ kind: 'number', identifier: '4930123456' }],
    expected: '0',
  },
  {
    id: 'a short number of the country',
    prices: [voice('DE/11833 1.99 60/60')],
    record: call(61, { bNumber: 0, bText: '11833' }),
    expected: '3.98',
  },
  {
    id: 'emergency calls are free',
    prices: [voice('DE/112 9.99 60/60', null, { destinationId: D.emergency })],
    record: call(60, { bNumber: 0, bText: '112' }),
    expected: 'free',
  },
  {
    id: 'roaming by the visited network',
    prices: [voice('PLMN/208 0.22 30/1', null, { destinationId: D.abroad }), voice('* 0.90')],
    record: ABROAD,
    expected: '0.22',
  },
  {
    id: 'roaming by the zone of the visited network',
    prices: [voice('#EUROPE 0.25 30/1')],
    record: ABROAD,
    expected: '0.25',
  },
  { id: 'roaming has no price for everything else', prices: [voice('* 0.90')], record: ABROAD, expected: 'unpriced' },
  {
    id: 'freephone: the called number pays, by where the caller is',
    prices: [INBOUND],
    record: call(60, { ...FREEPHONE, aNumber: 4915123456 }),
    expected: '0.09',
  },
  {
    id: 'being called costs nothing',
    prices: [INBOUND],
    record: call(60, { direction: DIRECTION.inbound }),
    expected: 'free',
  },
  {
    id: 'SMS of three parts',
    prices: [SMS],
    record: { ...call(0), service: SERVICE.sms, volume: 3 },
    expected: '0.21',
  },
  {
    id: 'data: 1,234,567 bytes are thirteen times 100 kB',
    prices: [DATA],
    record: { ...call(0), service: SERVICE.data, volume: 1_234_567 },
    expected: '0.013',
  },
  { id: 'fax pages', prices: [FAX], record: { ...call(40), service: SERVICE.fax, volume: 4 }, expected: '0.12' },
  {
    id: 'voice prices are not for messages',
    prices: ONE_MINUTE,
    record: { ...call(0), service: SERVICE.sms, volume: 1 },
    expected: 'unpriced',
  },
];
