/** The invented operator of our own cases: destinations, zones, numbering plan, calendars, and short ways to write prices and calls. */
import {
  type Allowance,
  type Calendar,
  type Destination,
  NO_TERMS,
  type NumberingVersion,
  type Price,
  type PriceStep,
  type PriceTerms,
  parseIncrements,
  type Zone,
} from '#catalog';
import type { AllowanceGrant } from '#contracts';
import { SERVICE, type UsageRecord } from '#usage';
import { destinationOf, lineOf, NAME, nanoOf, OPEN, recordOf } from './shared.ts';

/** Ids of destinations. */
export const D = {
  fixed: 1,
  mobile: 2,
  freephone: 3,
  premium: 4,
  emergency: 5,
  france: 6,
  franceMobile: 7,
  onNet: 8,
  intra: 9,
  abroad: 10,
} as const;

export const DESTINATIONS: readonly Destination[] = [
  destinationOf(D.fixed, 'FIXED', { country: 'DE' }),
  destinationOf(D.mobile, 'MOBILE', { class: 'nationalMobile', country: 'DE' }),
  destinationOf(D.freephone, 'FREEPHONE', { class: 'freephone', country: 'DE' }),
  destinationOf(D.premium, 'PREMIUM', { class: 'premium', country: 'DE' }),
  destinationOf(D.emergency, 'SOS', { class: 'emergency', country: 'DE' }),
  destinationOf(D.france, 'FR-FIXED', { class: 'internationalFixed', country: 'FR' }),
  destinationOf(D.franceMobile, 'FR-MOBILE', { class: 'internationalMobile', country: 'FR' }),
  destinationOf(D.onNet, 'ON-NET', { class: 'onNet' }),
  destinationOf(D.intra, 'INTRA', { class: 'intraCustomer' }),
  destinationOf(D.abroad, 'ROAM-FR', { class: 'roaming', country: 'FR' }),
];

export const ZONES: readonly Zone[] = [
  { id: 1, code: 'EUROPE', parentId: null, destinationIds: [D.franceMobile, D.abroad] },
  { id: 2, code: 'NEIGHBOURS', parentId: 1, destinationIds: [D.france] },
];

export const NUMBERING: readonly NumberingVersion[] = [
  {
    version: 1,
    validFromMs: 0,
    validToMs: OPEN,
    prefixes: new Map<string, number>([
      ['49', D.fixed],
      ['4915', D.mobile],
      ['49800', D.freephone],
      ['49900', D.premium],
      ['33', D.france],
      ['336', D.franceMobile],
      ['PLMN/208', D.abroad],
    ]),
  },
];

/** Calendar 1 has one band; 2 a working day; 3 a night that ends at the hour in which clocks change. */
export const CALENDARS: readonly Calendar[] = [
  { id: 1, code: 'flat', zone: 'Europe/Berlin', bands: ['all'], rules: [], holidays: [] },
  {
    id: 2,
    code: 'business',
    zone: 'Europe/Berlin',
    bands: ['peak', 'off'],
    rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    holidays: ['2026-12-25'],
  },
  {
    id: 3,
    code: 'night',
    zone: 'Europe/Berlin',
    bands: ['night', 'day'],
    rules: [{ band: 'night', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '03:00' }],
    holidays: [],
  },
];

/** `target perMinute increments fee band` → price of outbound voice. */
export function voice(text: string, terms: Partial<PriceTerms> | null = null, change: Partial<Price> = {}): Price {
  const [target = '49', perMinute = '0', increments = '60/1', fee = '0', band = 'any'] = text.split(' ');
  const pair = parseIncrements(increments)!;
  return {
    target,
    service: 'voice',
    direction: 'outbound',
    band,
    destinationId: D.fixed,
    unit: 'second',
    priceNano: nanoOf(perMinute),
    per: 60,
    connectionFeeNano: nanoOf(fee),
    firstIncrement: pair.first,
    nextIncrement: pair.next,
    ...change,
    terms: terms === null ? null : { ...NO_TERMS, ...terms },
  };
}

/** A step of seconds at a price per minute. */
export function step(
  fromUnits: number,
  perMinute: string,
  increment: number,
  change: Partial<PriceStep> = {},
): PriceStep {
  return { fromUnits, priceNano: nanoOf(perMinute), per: 60, increment, roundUp: true, flatNano: 0, ...change };
}

/** Monday 2 November 2026, noon in Hamburg. */
export const NOON = Date.parse('2026-11-02T11:00:00Z');
const A_NUMBER = 4930123456;

/** A call of line 1 to a fixed number, of so many seconds. */
export function call(seconds: number, change: Partial<UsageRecord> = {}): UsageRecord {
  return recordOf({ startMs: NOON, durationMs: seconds * 1000, bNumber: A_NUMBER, service: SERVICE.voice, ...change });
}

/** The same so many minutes later. */
export function later(minutes: number, seconds: number, change: Partial<UsageRecord> = {}): UsageRecord {
  return call(seconds, { startMs: NOON + minutes * 60_000, ...change });
}

/** Seconds of voice per calendar month for one line, counted in the plan's increments. */
export function minutes(id: number, size: number | null, change: Partial<Allowance> = {}): Allowance {
  return {
    id,
    code: `A${id}`,
    name: NAME,
    unit: 'second',
    size,
    scope: { services: ['voice'], directions: [], destinationIds: [], zoneIds: [], bands: [] },
    holder: 'line',
    timesLines: false,
    period: { kind: 'month' },
    prorated: false,
    rollover: null,
    priority: 1,
    countedIn: 'increments',
    rest: 'continued',
    waivesConnectionFee: true,
    fairUse: null,
    ...change,
  };
}

/** Line 1 has the allowance from the year on. */
export function granted(allowanceId: number, change: Partial<AllowanceGrant> = {}): AllowanceGrant {
  const { id, customerId, contractId } = lineOf(1);
  return {
    key: `grant-${allowanceId}`,
    allowanceId,
    customerId,
    contractId,
    lineId: id,
    quantity: 1,
    fromMs: Date.parse('2025-12-31T23:00:00Z'),
    toMs: OPEN,
    ...change,
  };
}
