import type { Calendar } from '#catalog';
import { at, call, input, line, list, OPEN, plan, price } from '../../src/rating/testCatalogue.ts';
import { type Example, MINUTE } from './example.ts';

/** Bands, versions and clock changes. */

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const CLOCK: Calendar = {
  id: 1,
  code: 'CLOCK',
  zone: 'Europe/Berlin',
  bands: ['evening', 'night', 'day'],
  rules: [
    { band: 'night', weekdays: WEEK, from: '00:00', to: '06:00' },
    { band: 'evening', weekdays: WEEK, from: '18:00', to: '24:00' },
  ],
  holidays: [],
};
const NOVEMBER = at('2026-11-01T00:00:00+01:00');

const VERSIONS = [
  {
    version: 1,
    validFromMs: 0,
    validToMs: NOVEMBER,
    prices: [price('49 0.06 60/1 0 evening'), price('49 0.03 60/1 0 night'), price('49 0.09 60/1 0 day')],
  },
  {
    version: 2,
    validFromMs: NOVEMBER,
    validToMs: OPEN,
    prices: [price('49 0.072 60/1 0 evening'), price('49 0.036 60/1 0 night'), price('49 0.108 60/1 0 day')],
  },
];

export const MIDNIGHT: Example = {
  id: 'midnight',
  title: {
    de: 'Ein Anruf über Mitternacht und einen Preiswechsel',
    fr: 'Un appel à cheval sur minuit et sur un changement de prix',
    en: 'A call across midnight and a price change',
  },
  input: input(
    [
      list(1, [], { code: 'WHOLE', versions: VERSIONS }),
      list(2, [], { code: 'CUT', bandChange: 'split', versions: VERSIONS }),
    ],
    {
      plans: [plan(1, 1), plan(2, 2)],
      lines: [line(), line({ id: 2, identifier: '49405550200', label: '+49 40 5550200', pricePlanId: 2 })],
      catalogue: { calendars: [CLOCK] },
    },
  ),
  stages: [
    {
      title: '',
      events: [
        {
          name: 'A',
          record: call({ startMs: at('2026-10-31T23:50:00+01:00'), durationMs: 30 * MINUTE }),
          expected: { billed: 1800, sum: '1800 × 0.06 ÷ 60 = 1.8', charge: '1.8', version: 1 },
          derived: true,
        },
        {
          name: 'B',
          record: call({ startMs: NOVEMBER, durationMs: 30 * MINUTE }),
          expected: { billed: 1800, sum: '1800 × 0.036 ÷ 60 = 1.08', charge: '1.08', version: 2 },
        },
        {
          name: 'C',
          record: call({
            aNumber: 49405550200,
            startMs: at('2026-10-31T23:50:00+01:00'),
            durationMs: 30 * MINUTE,
          }),
          expected: {
            billed: 1800,
            sum: '600 × 0.06 ÷ 60 + 1200 × 0.03 ÷ 60 = 1.2',
            charge: '1.2',
            version: 1,
          },
          derived: true,
        },
        {
          name: 'D',
          record: call({ aNumber: 49405550200, startMs: at('2026-10-31T23:59:59+01:00'), durationMs: 70_000 }),
          expected: { billed: 70, sum: '60 × 0.06 ÷ 60 + 10 × 0.03 ÷ 60 = 0.065', charge: '0.065', version: 1 },
        },
      ],
    },
  ],
};

export const CLOCK_CHANGE: Example = {
  id: 'clock-change',
  title: {
    de: 'Die Nacht der Zeitumstellung',
    fr: 'La nuit du changement d’heure',
    en: 'The night the clocks change',
  },
  input: input([list(1, ['49 0.02 1/1 0 night', '49 0.06 1/1 0 day'], { code: 'CUT', bandChange: 'split' })], {
    catalogue: {
      calendars: [
        {
          ...CLOCK,
          bands: ['night', 'day'],
          rules: [{ band: 'night', weekdays: WEEK, from: '00:00', to: '03:00' }],
        },
      ],
    },
  }),
  stages: [
    {
      title: '',
      events: [
        {
          name: 'A',
          record: call({ startMs: at('2026-10-25T01:30:00+02:00'), durationMs: 180 * MINUTE }),
          expected: { billed: 10_800, sum: '9000 × 0.02 ÷ 60 + 1800 × 0.06 ÷ 60 = 4.8', charge: '4.8' },
          derived: true,
        },
        {
          name: 'B',
          record: call({ startMs: at('2026-03-29T01:30:00+01:00'), durationMs: 120 * MINUTE }),
          expected: { billed: 7200, sum: '1800 × 0.02 ÷ 60 + 5400 × 0.06 ÷ 60 = 6', charge: '6' },
        },
        {
          name: 'C',
          record: call({ startMs: at('2026-10-25T02:30:00+02:00'), durationMs: 45 * MINUTE }),
          expected: { billed: 2700, sum: '2700 × 0.02 ÷ 60 = 0.9', charge: '0.9' },
        },
        {
          name: 'D',
          record: call({ startMs: at('2026-10-25T02:30:00+01:00'), durationMs: 45 * MINUTE }),
          expected: { billed: 2700, sum: '1800 × 0.02 ÷ 60 + 900 × 0.06 ÷ 60 = 1.5', charge: '1.5' },
        },
      ],
    },
  ],
};
