/** What an import came to, as data. */
import type { Finding } from '#base';
import { type FileReading, MAX_REJECTS } from './reading/reading.ts';

/** `again`: the same content was imported before; nothing was done. */
export type ImportState = 'imported' | 'quarantined' | 'again';

/** Figures of one file. records = stored + duplicates + rejected + filtered + joined + waiting. Amounts in micro-units. */
export interface FileFigures {
  readonly records: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly filtered: number;
  /** Parts of a record that another part stands for. */
  readonly joined: number;
  /** Parts whose others have not come yet. */
  readonly waiting: number;
  readonly filterCounts: Readonly<Record<string, number>>;
  /** Of the stored. */
  readonly unmatched: number;
  readonly unpriced: number;
  readonly durationMs: number;
  readonly chargeMicro: number;
  readonly costMicro: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

export const NO_FIGURES: FileFigures = {
  records: 0,
  stored: 0,
  duplicates: 0,
  rejected: 0,
  filtered: 0,
  joined: 0,
  waiting: 0,
  filterCounts: {},
  unmatched: 0,
  unpriced: 0,
  durationMs: 0,
  chargeMicro: 0,
  costMicro: 0,
  firstMs: null,
  lastMs: null,
};

export interface ImportReport extends FileFigures {
  readonly fileId: number;
  readonly name: string;
  readonly sourceCode: string | null;
  readonly state: ImportState;
  readonly sha256: string;
  readonly bytes: number;
  readonly loadNo: number | null;
  /** About the file as a whole, the reason of a quarantine first. */
  readonly findings: readonly Finding[];
  /** Of an archive the reports of its files; its figures are theirs together, and `fileId` is the first of theirs. */
  readonly members?: readonly ImportReport[];
}

/** What is worth knowing about a file that was read to its end. */
export function readingFindings(reading: FileReading): Finding[] {
  const { records, rejected } = reading.counts;
  const findings: Finding[] = Object.entries(reading.rejectCounts).map(([reason, count]) => ({
    code: 'mediation.rejects',
    severity: 'warning',
    params: { reason, count },
  }));
  if (rejected > MAX_REJECTS)
    findings.push({ code: 'mediation.rejectsCut', severity: 'warning', params: { kept: MAX_REJECTS, rejected } });
  findings.push(...reading.notices);
  if (records === 0) findings.push({ code: 'mediation.fileNoRecords', severity: 'info' });
  return findings;
}
