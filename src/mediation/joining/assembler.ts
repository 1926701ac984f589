/**
 * Records of one call or session, gathered from one file and, where the format says so, from the files before it. Holds what is open: bounded in
 * number and by the window, whichever comes first.
 */

import type { UsageRecord } from '#usage';
import { type FieldAccess, locate, type RecordView } from '../readers/view.ts';
import { DedupHash } from './dedupHash.ts';
import { type Fold, foldParts, inOrder, type Part, type PartRole } from './fold.ts';
import { OldestFirst } from './oldestFirst.ts';

/** Parts that may be open at once; beyond that the oldest groups end. */
const MAX_OPEN_PARTS = 200_000;
/** Ended groups that are remembered, to know what comes again. */
const MAX_ENDED = 100_000;
/** Apart from the seeds of records' own keys (`normalise.ts`). */
const SEED = 0x1000_0000;

/** How a format's records belong together, compiled. */
export interface AssemblyParts {
  readonly sourceId: number;
  readonly groupBy: readonly FieldAccess[];
  /** Places in `groupBy` that may be swapped. */
  readonly unordered: readonly (readonly [number, number])[];
  readonly orderBy: readonly FieldAccess[];
  readonly windowMs: number;
  readonly fold: Fold;
  readonly counters: 'cumulative' | 'delta';
  /** Tell the first and the last part; null = nothing tells it. */
  readonly first: ((view: RecordView) => boolean) | null;
  readonly last: ((view: RecordView) => boolean) | null;
  /** Parts are numbered without gaps: a group whose numbers have some is not complete. */
  readonly gapless: boolean;
  readonly acrossFiles: boolean;
  /** What is there of a group that never gets complete is rejected, not stored. */
  readonly incompleteRejects: boolean;
}

/** Records that belong together, and the key that tells it: two halves of 64 bits. */
export interface Group {
  readonly hi: number;
  readonly lo: number;
  readonly parts: Part[];
  /** Latest end of a part, epoch ms. */
  lastMs: number;
}

/** What becomes of groups that end. */
export interface GroupSink {
  /** One record of several; at least one part is of the file at hand. The object is given away. */
  folded(record: UsageRecord, group: Group): void;
  /** A group that did not get complete in its time. */
  alone(group: Group): void;
}

/** What became of a part. */
export const ADDED = { open: 0, repeated: 1, late: 2 } as const;

interface Ended {
  readonly lastMs: number;
  readonly parts: ReadonlySet<string>;
}

export class Assembler {
  readonly #parts: AssemblyParts;
  readonly #sink: GroupSink;
  readonly #hash = new DedupHash();
  /** By key, the one that was added to longest ago first. */
  readonly #open = new OldestFirst<Group>();
  readonly #ended = new OldestFirst<Ended>();
  #openParts = 0;
  /** Of any part of the file at hand. */
  #latestMs = Number.NEGATIVE_INFINITY;

  constructor(parts: AssemblyParts, sink: GroupSink) {
    this.#parts = parts;
    this.#sink = sink;
  }

  /** Start of the latest part, epoch ms; -Infinity without parts. */
  get latestMs(): number {
    return this.#latestMs;
  }

  /** Takes the groups that files before left open. */
  resume(groups: readonly Group[]): void {
    for (const group of groups) {
      this.#open.set(keyOf(group), { ...group, parts: [...group.parts] });
      this.#openParts += group.parts.length;
    }
  }

  /** Whether a record of this role is a part, and of what: reads its key. */
  isPart(view: RecordView, role: PartRole): boolean {
    const { groupBy, unordered, sourceId, fold } = this.#parts;
    if (fold === 'startStop' && role === 'whole') return false;
    const spans: { readonly bytes: Buffer; readonly s: number; readonly e: number }[] = [];
    for (const field of groupBy) {
      if (!locate(view, field)) return false;
      spans.push({ bytes: view.bytes, s: view.s, e: view.e });
    }
    for (const [a, b] of unordered) {
      const [one, other] = [spans[a]!, spans[b]!];
      if (one.bytes.compare(other.bytes, other.s, other.e, one.s, one.e) <= 0) continue;
      spans[a] = other;
      spans[b] = one;
    }
    this.#hash.begin(SEED + sourceId);
    for (const { bytes, s, e } of spans) this.#hash.add(bytes, s, e);
    this.#hash.finish();
    return true;
  }

  /** Adds the record whose key was read last. One of `ADDED`. */
  add(view: RecordView, record: UsageRecord, role: PartRole, told: Pick<Part, 'raw' | 'detail'>): number {
    const { hi, lo } = this.#hash;
    const key = keyOf({ hi, lo });
    const id = idOf(record);
    const ended = this.#ended.get(key);
    if (ended !== undefined) return ended.parts.has(id) ? ADDED.repeated : ADDED.late;
    const group = this.#open.get(key) ?? { hi, lo, parts: [], lastMs: Number.NEGATIVE_INFINITY };
    if (group.parts.some((part) => part.role === role && idOf(part.record) === id)) return ADDED.repeated;
    const order = this.#parts.orderBy.map((field) =>
      locate(view, field) ? view.bytes.toString('latin1', view.s, view.e) : '',
    );
    const first = this.#parts.first?.(view) ?? false;
    const last = this.#parts.last?.(view) ?? false;
    group.parts.push({ record: { ...record }, role, order, first, last, carried: null, lineNo: view.lineNo, ...told });
    group.lastMs = Math.max(group.lastMs, record.startMs + record.durationMs);
    this.#openParts++;
    this.#latestMs = Math.max(this.#latestMs, record.startMs);
    if (this.#isComplete(group)) {
      this.#open.delete(key);
      this.#end(key, group, true);
    } else this.#open.set(key, group);
    this.#endOld();
    return ADDED.open;
  }

  /** The file is over. What other files may go on with is returned; everything else ends. */
  finish(): readonly Group[] {
    const groups = this.#open.all().filter(({ value }) => value.parts.some(({ carried }) => carried === null));
    if (this.#parts.acrossFiles) return groups.map(({ value }) => value);
    for (const { key, value } of groups) this.#end(key, value, false);
    return [];
  }

  #isComplete({ parts }: Group): boolean {
    const { fold, first, last, gapless } = this.#parts;
    if (last !== null && parts.some((part) => part.last))
      return (!gapless || isGapless(parts)) && (first === null || parts.some((part) => part.first));
    return (
      fold === 'startStop' && parts.some(({ role }) => role === 'start') && parts.some(({ role }) => role === 'stop')
    );
  }

  /** Ends groups whose window is over, and the oldest where there are too many. */
  #endOld(): void {
    for (let oldest = this.#open.oldest(); oldest !== null; oldest = this.#open.oldest()) {
      const { key, value: group } = oldest;
      const isOver = group.lastMs + this.#parts.windowMs < this.#latestMs;
      if (!isOver && this.#openParts <= MAX_OPEN_PARTS) break;
      this.#open.delete(key);
      this.#end(key, group, false);
    }
    for (let oldest = this.#ended.oldest(); oldest !== null; oldest = this.#ended.oldest()) {
      const { key, value: ended } = oldest;
      if (this.#ended.size <= MAX_ENDED && ended.lastMs + this.#parts.windowMs >= this.#latestMs) break;
      this.#ended.delete(key);
    }
  }

  #end(key: string, group: Group, complete: boolean): void {
    this.#openParts -= group.parts.length;
    // Carried groups that this file adds nothing to are settled apart from it.
    if (group.parts.every(({ carried }) => carried !== null)) return;
    const { fold, counters } = this.#parts;
    if (complete)
      this.#ended.set(key, { lastMs: group.lastMs, parts: new Set(group.parts.map(({ record }) => idOf(record))) });
    if (complete || !this.#parts.incompleteRejects) {
      const record = foldParts(inOrder(group.parts), fold, counters);
      this.#sink.folded(withKey(record, group), group);
    } else this.#sink.alone(group);
  }
}

/** A folded record has the key of its group, and the place of its newest part in the file at hand. */
function withKey(record: UsageRecord, { hi, lo, parts }: Group): UsageRecord {
  const place = parts.findLast(({ carried }) => carried === null)?.record ?? record;
  return { ...record, dedupHi: hi, dedupLo: lo, recordNo: place.recordNo, byteOffset: place.byteOffset };
}

/** A group that only files before have parts of, as one record at the place of its last part. */
export function foldCarried(
  group: Group,
  fold: Fold,
  counters: 'cumulative' | 'delta',
): { readonly record: UsageRecord; readonly fileId: number } {
  const ordered = inOrder(group.parts);
  const place = ordered.at(-1)!;
  const record = foldParts(ordered, fold, counters);
  const { recordNo, byteOffset } = place.record;
  return {
    record: { ...record, dedupHi: group.hi, dedupLo: group.lo, recordNo, byteOffset },
    fileId: place.carried?.fileId ?? 0,
  };
}

function isGapless(parts: readonly Part[]): boolean {
  const numbers = parts.map(({ order }) => order[0] ?? '');
  if (!numbers.every((text) => /^\d{1,9}$/.test(text))) return true;
  const sorted = numbers.map(Number).sort((a, b) => a - b);
  return sorted[0]! <= 1 && sorted.every((number, at) => number === sorted[0]! + at);
}

function keyOf({ hi, lo }: { readonly hi: number; readonly lo: number }): string {
  return `${hi} ${lo}`;
}

function idOf({ startMs, dedupHi, dedupLo }: UsageRecord): string {
  return `${startMs} ${dedupHi} ${dedupLo}`;
}
