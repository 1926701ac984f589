/** Formats of carriers: files and answers of their APIs. */
import type { FormatDefinition } from '../format.ts';
import { frenchCarrierCsv } from './frenchCarrierCsv.ts';

export const CARRIER_FORMATS: readonly FormatDefinition[] = [frenchCarrierCsv];
