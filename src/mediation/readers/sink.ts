import type { FindingParams } from '#base';
import type { RecordView } from './view.ts';

/** Longest record taken, in bytes; a longer one is passed over without being held. */
export const MAX_RECORD_BYTES = 1_048_576;
/** How much of a broken record is kept. */
export const RAW_BYTES = 2_000;

/** Who is told what a reader finds. Calls come in the order of the file; the view is only valid during the call. */
export interface RecordSink {
  record(view: RecordView): void;
  /** A record that has no columns to read: `column` from 0, or -1. */
  broken(view: RecordView, code: string, column: number, params: FindingParams): void;
  /** The file is not what the format says; the reader is not to be given more. */
  fileFault(code: string, params: FindingParams): void;
}

/** Cuts content into records. Fed synchronously, in pieces of any size; the same result however the content is cut. */
export interface RecordReader {
  push(chunk: Buffer): void;
  /** The content is over: what is left is the last record. */
  end(): void;
}
