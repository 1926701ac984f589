/** Usage of every service, made up: included calls, messages, data, a premium number, roaming. */
import { localToUtcMs, zoneOffsets } from '#base';
import type { BilledRecord } from '#invoicing';
import { DIRECTION, SERVICE, STATUS } from '#usage';
import type { Destination } from './world.ts';

const OFFSETS = zoneOffsets('Europe/Berlin');
const MINUTES_ALLOWANCE = 1;
const DATA_ALLOWANCE = 2;
export const MONEY_ALLOWANCE = 3;

export const SERVICE_DESTINATIONS: ReadonlyMap<number, Destination> = new Map([
  [
    101,
    {
      name: { de: 'Service 0900', fr: 'Services 0900', en: 'Service 0900' },
      class: 'premium',
      prefix: '49900555',
      perMinuteMicro: 20_000,
    },
  ],
  [
    102,
    {
      name: { de: 'Mobiles Internet', fr: 'Internet mobile', en: 'Mobile internet' },
      class: 'data',
      prefix: '',
      perMinuteMicro: 0,
    },
  ],
  [
    103,
    {
      name: { de: 'Frankreich (Roaming)', fr: 'France (itinérance)', en: 'France (roaming)' },
      class: 'roaming',
      prefix: '',
      perMinuteMicro: 0,
    },
  ],
]);

let recordNo = 0;

/** An event of September on line 1 of contract 1, at a local time. */
function event(day: number, hour: number, minute: number, fields: Partial<BilledRecord>): BilledRecord {
  recordNo += 1;
  return {
    fileId: 2,
    recordNo,
    startMs: localToUtcMs(OFFSETS, 2026, 9, day, hour, minute, 17),
    service: SERVICE.voice,
    direction: DIRECTION.outbound,
    status: STATUS.rated,
    aNumber: 0,
    aText: null,
    bNumber: 0,
    bText: null,
    durationMs: 0,
    volume: 0,
    billedUnits: 0,
    coveredUnits: 0,
    allowanceId: 0,
    chargeMicro: 0,
    serviceFeeMicro: 0,
    destinationId: 2,
    lineId: 1,
    contractId: 1,
    ...fields,
  };
}

const call = (seconds: number, billed: number) => ({ durationMs: seconds * 1000, billedUnits: billed });
const mobile = (number: number) => ({ bNumber: 491_715_550_000 + number, destinationId: 2 });
const data = (bytes: number, billed: number) => ({
  service: SERVICE.data,
  durationMs: 1_800_000,
  volume: bytes,
  billedUnits: billed,
  bText: 'internet',
});

export const EVERY_SERVICE: readonly BilledRecord[] = [
  // Wholly covered, half covered (the second minute and the third are paid), not covered.
  event(1, 9, 0, { ...mobile(1), ...call(118, 120), allowanceId: MINUTES_ALLOWANCE, coveredUnits: 120 }),
  event(2, 9, 5, {
    ...mobile(2),
    ...call(175, 180),
    allowanceId: MINUTES_ALLOWANCE,
    coveredUnits: 60,
    chargeMicro: 178_000,
  }),
  event(3, 9, 10, { ...mobile(1), ...call(61, 120), chargeMicro: 178_000 }),
  // Paid from a credit: all its time is charged for, in money already paid.
  event(3, 18, 0, {
    bNumber: 493_055_512_345,
    destinationId: 1,
    ...call(60, 60),
    allowanceId: MONEY_ALLOWANCE,
    coveredUnits: 12_900,
  }),
  // Carrying 3 minutes at 0.02, and 1.99 a minute for the owner of the number.
  event(4, 20, 30, {
    bNumber: 499_005_551_234,
    destinationId: 101,
    ...call(165, 180),
    chargeMicro: 6_030_000,
    serviceFeeMicro: 5_970_000,
  }),
  event(5, 12, 0, { ...mobile(3), service: SERVICE.sms, volume: 1, billedUnits: 1, chargeMicro: 90_000 }),
  event(5, 12, 1, { ...mobile(3), service: SERVICE.sms, volume: 2, billedUnits: 2, chargeMicro: 180_000 }),
  event(6, 8, 0, {
    ...data(734_003_200, 734_100_000),
    destinationId: 102,
    allowanceId: DATA_ALLOWANCE,
    coveredUnits: 734_100_000,
  }),
  event(7, 8, 0, {
    ...data(1_288_490_188, 1_288_500_000),
    destinationId: 102,
    allowanceId: DATA_ALLOWANCE,
    coveredUnits: 265_900_000,
    chargeMicro: 5_113_000,
  }),
  event(20, 22, 15, { ...data(52_428, 100_000), destinationId: 103, chargeMicro: 19_000 }),
  event(20, 22, 20, { bNumber: 33_199_001_234, destinationId: 103, ...call(90, 90), chargeMicro: 34_200 }),
];
