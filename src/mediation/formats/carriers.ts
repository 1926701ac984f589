/** Formats of carriers: files and answers of their APIs. */
import type { FormatDefinition } from '../format.ts';
import { bchInboundCsv } from './carriers/bchInboundCsv.ts';
import { btOneBillCsv } from './carriers/btOneBillCsv.ts';
import { coltCsv } from './carriers/coltCsv.ts';
import { digitelCsv } from './carriers/digitelCsv.ts';
import { eisCsv } from './carriers/eisCsv.ts';
import { mynetCsv } from './carriers/mynetCsv.ts';
import { nlFixedWidth } from './carriers/nlFixedWidth.ts';
import { outboxCsv } from './carriers/outboxCsv.ts';
import { ovhFaxJson } from './carriers/ovhFaxJson.ts';
import { ovhVoiceJson } from './carriers/ovhVoiceJson.ts';
import { partialCsv } from './carriers/partialCsv.ts';
import { realWorldCsv } from './carriers/realWorldCsv.ts';
import { telekomEvnCsv } from './carriers/telekomEvnCsv.ts';
import { twtCpsCsv } from './carriers/twtCpsCsv.ts';
import { twtDonationsCsv } from './carriers/twtDonationsCsv.ts';
import { twtNngCsv } from './carriers/twtNngCsv.ts';
import { ukStandardCsv } from './carriers/ukStandardCsv.ts';
import { frenchCarrierCsv } from './frenchCarrierCsv.ts';

export const CARRIER_FORMATS: readonly FormatDefinition[] = [
  frenchCarrierCsv,
  bchInboundCsv,
  btOneBillCsv,
  coltCsv,
  digitelCsv,
  eisCsv,
  mynetCsv,
  nlFixedWidth,
  outboxCsv,
  ovhFaxJson,
  ovhVoiceJson,
  partialCsv,
  realWorldCsv,
  telekomEvnCsv,
  twtCpsCsv,
  twtDonationsCsv,
  twtNngCsv,
  ukStandardCsv,
];
