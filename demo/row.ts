/** One line of a record file, and what a perfect import makes of it. */
import type { DemoCall } from './calls.ts';

/** Why a line cannot be read. */
export const BREAKAGES = ['truncated', 'badDate', 'badDuration'] as const;
export type Breakage = (typeof BREAKAGES)[number];

/** What must become of a record. `filtered` names the reason in the demo's words, not in the importing program's. */
export type Fate =
  | { readonly is: 'stored' }
  | { readonly is: 'duplicate' }
  | { readonly is: 'rejected'; readonly why: Breakage }
  | { readonly is: 'filtered'; readonly why: string };

export interface DemoRow {
  readonly text: string;
  /** The call it tells of; null for lines that tell of none. */
  readonly call: DemoCall | null;
  readonly fate: Fate;
}

/** How the records of a source are written. */
export interface RecordWriter {
  /** First line of every file, if any. */
  readonly header: string | null;
  readonly charset: 'utf-8' | 'latin1';
  readonly byteOrderMark: boolean;
  /** The lines of one call: usually one, more where the telephone system writes each attempt. */
  rows(call: DemoCall): readonly DemoRow[];
  /** A line as it comes out when something breaks on the way. */
  broken(call: DemoCall, why: Breakage): string;
}

export const STORED: Fate = { is: 'stored' };
