import type { Cost } from './measure.ts';

/** One measured thing; the JSON line of the bench. */
export interface Figure {
  readonly name: string;
  /** What was counted. */
  readonly unit: 'records' | 'documents';
  readonly count: number;
  readonly seconds: number;
  readonly recordsPerSecond?: number;
  readonly documentsPerSecond?: number;
  /** CPU of the program, microseconds per record. */
  readonly cpuUsPer?: number;
  /** CPU of the database server, microseconds per record. */
  readonly serverCpuUsPer?: number;
  /** CPU of the program, milliseconds per document. */
  readonly cpuMsPer?: number;
  readonly serverCpuMsPer?: number;
  /** CPU of program and server as a multiple of another figure's of the same run; of documents the time. */
  readonly ratioTo?: Readonly<Record<string, number>>;
  readonly bytesPerRecord?: number;
  readonly megabytesPerSecond?: number;
  readonly peakRssMb: number;
  /** Peaks of each quarter of the file. */
  readonly rssByQuarterMb?: readonly number[];
}

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));

export function recordFigure(name: string, count: number, cost: Cost, base?: Figure): Figure {
  const cpuUsPer = (cost.cpuMs * 1000) / count;
  const serverCpuUsPer = (cost.serverCpuMs * 1000) / count;
  return {
    name,
    unit: 'records',
    count,
    seconds: rounded(cost.wallMs / 1000, 2),
    recordsPerSecond: Math.round(count / (cost.wallMs / 1000)),
    cpuUsPer: rounded(cpuUsPer, 3),
    ...(cost.serverCpuMs === 0 ? {} : { serverCpuUsPer: rounded(serverCpuUsPer, 3) }),
    ...(base?.cpuUsPer === undefined
      ? {}
      : { ratioTo: { [base.name]: rounded((cpuUsPer + serverCpuUsPer) / base.cpuUsPer, 1) } }),
    peakRssMb: cost.peakRssMb,
  };
}

/** @param base a figure of fewer documents: how many times as long this took */
export function documentFigure(name: string, count: number, cost: Cost, base?: Figure): Figure {
  return {
    name,
    unit: 'documents',
    count,
    seconds: rounded(cost.wallMs / 1000, 2),
    documentsPerSecond: rounded(count / (cost.wallMs / 1000), 1),
    cpuMsPer: rounded(cost.cpuMs / count, 2),
    ...(base === undefined ? {} : { ratioTo: { [base.name]: rounded(cost.wallMs / 1000 / base.seconds, 1) } }),
    ...(cost.serverCpuMs === 0 ? {} : { serverCpuMsPer: rounded(cost.serverCpuMs / count, 2) }),
    peakRssMb: cost.peakRssMb,
  };
}

const COLUMNS: readonly (readonly [title: string, width: number, text: (figure: Figure) => string])[] = [
  ['what', -34, ({ name }) => name],
  ['count', 11, ({ count }) => count.toLocaleString('en')],
  ['seconds', 9, ({ seconds }) => seconds.toFixed(2)],
  ['per second', 12, (figure) => (figure.recordsPerSecond ?? figure.documentsPerSecond ?? 0).toLocaleString('en')],
  ['MB/s', 7, ({ megabytesPerSecond }) => String(megabytesPerSecond ?? '')],
  ['CPU each', 11, ({ cpuUsPer, cpuMsPer }) => (cpuUsPer === undefined ? `${cpuMsPer} ms` : `${cpuUsPer} µs`)],
  [
    'server',
    11,
    ({ serverCpuUsPer, serverCpuMsPer }) =>
      serverCpuUsPer !== undefined
        ? `${serverCpuUsPer} µs`
        : serverCpuMsPer !== undefined
          ? `${serverCpuMsPer} ms`
          : '',
  ],
  ['ratio', 7, ({ ratioTo }) => (ratioTo === undefined ? '' : `${Object.values(ratioTo)[0]}×`)],
  ['peak MB', 9, ({ peakRssMb }) => String(peakRssMb)],
  ['by quarter', 18, ({ rssByQuarterMb = [] }) => rssByQuarterMb.join(' ')],
];

const cell = (text: string, width: number) => (width < 0 ? text.padEnd(-width) : text.padStart(width));

export const tableHead = (): string => COLUMNS.map(([title, width]) => cell(title, width)).join('');
export const tableRow = (figure: Figure): string =>
  COLUMNS.map(([, width, text]) => cell(text(figure), width)).join('');
