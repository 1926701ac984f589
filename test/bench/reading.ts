/** Reading a record file: bare, and all the way to normalised records. */
import { createReadStream } from 'node:fs';
import { type CompiledFormat, FileReading } from '#mediation';
import { DelimitedReader } from '../../src/mediation/readers/delimited.ts';
import type { RecordSink } from '../../src/mediation/readers/sink.ts';

const PIECE_BYTES = 262_144;

/** Bytes to field offsets and nothing more: what any reading of the file costs. */
export async function bareRead(path: string, { format, slots }: CompiledFormat): Promise<number> {
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
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) reader.push(piece);
  reader.end();
  return fields > records ? records : 0;
}

/** The whole path in memory: fields, values, checks, `take`. */
export async function readFile(
  path: string,
  compiled: CompiledFormat,
  take: ConstructorParameters<typeof FileReading>[1],
) {
  const reading = new FileReading(compiled, take);
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) reading.push(piece);
  reading.end();
  return reading.counts.passed;
}
