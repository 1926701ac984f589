import { DIRECTION, type DirectionName, STATUS, type StatusName, shownParty } from '#usage';

/** Names of stored codes, for the API. */
export const STATUS_NAMES = Object.keys(STATUS) as StatusName[];
export const DIRECTION_NAMES = Object.keys(DIRECTION) as DirectionName[];

export function statusName(code: number): StatusName {
  return nameOf(STATUS, code);
}

export function directionName(code: number): DirectionName {
  return nameOf(DIRECTION, code);
}

/** A party of a call: its text, else `+4940…`, else empty. */
export function partyText(number: number, text: string | null): string {
  return shownParty(number, text) ?? '';
}

function nameOf<Name extends string>(codes: Readonly<Record<Name, number>>, code: number): Name {
  const names = Object.keys(codes) as Name[];
  const name = names.find((one) => codes[one] === code);
  if (name === undefined) throw new Error(`assertion failed: no name for code ${code}`);
  return name;
}
