import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Price } from '#catalog';
import type { RatedLine } from '#contracts';
import { registerTexts, wordCode } from '#platform/wording';
import { blankRecord, DIRECTION, SERVICE, type UsageRecord } from '#usage';
import { chargeOf, rateInOrderByReference } from './charge.ts';
import type { ExplanationLine } from './explanation.ts';
import type { RatingInput } from './input.ts';
import { allowance, call, grant, input, line, list, nano, OPEN, plan, price, source, terms } from './testCatalogue.ts';
import { TEXTS } from './texts.ts';

before(() => registerTexts(TEXTS));

/** The derivation of the last of the records. */
function derived(everything: RatingInput, ...records: readonly UsageRecord[]): readonly ExplanationLine[] {
  const events = records.map((record) => ({ record, sourceId: 1 }));
  return rateInOrderByReference(events, everything).derived.at(-1)!.lines;
}

const worded = (lines: readonly ExplanationLine[]) => lines.map((one) => wordCode('en', one.code, one.params));

const ROAMING = { network: 20801 };
const bytes: Partial<Price> = {
  service: 'data',
  unit: 'byte',
  per: 1_000_000,
  firstIncrement: 100_000,
  nextIncrement: 1000,
};
const pieces: Partial<Price> = { service: 'sms', unit: 'piece', per: 1, firstIncrement: 1, nextIncrement: 1 };
const data = (volume: number) => call({ service: SERVICE.data, volume });
const sms = () => call({ service: SERVICE.sms, durationMs: 0 });
const BANDS = ['49 0.60 60/1 0 peak'];
const holds = (change: Parameters<typeof allowance>[0], everything = input([list(1, ['49 0.06'])])): RatingInput => ({
  ...everything,
  grants: [grant()],
  book: { ...everything.book, allowances: [allowance(change)] },
});
const inbound = { direction: DIRECTION.inbound, aNumber: 49301234567, bNumber: 49800555 };
const rounded = (mode: 'halfEven' | 'up' | 'down') =>
  input([list(1, ['49 0.06'])], { plans: [plan(1, 1, { rounding: { mode, decimals: 1, at: 'event' } })] });
const withLine = (change: Partial<RatedLine>, ...prices: (string | Price)[]) =>
  input([list(1, prices)], { lines: [line(change)] });
const withTerms = (change: Parameters<typeof terms>[0]) =>
  input([list(1, [price('49 0.06', { terms: terms(change) })])]);
const scope = (service: 'data' | 'sms') =>
  ({ services: [service], directions: [], destinationIds: [], zoneIds: [], bands: [] }) as const;
const dataList = input([list(1, [price('49 2', bytes)])]);
const smsList = input([list(1, [price('49 0.09', pieces)])]);

const NO_CEILING = {
  maxUnitsPerEvent: null,
  maxNumbersPerPeriod: null,
  maxEventsPerPeriod: null,
  maxUnitsPerPeriod: null,
};

/** Every kind of case, so that every line of a derivation is told once. */
const CASES: readonly (readonly [string, readonly ExplanationLine[]])[] = [
  ['plain', derived(input([list(1, ['49 0.06 60/1 0.05'])]), call())],
  ['account', derived(withLine({ kind: 'account', identifier: 'pbx' }, '49 0.06'), call({ accountText: 'pbx' }))],
  ['range', derived(withLine({ kind: 'range', identifier: '4940555' }, '49 0.06'), call())],
  ['nobody', derived(input([list(1, ['49 0.06'])], { lines: [] }), call())],
  ['unanswered', derived(input([list(1, ['49 0.06'])]), call({ durationMs: 0 }))],
  ['attempt fee', derived(withTerms({ attemptFeeNano: nano('0.02') }), call({ durationMs: 0 }))],
  ['internal', derived(input([list(1, [])]), call({ direction: DIRECTION.internal }))],
  ['inbound', derived(input([list(1, [])]), call({ direction: DIRECTION.inbound }))],
  ['forwarded', derived(input([list(1, ['49 0.06'])]), call({ direction: DIRECTION.forwarded }))],
  [
    'freephone',
    derived(
      input([list(1, [price('49 0.03', { direction: 'inbound' })])], {
        lines: [line({ identifier: '49800555' })],
        catalogue: {
          numbering: [{ version: 1, validFromMs: 0, validToMs: OPEN, prefixes: new Map([['49800', 4]]) }],
        },
      }),
      call(inbound),
    ),
  ],
  ['roaming', derived(input([list(1, ['PLMN/208 0.19 60/1 0 any 7'])]), call(ROAMING))],
  [
    'called abroad',
    derived(input([list(1, [])]), call({ ...ROAMING, direction: DIRECTION.inbound, bNumber: 49405550100 })),
  ],
  ['no number', derived(input([list(1, [])]), call({ bNumber: 0, bText: 'anonymous' }))],
  ['no version', derived(input([list(1, [], { versions: [] })]), call())],
  ['short number', derived(input([list(1, ['DE/110 0.06 60/1 0 any 3'])]), call({ bNumber: 0, bText: '110' }))],
  ['very number', derived(input([list(1, ['=49301234567 0.01'])]), call())],
  ['everything else', derived(input([list(1, ['* 0.99'])]), call())],
  ...zoneCases(),
  [
    'no price in the band',
    derived(input([list(1, BANDS, { calendarId: 2 })]), call({ startMs: Date.parse('2026-11-02T20:00:00Z') })),
  ],
  ['band of the start', derived(input([list(1, BANDS, { calendarId: 2 })]), call())],
  ['cut at bands', derived(input([list(1, BANDS, { calendarId: 2, bandChange: 'split' })]), call())],
  ['floor', derived(input([list(1, ['49 0.06'])], { sources: [source({ durationRounding: 'floor' })] }), call())],
  ['half', derived(input([list(1, ['49 0.06'])], { sources: [source({ durationRounding: 'half' })] }), call())],
  [
    'nothing used',
    derived(
      input([list(1, ['49 0.06'])], { sources: [source({ durationRounding: 'floor' })] }),
      call({ durationMs: 999 }),
    ),
  ],
  ['grace', derived(withTerms({ graceUnits: 61 }), call())],
  ['free units', derived(withTerms({ freeUnits: 10, minimumUnits: 30 }), call())],
  ['bytes', derived(dataList, data(1_234_567))],
  ['message', derived(smsList, sms())],
  [
    'steps',
    derived(
      withTerms({
        steps: [{ fromUnits: 0, priceNano: 1, per: 7, increment: 6, roundUp: true, flatNano: nano('0.5') }],
      }),
      call(),
    ),
  ],
  ['service fee', derived(withTerms({ serviceFee: { perEventNano: nano('0.80'), perMinuteNano: 0 } }), call())],
  ['cap', derived(withTerms({ capNano: nano('0.01') }), call())],
  [
    'cost plus',
    derived(
      withTerms({ costPlus: { markupPpm: 250_000, floorNano: 0, capNano: null } }),
      call({ sourceCostMicro: 12_345 }),
    ),
  ],
  ['no cost', derived(withTerms({ costPlus: { markupPpm: 250_000, floorNano: 0, capNano: null } }), call())],
  ['discount', derived(withLine({ discountPpm: 100_000 }, '49 0.06'), call())],
  ['half to even', derived(rounded('halfEven'), call())],
  ['up', derived(rounded('up'), call())],
  ['down', derived(rounded('down'), call())],
  ['too large', derived(input([list(1, [price('49 100000', { per: 1 })])]), call({ durationMs: 2_147_483_000 }))],
  ['half covered', derived(holds({ size: 45, countedIn: 'exact' }), call({ durationMs: 90_000 }))],
  ['used up', derived(holds({ size: 60 }), call(), call())],
  ['flat rate', derived(holds({ size: null }), call())],
  ['fair use', derived(holds({ size: null, fairUse: { ...NO_CEILING, maxUnitsPerEvent: 30 } }), call())],
  ['data pack', derived(holds({ unit: 'byte', size: 1e9, scope: scope('data') }, dataList), data(5))],
  ['data flat', derived(holds({ unit: 'byte', size: null, scope: scope('data') }, dataList), data(5))],
  [
    'data fair use',
    derived(
      holds(
        { unit: 'byte', size: 1e9, scope: scope('data'), fairUse: { ...NO_CEILING, maxUnitsPerEvent: 3 } },
        dataList,
      ),
      data(5),
    ),
  ],
  ['messages', derived(holds({ unit: 'piece', size: 10, scope: scope('sms') }, smsList), sms())],
  ['messages flat', derived(holds({ unit: 'piece', size: null, scope: scope('sms') }, smsList), sms())],
  [
    'messages fair use',
    derived(
      holds(
        { unit: 'piece', size: 9, scope: scope('sms'), fairUse: { ...NO_CEILING, maxEventsPerPeriod: 0 } },
        smsList,
      ),
      sms(),
    ),
  ],
  ['credit', derived(holds({ unit: 'money', size: 10_000 }), call())],
  ['credit without end', derived(holds({ unit: 'money', size: null }), call())],
  [
    'credit fair use',
    derived(holds({ unit: 'money', size: 90_000, fairUse: { ...NO_CEILING, maxUnitsPerEvent: 5_000 } }), call()),
  ],
];

/** A destination and a zone that the numbering plan leads to. */
function zoneCases(): (readonly [string, readonly ExplanationLine[]])[] {
  const numbering = [{ version: 1, validFromMs: 0, validToMs: OPEN, prefixes: new Map([['49', 1]]) }];
  const zones = [{ id: 1, code: 'HOME', name: { de: '', fr: '', en: '' }, parentId: null, destinationIds: [1] }];
  const by = (target: string) =>
    derived(input([list(1, [`${target} 0.02`])], { catalogue: { numbering, zones } }), call());
  return [
    ['destination', by('@FIXED')],
    ['zone', by('#HOME')],
  ];
}

test('every line of a derivation has its words, and no words are left over', () => {
  const told = new Set(CASES.flatMap(([, lines]) => lines.map(({ code }) => code)));
  // Parts of a charge and causes of staleness stand in other places.
  const known = Object.keys(TEXTS).filter((code) => /^rating\.(?!field\.|stale\.)/.test(code));
  assert.deepEqual([...told].sort(), known.sort());
  for (const [name, lines] of CASES)
    for (const text of worded(lines)) assert.doesNotMatch(text, /[{}]|undefined|NaN|^rating\./, name);
});

test('every part of a charge has a name', () => {
  const fields = Object.keys(chargeOf(blankRecord())).map((field) => `rating.field.${field}`);
  const named = Object.keys(TEXTS).filter((code) => code.startsWith('rating.field.'));
  assert.deepEqual(named.sort(), fields.sort());
});

test('prices and amounts read as a clerk would write them', () => {
  const told = (name: string) => worded(CASES.find(([one]) => one === name)![1]);
  const has = (name: string, sentence: string) => assert.ok(told(name).includes(sentence), told(name).join('\n'));
  has('plain', 'Increments 60/1: 60 s in band all at 0.06 EUR a minute = 0.06 EUR');
  has('plain', '60,000 ms are 60 seconds, rounded up');
  has('plain', '0.11 EUR rounded half up to 4 decimals = 0.11 EUR');
  has('steps', 'Increments 6: 60 s in band all at 0.000000001 EUR for 7 s = 0.000000008571… EUR');
  has('bytes', 'Increments 100 kB/1 kB: 1,235,000 bytes in band all at 2.00 EUR a MB = 2.47 EUR');
  has('message', '1 in band all at 0.09 EUR a message = 0.09 EUR');
  has('short number', 'Price list list-1, version 1: short number 110, destination SOS');
  has('half covered', 'Allowance FLAT-100 covers 0:45 (h:mm:ss); 0:45 were left, 0:00 still are');
  has('credit', 'Allowance FLAT-100 pays 0.01; 0.01 were left, 0.00 still are');
});

test('every text is a message that can be worded', () => {
  for (const code of Object.keys(TEXTS))
    assert.doesNotMatch(wordCode('en', code), /, (plural|select|number|date)/, code);
});
