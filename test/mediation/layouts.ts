/**
 * Made-up calls of a made-up customer, and the layouts in which carriers that publish none may write them. Numbers are from the ranges
 * kept for fiction (ARCEP 01 99 00, 06 39 98; BNetzA 030 23125; Ofcom 020 7946) or of no subscriber.
 */

/** A call as it happened. */
export interface Call {
  readonly id: string;
  /** Local time, as if UTC. */
  readonly localMs: number;
  readonly direction: 'outbound' | 'inbound';
  /** National numbers with the leading 0, foreign ones with +. */
  readonly own: string;
  readonly other: string;
  readonly seconds: number;
  readonly costMicro: number;
}

/** How a country dials: its code, our lines, whom we call. */
export interface Country {
  readonly code: string;
  readonly own: readonly string[];
  readonly others: readonly string[];
}

export const FRANCE: Country = {
  code: '33',
  own: ['0199001204', '0199001205', '0199001299'],
  others: ['0639980011', '0639980172', '0261910044', '0465710021', '+4930231250', '+442079460101', '0353010087'],
};
export const GERMANY: Country = {
  code: '49',
  own: ['030231251', '0302312510', '03023125199'],
  others: ['08999998123', '015255555012', '022199991234', '+33199001204', '06990009512', '015735988801'],
};

/** Park and Miller: the same calls whenever the tests run. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Calls of three weeks in the order of their starts. */
export function inventedCalls(country: Country, seed: number, count = 60): Call[] {
  const draw = seeded(seed);
  const pick = (list: readonly string[]) => list[draw(list.length)]!;
  const calls: Call[] = [];
  let localMs = Date.UTC(2026, 8, 3, 7, 12, 5);
  for (let n = 0; n < count; n++) {
    localMs += (60 + draw(52_000)) * 1000;
    const direction = draw(10) < 7 ? 'outbound' : 'inbound';
    const seconds = draw(6) === 0 ? 0 : 1 + draw(900);
    const costMicro = direction === 'outbound' && seconds > 0 ? 1_000 + draw(400) * 100 : 0;
    const id = `C${(7_340_000 + seed * 1000 + n * 7).toString(36).toUpperCase()}X${n}`;
    calls.push({ id, localMs, direction, own: pick(country.own), other: pick(country.others), seconds, costMicro });
  }
  return calls;
}

const two = (n: number) => String(n).padStart(2, '0');
export const TIME = {
  of: (ms: number) => new Date(ms),
  dmy: (ms: number, mark = '/') => {
    const at = new Date(ms);
    return `${two(at.getUTCDate())}${mark}${two(at.getUTCMonth() + 1)}${mark}${at.getUTCFullYear()}`;
  },
  ymd: (ms: number) => new Date(ms).toISOString().slice(0, 10),
  hms: (ms: number) => new Date(ms).toISOString().slice(11, 19),
  compact: (ms: number) => new Date(ms).toISOString().slice(0, 19).replace(/\D/g, ''),
};

/** Notations of numbers. */
export const NUMBER = {
  national: (number: string) => number.replace(/^\+/, '00'),
  plus: (country: Country) => (number: string) =>
    number.startsWith('+') ? number : `+${country.code}${number.slice(1)}`,
  bare: (country: Country) => (number: string) =>
    number.startsWith('+') ? number.slice(1) : `${country.code}${number.slice(1)}`,
  zeros: (country: Country) => (number: string) =>
    number.startsWith('+') ? `00${number.slice(1)}` : `00${country.code}${number.slice(1)}`,
  /** `01 99 00 12 04` */
  spaced: (number: string) => number.replace(/^\+/, '00').replace(/(\d\d)(?=\d)/g, '$1 '),
};

/** Amounts by the decimal sign. */
export function amount(micro: number, sign: ',' | '.', places = 4): string {
  return (micro / 1_000_000).toFixed(places).replace('.', sign);
}

export function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export const caller = ({ direction, own, other }: Call) => (direction === 'outbound' ? own : other);
export const callee = ({ direction, own, other }: Call) => (direction === 'outbound' ? other : own);

/** A file in one layout, and what of a call it tells. */
export interface Layout {
  readonly source: string;
  readonly name: string;
  readonly country: Country;
  /** Calls that the file lists: some carriers list outgoing ones only. */
  readonly lists: 'all' | 'outbound';
  readonly write: (calls: readonly Call[]) => string;
  readonly charset?: 'windows-1252' | 'utf-16le' | 'cp850';
  readonly bom?: boolean;
  /** Whether the file tells costs, ids, directions. */
  readonly tells: { readonly cost: boolean; readonly id: boolean };
  /** Rows of one call are in UTC, not in local time. */
  readonly utc?: boolean;
  readonly roundsToMinutes?: boolean;
}

/** Lines of a table. */
export function table(
  mark: string,
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
  end = '\r\n',
): string {
  const lines = header === null ? rows : [header, ...rows];
  return lines.map((row) => row.join(mark) + end).join('');
}
