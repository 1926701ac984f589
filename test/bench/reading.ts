/** Reading a record file: bare, and all the way to normalised records. */
import { createReadStream } from 'node:fs';
import { type CompiledFormat, FileReading } from '#mediation';
import { DelimitedReader } from '../../src/mediation/readers/delimited.ts';
import type { RecordSink } from '../../src/mediation/readers/sink.ts';

const PIECE_BYTES = 262_144;

/** Content as a file is read: in pieces. */
export function* piecesOf(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += PIECE_BYTES) yield content.subarray(at, at + PIECE_BYTES);
}

/** A file in such pieces. */
export const filePieces = (path: string): AsyncIterable<Buffer> =>
  createReadStream(path, { highWaterMark: PIECE_BYTES });

/** Bytes to field offsets and nothing more: what any reading of delimited text costs. */
export async function bareRead(
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  { format, slots }: CompiledFormat,
): Promise<number> {
  const { structure } = format;
  if (structure.kind !== 'delimited') throw new Error('assertion failed: a delimited format');
  let records = 0;
  let fields = 0;
  const sink: RecordSink = {
    record: ({ count }) => {
      records++;
      fields += count;
    },
    broken: () => {},
    fileFault: () => {},
  };
  const reader = new DelimitedReader(structure, slots, 'windows-1252', sink, 0);
  for await (const piece of pieces) reader.push(piece);
  reader.end();
  return fields > records ? records : 0;
}

/**
 * The reading before this one. With the last reading of its kind the runtime throws away the code it has made for it; what is measured is a program
 * that reads one file after another.
 */
let kept: FileReading | null = null;

/** The whole path in memory: fields, values, checks, `take`. @returns records passed on */
export async function readPieces(
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  compiled: CompiledFormat,
  take: ConstructorParameters<typeof FileReading>[1],
): Promise<number> {
  const reading = new FileReading(compiled, take, { name: '', arrivalMs: Date.UTC(2026, 9, 1) });
  for await (const piece of pieces) reading.push(piece);
  reading.end();
  kept = reading;
  const { quarantine, counts } = kept;
  if (quarantine !== null) throw new Error(`assertion failed: ${JSON.stringify(quarantine)}`);
  return counts.passed;
}
