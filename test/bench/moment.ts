/** When a record of a generated file was made. */
export interface Moment {
  /** Of the record in its file, from 0. */
  readonly nth: number;
  readonly epochS: number;
  /** `2026-09-01T04:00:00` */
  readonly iso: string;
}

const FIRST_S = Date.UTC(2026, 8, 1, 4) / 1000;
/** So far apart are records of a file: 300,000 fill a day and a half. */
const STEP_S = 0.43;

export function momentOf(nth: number): Moment {
  const epochS = FIRST_S + Math.floor(nth * STEP_S);
  return { nth, epochS, iso: new Date(epochS * 1000).toISOString().slice(0, 19) };
}
