/**
 * Public numbering facts of the world: calling codes (ITU-T E.164) and, from libphonenumber's metadata, the prefixes of
 * mobile and premium numbers of every country.
 */
import metadata from 'libphonenumber-js/metadata.max.json';
import { type NumberPattern, numberPattern, ownPrefixes } from './numberPattern.ts';

export interface CountryNumbering {
  /** ISO 3166-1 alpha-2 (libphonenumber adds AC, TA and XK). */
  readonly country: string;
  readonly callingCode: string;
  /** Prefixes of the country as a whole, calling code included; most numbers below them are fixed lines. */
  readonly fixed: readonly string[];
  readonly mobile: readonly string[];
  readonly premium: readonly string[];
  /** What fixed and mobile numbers look like after the calling code. */
  readonly patterns: { readonly fixed?: NumberPattern; readonly mobile?: NumberPattern };
}

/** Positions in libphonenumber's minified plan and its list of number types. */
const CALLING_CODE = 0;
const TYPES = 11;
const TYPE = {
  fixed: 0,
  mobile: 1,
  tollFree: 2,
  premium: 3,
  personal: 4,
  uan: 6,
  pager: 7,
  voip: 8,
  shared: 9,
} as const;
/** How many digits after the calling code are looked at. */
const DEEPEST = 4;

type NumberTypes = Readonly<Partial<Record<keyof typeof TYPE, NumberPattern>>>;

/** Numbering of all countries but those in `except`, in order of country code. */
export function worldNumbering(except: ReadonlySet<string>): readonly CountryNumbering[] {
  const plans = metadata.countries;
  const byCallingCode = Object.values(metadata.country_calling_codes);
  return Object.entries(plans)
    .filter(([country]) => !except.has(country))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([country, plan]) => {
      const sharing = byCallingCode.find((countries) => countries.some((one) => one === country)) ?? [];
      const main = sharing[0];
      const mainPlan = main === undefined || main === country ? undefined : plans[main];
      return countryNumbering(country, plan, mainPlan);
    })
    .filter((numbering) => numbering.fixed.length > 0);
}

/** `mainPlan`: plan of the country that leads a shared calling code (US in +1), where it is another one. */
function countryNumbering(
  country: string,
  plan: readonly unknown[],
  mainPlan: readonly unknown[] | undefined,
): CountryNumbering {
  const callingCode = String(plan[CALLING_CODE]);
  const types = numberTypes(plan);
  const mainTypes = mainPlan === undefined ? [] : all(numberTypes(mainPlan));
  const withCode = (prefixes: readonly string[]) => prefixes.map((prefix) => callingCode + prefix);
  const own = (kind: keyof typeof TYPE) => {
    const wanted = types[kind];
    return wanted === undefined ? [] : withCode(ownPrefixes(wanted, [...all(types, kind), ...mainTypes], DEEPEST));
  };
  const fixed =
    mainPlan === undefined
      ? [callingCode]
      : withCode(types.fixed === undefined ? [] : ownPrefixes(types.fixed, mainTypes, DEEPEST));
  const taken = new Set(fixed);
  return {
    country,
    callingCode,
    fixed,
    mobile: own('mobile').filter((prefix) => !taken.has(prefix)),
    premium: mainPlan === undefined ? own('premium') : [],
    patterns: types,
  };
}

function numberTypes(plan: readonly unknown[]): NumberTypes {
  const patterns: unknown = plan[TYPES];
  const types: Partial<Record<keyof typeof TYPE, NumberPattern>> = {};
  if (!Array.isArray(patterns)) return types;
  for (const kind of Object.keys(TYPE) as (keyof typeof TYPE)[]) {
    const entry: unknown = patterns[TYPE[kind]];
    // An empty pattern: mobile numbers look like fixed ones (North America).
    if (Array.isArray(entry) && typeof entry[0] === 'string' && entry[0] !== '') types[kind] = numberPattern(entry[0]);
  }
  return types;
}

function all(types: NumberTypes, but?: keyof typeof TYPE): NumberPattern[] {
  return (Object.keys(types) as (keyof typeof TYPE)[]).filter((kind) => kind !== but).map((kind) => types[kind]!);
}
