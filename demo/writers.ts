/** The writer of each source. */
import { asteriskWriter } from './asteriskWriter.ts';
import { carrierWriter, FRENCH_CARRIER, GERMAN_CARRIER } from './carrierWriter.ts';
import type { SourceCode } from './customerTable.ts';
import { freeswitchWriter } from './freeswitchWriter.ts';
import type { RecordWriter } from './row.ts';
import { threeCxWriter } from './threeCxWriter.ts';

export const WRITERS: Readonly<Record<SourceCode, RecordWriter>> = {
  hansa: carrierWriter(GERMAN_CARRIER),
  atlantique: carrierWriter(FRENCH_CARRIER),
  asterisk: asteriskWriter,
  threecx: threeCxWriter,
  sbc: freeswitchWriter,
};
