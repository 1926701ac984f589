/**
 * What goes wrong between the networks and the operator, as it does everywhere: files delivered twice, records in two files,
 * records that come late, lines cut off, a file a spreadsheet went through, a file nobody knows. Each step is one entry of
 * MISCHIEF and changes the month's files; calls are never lost by it.
 */
import { addDays, monthStart } from '#base';
import { serialsOf } from './calls.ts';
import type { SourceCode } from './customerTable.ts';
import { deliveryDays } from './fileName.ts';
import type { Breakage, DemoRow, Fate, RecordWriter } from './row.ts';
import type { FileFate } from './tally.ts';

export interface DemoFile {
  readonly source: SourceCode;
  readonly name: string;
  /** First local day of its records. */
  readonly day: string;
  readonly header: string | null;
  readonly rows: readonly DemoRow[];
  readonly fate: FileFate;
  /** Delivered after the month was billed. */
  readonly late: boolean;
  /** The last line has no end: the sender was cut off. */
  readonly cutOff: boolean;
}

export interface Month {
  readonly month: string;
  readonly writers: Readonly<Record<SourceCode, RecordWriter>>;
}

type Step = (files: readonly DemoFile[], month: Month) => readonly DemoFile[];

/** Which file a step means: the one that begins on the n-th delivery of the month. */
const nth = (source: SourceCode, { month }: Month, index: number) => deliveryDays(source, month)[index]!;

function change(
  files: readonly DemoFile[],
  source: SourceCode,
  day: string,
  edit: (file: DemoFile) => Partial<DemoFile>,
): readonly DemoFile[] {
  return files.map((file) =>
    file.source === source && file.day === day && !file.late ? { ...file, ...edit(file) } : file,
  );
}

const find = (files: readonly DemoFile[], source: SourceCode, day: string) =>
  files.find((file) => file.source === source && file.day === day && !file.late);

/** The last records of one file stand again at the top of the next. */
function overlap(source: SourceCode, index: number, most: number): Step {
  return (files, month) => {
    const rows = find(files, source, nth(source, month, index))?.rows ?? [];
    const again = rows
      .filter((row) => row.fate.is === 'stored')
      .slice(-most)
      .map((row): DemoRow => ({ ...row, fate: { is: 'duplicate' } }));
    return change(files, source, nth(source, month, index + 1), (file) => ({ rows: [...again, ...file.rows] }));
  };
}

/** The same content under another name. */
function copyOfFile(source: SourceCode, index: number, rename: (name: string) => string): Step {
  return (files, month) => {
    const file = find(files, source, nth(source, month, index));
    return file === undefined ? files : [...files, { ...file, name: rename(file.name), fate: 'again' }];
  };
}

/** A line that tells of one more call, but broken: its call is told a second time in whole, so nothing is lost. */
function brokenLine(source: SourceCode, index: number, why: Breakage): Step {
  return (files, month) =>
    change(files, source, nth(source, month, index), ({ rows, day }) => {
      const model = rows.find((row) => row.call !== null && row.call.kind === 'outbound' && row.call.talkS > 0)?.call;
      if (model === null || model === undefined) return {};
      const serial = serialsOf(month.month, '98')() + Number(day.slice(8)) * 10 + SOURCES.indexOf(source);
      const fate: Fate = { is: 'rejected', why };
      const broken = { text: month.writers[source].broken({ ...model, serial }, why), call: null, fate };
      const middle = Math.floor(rows.length / 2);
      return { rows: [...rows.slice(0, middle), broken, ...rows.slice(middle)] };
    });
}
const SOURCES: readonly SourceCode[] = ['hansa', 'atlantique', 'asterisk', 'threecx', 'sbc'];

/** The transmission broke in the middle of the last line. */
function cutOff(source: SourceCode, index: number): Step {
  return (files, month) =>
    change(brokenAtEnd(files, source, index, month), source, nth(source, month, index), () => ({ cutOff: true }));
}

function brokenAtEnd(files: readonly DemoFile[], source: SourceCode, index: number, month: Month): readonly DemoFile[] {
  return change(
    brokenLine(source, index, 'truncated')(files, month),
    source,
    nth(source, month, index),
    ({ rows }) => ({
      rows: [...rows.filter((row) => row.fate.is !== 'rejected'), ...rows.filter((row) => row.fate.is === 'rejected')],
    }),
  );
}

/** Some records of the month's last days come only after the invoices went out. */
function lateRecords(source: SourceCode, name: (month: string) => string): Step {
  return (files, { month }) => {
    const from = addDays(monthStart(month), 27);
    const isLate = (row: DemoRow) => row.fate.is === 'stored' && row.call !== null && row.call.serial % 11 === 0;
    const onTime = (file: DemoFile) =>
      file.source !== source || file.late || file.fate !== 'imported' || file.day < from;
    const late = files.filter((file) => !onTime(file)).flatMap((file) => file.rows.filter(isLate));
    const header = files.find((file) => file.source === source)?.header ?? null;
    const rest = files.map((file) =>
      onTime(file) ? file : { ...file, rows: file.rows.filter((row) => !isLate(row)) },
    );
    if (late.length === 0) return rest;
    const file: DemoFile = {
      source,
      name: name(month),
      day: from,
      header,
      rows: late,
      fate: 'imported',
      late: true,
      cutOff: false,
    };
    return [...rest, file];
  };
}

/** Somebody opened the file in a spreadsheet and saved it: long numbers have become powers of ten. */
function throughSpreadsheet(source: SourceCode, index: number): Step {
  return (files, month) => {
    const file = find(files, source, nth(source, month, index));
    if (file === undefined) return files;
    const rows = file.rows.map((row) => ({
      ...row,
      text: row.text.replace(/(?<![\d,.])\+?(\d)(\d)(\d)\d{8,}(?![\d,.])/g, scientific),
    }));
    return [...files, { ...file, name: `Kopie von ${file.name.replace('.gz', '')}`, rows, fate: 'quarantined' }];
  };
}

const scientific = (digits: string, a: string, b: string, c: string) =>
  `${a},${b}${c}E+${digits.replace('+', '').length - 1}`;

/** A file of another kind that landed in the same folder. */
function unknownFile(source: SourceCode, name: string, lines: readonly string[]): Step {
  return (files, { month }) => {
    const rows = lines.map((text): DemoRow => ({ text, call: null, fate: { is: 'rejected', why: 'truncated' } }));
    return [
      ...files,
      { source, name, day: monthStart(month), header: null, rows, fate: 'quarantined', late: false, cutOff: false },
    ];
  };
}

const onlyIn =
  (wanted: string, step: Step): Step =>
  (files, month) =>
    month.month === wanted ? step(files, month) : files;

const notIn =
  (unwanted: string, step: Step): Step =>
  (files, month) =>
    month.month === unwanted ? files : step(files, month);

/** Everything that goes wrong, in order. Days are counted from the first of the month. */
export const MISCHIEF: readonly Step[] = [
  notIn(
    '2026-10',
    lateRecords('hansa', (month) => `hansa_cdr_nachlieferung_${month}.csv`),
  ),
  notIn(
    '2026-10',
    lateRecords('atlantique', (month) => `atlantique_complement_${month}.csv.gz`),
  ),
  overlap('hansa', 9, 40),
  overlap('atlantique', 20, 25),
  overlap('threecx', 1, 12),
  overlap('sbc', 2, 30),
  brokenLine('hansa', 4, 'truncated'),
  brokenLine('hansa', 11, 'badDate'),
  brokenLine('hansa', 18, 'badDuration'),
  brokenLine('atlantique', 7, 'badDate'),
  brokenLine('threecx', 2, 'badDuration'),
  brokenLine('sbc', 3, 'badDate'),
  brokenLine('sbc', 4, 'truncated'),
  cutOff('asterisk', 1),
  copyOfFile('hansa', 13, (name) => name.replace('.csv', '_2.csv')),
  copyOfFile('atlantique', 2, (name) => `renvoi_${name}`),
  onlyIn('2026-09', throughSpreadsheet('atlantique', 9)),
  onlyIn(
    '2026-10',
    unknownFile('hansa', 'raumklima_2026-10.csv', [
      'Messstelle;Zeit;Temperatur;Feuchte',
      ...['7', '8', '9'].map((place) => `${place};01.10.2026 12:00;2${place},4;48`),
    ]),
  ),
];
