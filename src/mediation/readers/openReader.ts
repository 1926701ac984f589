/** The reader of a structure: the one place that knows them all. */

import type { Charset, Structure } from '../language/structure.ts';
import { delimitedOfSheet } from '../opening/sheetText.ts';
import { BerReader } from './ber.ts';
import { CdrFileReader } from './cdrFile.ts';
import { DelimitedReader } from './delimited.ts';
import { FixedReader, SelfDescribingReader } from './fixed.ts';
import { JsonReader } from './json.ts';
import { InlinePairsReader, LinePairsReader } from './keyValue.ts';
import { NestedJsonReader } from './nestedJson.ts';
import { RegexReader } from './regexLines.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
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
    case 'sheet':
      return new DelimitedReader(delimitedOfSheet(structure), slots, charset, sink, offset);
    case 'fixed':
      return new FixedReader(structure, slots, sink, offset);
    case 'selfDescribing':
      return new SelfDescribingReader(structure, slots, charset, sink, offset);
    case 'regex':
      return new RegexReader(structure, slots, sink, offset);
    case 'keyValue':
      return structure.form === 'lines'
        ? new LinePairsReader(structure, slots, sink, offset)
        : new InlinePairsReader(structure, slots, sink, offset);
    case 'json':
      return structure.records === 'nested'
        ? new NestedJsonReader(structure, slots, charset, sink, offset)
        : new JsonReader(structure, slots, charset, sink, offset);
    case 'xml':
      return new XmlReader(structure, slots, charset, sink, offset);
    case 'asn1':
      return new BerReader(structure, slots, sink);
    case 'binary32297':
      return new CdrFileReader(structure, slots, sink);
  }
}
