/** What is included and what can be booked: pools of plans, flat rate, pack, option with prices; zones that they name. */
import type { NewAllowance, NewOption, NewZone } from '#catalog';
import { WORLD, zoneOf } from './destinations.ts';

/** Countries of Europe by what calls there cost, without the two home countries. */
const EUROPE = WORLD.filter(({ country }) => zoneOf(country) <= 1);

/** Parents first. */
export const ZONES: readonly NewZone[] = [
  { code: 'EUROPE' },
  {
    code: 'EUROPE-FIXED',
    parentCode: 'EUROPE',
    destinationCodes: EUROPE.filter(({ fixed }) => fixed.length > 0).map(({ country }) => country),
  },
  {
    code: 'EUROPE-MOBILE',
    parentCode: 'EUROPE',
    destinationCodes: EUROPE.filter(({ mobile }) => mobile.length > 0).map(({ country }) => `${country}-MOBILE`),
  },
];

const voiceTo = (...destinationCodes: string[]): NewAllowance['scope'] => ({ services: ['voice'], destinationCodes });

export const ALLOWANCES: readonly NewAllowance[] = [
  {
    code: 'OFFICE-100',
    name: { de: '100 Inklusivminuten', fr: '100 minutes incluses', en: '100 inclusive minutes' },
    unit: 'second',
    size: '100 minute',
    scope: voiceTo('DE-FIXED', 'DE-VOIP', 'DE-MOBILE', 'FR-HOME-FIXED', 'FR-HOME-MOBILE'),
    prorated: true,
  },
  {
    code: 'GRENZLAND-POOL',
    name: {
      de: '30 Freiminuten je Anschluss, gemeinsam',
      fr: '30 minutes par ligne, partagées',
      en: '30 minutes a line, shared',
    },
    unit: 'second',
    size: '30 minute',
    scope: voiceTo('DE-FIXED', 'FR-HOME-FIXED'),
    timesLines: true,
    rollover: { maxUnits: 1800, maxPeriods: 1 },
  },
  {
    code: 'PRIVAT-50',
    name: { de: '50 Freiminuten', fr: '50 minutes offertes', en: '50 free minutes' },
    unit: 'second',
    size: '50 minute',
    scope: voiceTo('DE-FIXED', 'DE-VOIP', 'DE-MOBILE', 'FR-HOME-FIXED'),
    countedIn: 'exact',
  },
  {
    code: 'FLAT-FIXED',
    name: { de: 'Festnetz-Flatrate', fr: 'Forfait illimité vers les fixes', en: 'Flat rate to fixed networks' },
    unit: 'second',
    size: null,
    scope: voiceTo('DE-FIXED', 'DE-VOIP'),
    priority: -1,
    fairUse: { maxUnitsPerPeriod: 180_000, maxNumbersPerPeriod: 250, maxUnitsPerEvent: 7200 },
  },
  {
    code: 'MOBILE-60',
    name: { de: '60 Minuten ins Mobilnetz', fr: '60 minutes vers les mobiles', en: '60 minutes to mobiles' },
    unit: 'second',
    size: '60 minute',
    scope: voiceTo('DE-MOBILE'),
    period: { kind: 'once' },
  },
];

export const OPTIONS: readonly NewOption[] = [
  { code: 'EUROPE', name: { de: 'Option Europa', fr: 'Option Europe', en: 'Europe option' }, priceListCode: 'EUROPE' },
  {
    code: 'FLAT-FIXED',
    name: { de: 'Festnetz-Flatrate', fr: 'Illimité vers les fixes', en: 'Flat rate to fixed networks' },
    allowanceCodes: ['FLAT-FIXED'],
  },
  {
    code: 'MOBILE-60',
    name: { de: 'Minutenpaket Mobil', fr: 'Forfait mobile 60', en: 'Mobile pack' },
    allowanceCodes: ['MOBILE-60'],
    validDays: 30,
  },
];
