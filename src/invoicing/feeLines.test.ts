import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '#base';
import type { PeriodRuleLine, RecurringLine } from '#billing';
import { say } from '#platform/wording';
import { oneOff, periodRule, recurring, thirdPayer } from './feeLines.ts';
import type { LineContext } from './lineContext.ts';
import { TEXTS } from './texts.ts';

const NAME = { de: 'Leitung', fr: 'Ligne', en: 'Line' };
const inLanguage = (language: Language): LineContext => ({
  language,
  currency: 'EUR',
  words: (code, params) => say(language, TEXTS[code] ?? '', params),
  taxCategory: 'S',
  taxPercent: '19',
  manyContracts: false,
});
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const COMMON = { contractNumber: 'V-1', revenueAccount: '8401', name: NAME };

const FEE: RecurringLine = {
  ...COMMON,
  kind: 'recurring',
  subscriptionId: 1,
  productCode: 'line',
  quantity: 2,
  unitPrice: '30.000000000',
  months: 1,
  from: '2026-10-01',
  to: '2026-11-01',
  periodFrom: '2026-10-01',
  periodTo: '2026-11-01',
  days: 31,
  ofDays: 31,
  netMinor: '6000',
};
const SEPTEMBER = { from: '2026-09-16', to: '2026-10-01', days: 15, netMinor: '978' };
const TRUE_UP = { reason: 'ended', billedMinor: '6000', dueMinor: '1935' } as const;

const FEES: readonly [why: string, line: Partial<RecurringLine>, en: string, de: string][] = [
  ['a whole month', {}, '01/10/2026 – 31/10/2026', '01.10.2026 – 31.10.2026'],
  [
    'part of a quarter',
    { ...SEPTEMBER, months: 3, ofDays: 92 },
    '16/09/2026 – 30/09/2026 (15 of 92 days, €30.00 per quarter)',
    '16.09.2026 – 30.09.2026 (15 von 92 Tagen, 30,00 € je Quartal)',
  ],
  [
    'part of five months',
    { ...SEPTEMBER, months: 5, ofDays: 153 },
    '16/09/2026 – 30/09/2026 (15 of 153 days, €30.00 per 5 months)',
    '16.09.2026 – 30.09.2026 (15 von 153 Tagen, 30,00 € je 5 Monate)',
  ],
  [
    'discounts with their reasons',
    { discount: { percentOff: '12.5', amountOff: '5', reasons: ['Summer'] } },
    '01/10/2026 – 31/10/2026 · 12.5% discount · €5.00 discount · Summer',
    '01.10.2026 – 31.10.2026 · 12,5 % Rabatt · 5,00 € Rabatt · Summer',
  ],
  [
    'a pause',
    { pausedPercent: '20' },
    '01/10/2026 – 31/10/2026 · paused, 20% charged',
    '01.10.2026 – 31.10.2026 · pausiert, 20 % berechnet',
  ],
  [
    'what sets a month right',
    { trueUp: TRUE_UP, to: '2026-10-11', netMinor: '-4065' },
    '01/10/2026 – 10/10/2026 · ended earlier · €19.35 in place of €60.00 billed before',
    '01.10.2026 – 10.10.2026 · früher beendet · 19,35 € statt bisher berechneter 60,00 €',
  ],
  [
    'a note, an order number and a cost centre',
    { note: '+49 40 5550123', orderReference: 'B-7', costCentre: '4711' },
    '+49 40 5550123 · 01/10/2026 – 31/10/2026 · order B-7 · cost centre 4711',
    '+49 40 5550123 · 01.10.2026 – 31.10.2026 · Bestellung B-7 · Kostenstelle 4711',
  ],
];

for (const [why, change, en, de] of FEES)
  test(`a fee tells ${why}`, () => {
    const line = { ...FEE, ...change };
    assert.equal(plain(recurring(line, inLanguage('en')).description), en);
    assert.equal(plain(recurring(line, inLanguage('de')).description), de);
  });

test('quantity and price are those agreed where they give the net; what sets right is one piece, of a credit a negative one', () => {
  const amounts = (change: Partial<RecurringLine>) => {
    const { quantity, unitPrice } = recurring({ ...FEE, ...change }, inLanguage('en'));
    return [quantity, unitPrice];
  };
  assert.deepEqual(amounts({}), ['2', '30.00']);
  assert.deepEqual(amounts({ discount: { percentOff: '10', amountOff: '0', reasons: [] }, netMinor: '5400' }), [
    '2',
    '27.00',
  ]);
  assert.deepEqual(amounts({ trueUp: TRUE_UP, netMinor: '-4065' }), ['-1', '40.65']);
});

const RULE: PeriodRuleLine = {
  ...COMMON,
  kind: 'periodRule',
  ruleId: 1,
  contractId: 1,
  ruleCode: 'STEPS',
  rule: 'graduated',
  month: '2026-09',
  days: 30,
  ofDays: 30,
  measured: '320.5',
  per: 'minute',
  parts: [
    { what: 'slice', quantity: '100', unitPrice: '0.05' },
    { what: 'slice', quantity: '220.5', unitPrice: '0.02' },
    { what: 'instead', quantity: '1', unitPrice: '12.00' },
  ],
  netMinor: '-259',
};

const RULES: readonly [why: string, change: Partial<PeriodRuleLine>, en: string, fr: string][] = [
  [
    'its slices, and what it stands instead of',
    {},
    'September 2026 · 320.5 min · 100 × €0.05 · 220.5 × €0.02 · in place of €12.00 for single items',
    'septembre 2026 · 320,5 min · 100 × 0,05 € · 220,5 × 0,02 € · au lieu de 12,00 € à l’unité',
  ],
  [
    'what was agreed at least',
    { per: null, measured: '62.36', parts: [{ what: 'shortfall', quantity: '1', unitPrice: '100.00' }] },
    'September 2026 · €62.36 · at least €100.00 agreed',
    'septembre 2026 · 62,36 € · au moins 100,00 € convenus',
  ],
  [
    'bandwidth',
    {
      per: 'Mbit/s',
      measured: '130.5',
      parts: [
        { what: 'commit', quantity: '100', unitPrice: '2' },
        { what: 'burst', quantity: '30.5', unitPrice: '3.50' },
      ],
    },
    'September 2026 · 130.5 Mbit/s · 100 Mbit/s agreed at €2.00 · 30.5 Mbit/s above at €3.50',
    'septembre 2026 · 130,5 Mbit/s · 100 Mbit/s convenus à 2,00 € · 30,5 Mbit/s au-delà à 3,50 €',
  ],
  [
    'what was billed before',
    { parts: [], trueUp: { reason: 'usage', billedMinor: '3000', dueMinor: '2741' } },
    'September 2026 · 320.5 min · usage changed · €27.41 in place of €30.00 billed before',
    'septembre 2026 · 320,5 min · consommation modifiée · 27,41 € au lieu de 30,00 € déjà facturés',
  ],
];

for (const [why, change, en, fr] of RULES)
  test(`a rule of the month tells ${why}`, () => {
    const line = { ...RULE, ...change };
    assert.equal(plain(periodRule(line, inLanguage('en')).description), en);
    assert.equal(plain(periodRule(line, inLanguage('fr')).description), fr);
  });

test('deposits say why they are given back, shares of others whose they are', () => {
  const deposit = {
    ...COMMON,
    kind: 'deposit',
    oneOffId: 1,
    productCode: 'D',
    note: null,
    dueOn: '2026-09-01',
  } as const;
  const back = { ...deposit, quantity: 1, unitPrice: '-500', reason: 'depositSetOff', netMinor: '-50000' } as const;
  assert.equal(oneOff(back, inLanguage('de')).description, 'Sicherheitsleistung verrechnet');
  assert.equal(oneOff(back, inLanguage('de')).quantity, '-1');
  const share = {
    ...COMMON,
    kind: 'thirdPayer',
    otherNumber: '10007',
    otherName: 'Holding AG',
    reference: 'R-1',
  } as const;
  const names = ['-1000', '1000'].map((netMinor) => thirdPayer({ ...share, netMinor }, inLanguage('en')).name);
  assert.deepEqual(names, ['Paid by Holding AG (10007)', 'Share for Holding AG (10007)']);
});
