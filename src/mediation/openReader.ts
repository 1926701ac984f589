/** The reader of a structure: the one place that knows them all. */
import { DelimitedReader } from './delimited.ts';
import { JsonReader } from './json.ts';
import { NestedJsonReader } from './nestedJson.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import type { Charset, Structure } from './structure.ts';
import { XmlReader } from './xml.ts';

/** @param offset bytes of the file before what will be pushed (its byte order mark) */
export function openReader(
  structure: Structure,
  slots: SlotTable,
  charset: Charset,
  sink: RecordSink,
  offset: number,
): RecordReader {
  switch (structure.kind) {
    case 'delimited':
      return new DelimitedReader(structure, slots, charset, sink, offset);
    case 'json':
      return structure.records === 'nested'
        ? new NestedJsonReader(structure, slots, sink, offset)
        : new JsonReader(structure, slots, sink, offset);
    case 'xml':
      return new XmlReader(structure, slots, charset, sink, offset);
    default:
      // A format with another structure is not compiled (`supported.ts`).
      throw new Error(`assertion failed: structure ${structure.kind}`);
  }
}
