/**
 * What a price row is for. Written as one text, the way a clerk types it:
 *
 * | text | kind | meaning |
 * | --- | --- | --- |
 * | `4930` | prefix | E.164 prefix |
 * | `DE/110` | prefix | short number that only its country dials |
 * | `PLMN/208` | prefix | visited network while roaming: MCC, or MCC and MNC (ITU-T E.212) |
 * | `=49301234567` | number | this very number |
 * | `@DE-MOBILE` | destination | every number of the destination (by the numbering plan, see `Numbering`) |
 * | `#EU` | zone | every destination of the zone and of the zones inside it |
 * | `*` | any | whatever nothing else of the list names |
 *
 * Inside a list an exact number wins, then the longest prefix, then `*`. A prefix known by the numbering plan alone counts where the list prices
 * its destination or a zone around it (the inner one first). Usage abroad (a visited network) is priced by `PLMN/` prefixes and the destinations and
 * zones of visited networks only, never by `*`: a missing roaming price is to be seen.
 */
export type Target =
  | { readonly kind: 'prefix' | 'number'; readonly space: string; readonly digits: string }
  | { readonly kind: 'destination' | 'zone'; readonly code: string }
  | { readonly kind: 'any' };

/** Space of visited networks; the other spaces are '' (E.164) and country codes. */
export const NETWORK_SPACE = 'PLMN';

const PREFIX = /^(?:([A-Z]{2}|PLMN)\/)?([0-9]{1,15})$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;

/** Reads a target; null where it is none. */
export function parseTarget(text: string): Target | null {
  if (text === '*') return { kind: 'any' };
  const rest = text.slice(1);
  if (text[0] === '@' || text[0] === '#') {
    return CODE.test(rest) ? { kind: text[0] === '@' ? 'destination' : 'zone', code: rest } : null;
  }
  const exact = text[0] === '=';
  const match = PREFIX.exec(exact ? rest : text);
  if (match === null) return null;
  return { kind: exact ? 'number' : 'prefix', space: match[1] ?? '', digits: match[2]! };
}

export function isTarget(text: string): boolean {
  return parseTarget(text) !== null;
}
