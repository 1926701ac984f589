/** The ledger's rows as the API words them: instants as ISO text, amounts as decimals. */
import { type Finding, formatDecimal } from '#base';
import type { FileReply, ImportReportReply, RejectReply } from './api.ts';
import type { FileRow, RejectRow } from './files.ts';
import type { ImportReport } from './importReport.ts';

const MICRO_DECIMALS = 6;

export function fileReply({ sourceId: _sourceId, chargeMicro, costMicro, ...file }: FileRow): FileReply {
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...file,
    bytes: Number(file.bytes),
    receivedAt: file.receivedAt.toISOString(),
    firstAt: instant(file.firstAt),
    lastAt: instant(file.lastAt),
    records: Number(file.records),
    stored: Number(file.stored),
    duplicates: Number(file.duplicates),
    rejected: Number(file.rejected),
    filtered: Number(file.filtered),
    joined: Number(file.joined),
    waiting: Number(file.waiting),
    filterCounts: { ...file.filterCounts },
    unmatched: Number(file.unmatched),
    unpriced: Number(file.unpriced),
    durationMs: Number(file.durationMs),
    charge: formatDecimal(chargeMicro, MICRO_DECIMALS, 2),
    cost: formatDecimal(costMicro, MICRO_DECIMALS, 2),
    findings: file.findings.map(findingReply),
    again: [...file.again],
  };
}

/** What became of an uploaded file. */
export function reportReply(report: ImportReport): ImportReportReply {
  const {
    fileId,
    name,
    sourceCode,
    state,
    records,
    stored,
    duplicates,
    rejected,
    filtered,
    joined,
    waiting,
    unmatched,
    unpriced,
  } = report;
  const findings = report.findings.map(findingReply);
  return {
    fileId,
    name,
    sourceCode,
    state,
    records,
    stored,
    duplicates,
    rejected,
    filtered,
    joined,
    waiting,
    unmatched,
    unpriced,
    findings,
  };
}

export function findingReply({ code, severity, params, place }: Finding): FileReply['findings'][number] {
  return {
    code,
    severity,
    ...(params === undefined ? {} : { params: { ...params } }),
    ...(place === undefined ? {} : { place }),
  };
}

export function rejectReply({ lineNo, columnNo, byteOffset, params, ...reject }: RejectRow): RejectReply {
  return { ...reject, line: lineNo, column: columnNo, byteOffset: Number(byteOffset), params: { ...params } };
}
