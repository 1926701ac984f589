/** A file of gigabytes, read in flat memory: made while it is read, and from disk as the import reads it. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReading } from '#mediation';
import { contentOf } from '../../src/mediation/service/content.ts';
import { type Figure, recordFigure } from './figure.ts';
import { measured, Quarters } from './measure.ts';
import { compiledFor } from './mediation.ts';
import { recordPieces } from './recordFile.ts';
import { RECORD_KINDS } from './recordKinds.ts';

export interface LargeFileOptions {
  readonly gigabytes: number;
}

const GB = 1e9;
const [CARRIER] = RECORD_KINDS;
/** A record of the carrier's file, about. */
const RECORD_BYTES = 82;

export async function benchLargeFile({ gigabytes }: LargeFileOptions, tell: (figure: Figure) => void): Promise<void> {
  const bytes = gigabytes * GB;
  const records = Math.ceil(bytes / RECORD_BYTES);
  const pieces = () => recordPieces({ source: 'atlantique', month: '2026-09', records, customers: 20_000 });
  tell(await readLarge(`${gigabytes} GB, made while read`, pieces(), records, bytes));
  const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-bench-'));
  try {
    const path = join(dir, 'large.csv');
    const file = openSync(path, 'w');
    for (const piece of pieces()) writeSync(file, piece);
    closeSync(file);
    tell(await readLarge(`${gigabytes} GB, from disk`, contentOf(path), records, bytes));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function readLarge(
  name: string,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  records: number,
  bytes: number,
): Promise<Figure> {
  const quarters = new Quarters(bytes);
  let passed = 0;
  let took = 0;
  const { cost } = await measured(async () => {
    const reading = new FileReading(compiledFor(CARRIER!), () => passed++);
    for await (const piece of pieces) {
      reading.push(piece);
      quarters.advance(piece.length);
      took += piece.length;
    }
    reading.end();
  });
  if (passed !== records) throw new Error(`assertion failed: ${name}: ${passed} of ${records}`);
  return {
    ...recordFigure(name, records, cost),
    bytesPerRecord: Math.round(took / records),
    megabytesPerSecond: Math.round(took / 1e6 / (cost.wallMs / 1000)),
    rssByQuarterMb: quarters.peaksMb,
  };
}
