/** The records of a file that could not be read: counted by reason, the first of them kept in full. */
import type { FindingParams } from '#base';
import { RAW_BYTES } from '../readers/sink.ts';
import type { RecordView } from '../readers/view.ts';

/** Rejects kept in full for one file; more are only counted. */
export const MAX_REJECTS = 10_000;

/** How much of a value is shown. */
const FOUND_BYTES = 100;

/** A record that could not be read: where, why, and what it looked like. */
export interface Reject {
  readonly recordNo: number;
  readonly lineNo: number;
  /** Number of the field in its line, from 1; null where there are no columns. */
  readonly columnNo: number | null;
  readonly byteOffset: number;
  readonly code: string;
  readonly field: string | null;
  readonly params: FindingParams;
  /** The record, at most `RAW_BYTES`; in hex where it is no text. */
  readonly raw: string;
}

/** Why a record was rejected. */
export interface Why {
  readonly code: string;
  /** In the view, from 0; -1 = none. */
  readonly column: number;
  readonly field: string;
  readonly params: FindingParams;
}

export class Rejects {
  readonly kept: Reject[] = [];
  readonly #codes = new Map<string, number>();
  readonly #decode: (bytes: Buffer) => string;
  readonly #raw: (bytes: Buffer) => string;

  /** @param decode text of columns @param raw text of records as they stand in the file */
  constructor(decode: (bytes: Buffer) => string, raw: (bytes: Buffer) => string) {
    this.#decode = decode;
    this.#raw = raw;
  }

  /** By code, also of those not kept. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#codes].sort());
  }

  /** The commonest code; '' without rejects. */
  get worst(): string {
    return [...this.#codes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  }

  add(view: RecordView, { code, column, field, params }: Why): void {
    this.#count(code);
    if (this.kept.length >= MAX_REJECTS) return;
    const inRaw = view.columnsInRaw && column >= 0;
    this.kept.push({
      recordNo: view.recordNo,
      lineNo: view.lineNo,
      columnNo: inRaw ? column + 1 : null,
      byteOffset: inRaw && column < view.count ? view.byteOffset + view.start[column]! - view.rawFrom : view.byteOffset,
      code,
      field: field === '' ? null : field,
      params,
      raw: this.rawOf(view),
    });
  }

  /** A record whose view is gone. */
  addLate(reject: Reject): void {
    this.#count(reject.code);
    if (this.kept.length < MAX_REJECTS) this.kept.push(reject);
  }

  /** The text of a column, cut. */
  found(view: RecordView, column: number): string {
    if (column < 0 || column >= view.count) return '';
    const from = view.start[column]!;
    return this.#decode(view.data.subarray(from, Math.min(view.end[column]!, from + FOUND_BYTES)));
  }

  /** The beginning of a record as text. */
  rawOf({ raw, rawFrom, rawTo }: RecordView): string {
    return this.#raw(raw.subarray(rawFrom, Math.min(rawTo, rawFrom + RAW_BYTES)));
  }

  /** The same of a record that will be gone when its text is wanted, if it ever is. */
  rawLater({ raw, rawFrom, rawTo }: RecordView): () => string {
    const bytes = Buffer.from(raw.subarray(rawFrom, Math.min(rawTo, rawFrom + RAW_BYTES)));
    return () => this.#raw(bytes);
  }

  #count(code: string): void {
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
  }
}
