import type { Finding } from '#base';

/** What kind of identifier a record is matched by. A `range` identifier is the common prefix of its numbers. */
export type LineKind = 'number' | 'range' | 'trunk' | 'account';

/** What kind of line a contract holds: those, and SIMs, which records name by number, IMSI or ICCID. */
export const HELD_LINE_KINDS = ['number', 'range', 'trunk', 'account', 'sim'] as const;
export type HeldLineKind = (typeof HELD_LINE_KINDS)[number];

/**
 * A line with everything rating must know of its contract: what `linesForRating` delivers. A line whose conditions change (another plan, an
 * option booked) comes once for each stretch of time with the same conditions; the stretches do not overlap.
 */
export interface RatedLine {
  readonly id: number;
  readonly contractId: number;
  readonly customerId: number;
  readonly pricePlanId: number;
  /** Price lists asked before the plan's: the contract's own, then those of options booked, oldest booking first. */
  readonly ownPriceListIds: readonly number[];
  /** Millionths off every charge of the contract's usage. */
  readonly discountPpm: number;
  readonly kind: LineKind;
  /** E.164 digits (`number`, `range`) or the source's own text (`trunk`, `account`). */
  readonly identifier: string;
  /** As printed on bills, e.g. `+49 40 5550123`. */
  readonly label: string;
  /** 0 = any source. */
  readonly sourceId: number;
  /** Validity, epoch ms, half open; `Infinity` = open. */
  readonly validFromMs: number;
  readonly validToMs: number;
}

/** An allowance that somebody holds, by his plan or by an option booked: what `grantsForRating` delivers. */
export interface AllowanceGrant {
  /** Stable name: `plan/<contract>/<allowance>` or `booking/<booking>/<allowance>`. */
  readonly key: string;
  readonly allowanceId: number;
  readonly customerId: number;
  /** Lines that may draw on it: of this contract, or of all the customer's (0); this line alone, or all (0). */
  readonly contractId: number;
  readonly lineId: number;
  /** Its size times so much. */
  readonly quantity: number;
  /** In force, epoch ms, half open; `Infinity` = open. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What is wrong with a line's identifiers. Numbers and ranges are E.164 digits (ITU-T E.164: at most 15, no leading zero); an ICCID has 18 to 20
 * digits beginning 89 (ITU-T E.118; the check digit is left alone, for some makers print none), an IMSI 14 or 15 (ITU-T E.212). Logins and
 * trunks are taken as they are.
 */
export function checkIdentifiers(line: {
  readonly kind: HeldLineKind;
  readonly identifier: string;
  readonly msisdn: string | null;
  readonly imsi: string | null;
}): Finding[] {
  const { kind, identifier, msisdn, imsi } = line;
  const wrong = (code: string, field: string, shown: string): Finding => ({
    code,
    severity: 'error',
    place: { field },
    params: { identifier: shown },
  });
  const findings: Finding[] = [];
  if ((kind === 'number' || kind === 'range') && !E164.test(identifier))
    findings.push(wrong('contract.notE164', 'identifier', identifier));
  if (kind !== 'sim') {
    if (msisdn !== null || imsi !== null) findings.push(wrong('contract.noSim', 'kind', identifier));
    return findings;
  }
  if (!/^89\d{16,18}$/.test(identifier)) findings.push(wrong('contract.notIccid', 'identifier', identifier));
  if (msisdn !== null && !E164.test(msisdn)) findings.push(wrong('contract.notE164', 'msisdn', msisdn));
  if (imsi !== null && !/^\d{14,15}$/.test(imsi)) findings.push(wrong('contract.notImsi', 'imsi', imsi));
  return findings;
}

const E164 = /^[1-9]\d{2,14}$/;
