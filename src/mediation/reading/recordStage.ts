/**
 * What becomes of the records a reader finds: told apart by type, made into usage records, gathered where they belong together, and counted. Every
 * record ends in exactly one count.
 */
import type { Finding, FindingParams } from '#base';
import { blankRecord, type UsageRecord } from '#usage';
import { ADDED, Assembler, type Group, type GroupSink } from '../joining/assembler.ts';
import type { Together } from '../joining/compileTogether.ts';
import type { FileControl, FileNumber } from '../joining/fileControl.ts';
import type { PartRole } from '../joining/fold.ts';
import { HeldRecord } from '../joining/heldRecord.ts';
import type { RecordTypes } from '../joining/recordTypes.ts';
import { TAKEN } from '../joining/recordTypes.ts';
import type { RecordRole } from '../language/together.ts';
import type { FileFacts, RecordView } from '../readers/view.ts';
import type { Leg } from './compile.ts';
import { type DetailReader, type RecordDetail, wholeDetail } from './detail.ts';
import { AS, isUnanswered, type Normaliser, OUTCOME } from './normalise.ts';
import type { Reject, Rejects } from './rejects.ts';

/** What a file came to. records = passed on + repeated + rejected + filtered + joined + waiting. */
export interface ReadingCounts {
  records: number;
  passed: number;
  /** Parts that were there already. */
  repeated: number;
  rejected: number;
  filtered: number;
  /** Parts of a record that another part was passed on as. */
  joined: number;
  /** Parts of something that later files may complete. */
  waiting: number;
}

/** Nothing read. */
export function noCounts(): ReadingCounts {
  return { records: 0, passed: 0, repeated: 0, rejected: 0, filtered: 0, joined: 0, waiting: 0 };
}

/** Gets each record, and its detail where the format was compiled with details. The record object is used again for the next one. */
export type TakeRecord = (record: UsageRecord, detail: RecordDetail | null) => void;

/** A group that ended in this file with parts of files before it. */
export interface EndedGroup {
  readonly group: Group;
  /** `joined`: they are one record now, or were left out together. `alone`: they were rejected. */
  readonly fate: 'joined' | 'alone';
  /** The one record, unless left out. */
  readonly record: UsageRecord | null;
}

/** Told of what condemns the whole file. */
export type Condemn = (code: string, params: FindingParams, view: RecordView, field: string, column: number) => void;

export interface StageParts {
  readonly legs: readonly Leg[];
  readonly together: Together;
  readonly details: DetailReader | null;
  readonly rejects: Rejects;
  readonly take: TakeRecord;
  readonly condemn: Condemn;
  /** Groups that files before left open. */
  readonly carried: readonly Group[];
}

const PART_ROLES: Readonly<Partial<Record<RecordRole, PartRole>>> = {
  start: 'start',
  interim: 'interim',
  stop: 'stop',
};

export class RecordStage implements GroupSink {
  readonly counts = noCounts();
  /** Groups with parts of files before that ended here. */
  readonly ended: EndedGroup[] = [];
  readonly #parts: StageParts;
  readonly #types: RecordTypes | null;
  readonly #assembler: Assembler | null;
  readonly #first: Normaliser;
  readonly #single: boolean;
  readonly #record = blankRecord();
  readonly #control: FileControl | null;
  readonly #held: HeldRecord | null;
  #heldRole: RecordRole = 'billable';
  readonly #filtered: number[][];
  readonly #leftOut = new Map<string, number>();

  constructor(parts: StageParts) {
    const { legs, together, carried } = parts;
    this.#parts = parts;
    this.#types = together.types;
    this.#control = together.control;
    this.#first = legs[0]!.normaliser;
    this.#single = legs.length === 1;
    this.#filtered = legs.map(() => []);
    this.#held = together.types?.hold === true ? new HeldRecord() : null;
    this.#assembler = together.assembly === null ? null : new Assembler(together.assembly, this);
    this.#assembler?.resume(carried);
  }

  /** Filtered records by reason. */
  get filterCounts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = Object.fromEntries(this.#leftOut);
    for (const [leg, { normaliser }] of this.#parts.legs.entries())
      for (const [index, reason] of normaliser.reasons.entries()) {
        const count = this.#filtered[leg]![index] ?? 0;
        if (count > 0) counts[reason] = (counts[reason] ?? 0) + count;
      }
    return counts;
  }

  /** What is not as the file says of itself. */
  get controlFindings(): readonly Finding[] {
    return this.#control?.findings() ?? [];
  }

  /** The file's number among those of its sender. */
  get fileNumber(): FileNumber | null {
    return this.#control?.number ?? null;
  }

  /** Amounts that were not counted because they are in another currency. */
  get foreignCosts(): number {
    return this.#parts.legs.reduce((sum, { normaliser }) => sum + normaliser.foreignCosts, 0);
  }

  record(view: RecordView): void {
    if (this.#types === null) this.#usage(view, 'billable');
    else this.#typed(view, this.#types);
  }

  /** A record that could not be read at all. */
  broken(view: RecordView, code: string, column: number, params: FindingParams): void {
    this.counts.records++;
    this.#control?.broken();
    this.#reject(view, code, column, '', params);
  }

  /** Start of the latest part, epoch ms; -Infinity without parts. */
  get latestMs(): number {
    return this.#assembler?.latestMs ?? Number.NEGATIVE_INFINITY;
  }

  /** The file is over; returns what later files may go on with. */
  end(facts: FileFacts): readonly Group[] {
    this.#release(facts);
    const open = this.#assembler?.finish() ?? [];
    for (const { parts } of open) this.counts.waiting += ownParts(parts);
    return open;
  }

  folded(record: UsageRecord, group: Group): void {
    const own = ownParts(group.parts);
    this.counts.joined += own - 1;
    const isOut = this.#first.filterUnanswered && isUnanswered(record);
    if (group.parts.length > own) this.ended.push({ group, fate: 'joined', record: isOut ? null : record });
    if (isOut) {
      this.counts.filtered++;
      this.#leaveOut('unanswered');
      return;
    }
    this.counts.passed++;
    const details = group.parts.flatMap(({ detail }) => detail ?? []);
    this.#parts.take(record, wholeDetail(details, record));
  }

  alone(group: Group): void {
    if (group.parts.some(({ carried }) => carried !== null)) this.ended.push({ group, fate: 'alone', record: null });
    for (const part of group.parts) {
      if (part.carried !== null) continue;
      this.counts.rejected++;
      this.#parts.rejects.addLate(aloneReject(part.record, part.lineNo, part.raw()));
    }
  }

  #typed(view: RecordView, types: RecordTypes): void {
    const taken = types.tell(view);
    if (taken === TAKEN.unknown) {
      this.broken(view, 'mediation.recordType', -1, {});
      return;
    }
    if (taken === TAKEN.ofBefore) {
      if (this.#held?.isFull === true) {
        this.#control?.line();
        types.give(view);
      } else this.broken(view, 'mediation.recordOfNone', -1, {});
      return;
    }
    const { role } = types;
    this.#release(view.facts);
    if (taken === TAKEN.aside) {
      types.give(view);
      this.#control?.aside(view, role === 'notification');
    } else if (taken === TAKEN.leftOut) {
      this.#control?.usage(view);
      this.counts.records++;
      this.counts.filtered++;
      this.#leaveOut(role);
    } else if (this.#held === null) this.#usage(view, role);
    else {
      this.#held.hold(view);
      this.#heldRole = role;
    }
  }

  /** The record that waited has everything that belongs to it. */
  #release(facts: FileFacts): void {
    if (this.#held?.isFull === true) {
      this.#held.clear();
      this.#usage(this.#held.view, this.#heldRole);
    }
    this.#types?.begin(facts);
  }

  #usage(view: RecordView, role: RecordRole): void {
    this.#control?.usage(view);
    if (this.#single) {
      this.counts.records++;
      this.#leg(view, role, this.#first, 0);
      return;
    }
    const { recordNo } = view;
    const { legs } = this.#parts;
    let any = false;
    for (const [leg, { test, normaliser }] of legs.entries()) {
      if (test !== null && !test(view, NO_VALUES)) continue;
      any = true;
      this.counts.records++;
      view.recordNo = (recordNo - 1) * legs.length + leg + 1;
      this.#leg(view, role, normaliser, leg);
    }
    view.recordNo = recordNo;
    if (any) return;
    this.counts.records++;
    this.#reject(view, 'mediation.recordType', -1, '', {});
  }

  #leg(view: RecordView, role: RecordRole, normaliser: Normaliser, leg: number): void {
    const partRole = PART_ROLES[role] ?? 'whole';
    const isPart = this.#assembler !== null && role !== 'attempt' && this.#assembler.isPart(view, partRole);
    const outcome = normaliser.run(view, this.#record, isPart ? AS.part : role === 'attempt' ? AS.attempt : AS.whole);
    if (outcome === OUTCOME.stored) {
      this.#control?.begins(this.#record.startMs);
      const detail = this.#parts.details === null ? null : this.#parts.details.read(view, this.#record);
      if (isPart) this.#addPart(view, partRole, detail);
      else {
        this.counts.passed++;
        this.#parts.take(this.#record, detail);
      }
    } else if (outcome === OUTCOME.filtered) {
      this.counts.filtered++;
      const counts = this.#filtered[leg]!;
      counts[normaliser.reason] = (counts[normaliser.reason] ?? 0) + 1;
    } else {
      const { code, column, field } = normaliser;
      const params = { found: this.#parts.rejects.found(view, column) };
      this.#reject(view, code, column, field, params);
      if (outcome === OUTCOME.quarantined) this.#parts.condemn(code, params, view, field, column);
    }
  }

  #addPart(view: RecordView, role: PartRole, detail: RecordDetail | null): void {
    const added = this.#assembler!.add(view, this.#record, role, { raw: this.#parts.rejects.rawLater(view), detail });
    if (added === ADDED.repeated) this.counts.repeated++;
    else if (added === ADDED.late) this.#reject(view, 'mediation.partLate', -1, '', {});
  }

  #leaveOut(reason: string): void {
    this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
  }

  #reject(view: RecordView, code: string, column: number, field: string, params: FindingParams): void {
    this.counts.rejected++;
    this.#parts.rejects.add(view, { code, column, field, params });
  }
}

/** Conditions of legs look at fields only. */
const NO_VALUES = { callingKind: 0, calledKind: 0, durationMs: 0, direction: 0 };

function ownParts(parts: Group['parts']): number {
  return parts.reduce((count, { carried }) => (carried === null ? count + 1 : count), 0);
}

/** A part whose others did not come in time. */
export function aloneReject({ recordNo, byteOffset }: UsageRecord, lineNo: number, raw: string): Reject {
  return { recordNo, lineNo, columnNo: null, byteOffset, code: 'mediation.partAlone', field: null, params: {}, raw };
}
