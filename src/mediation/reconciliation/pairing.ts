/** The same call as two sources saw it: found by time and numbers, since they share no id. */
import { NO_SOURCE_COST } from '#usage';

/** A call as far as it can be compared. */
export interface SeenCall {
  readonly sourceId: number;
  readonly startMs: number;
  readonly durationMs: number;
  /** See `DIRECTION`. */
  readonly direction: number;
  /** E.164 digits as a number, 0 = none; then the source's own text. */
  readonly aNumber: number;
  readonly aText: string | null;
  readonly bNumber: number;
  readonly bText: string | null;
  /** As the source tells it; `NO_SOURCE_COST` where it tells none. */
  readonly sourceCostMicro: number;
  readonly fileId: number;
  readonly recordNo: number;
}

/** Clocks differ, and one counts from the ring, the other from the answer. */
export const START_TOLERANCE_MS = 3_000;
export const DURATION_TOLERANCE_MS = 2_000;
/** One rounds each call, the other their sum. */
export const COST_TOLERANCE_MICRO = 100;
/** Fewer digits are an extension, which only its own system knows. */
const LEAST_DIGITS = 6;

export const CALL_DIFFERENCES = ['duration', 'cost'] as const;
export type CallDifference = (typeof CALL_DIFFERENCES)[number];

export interface Pairing {
  /** Found on both sides, with durations and costs that agree. */
  readonly paired: readonly (readonly [billed: SeenCall, seen: SeenCall])[];
  /** Found on both sides, with durations or costs that do not: see `differencesOf`. */
  readonly differing: readonly (readonly [billed: SeenCall, seen: SeenCall])[];
  /** What one has and the other lacks. */
  readonly onlyBilled: readonly SeenCall[];
  readonly onlySeen: readonly SeenCall[];
}

interface Candidate {
  readonly billed: number;
  readonly seen: number;
  readonly agrees: boolean;
  readonly durationOffMs: number;
  readonly startOffMs: number;
}

/** Pairs calls, each at most once: those that agree best first. Both in order of their start. */
export function pairCalls(billed: readonly SeenCall[], seen: readonly SeenCall[]): Pairing {
  const candidates = candidatesOf(billed, seen).sort(
    (a, b) =>
      Number(b.agrees) - Number(a.agrees) ||
      a.durationOffMs + a.startOffMs - (b.durationOffMs + b.startOffMs) ||
      a.billed - b.billed ||
      a.seen - b.seen,
  );
  const takenBilled = new Set<number>();
  const takenSeen = new Set<number>();
  const paired: [SeenCall, SeenCall][] = [];
  const differing: [SeenCall, SeenCall][] = [];
  for (const candidate of candidates) {
    if (takenBilled.has(candidate.billed) || takenSeen.has(candidate.seen)) continue;
    takenBilled.add(candidate.billed);
    takenSeen.add(candidate.seen);
    const pair = [billed[candidate.billed]!, seen[candidate.seen]!] as [SeenCall, SeenCall];
    (differencesOf(...pair).length === 0 ? paired : differing).push(pair);
  }
  return {
    paired,
    differing,
    onlyBilled: billed.filter((_, index) => !takenBilled.has(index)),
    onlySeen: seen.filter((_, index) => !takenSeen.has(index)),
  };
}

/** In what two records of the same call differ. Costs are compared where both tell one. */
export function differencesOf(billed: SeenCall, seen: SeenCall): readonly CallDifference[] {
  const found: CallDifference[] = [];
  if (Math.abs(billed.durationMs - seen.durationMs) > DURATION_TOLERANCE_MS) found.push('duration');
  const [one, other] = [billed.sourceCostMicro, seen.sourceCostMicro];
  const bothTold = one !== NO_SOURCE_COST && other !== NO_SOURCE_COST;
  if (bothTold && Math.abs(one - other) > COST_TOLERANCE_MICRO) found.push('cost');
  return found;
}

function candidatesOf(billed: readonly SeenCall[], seen: readonly SeenCall[]): Candidate[] {
  const candidates: Candidate[] = [];
  let first = 0;
  for (const [index, call] of billed.entries()) {
    while (first < seen.length && seen[first]!.startMs < call.startMs - START_TOLERANCE_MS) first++;
    for (let at = first; at < seen.length && seen[at]!.startMs <= call.startMs + START_TOLERANCE_MS; at++) {
      const other = seen[at]!;
      if (!sameNumbers(call, other)) continue;
      const durationOffMs = Math.abs(call.durationMs - other.durationMs);
      const startOffMs = Math.abs(call.startMs - other.startMs);
      candidates.push({
        billed: index,
        seen: at,
        agrees: durationOffMs <= DURATION_TOLERANCE_MS,
        durationOffMs,
        startOffMs,
      });
    }
  }
  return candidates;
}

/** One party at least is the same, and none is another; parties that only one side knows say nothing. */
function sameNumbers(one: SeenCall, other: SeenCall): boolean {
  const a = sameParty(digitsOf(one.aNumber, one.aText), digitsOf(other.aNumber, other.aText));
  const b = sameParty(digitsOf(one.bNumber, one.bText), digitsOf(other.bNumber, other.bText));
  return a !== false && b !== false && (a === true || b === true);
}

/** By their ends: prefixes are written in many ways. Null where one of them is no number that others know. */
function sameParty(one: string, other: string): boolean | null {
  const length = Math.min(one.length, other.length);
  if (length < LEAST_DIGITS) return null;
  const compared = Math.min(length, 8);
  return one.slice(-compared) === other.slice(-compared);
}

function digitsOf(number: number, text: string | null): string {
  // With both, the end of the number is hidden: it says nothing.
  if (number > 0 && text !== null) return '';
  return number === 0 ? (text ?? '').replace(/\D/g, '') : String(number);
}
