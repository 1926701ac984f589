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
import { grandstreamUcm, grandstreamUcmCsv } from './pabx/grandstreamUcm.ts';
import { kazoo } from './pabx/kazoo.ts';
import { mitelMiVoice } from './pabx/mitelMiVoice.ts';
import { openscapeBusiness } from './pabx/openscapeBusiness.ts';
import { panasonicPatternA, panasonicPatternB, panasonicPatternC } from './pabx/panasonicKx.ts';
import { ringCentralCall, ringCentralCallLog } from './pabx/ringCentral.ts';
import { teamsDirectRouting } from './pabx/teamsDirectRouting.ts';
import { teamsPstn, teamsPstnCsv } from './pabx/teamsPstn.ts';
import { webexCalling, webexCallingCsv } from './pabx/webexCalling.ts';
import { yeastarK2, yeastarP } from './pabx/yeastar.ts';
import { zoomCallHistory, zoomCallLogs } from './pabx/zoomPhone.ts';
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
  grandstreamUcm,
  grandstreamUcmCsv,
  kazoo,
  mitelMiVoice,
  openscapeBusiness,
  panasonicPatternA,
  panasonicPatternB,
  panasonicPatternC,
  ringCentralCallLog,
  ringCentralCall,
  teamsDirectRouting,
  teamsPstn,
  teamsPstnCsv,
  webexCalling,
  webexCallingCsv,
  yeastarP,
  yeastarK2,
  zoomCallHistory,
  zoomCallLogs,
];
