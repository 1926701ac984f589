/** Parts of calls as they are kept between files: plain data and back. */
import type { UsageRecord } from '#usage';
import type { Group } from './assembler.ts';
import type { Part, PartRole } from './fold.ts';

/** A part as it lies in the store. */
export interface StoredPart {
  readonly fileId: number;
  readonly recordNo: number;
  /** Signed 64-bit integer as text. */
  readonly groupHash: string;
  /** Epoch ms. */
  readonly receivedMs: number;
  readonly role: PartRole;
  readonly first: boolean;
  readonly last: boolean;
  readonly order: readonly string[];
  readonly record: UsageRecord;
  readonly lineNo: number;
  readonly raw: string;
}

/** Two signed halves of 32 bits as one signed number of 64, as text. */
export function hashText({ hi, lo }: { readonly hi: number; readonly lo: number }): string {
  return ((BigInt(hi) << 32n) | BigInt(lo >>> 0)).toString();
}

/** The halves of a signed number of 64 bits. */
export function hashHalves(text: string): { readonly hi: number; readonly lo: number } {
  const value = BigInt(text);
  return { hi: Number(value >> 32n), lo: Number(BigInt.asIntN(32, value)) };
}

export function storedPart(part: Part, group: Group, fileId: number, receivedMs: number): StoredPart {
  const { role, first, last, order, record, lineNo, raw, carried } = part;
  return {
    fileId: carried?.fileId ?? fileId,
    recordNo: record.recordNo,
    groupHash: hashText(group),
    receivedMs,
    role,
    first,
    last,
    order,
    record,
    lineNo,
    raw: raw(),
  };
}

/** Stored parts as the groups they are of, the one that was added to longest ago first. */
export function groupsOf(parts: readonly StoredPart[]): readonly Group[] {
  const groups = [...Map.groupBy(parts, ({ groupHash }) => groupHash)].map(
    ([hash, stored]): Group => ({
      ...hashHalves(hash),
      parts: stored.map(({ fileId, role, first, last, order, record, lineNo, raw }) => ({
        record,
        role,
        order,
        first,
        last,
        carried: { fileId },
        lineNo,
        raw: () => raw,
        detail: null,
      })),
      lastMs: Math.max(...stored.map(({ record }) => record.startMs + record.durationMs)),
    }),
  );
  return groups.sort((a, b) => a.lastMs - b.lastMs);
}
