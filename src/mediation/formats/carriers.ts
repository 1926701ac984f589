/** Formats of carriers: files and answers of their APIs. */
import type { FormatDefinition } from '../language/format.ts';
import { bchInboundCsv } from './carriers/bchInboundCsv.ts';
import { btOneBillCsv } from './carriers/btOneBillCsv.ts';
import { callbackXml } from './carriers/callbackXml.ts';
import { cgratesCsv } from './carriers/cgratesCsv.ts';
import { coltCsv } from './carriers/coltCsv.ts';
import { didwwCsv } from './carriers/didwwCsv.ts';
import { didwwInboundCsv } from './carriers/didwwInboundCsv.ts';
import { digitelCsv } from './carriers/digitelCsv.ts';
import { dstnyCsv } from './carriers/dstnyCsv.ts';
import { eisCsv } from './carriers/eisCsv.ts';
import { ivozProviderCsv } from './carriers/ivozProviderCsv.ts';
import { mynetCsv } from './carriers/mynetCsv.ts';
import { nlFixedWidth } from './carriers/nlFixedWidth.ts';
import { outboxCsv } from './carriers/outboxCsv.ts';
import { ovhFaxJson } from './carriers/ovhFaxJson.ts';
import { ovhVoiceJson } from './carriers/ovhVoiceJson.ts';
import { partialCsv } from './carriers/partialCsv.ts';
import { plivoJson } from './carriers/plivoJson.ts';
import { realWorldCsv } from './carriers/realWorldCsv.ts';
import { simwoodJson } from './carriers/simwoodJson.ts';
import { sinchCsv } from './carriers/sinchCsv.ts';
import { sipgateHistoryJson } from './carriers/sipgateHistoryJson.ts';
import { telekomEvnCsv } from './carriers/telekomEvnCsv.ts';
import { telnyxCallsCsv } from './carriers/telnyxCallsCsv.ts';
import { twilioCallsJson } from './carriers/twilioCallsJson.ts';
import { twtCpsCsv } from './carriers/twtCpsCsv.ts';
import { twtDonationsCsv } from './carriers/twtDonationsCsv.ts';
import { twtNngCsv } from './carriers/twtNngCsv.ts';
import { ukStandardCsv } from './carriers/ukStandardCsv.ts';
import { voipMsJson } from './carriers/voipMsJson.ts';
import { vonageCallsJson } from './carriers/vonageCallsJson.ts';
import { zadarmaJson } from './carriers/zadarmaJson.ts';
import { frenchCarrierCsv } from './frenchCarrierCsv.ts';

export const CARRIER_FORMATS: readonly FormatDefinition[] = [
  frenchCarrierCsv,
  bchInboundCsv,
  btOneBillCsv,
  callbackXml,
  cgratesCsv,
  coltCsv,
  didwwCsv,
  didwwInboundCsv,
  digitelCsv,
  dstnyCsv,
  eisCsv,
  ivozProviderCsv,
  mynetCsv,
  nlFixedWidth,
  outboxCsv,
  ovhFaxJson,
  ovhVoiceJson,
  partialCsv,
  plivoJson,
  realWorldCsv,
  simwoodJson,
  sinchCsv,
  sipgateHistoryJson,
  telekomEvnCsv,
  telnyxCallsCsv,
  twilioCallsJson,
  twtCpsCsv,
  twtDonationsCsv,
  twtNngCsv,
  ukStandardCsv,
  voipMsJson,
  vonageCallsJson,
  zadarmaJson,
];
