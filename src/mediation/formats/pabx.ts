/** Formats of telephone systems. */
import type { FormatDefinition } from '../format.ts';
import { asteriskMasterCsv } from './asteriskMasterCsv.ts';
import { freeswitchJson } from './freeswitchJson.ts';
import { threeCxCsv } from './threeCxCsv.ts';

export const PABX_FORMATS: readonly FormatDefinition[] = [asteriskMasterCsv, threeCxCsv, freeswitchJson];
