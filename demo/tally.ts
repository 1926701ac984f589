/**
 * What a perfect import must find in the demo's files: counted from what was written on purpose, never by reading files. The
 * tests hold the real import against it.
 */
import type { DemoRow } from './row.ts';

export interface FileTally {
  readonly records: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly filtered: number;
  /** Of the stored. */
  readonly unmatched: number;
}

export interface Tally extends FileTally {
  /** Files with records to import, copies and unusable ones not counted. */
  readonly files: number;
  /** Files whose content was delivered before under another name. */
  readonly filesAgain: number;
  readonly filesQuarantined: number;
  readonly rejectedByReason: Readonly<Record<string, number>>;
  readonly filteredByReason: Readonly<Record<string, number>>;
  /** Stored records by customer number, and those of them that were answered. */
  readonly callsByCustomer: Readonly<Record<string, number>>;
  readonly answeredByCustomer: Readonly<Record<string, number>>;
  /** Seconds of talk of all stored records. */
  readonly talkS: number;
}

/** What becomes of a file as a whole. */
export type FileFate = 'imported' | 'again' | 'quarantined';

export function tallyFile(rows: readonly DemoRow[]): FileTally {
  const count = (is: DemoRow['fate']['is']) => rows.filter((row) => row.fate.is === is).length;
  return {
    records: rows.length,
    stored: count('stored'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    filtered: count('filtered'),
    unmatched: rows.filter((row) => row.fate.is === 'stored' && row.call?.customer === null).length,
  };
}

export function tallyFiles(files: readonly { readonly rows: readonly DemoRow[]; readonly fate: FileFate }[]): Tally {
  const imported = files.filter((file) => file.fate === 'imported');
  const perFile = imported.map((file) => tallyFile(file.rows));
  const sum = (pick: (tally: FileTally) => number) => perFile.reduce((total, tally) => total + pick(tally), 0);
  const rows = imported.flatMap((file) => file.rows);
  const stored = rows.flatMap(({ fate, call }) => (fate.is === 'stored' && call !== null ? [call] : []));
  const owned = stored.flatMap((call) => (call.customer === null ? [] : [{ ...call, customer: call.customer }]));
  return {
    files: imported.length,
    filesAgain: files.filter((file) => file.fate === 'again').length,
    filesQuarantined: files.filter((file) => file.fate === 'quarantined').length,
    records: sum((tally) => tally.records),
    stored: sum((tally) => tally.stored),
    duplicates: sum((tally) => tally.duplicates),
    rejected: sum((tally) => tally.rejected),
    filtered: sum((tally) => tally.filtered),
    unmatched: sum((tally) => tally.unmatched),
    rejectedByReason: countBy(rows.flatMap(({ fate }) => (fate.is === 'rejected' ? [fate.why] : []))),
    filteredByReason: countBy(rows.flatMap(({ fate }) => (fate.is === 'filtered' ? [fate.why] : []))),
    callsByCustomer: countBy(owned.map((call) => call.customer)),
    answeredByCustomer: countBy(owned.filter((call) => call.talkS > 0).map((call) => call.customer)),
    talkS: stored.reduce((total, call) => total + call.talkS, 0),
  };
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
