/** Formats of telephone systems. */
import type { FormatDefinition } from '../format.ts';
import { asteriskMasterCsv } from './asteriskMasterCsv.ts';
import { freeswitchJson } from './freeswitchJson.ts';
import { asteriskDatabase } from './pabx/asteriskDatabase.ts';
import { avayaIpOffice } from './pabx/avayaIpOffice.ts';
import { ciscoCucm } from './pabx/ciscoCucm.ts';
import { esiSmdr } from './pabx/esi.ts';
import { freeswitchCsv } from './pabx/freeswitchCsv.ts';
import { fusionPbx } from './pabx/fusionPbx.ts';
import { mitelMiVoice } from './pabx/mitelMiVoice.ts';
import { openscapeBusiness } from './pabx/openscapeBusiness.ts';
import { panasonicPatternA, panasonicPatternB, panasonicPatternC } from './pabx/panasonicKx.ts';
import { threeCxCsv } from './threeCxCsv.ts';

export const PABX_FORMATS: readonly FormatDefinition[] = [
  asteriskMasterCsv,
  threeCxCsv,
  freeswitchJson,
  asteriskDatabase,
  avayaIpOffice,
  ciscoCucm,
  esiSmdr,
  freeswitchCsv,
  fusionPbx,
  mitelMiVoice,
  openscapeBusiness,
  panasonicPatternA,
  panasonicPatternB,
  panasonicPatternC,
];
