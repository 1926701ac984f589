/**
 * The usage record: one call, message or session as it is stored, with both legs of its charge. The numeric codes are
 * what the table `usage.record` and the columns of a batch hold; they are never renumbered.
 */

export const SERVICE = { voice: 1, sms: 2, mms: 3, data: 4, fax: 5, content: 6, event: 7 } as const;
export const DIRECTION = { outbound: 1, inbound: 2, internal: 3, forwarded: 4 } as const;

/** What rating made of a record. `unpriced` is an error to be mended, never a charge of zero. */
export const STATUS = { rated: 1, free: 2, unpriced: 3, notBillable: 4 } as const;

export type ServiceName = keyof typeof SERVICE;
/** Name of a stored service code. @throws Error on a code that no release has written */
export function serviceName(code: number): ServiceName {
  const name = SERVICE_NAMES.find((each) => SERVICE[each] === code);
  if (name === undefined) throw new Error(`assertion failed: service ${code} is unknown`);
  return name;
}

export const SERVICE_NAMES = Object.keys(SERVICE) as ServiceName[];

export type DirectionName = keyof typeof DIRECTION;
export type StatusName = keyof typeof STATUS;

/** Source cost of a record whose carrier told none: beyond every amount there is, for credits are negative. */
export const NO_SOURCE_COST = Number.MIN_SAFE_INTEGER;
/** Customer of a record whose line belongs to nobody yet. */
export const UNMATCHED = 0;

/**
 * One record in memory. Times are epoch milliseconds (UTC), durations milliseconds, amounts integer micro-units; all are
 * safe integers. E.164 numbers are their digits as a number (at most 15 digits, so exact in a double); 0 = not E.164, then
 * the raw text stands in `aText` / `bText`. With both, the text has hidden digits and the number is only the beginning that shows:
 * it tells the destination, and is never shown itself (`shownParty`).
 */
export interface UsageRecord {
  startMs: number;
  /** High and low 32 bits of the dedup hash, signed int32 as stored. */
  dedupHi: number;
  dedupLo: number;
  recordNo: number;
  byteOffset: number;
  service: number;
  direction: number;
  durationMs: number;
  /** Bytes of a data session, messages, pages or events; 0 where the service counts time. */
  volume: number;
  /** Visited network while roaming: MCC and MNC as a number (20801), the MCC alone (208); 0 = at home or unknown. */
  network: number;
  /** Calling party. */
  aNumber: number;
  aText: string | null;
  /** Called party: for outbound calls the destination, for inbound calls our line. */
  bNumber: number;
  bText: string | null;
  /** Native identifiers a line may be matched by, most specific first after the number: trunk, account code, extension. */
  accountText: string | null;
  /** As the carrier tells it; negative where it gives money back, `NO_SOURCE_COST` where it tells none. */
  sourceCostMicro: number;

  // Filled by matching and rating.
  customerId: number;
  contractId: number;
  lineId: number;
  status: number;
  destinationId: number;
  band: number;
  /** Units billed after increments, customer leg, those covered by allowances included: seconds, bytes or pieces. */
  billedUnits: number;
  /** Of the units (of money: micro-units) what allowances covered, and the first of them; 0 = none. */
  coveredUnits: number;
  allowanceId: number;
  chargeMicro: number;
  /** Of the charge, what the owner of a premium number takes. */
  serviceFeeMicro: number;
  costMicro: number;
  priceListId: number;
  priceVersion: number;
  supplierListId: number;
  supplierVersion: number;
}

/** A record with everything at "nothing": readers reuse one such object per stream, so that reading allocates nothing per record. */
export function blankRecord(): UsageRecord {
  return {
    startMs: 0,
    dedupHi: 0,
    dedupLo: 0,
    recordNo: 0,
    byteOffset: 0,
    service: SERVICE.voice,
    direction: DIRECTION.outbound,
    durationMs: 0,
    volume: 0,
    network: 0,
    aNumber: 0,
    aText: null,
    bNumber: 0,
    bText: null,
    accountText: null,
    sourceCostMicro: NO_SOURCE_COST,
    customerId: UNMATCHED,
    contractId: 0,
    lineId: 0,
    status: STATUS.notBillable,
    destinationId: 0,
    band: 0,
    billedUnits: 0,
    coveredUnits: 0,
    allowanceId: 0,
    chargeMicro: 0,
    serviceFeeMicro: 0,
    costMicro: 0,
    priceListId: 0,
    priceVersion: 0,
    supplierListId: 0,
    supplierVersion: 0,
  };
}

/** Takes everything back that matching and rating fill in: the record is nobody's and not billable until they say otherwise. */
export function clearRating(record: UsageRecord): void {
  record.customerId = UNMATCHED;
  record.contractId = 0;
  record.lineId = 0;
  record.status = STATUS.notBillable;
  record.destinationId = 0;
  record.band = 0;
  record.billedUnits = 0;
  record.coveredUnits = 0;
  record.allowanceId = 0;
  record.chargeMicro = 0;
  record.serviceFeeMicro = 0;
  record.costMicro = 0;
  record.priceListId = 0;
  record.priceVersion = 0;
  record.supplierListId = 0;
  record.supplierVersion = 0;
}

/** A party as people and other programs see it: its text where it has one (hidden digits stay hidden), else `+4940…`; null without both. */
export function shownParty(number: number, text: string | null): string | null {
  return text ?? (number === 0 ? null : `+${number}`);
}

/**
 * What the import asks of rating: match the record's line and fill everything below "Filled by matching and rating" in
 * place. Called once per record on the hot path: it must not allocate, await or throw. Mediation is given one by the door
 * (CLI, server), so that it need not know the later slice.
 */
export type RateOnArrival = (record: UsageRecord, sourceId: number) => void;
