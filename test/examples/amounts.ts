import { DIRECTION, NO_SOURCE_COST } from '#usage';
import { call, input, line, list, nano, price, source, terms } from '../../src/rating/testCatalogue.ts';
import { type Example, MINUTE } from './example.ts';

/** Increments, fees, limits, prices from cost, and who pays. */

const byCall = terms({ incrementOrigin: 'call' });
const to = (bNumber: number, seconds: number) => call({ bNumber, durationMs: seconds * 1000 });

export const INCREMENTS: Example = {
  id: 'increments',
  title: {
    de: 'Taktung 30/6 und 30/18, je Stufe und über den ganzen Anruf gezählt',
    fr: 'Paliers 30/6 et 30/18, comptés par étape et sur tout l’appel',
    en: 'Increments 30/6 and 30/18, counted by step and over the whole call',
  },
  input: input([
    list(
      1,
      [
        '4930 0.12 30/6',
        price('4940 0.12 30/6', { terms: byCall }),
        '4989 0.12 30/18',
        price('49221 0.12 30/18', { terms: byCall }),
      ],
      { code: 'INCREMENTS' },
    ),
  ]),
  stages: [
    {
      title: '',
      events: [
        {
          name: 'A',
          record: to(49301234567, 35),
          expected: { billed: 36, sum: '36 × 0.12 ÷ 60 = 0.072', charge: '0.072' },
        },
        {
          name: 'B',
          record: to(49401234567, 35),
          expected: { billed: 36, sum: '36 × 0.12 ÷ 60 = 0.072', charge: '0.072' },
        },
        {
          name: 'C',
          record: to(49891234567, 35),
          expected: { billed: 48, sum: '(30 + 18) × 0.12 ÷ 60 = 0.096', charge: '0.096' },
          derived: true,
        },
        {
          name: 'D',
          record: to(492211234567, 35),
          expected: { billed: 36, sum: '2 × 18 × 0.12 ÷ 60 = 0.072', charge: '0.072' },
          derived: true,
        },
        {
          name: 'E',
          record: to(49301234567, 61),
          expected: { billed: 66, sum: '(30 + 6 × 6) × 0.12 ÷ 60 = 0.132', charge: '0.132' },
        },
        {
          name: 'F',
          record: to(49401234567, 61),
          expected: { billed: 66, sum: '11 × 6 × 0.12 ÷ 60 = 0.132', charge: '0.132' },
        },
        {
          name: 'G',
          record: to(49891234567, 61),
          expected: { billed: 66, sum: '(30 + 2 × 18) × 0.12 ÷ 60 = 0.132', charge: '0.132' },
        },
        {
          name: 'H',
          record: to(492211234567, 61),
          expected: { billed: 72, sum: '4 × 18 × 0.12 ÷ 60 = 0.144', charge: '0.144' },
        },
      ],
    },
  ],
};

export const LIMITS: Example = {
  id: 'limits',
  title: {
    de: 'Verbindungsentgelt, Mindestentgelt, Höchstentgelt, Kulanzzeit',
    fr: 'Frais de mise en relation, minimum, plafond, franchise',
    en: 'Connection fee, minimum charge, cap, grace period',
  },
  input: input([
    list(
      1,
      [
        price('49 0.10 60/60 0.05', {
          terms: terms({
            minimumChargeNano: nano('0.20'),
            capNano: nano('2.00'),
            graceUnits: 5,
            attemptFeeNano: nano('0.01'),
          }),
        }),
      ],
      { code: 'LIMITS' },
    ),
  ]),
  stages: [
    {
      title: '',
      events: [
        { name: 'A', record: call({ durationMs: 0 }), expected: { sum: '0.01 = 0.01', charge: '0.01' } },
        { name: 'B', record: call({ durationMs: 3000 }), expected: { status: 'free' } },
        {
          name: 'C',
          record: call({ durationMs: 20_000 }),
          expected: { billed: 60, sum: 'max(0.05 + 60 × 0.10 ÷ 60, 0.20) = 0.20', charge: '0.2' },
          derived: true,
        },
        {
          name: 'D',
          record: call({ durationMs: 5 * MINUTE }),
          expected: { billed: 300, sum: '0.05 + 300 × 0.10 ÷ 60 = 0.55', charge: '0.55' },
        },
        {
          name: 'E',
          record: call({ durationMs: 61 * MINUTE }),
          expected: { billed: 3660, sum: 'min(0.05 + 3660 × 0.10 ÷ 60, 2.00) = 2', charge: '2' },
        },
      ],
    },
  ],
};

const fromCost = terms({ costPlus: { markupPpm: 250_000, floorNano: nano('0.10'), capNano: nano('5.00') } });
const satellite = (seconds: number, sourceCostMicro = NO_SOURCE_COST) =>
  call({ bNumber: 881612345678, durationMs: seconds * 1000, sourceCostMicro });

export const COST_PLUS: Example = {
  id: 'cost-plus',
  title: {
    de: 'Einkaufspreis plus Aufschlag, und die Marge',
    fr: 'Prix d’achat plus majoration, et la marge',
    en: 'Cost plus mark-up, and the margin',
  },
  input: input(
    [
      list(1, [price('8816 0', { terms: fromCost })], { code: 'SATELLITE' }),
      list(2, ['8816 0.80 1/1'], { code: 'CARRIER', side: 'supplier' }),
    ],
    {
      sources: [source({ supplierListId: 2 })],
      catalogue: {
        destinations: [
          { id: 1, code: 'SATELLITE', name: { de: '', fr: '', en: '' }, class: 'internationalMobile', country: null },
        ],
      },
    },
  ),
  stages: [
    {
      title: '',
      events: [
        {
          name: 'A',
          record: satellite(90, 1_234_500),
          expected: { billed: 90, sum: '1.2345 × 1.25 = 1.543125', charge: '1.5431', cost: '1.2' },
          derived: true,
        },
        {
          name: 'B',
          record: satellite(90),
          expected: { billed: 90, sum: '90 × 0.80 ÷ 60 × 1.25 = 1.5', charge: '1.5', cost: '1.2' },
        },
        {
          name: 'C',
          record: satellite(3),
          expected: { billed: 60, sum: 'max(3 × 0.80 ÷ 60 × 1.25, 0.10) = 0.10', charge: '0.1', cost: '0.04' },
        },
        {
          name: 'D',
          record: satellite(600),
          expected: { billed: 600, sum: 'min(600 × 0.80 ÷ 60 × 1.25, 5.00) = 5', charge: '5', cost: '8' },
        },
      ],
    },
  ],
};

const inbound = { direction: 'inbound' } as const;
const ring = (change: Parameters<typeof call>[0]) =>
  call({ direction: DIRECTION.inbound, bNumber: 498001234567, durationMs: 184_000, ...change });

export const FREEPHONE: Example = {
  id: 'freephone',
  title: {
    de: 'Eine Servicenummer 0800, vom Angerufenen nach Herkunft bezahlt',
    fr: 'Un numéro vert 0800, payé par l’appelé selon l’origine',
    en: 'A freephone number 0800, paid by the called side by origin',
  },
  input: input(
    [
      list(
        1,
        [
          price('49 0.03 1/1 0 any 4', inbound),
          price('4917 0.12 1/1 0 any 4', inbound),
          price('* 0.05 1/1 0 any 4', inbound),
        ],
        { code: 'FREEPHONE' },
      ),
    ],
    {
      lines: [line(), line({ id: 2, identifier: '498001234567', label: '0800 1234567' })],
      catalogue: {
        numbering: [
          { version: 1, validFromMs: 0, validToMs: Number.POSITIVE_INFINITY, prefixes: new Map([['49800', 4]]) },
        ],
      },
    },
  ),
  stages: [
    {
      title: '',
      events: [
        {
          name: 'A',
          record: ring({ aNumber: 49301234567 }),
          expected: { billed: 184, sum: '184 × 0.03 ÷ 60 = 0.092', charge: '0.092' },
          derived: true,
        },
        {
          name: 'B',
          record: ring({ aNumber: 491711234567 }),
          expected: { billed: 184, sum: '184 × 0.12 ÷ 60 = 0.368', charge: '0.368' },
        },
        {
          name: 'C',
          record: ring({ aNumber: 0, aText: 'anonymous' }),
          expected: { billed: 184, sum: '184 × 0.05 ÷ 60 = 0.15333…', charge: '0.1533' },
        },
        {
          name: 'D',
          record: ring({ aNumber: 491711234567, bNumber: 49405550100 }),
          expected: { status: 'free' },
        },
      ],
    },
  ],
};
