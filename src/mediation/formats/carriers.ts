/** Formats of carriers: files and answers of their APIs. */
import type { FormatDefinition } from '../format.ts';
import { btOneBillCsv } from './carriers/btOneBillCsv.ts';
import { ovhFaxJson } from './carriers/ovhFaxJson.ts';
import { ovhVoiceJson } from './carriers/ovhVoiceJson.ts';
import { ukStandardCsv } from './carriers/ukStandardCsv.ts';
import { frenchCarrierCsv } from './frenchCarrierCsv.ts';

export const CARRIER_FORMATS: readonly FormatDefinition[] = [
  frenchCarrierCsv,
  btOneBillCsv,
  ovhFaxJson,
  ovhVoiceJson,
  ukStandardCsv,
];
