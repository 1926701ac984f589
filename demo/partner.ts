/** Whom the customers talk to: made-up numbers under true prefixes, and circles of acquaintances that come back every month. */
import type { DemoCustomer } from './customers.ts';
import { WORLD, zoneOf } from './destinations.ts';
import { FRENCH_FIXED, GERMAN_AREAS, GERMAN_MOBILE } from './homeDestinations.ts';
import type { CountryNumbering } from './numbering.ts';
import { numberLike } from './numberPattern.ts';
import { type Random, seededRandom } from './random.ts';
import type { Target } from './traffic.ts';

/** Big cities get more calls than villages. */
const CITIES = ['4940', '4930', '4989', '4969', '49221', '49211', '49711', '49341', '49351', '49421', '49511', '49431'];
/** Digits of national numbers, where a country does not have fewer. */
const USUAL_DIGITS = 8;
const SHORTEST = 7;
const ACQUAINTANCES = 24;
/** Share of calls to somebody known. */
const KNOWN_PERCENT = 72;

const BY_ZONE: readonly (readonly CountryNumbering[])[] = [0, 1, 2, 3, 4].map((zone) =>
  WORLD.filter(({ country, patterns }) => zoneOf(country) === zone && patterns.fixed !== undefined),
);
const TUNISIA = WORLD.filter(({ country }) => country === 'TN');

/** Short numbers as people dial them, with the country whose they are. */
const SHORT = {
  DE: ['DE/11833', 'DE/115', 'DE/116117', 'DE/112', 'DE/110'],
  FR: ['FR/3900', 'FR/118712', 'FR/3631', 'FR/15'],
};
const FREE = { DE: ['49800'], FR: ['33800', '33801', '33805'] };
const SHARED = { DE: ['491803', '491805', '491806'], FR: ['33806', '33811', '33825'] };
const PREMIUM = { DE: ['499001', '499003', '499005'], FR: ['33891', '33892', '33899'] };

/** Other party of a call: E.164 digits, or a short number such as `DE/110`. */
export type Partner = string;

type Country = DemoCustomer['country'];

/** A number the customer calls; often one he called before. */
export function partnerOf(customer: DemoCustomer, target: Target, random: Random): Partner {
  // Short numbers are those of the country in which the source stands.
  if (target === 'short') return random.pick(SHORT[customer.source === 'atlantique' ? 'FR' : 'DE']);
  if (!random.chance(KNOWN_PERCENT, 100)) return newPartner(customer.country, target, random);
  // Two draws, the smaller counts: the first acquaintances are called most.
  const who = Math.min(random.below(ACQUAINTANCES), random.below(ACQUAINTANCES));
  return newPartner(customer.country, target, seededRandom(`acquaintance/${customer.number}/${target}/${who}`));
}

/** Some number of the target's kind. */
export function newPartner(country: Country, target: Target, random: Random): Partner {
  const across = country === 'DE' ? 'FR' : 'DE';
  switch (target) {
    case 'homeFixed':
      return fixedNumber(country, random);
    case 'homeMobile':
      return mobileNumber(country, random);
    case 'acrossFixed':
      return fixedNumber(across, random);
    case 'acrossMobile':
      return mobileNumber(across, random);
    case 'near':
      return abroad(BY_ZONE[0]!, random);
    case 'europe':
      return abroad(BY_ZONE[1]!, random);
    case 'wider':
      return abroad(BY_ZONE[2]!, random);
    case 'world':
      return abroad(BY_ZONE[3]!, random);
    case 'far':
      return abroad(BY_ZONE[4]!, random);
    case 'tunisia':
      return abroad(TUNISIA, random, 85);
    case 'short':
      return random.pick(SHORT[country]);
    case 'free':
      return specialNumber(FREE[country], country, random);
    case 'shared':
      return specialNumber(SHARED[country], country, random);
    case 'premium':
      return specialNumber(PREMIUM[country], country, random);
  }
}

/** German numbers have no fixed length; ten digits after the country code are usual. French ones have nine. */
function fixedNumber(country: Country, random: Random): Partner {
  if (country === 'FR') return filled(random.pick(FRENCH_FIXED), 11, random);
  const area = random.chance(45, 100) ? random.pick(CITIES) : random.pick(GERMAN_AREAS);
  return filled(area, 12, random);
}

function mobileNumber(country: Country, random: Random): Partner {
  if (country === 'FR') return filled(random.pick(['336', '336', '3375', '3376', '3378']), 11, random);
  const block = random.pick(GERMAN_MOBILE);
  return filled(block, block.startsWith('4915') ? 13 : 12, random);
}

function specialNumber(prefixes: readonly string[], country: Country, random: Random): Partner {
  return filled(random.pick(prefixes), country === 'FR' ? 11 : 12, random);
}

/** Digits up to a length; the first one is no 0, which no subscriber number begins with. */
function filled(prefix: string, length: number, random: Random): Partner {
  return prefix + random.between(1, 9) + random.digits(length - prefix.length - 1);
}

function abroad(countries: readonly CountryNumbering[], random: Random, mobilePercent = 45): Partner {
  const { callingCode, patterns } = random.pick(countries);
  const pattern = (random.chance(mobilePercent, 100) ? patterns.mobile : undefined) ?? patterns.fixed!;
  for (;;) {
    const partner = callingCode + numberLike(pattern, random, USUAL_DIGITS);
    // Some plans have full numbers that nobody could tell from short ones (Vienna 1116).
    if (partner.length >= SHORTEST) return partner;
  }
}
