/** Abbreviations of time zones that records write, and offsets as they write them. */

/** Minutes east of UTC of the abbreviations that mean one thing (or one thing by far) in call records. */
const MINUTES: Readonly<Record<string, number>> = {
  UTC: 0,
  UT: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  SAST: 120,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  AST: -240,
  ADT: -180,
  NST: -210,
  NDT: -150,
  JST: 540,
  KST: 540,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
};

/** Minutes east of UTC that an abbreviation means; NaN where it is not known. */
export function abbreviationMinutes(text: string): number {
  return MINUTES[text.toUpperCase()] ?? Number.NaN;
}

/** Minutes of an offset alone: `+02:00`, `-0330`, `+02`, `Z`; NaN where it is none. */
export function offsetMinutes(text: string): number {
  if (text === 'Z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  return match === null ? Number.NaN : signed(match[1], match[2], match[3]);
}

/** Minutes of the first offset in a text: `1+020000` (BroadWorks), `GMT-05:00-Eastern Time(US)` (Sonus). */
export function offsetMinutesIn(text: string): number {
  const match = /([+-])(\d\d):?(\d\d)/.exec(text);
  return match === null ? Number.NaN : signed(match[1], match[2], match[3]);
}

function signed(sign: string | undefined, hours: string | undefined, minutes: string | undefined): number {
  const value = Number(hours) * 60 + Number(minutes ?? '0');
  return value > 14 * 60 || Number(minutes ?? '0') > 59 ? Number.NaN : sign === '-' ? -value : value;
}
