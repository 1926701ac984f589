import type { Finding, FindingParams } from '#base';

/** What became of a file; `backedOut`: its records were taken out again. */
export const FILE_STATES = ['imported', 'quarantined', 'backedOut'] as const;
export type FileState = (typeof FILE_STATES)[number];

/** A file of the ledger as lists show it. Instants epoch ms, amounts integer micro-units. */
export interface FileRow {
  readonly id: number;
  readonly sourceId: number | null;
  readonly sourceCode: string | null;
  readonly sourceName: string | null;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: bigint;
  readonly state: FileState;
  readonly receivedAt: Date;
  readonly loadNo: number | null;
  readonly records: bigint;
  readonly stored: bigint;
  readonly duplicates: bigint;
  readonly rejected: bigint;
  readonly filtered: bigint;
  readonly joined: bigint;
  readonly waiting: bigint;
  readonly filterCounts: Readonly<Record<string, number>>;
  readonly unmatched: bigint;
  readonly unpriced: bigint;
  readonly durationMs: bigint;
  readonly chargeMicro: bigint;
  readonly costMicro: bigint;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly findings: readonly Finding[];
  /** When, by whom and why it was taken out again, or the id of the file that replaces it; null while it is in. */
  readonly backedOut: {
    readonly at: string;
    readonly by: string;
    readonly why: string;
    readonly replacedBy: number | null;
  } | null;
  /** Other names under which the same content came again. */
  readonly again: readonly string[];
}

/** A rejected record as stored. */
export interface RejectRow {
  readonly recordNo: number;
  readonly lineNo: number;
  readonly columnNo: number | null;
  readonly byteOffset: bigint;
  readonly code: string;
  readonly field: string | null;
  readonly params: FindingParams;
  readonly raw: string;
}

/** Which files a list shows; instants half open. */
export interface FileFilter {
  /** Files with calls in this period, or without calls and received in it or the period of the same length after it. */
  readonly period?: { readonly fromMs: number; readonly toMs: number };
  readonly state?: FileState;
  readonly sourceId?: number;
  /** Part of the name. */
  readonly q?: string;
}
