/** Import of archives: each file in them is a file of its own, kept and known again by its content. */
import type { Finding } from '#base';
import type { App } from '#platform/app';
import { type ImportReport, NO_FIGURES } from '../importReport.ts';
import { type ArchiveKind, archiveKind, BrokenArchive, membersOf } from './archive.ts';
import type { ArchivedFile } from './importDoor.ts';

/** Archives in archives are opened this deep. */
const DEEPEST = 2;
/** An archive may always unpack to this; beyond it only in proportion to its size. */
const FREE_BYTES = 1_073_741_824;
const MOST_GROWTH = 200;

/** How the files of an archive are imported. */
export interface MemberImport {
  readonly one: (member: ArchivedFile) => Promise<ImportReport>;
  /** Keeps why the archive could not be read. */
  readonly fault: (finding: Finding) => Promise<ImportReport>;
}

/** Imports the files of an archive in its order. What was imported before trouble came stays: each file is whole. */
export async function importMembers(
  app: App,
  archive: ArchivedFile,
  kind: ArchiveKind,
  how: MemberImport,
): Promise<ImportReport> {
  const unpacking = new Unpacking(app, archive, how);
  try {
    await unpacking.open(archive, kind, 1);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    const report = await how.fault({ code: error.code, severity: 'error', params: error.params });
    return { ...report, ...sumOf(unpacking.reports), members: unpacking.reports };
  }
  const { reports } = unpacking;
  const [first] = reports;
  if (first === undefined) return how.fault({ code: 'mediation.archiveEmpty', severity: 'error' });
  const of = (state: ImportReport['state']) => reports.some((report) => report.state === state);
  return {
    ...first,
    ...sumOf(reports),
    name: archive.name,
    sha256: archive.sha256,
    bytes: archive.bytes,
    state: of('quarantined') ? 'quarantined' : of('imported') ? 'imported' : 'again',
    findings: [
      { code: 'mediation.archive', severity: 'info', params: { files: reports.length } },
      ...reports.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error')),
    ],
    members: reports,
  };
}

class Unpacking {
  readonly reports: ImportReport[] = [];
  readonly #app: App;
  readonly #how: MemberImport;
  #bytesLeft: number;

  constructor(app: App, { bytes }: ArchivedFile, how: MemberImport) {
    this.#app = app;
    this.#how = how;
    this.#bytesLeft = Math.max(FREE_BYTES, bytes * MOST_GROWTH);
  }

  async open(archive: ArchivedFile, kind: ArchiveKind, depth: number): Promise<void> {
    const { files } = this.#app;
    for await (const { name, content } of membersOf(files.path(archive.sha256), kind)) {
      const stored = await files.put(this.#limited(name, content));
      const member = { ...archive, ...stored, name: `${archive.name}/${name}` };
      const inner = await archiveKind(files.path(stored.sha256));
      if (inner === null) this.reports.push(await this.#how.one(member));
      else if (depth === DEEPEST) throw new BrokenArchive('mediation.archiveDeep', { member: name });
      else await this.open(member, inner, depth + 1);
    }
  }

  /** Content as long as the archive as a whole stays in proportion. */
  async *#limited(member: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      this.#bytesLeft -= piece.length;
      if (this.#bytesLeft < 0) throw new BrokenArchive('mediation.archiveGrowth', { member });
      yield piece;
    }
  }
}

/** Figures of several files together. */
function sumOf(reports: readonly ImportReport[]) {
  const sum = (figure: (report: ImportReport) => number) =>
    reports.reduce((total, report) => total + figure(report), 0);
  const instants = reports.flatMap(({ firstMs, lastMs }) =>
    firstMs === null || lastMs === null ? [] : [firstMs, lastMs],
  );
  const filterCounts: Record<string, number> = {};
  for (const report of reports)
    for (const [reason, count] of Object.entries(report.filterCounts))
      filterCounts[reason] = (filterCounts[reason] ?? 0) + count;
  return {
    ...NO_FIGURES,
    records: sum(({ records }) => records),
    stored: sum(({ stored }) => stored),
    duplicates: sum(({ duplicates }) => duplicates),
    rejected: sum(({ rejected }) => rejected),
    filtered: sum(({ filtered }) => filtered),
    joined: sum(({ joined }) => joined),
    waiting: sum(({ waiting }) => waiting),
    filterCounts,
    unmatched: sum(({ unmatched }) => unmatched),
    unpriced: sum(({ unpriced }) => unpriced),
    durationMs: sum(({ durationMs }) => durationMs),
    chargeMicro: sum(({ chargeMicro }) => chargeMicro),
    costMicro: sum(({ costMicro }) => costMicro),
    firstMs: instants.length === 0 ? null : Math.min(...instants),
    lastMs: instants.length === 0 ? null : Math.max(...instants),
  };
}
