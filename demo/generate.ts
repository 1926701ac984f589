/** Writes a month of record files, each source in its folder, and tells what must be found in them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoCall, monthOfCalls } from './calls.ts';
import { demoCustomers } from './customers.ts';
import { SOURCE_CODES, type SourceCode } from './customerTable.ts';
import { extraCalls } from './extraCalls.ts';
import { DELIVERIES, deliveryDay, deliveryDays } from './fileName.ts';
import { gzip } from './gzip.ts';
import { type DemoFile, MISCHIEF, type Month } from './mischief.ts';
import type { RecordWriter } from './row.ts';
import { type FileFate, type FileTally, type Tally, tallyFile, tallyFiles } from './tally.ts';
import { WRITERS } from './writers.ts';

/** The months of the demo. */
export const DEMO_MONTHS = ['2026-08', '2026-09', '2026-10'] as const;
/** Invented records only go by these names; everybody sees at once whose they are. */
const PER_MILLE = 1000;

export interface GeneratedFile {
  readonly source: SourceCode;
  readonly name: string;
  readonly path: string;
  readonly fate: FileFate;
  /** Delivered after the month was billed. */
  readonly late: boolean;
  readonly tally: FileTally;
}

export interface GeneratedMonth {
  /** In the order of delivery. */
  readonly files: readonly GeneratedFile[];
  readonly tally: Tally;
}

/** The files of a month as data, in the order of delivery: by day, what comes late last. */
export function monthOfFiles(month: string, scale = 1): readonly DemoFile[] {
  const customers = demoCustomers();
  const perMille = Math.round(scale * PER_MILLE);
  const calls = [...monthOfCalls(customers, month, perMille), ...extraCalls(customers, month)];
  const writers = WRITERS;
  const bySource = Map.groupBy(calls, (call) => call.source);
  const clean = SOURCE_CODES.flatMap((source) => filesOf(source, month, bySource.get(source) ?? [], writers[source]));
  const context: Month = { month, writers };
  const files = MISCHIEF.reduce((sofar, step) => step(sofar, context), clean as readonly DemoFile[]);
  return files.filter((file) => file.rows.length > 0).toSorted(byDelivery);
}

/** Writes the files of a month to `<outDir>/<source>/`. Twice is once: the same bytes to the same names. */
export function generateMonth(
  month: string,
  outDir: string,
  { scale = 1 }: { readonly scale?: number } = {},
): GeneratedMonth {
  const files = monthOfFiles(month, scale);

  for (const source of SOURCE_CODES) mkdirSync(join(outDir, source), { recursive: true });
  const written = files.map((file): GeneratedFile => {
    const path = join(outDir, file.source, file.name);
    writeFileSync(path, fileBytes(file, WRITERS[file.source]));
    return {
      source: file.source,
      name: file.name,
      path,
      fate: file.fate,
      late: file.late,
      tally: tallyFile(file.rows),
    };
  });
  return { files: written, tally: tallyFiles(files) };
}

function filesOf(source: SourceCode, month: string, calls: readonly DemoCall[], writer: RecordWriter): DemoFile[] {
  const days = deliveryDays(source, month);
  const byDay = Map.groupBy(calls, (call) => deliveryDay(source, days, call.startMs));
  return days.map((day) => ({
    source,
    name: DELIVERIES[source].name(day),
    day,
    header: writer.header,
    rows: (byDay.get(day) ?? []).toSorted(byEnd).flatMap((call) => writer.rows(call)),
    fate: 'imported',
    late: false,
    cutOff: false,
  }));
}

/** Records are written when a call ends. */
function byEnd(a: DemoCall, b: DemoCall): number {
  const end = (call: DemoCall) => call.startMs + (call.ringS + call.talkS) * 1000;
  return end(a) - end(b) || a.serial - b.serial;
}

const FATE_ORDER: readonly FileFate[] = ['imported', 'again', 'quarantined'];

function byDelivery(a: DemoFile, b: DemoFile): number {
  const key = (file: DemoFile) =>
    `${file.late ? 1 : 0}/${file.day}/${SOURCE_CODES.indexOf(file.source)}/${FATE_ORDER.indexOf(file.fate)}/${file.name}`;
  return key(a) < key(b) ? -1 : 1;
}

/** The file as it is delivered; a cut-off file ends in the middle of its last line. */
export function fileBytes(file: DemoFile, writer: RecordWriter): Buffer {
  const lines = [...(file.header === null ? [] : [file.header]), ...file.rows.map((row) => row.text)];
  const mark = writer.byteOrderMark && file.fate !== 'quarantined' ? '\uFEFF' : '';
  const text = mark + lines.join('\n') + (file.cutOff ? '' : '\n');
  const bytes = Buffer.from(text, writer.charset);
  return file.name.endsWith('.gz') ? gzip(bytes) : bytes;
}
