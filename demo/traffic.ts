/**
 * How kinds of customers telephone: when, whom, how long. All weights are small integers; only their proportion counts.
 * The figures are invented, after the shapes that business telephony shows: two humps a day, quiet weekends, many short
 * calls and few long ones.
 */

/** Whom a customer calls. `home` is his own country, `across` the other of Germany and France; zones see `destinations.ts`. */
export const TARGETS = [
  ...['homeFixed', 'homeMobile', 'acrossFixed', 'acrossMobile', 'near', 'europe', 'wider', 'world', 'far'],
  ...['free', 'shared', 'premium', 'short', 'tunisia'],
] as const;
export type Target = (typeof TARGETS)[number];

export interface Traffic {
  /** Monday to Sunday; public holidays count as Sunday. */
  readonly week: readonly number[];
  /** By hour of the local day. */
  readonly hours: readonly number[];
  /** Outbound, inbound, internal (telephone systems only), forwarded. */
  readonly kinds: readonly [number, number, number, number];
  /** Weights in the order of TARGETS. */
  readonly targets: readonly number[];
  /** Percent of the usual length of calls. */
  readonly lengthPercent: number;
  /** Calls of a hundred that nobody answers. */
  readonly unansweredPercent: number;
}

const WORKING_WEEK = [104, 108, 106, 102, 80, 6, 3];
const SIX_DAYS = [90, 88, 90, 96, 110, 84, 5];
const ALL_WEEK = [90, 90, 92, 96, 110, 108, 96];

const OFFICE_DAY = [0, 0, 0, 0, 0, 0, 1, 8, 46, 82, 90, 78, 44, 58, 84, 80, 56, 28, 10, 4, 2, 1, 0, 0];
const SHOP_DAY = [0, 0, 0, 0, 0, 0, 1, 6, 24, 60, 78, 70, 48, 44, 58, 66, 70, 58, 30, 8, 3, 1, 0, 0];
const LONG_DAY = [4, 2, 1, 1, 2, 6, 18, 34, 48, 54, 56, 50, 46, 44, 48, 54, 62, 70, 72, 66, 56, 42, 26, 12];
const EVENING = [2, 1, 0, 0, 0, 0, 4, 8, 12, 18, 22, 20, 18, 18, 20, 26, 38, 58, 78, 88, 80, 52, 24, 8];

/** Order: homeFixed homeMobile acrossFixed acrossMobile near europe wider world far free shared premium short tunisia. */
const LOCAL = [520, 300, 6, 4, 40, 12, 4, 1, 0, 46, 20, 0, 5, 0];

const office: Traffic = {
  week: WORKING_WEEK,
  hours: OFFICE_DAY,
  kinds: [60, 32, 10, 3],
  targets: [480, 300, 20, 12, 80, 36, 14, 5, 1, 40, 20, 1, 3, 0],
  lengthPercent: 100,
  unansweredPercent: 20,
};

const TRAFFIC: Readonly<Record<string, Traffic>> = {
  office,
  sales: {
    ...office,
    kinds: [76, 18, 8, 4],
    targets: [380, 470, 14, 12, 50, 20, 8, 2, 0, 20, 10, 0, 2, 0],
    unansweredPercent: 28,
  },
  public: { ...office, kinds: [48, 46, 16, 2], targets: LOCAL, lengthPercent: 120, unansweredPercent: 17 },
  shop: { ...office, week: SIX_DAYS, hours: SHOP_DAY, kinds: [55, 42, 4, 6], targets: LOCAL, lengthPercent: 75 },
  practice: { ...office, kinds: [34, 62, 12, 2], targets: LOCAL, lengthPercent: 70, unansweredPercent: 24 },
  hotel: {
    ...office,
    week: ALL_WEEK,
    hours: LONG_DAY,
    kinds: [50, 44, 20, 2],
    targets: [300, 260, 40, 30, 150, 90, 50, 22, 4, 24, 14, 2, 5, 2],
  },
  callcentre: {
    ...office,
    week: SIX_DAYS,
    kinds: [58, 40, 4, 2],
    targets: [500, 430, 4, 2, 20, 6, 2, 0, 0, 8, 4, 0, 1, 0],
    lengthPercent: 130,
    unansweredPercent: 34,
  },
  shipping: {
    ...office,
    hours: LONG_DAY,
    targets: [220, 170, 40, 26, 210, 120, 130, 60, 16, 12, 6, 0, 1, 4],
    lengthPercent: 110,
  },
  travel: { ...office, week: SIX_DAYS, targets: [280, 220, 40, 26, 150, 110, 70, 40, 14, 20, 10, 0, 1, 8] },
  borderland: { ...office, targets: [320, 230, 220, 130, 60, 14, 6, 1, 0, 20, 10, 0, 2, 0] },
  tunisia: { ...office, targets: [110, 90, 4, 4, 20, 6, 10, 10, 0, 6, 4, 0, 1, 600], lengthPercent: 140 },
  home: {
    ...office,
    week: ALL_WEEK,
    hours: EVENING,
    kinds: [60, 40, 0, 1],
    targets: [520, 360, 4, 4, 24, 6, 2, 0, 0, 40, 30, 2, 2, 0],
    lengthPercent: 220,
  },
  family: {
    ...office,
    week: ALL_WEEK,
    hours: EVENING,
    kinds: [66, 33, 0, 1],
    targets: [280, 260, 60, 60, 60, 40, 120, 30, 2, 20, 14, 0, 1, 20],
    lengthPercent: 260,
  },
};

/** @throws where the table of customers names a kind of traffic that is not described */
export function trafficOf(name: string): Traffic {
  const traffic = TRAFFIC[name];
  if (traffic === undefined) throw new Error(`assertion failed: no traffic ${name}`);
  return traffic;
}

/** Seconds below which 0, 1, … 16 sixteenths of all calls end. */
export const LENGTH_SIXTEENTHS = [2, 5, 9, 14, 20, 28, 37, 48, 62, 80, 103, 134, 176, 240, 345, 620, 2900] as const;
