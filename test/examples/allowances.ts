import { DIRECTION, SERVICE } from '#usage';
import {
  allowance,
  at,
  call,
  grant,
  input,
  line,
  list,
  nano,
  price,
  source,
  terms,
} from '../../src/rating/testCatalogue.ts';
import { type Example, GB, MB, MINUTE, type WorkedEvent } from './example.ts';

/** Premium numbers beside an allowance, pools, packs and roaming. */

const name = { de: '', fr: '', en: '' };
const premium = (perEvent: string, perMinute: string) =>
  terms({ serviceFee: { perEventNano: nano(perEvent), perMinuteNano: nano(perMinute) } });
const SECOND_LINE = { id: 2, identifier: '33199000140', label: '+33 1 99 00 01 40' };
const toParis = (change: Parameters<typeof call>[0]) => call({ aNumber: 33199000120, durationMs: 200_000, ...change });

export const PREMIUM: Example = {
  id: 'premium',
  title: {
    de: 'Eine französische Mehrwertnummer: Verbindung und Dienst (C + S)',
    fr: 'Un numéro à tarification majorée : communication et service (C + S)',
    en: 'A French premium number: call and service (C + S)',
  },
  input: input(
    [
      list(
        1,
        [
          '331 0.024 60/1',
          price('33899 0.024 60/1 0 any 2', { terms: premium('0', '0.60') }),
          price('33897 0.024 60/1 0 any 2', { terms: premium('0.50', '0') }),
        ],
        { code: 'FRANCE' },
      ),
    ],
    {
      zone: 'Europe/Paris',
      sources: [source({ country: 'FR' })],
      lines: [
        line({ identifier: '33199000120', label: '+33 1 99 00 01 20', discountPpm: 100_000 }),
        line({ ...SECOND_LINE, contractId: 11 }),
      ],
      catalogue: {
        destinations: [
          { id: 1, code: 'FR-FIXED', name, class: 'nationalFixed', country: 'FR' },
          { id: 2, code: 'FR-PREMIUM', name, class: 'premium', country: 'FR' },
        ],
        allowances: [allowance({ code: 'FRANCE-120', size: 7200 })],
      },
      grants: [grant({ key: 'plan/11/1', contractId: 11 })],
    },
  ),
  stages: [
    {
      title: '',
      events: [
        {
          name: 'A',
          record: toParis({ bNumber: 33140000000 }),
          expected: { billed: 200, sum: '200 × 0.024 ÷ 60 × 0.9 = 0.072', charge: '0.072' },
        },
        {
          name: 'B',
          record: toParis({ bNumber: 33899123456 }),
          expected: {
            billed: 200,
            sum: '200 × 0.024 ÷ 60 × 0.9 + 200 × 0.60 ÷ 60 = 2.072',
            charge: '2.072',
            serviceFee: '2',
          },
          derived: true,
        },
        {
          name: 'C',
          record: toParis({ bNumber: 33897123456, durationMs: 40_000 }),
          expected: { billed: 60, sum: '60 × 0.024 ÷ 60 × 0.9 + 0.50 = 0.5216', charge: '0.5216', serviceFee: '0.5' },
        },
        {
          name: 'D',
          record: toParis({ aNumber: 33199000140, bNumber: 33899123456 }),
          expected: { billed: 200, covered: 200, sum: '200 × 0.60 ÷ 60 = 2', charge: '2', serviceFee: '2' },
          derived: true,
        },
      ],
      counters: [{ allowance: 'FRANCE-120', used: 200, left: 7000 }],
    },
  ],
};

const POOL_CALLS: readonly WorkedEvent[] = [
  {
    name: 'A',
    record: call({ startMs: at('2026-11-10T09:00:00+01:00'), durationMs: 40 * MINUTE }),
    expected: { billed: 2400, covered: 2400 },
  },
  {
    name: 'B',
    record: call({ aNumber: 49405550200, startMs: at('2026-11-20T14:00:00+01:00'), durationMs: 50 * MINUTE }),
    expected: { billed: 3000, covered: 3000 },
  },
];
const LAST = call({ startMs: at('2026-11-25T16:00:00+01:00'), durationMs: 19 * MINUTE + 1000 });

export const POOL: Example = {
  id: 'pool',
  title: {
    de: 'Ein Freiminuten-Pool, halb verbraucht, und ein Nachläufer',
    fr: 'Un forfait partagé à moitié couvrant, et un ticket tardif',
    en: 'A pooled bundle that covers half a call, and a late record',
  },
  input: input([list(1, ['49 0.06 60/60'], { code: 'STANDARD' })], {
    lines: [line(), line({ id: 2, identifier: '49405550200', label: '+49 40 5550200' })],
    catalogue: { allowances: [allowance({ code: 'POOL-100', holder: 'contract' })] },
    grants: [grant()],
  }),
  stages: [
    {
      title: 'Before the late record',
      events: [
        ...POOL_CALLS,
        {
          name: 'C',
          record: LAST,
          expected: { billed: 1200, covered: 600, sum: '(1200 − 600) × 0.06 ÷ 60 = 0.6', charge: '0.6' },
          derived: true,
        },
      ],
      counters: [{ allowance: 'POOL-100', used: 6000, left: 0 }],
    },
    {
      title: 'After it',
      events: [
        ...POOL_CALLS,
        {
          name: 'C',
          record: LAST,
          expected: { billed: 1200, covered: 300, sum: '(1200 − 300) × 0.06 ÷ 60 = 0.9', charge: '0.9' },
        },
        {
          name: 'L',
          record: call({ aNumber: 49405550200, startMs: at('2026-11-15T10:00:00+01:00'), durationMs: 5 * MINUTE }),
          expected: { billed: 300, covered: 300 },
        },
      ],
      counters: [{ allowance: 'POOL-100', used: 6000, left: 0 }],
    },
  ],
};

const session = (startMs: number, volume: number, network = 0) =>
  call({ service: SERVICE.data, startMs, durationMs: 0, volume, network, bNumber: 0 });
const DATA = { service: 'data', unit: 'byte', firstIncrement: 100_000, nextIncrement: 100_000 } as const;
const ALL_DATA = { services: ['data'], directions: [], destinationIds: [], zoneIds: [], bands: [] } as const;
const PACK = allowance({ code: 'PACK-500', unit: 'byte', size: 500 * MB, scope: ALL_DATA });
const TOP_UP = allowance({
  id: 2,
  code: 'TOP-UP-200',
  unit: 'byte',
  size: 200 * MB,
  scope: ALL_DATA,
  period: { kind: 'once' },
});

const data = (topUp: typeof TOP_UP) =>
  input([list(1, [price('* 0.02', { ...DATA, per: MB })], { code: 'DATA' })], {
    catalogue: {
      destinations: [{ id: 1, code: 'DATA-DE', name, class: 'data', country: 'DE' }],
      allowances: [PACK, topUp],
    },
    grants: [
      grant(),
      grant({
        key: 'booking/7/2',
        allowanceId: 2,
        lineId: 1,
        fromMs: at('2026-11-15T12:00:00+01:00'),
        toMs: at('2026-11-22T12:00:00+01:00'),
      }),
    ],
  });
const covered = (name: string, startMs: number, units: number): WorkedEvent => ({
  name,
  record: session(startMs, units),
  expected: { billed: units, covered: units },
});
const FIRST_SESSIONS = [
  covered('A', at('2026-11-10T08:00:00+01:00'), 300 * MB),
  { ...covered('B', at('2026-11-16T08:00:00+01:00'), 150 * MB), derived: true },
  covered('C', at('2026-11-18T08:00:00+01:00'), 20 * MB),
];
const D_AT = at('2026-11-23T08:00:00+01:00');
const LAST_SESSION = session(at('2026-11-28T08:00:00+01:00'), 25_340_000);

export const DATA_PACK: Example = {
  id: 'data-pack',
  title: {
    de: 'Ein Datenpaket mit Nachbuchung',
    fr: 'Un forfait de données avec recharge',
    en: 'A mobile data pack with a top-up',
  },
  input: data(TOP_UP),
  stages: [
    {
      title: 'What expires soonest is used first',
      events: [
        ...FIRST_SESSIONS,
        covered('D', D_AT, 190 * MB),
        {
          name: 'E',
          record: LAST_SESSION,
          expected: { billed: 25_400_000, covered: 10 * MB, sum: '(25.4 − 10) × 0.02 = 0.308', charge: '0.308' },
          derived: true,
        },
      ],
      counters: [
        { allowance: 'TOP-UP-200', used: 170 * MB, left: 30 * MB },
        { allowance: 'PACK-500', used: 500 * MB, left: 0 },
      ],
    },
    {
      title: 'The same with a priority: the pack before the top-up',
      input: data({ ...TOP_UP, priority: 1 }),
      events: [
        ...FIRST_SESSIONS,
        {
          name: 'D',
          record: session(D_AT, 190 * MB),
          expected: { billed: 190 * MB, covered: 30 * MB, sum: '(190 − 30) × 0.02 = 3.2', charge: '3.2' },
          derived: true,
        },
        {
          name: 'E',
          record: LAST_SESSION,
          expected: { billed: 25_400_000, sum: '25.4 × 0.02 = 0.508', charge: '0.508' },
        },
      ],
      counters: [
        { allowance: 'TOP-UP-200', used: 0, left: 200 * MB },
        { allowance: 'PACK-500', used: 500 * MB, left: 0 },
      ],
    },
  ],
};

const inNovember: WorkedEvent = {
  name: 'A',
  record: session(at('2026-11-12T08:00:00+01:00'), 500 * MB, 208),
  expected: { billed: 500 * MB, covered: 500 * MB },
};
export const ROAMING: Example = {
  id: 'roaming',
  title: {
    de: 'Roaming mit Übertrag und Obergrenze (Fair Use)',
    fr: 'Itinérance avec report et usage raisonnable',
    en: 'Roaming with rollover and fair use',
  },
  input: input(
    [
      list(1, [price('#EU 2.00', { ...DATA, per: GB }), price('@ROAM-CH 0.50 60/1 0 any 8', { ...DATA, per: MB })], {
        code: 'ROAMING',
      }),
    ],
    {
      catalogue: {
        destinations: [
          { id: 7, code: 'ROAM-FR', name, class: 'roaming', country: 'FR' },
          { id: 8, code: 'ROAM-CH', name, class: 'roaming', country: 'CH' },
        ],
        zones: [{ id: 1, code: 'EU', parentId: null, destinationIds: [7] }],
        numbering: [
          {
            version: 1,
            validFromMs: 0,
            validToMs: Number.POSITIVE_INFINITY,
            prefixes: new Map([
              ['PLMN/208', 7],
              ['PLMN/228', 8],
            ]),
          },
        ],
        allowances: [
          allowance({
            code: 'EU-2GB',
            unit: 'byte',
            size: 2 * GB,
            scope: { ...ALL_DATA, zoneIds: [1] },
            rollover: { maxUnits: GB, maxPeriods: 1 },
            fairUse: {
              maxUnitsPerEvent: null,
              maxNumbersPerPeriod: null,
              maxEventsPerPeriod: null,
              maxUnitsPerPeriod: 2_500 * MB,
            },
          }),
        ],
      },
      grants: [grant({ fromMs: at('2026-11-01T00:00:00+01:00') })],
    },
  ),
  stages: [
    {
      title: 'November',
      events: [inNovember],
      counters: [{ allowance: 'EU-2GB', used: 500 * MB, left: 1_500 * MB }],
    },
    {
      title: 'December',
      events: [
        inNovember,
        {
          name: 'B',
          record: session(at('2026-12-05T08:00:00+01:00'), 2_800 * MB, 208),
          expected: { billed: 2_800 * MB, covered: 2_500 * MB, sum: '(2.8 − 2.5) × 2.00 = 0.6', charge: '0.6' },
          derived: true,
        },
        {
          name: 'C',
          record: session(at('2026-12-06T08:00:00+01:00'), 40 * MB, 228),
          expected: { billed: 40 * MB, sum: '40 × 0.50 = 20', charge: '20' },
        },
        {
          name: 'D',
          record: call({
            direction: DIRECTION.inbound,
            startMs: at('2026-12-07T08:00:00+01:00'),
            aNumber: 49301234567,
            bNumber: 49405550100,
            network: 208,
          }),
          expected: { status: 'free' },
        },
      ],
      counters: [{ allowance: 'EU-2GB', used: 2_500 * MB, left: 500 * MB, exceeded: 300 * MB }],
    },
  ],
};
