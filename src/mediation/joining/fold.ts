/** Several records of one call or session as one. Pure arithmetic; which records belong together is told elsewhere (`assembler.ts`). */
import { NO_SOURCE_COST, type UsageRecord } from '#usage';
import type { RecordDetail } from '../reading/detail.ts';

export type PartRole = 'whole' | 'start' | 'interim' | 'stop';

/** A record that is, or may be, a part of something. */
export interface Part {
  /** Its own fields; those of matching and rating are nothing. */
  readonly record: UsageRecord;
  readonly role: PartRole;
  /** What it is ordered by, before start and place. */
  readonly order: readonly string[];
  /** Whether it says that it is the first, or the last one. */
  readonly first: boolean;
  readonly last: boolean;
  /** Where a carried part comes from; null = the file at hand. */
  readonly carried: { readonly fileId: number } | null;
  readonly lineNo: number;
  /** Its text, cut, for the report where it stays alone. */
  readonly raw: () => string;
  /** What is shown of it; null where nobody asked. */
  readonly detail: RecordDetail | null;
}

export type Fold = 'sum' | 'maximum' | 'firstAndLast' | 'answeredLeg' | 'startStop';

/** Counters of 32 bits begin again at zero (RFC 2866, 5.3). */
const WRAP = 2 ** 32;
/** The longest duration a record can hold. */
const MAX_MS = 2 ** 31 - 1;

/** Order of parts: by what they say, then by start and place. */
export function inOrder(parts: readonly Part[]): readonly Part[] {
  return [...parts].sort(
    (a, b) =>
      compareOrders(a.order, b.order) ||
      a.record.startMs - b.record.startMs ||
      rankOf(a) - rankOf(b) ||
      (a.carried?.fileId ?? Number.POSITIVE_INFINITY) - (b.carried?.fileId ?? Number.POSITIVE_INFINITY) ||
      a.record.recordNo - b.record.recordNo,
  );
}

function rankOf({ role }: Part): number {
  return role === 'start' ? 0 : role === 'stop' ? 2 : 1;
}

function compareOrders(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const other = b[index] ?? '';
    const bothNumbers = /^\d{1,15}$/.test(text) && /^\d{1,15}$/.test(other);
    const difference = bothNumbers ? Number(text) - Number(other) : text < other ? -1 : text > other ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** @param parts in order, at least one @param counters what volumes of starts, interims and stops count */
export function foldParts(parts: readonly Part[], fold: Fold, counters: 'cumulative' | 'delta'): UsageRecord {
  const records = parts.map(({ record }) => record);
  switch (fold) {
    case 'sum':
      return summed(records);
    case 'maximum':
      return highest(records);
    case 'firstAndLast':
      return fromFirstToLast(records);
    case 'answeredLeg':
      return answeredLeg(records);
    default:
      return startToStop(parts, counters);
  }
}

function summed(records: readonly UsageRecord[]): UsageRecord {
  return {
    ...records[0]!,
    durationMs: atMost(records.reduce((sum, record) => sum + record.durationMs, 0)),
    volume: records.reduce((sum, record) => sum + record.volume, 0),
    sourceCostMicro: costOf(records),
  };
}

/** Each part counts from the beginning; a counter that falls has wrapped. */
function highest(records: readonly UsageRecord[]): UsageRecord {
  return {
    ...records[0]!,
    durationMs: Math.max(...records.map(({ durationMs }) => durationMs)),
    volume: counted(records.map(({ volume }) => volume)),
    sourceCostMicro:
      records.findLast(({ sourceCostMicro }) => sourceCostMicro !== NO_SOURCE_COST)?.sourceCostMicro ?? NO_SOURCE_COST,
  };
}

/** From the first answer to the last end: legs one after another, or at the same time, are paid once. */
function fromFirstToLast(records: readonly UsageRecord[]): UsageRecord {
  const answered = records.filter(({ durationMs }) => durationMs > 0);
  const first = records[0]!;
  const last = (answered.length > 0 ? answered : records).at(-1)!;
  const startMs = Math.min(...(answered.length > 0 ? answered : records).map((record) => record.startMs));
  const endMs = Math.max(...answered.map((record) => record.startMs + record.durationMs));
  const { bNumber, bText } = last;
  return {
    ...first,
    startMs,
    durationMs: answered.length === 0 ? 0 : atMost(endMs - startMs),
    bNumber,
    bText,
    volume: records.reduce((sum, record) => sum + record.volume, 0),
    sourceCostMicro: costOf(records),
  };
}

function answeredLeg(records: readonly UsageRecord[]): UsageRecord {
  return records.reduce((best, record) => (record.durationMs > best.durationMs ? record : best));
}

/**
 * The start, with what the stop says; without a stop the last interim. Where neither tells a duration it is the time between. What the start does not
 * say (its parties) is taken from the others.
 */
function startToStop(parts: readonly Part[], counters: 'cumulative' | 'delta'): UsageRecord {
  const base = parts.find(({ role }) => role === 'start') ?? parts[0]!;
  const end = parts.findLast(({ role }) => role === 'stop') ?? parts.findLast(({ role }) => role === 'interim') ?? base;
  const told = Math.max(end.record.durationMs, base === end ? 0 : base.record.durationMs);
  const between = end.record.startMs - base.record.startMs;
  const volumes = parts.map(({ record }) => record.volume);
  const named = (has: (record: UsageRecord) => boolean) =>
    (has(base.record) ? base : (parts.find(({ record }) => has(record)) ?? base)).record;
  const calling = named(({ aNumber, aText }) => aNumber > 0 || aText !== null);
  const called = named(({ bNumber, bText }) => bNumber > 0 || bText !== null);
  return {
    ...base.record,
    durationMs: told > 0 || end === base ? told : atMost(Math.max(0, between)),
    volume: counters === 'cumulative' ? counted(volumes) : volumes.reduce((sum, volume) => sum + volume, 0),
    aNumber: calling.aNumber,
    aText: calling.aText,
    bNumber: called.bNumber,
    bText: called.bText,
    accountText: named(({ accountText }) => accountText !== null).accountText,
    network: named(({ network }) => network > 0).network,
    sourceCostMicro:
      end.record.sourceCostMicro === NO_SOURCE_COST ? base.record.sourceCostMicro : end.record.sourceCostMicro,
  };
}

/**
 * Where a counter ends that is told several times. What falls from the upper half of 32 bits has wrapped; what falls from elsewhere was reset, and
 * what it had counted stays. A zero is a counter that was not told.
 */
function counted(volumes: readonly number[]): number {
  let sum = 0;
  let before = 0;
  for (const volume of volumes) {
    if (volume === 0) continue;
    if (volume < before) sum += before < WRAP && before >= WRAP / 2 ? WRAP : before;
    before = volume;
  }
  return sum + before;
}

function costOf(records: readonly UsageRecord[]): number {
  const known = records.filter(({ sourceCostMicro }) => sourceCostMicro !== NO_SOURCE_COST);
  return known.length === 0 ? NO_SOURCE_COST : known.reduce((sum, { sourceCostMicro }) => sum + sourceCostMicro, 0);
}

function atMost(ms: number): number {
  return Math.min(ms, MAX_MS);
}
