/** The writer of each source. */
import { asteriskWriter } from './asteriskWriter.ts';
import { carrierWriter } from './carrierWriter.ts';
import type { SourceCode } from './customerTable.ts';
import { freeswitchWriter } from './freeswitchWriter.ts';
import type { RecordWriter } from './row.ts';
import { threeCxWriter } from './threeCxWriter.ts';

export const WRITERS: Readonly<Record<SourceCode, RecordWriter>> = {
  hansa: carrierWriter({ carrier: 'HC', zone: 'Europe/Berlin', callingCode: '49', priceList: 'HANSA' }),
  atlantique: carrierWriter({ carrier: 'AT', zone: 'Europe/Paris', callingCode: '33', priceList: 'ATLANTIQUE' }),
  asterisk: asteriskWriter,
  threecx: threeCxWriter,
  sbc: freeswitchWriter,
};
