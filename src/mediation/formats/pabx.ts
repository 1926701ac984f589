/** Formats of telephone systems. */
import type { FormatDefinition } from '../language/format.ts';
import { asteriskMasterCsv } from './asteriskMasterCsv.ts';
import { freeswitchJson } from './freeswitchJson.ts';
import { alcatelOxeEthernet, alcatelOxeFile } from './pabx/alcatelOxe.ts';
import { alcatelOxo } from './pabx/alcatelOxo.ts';
import { asteriskDatabase } from './pabx/asteriskDatabase.ts';
import { avayaIntIsdn, avayaTeleseer } from './pabx/avayaAura.ts';
import { avayaIpOffice } from './pabx/avayaIpOffice.ts';
import { ciscoCucm } from './pabx/ciscoCucm.ts';
import { ciscoGateway } from './pabx/ciscoGateway.ts';
import { esiSmdr } from './pabx/esi.ts';
import { freeswitchCsv } from './pabx/freeswitchCsv.ts';
import { freeswitchXml } from './pabx/freeswitchXml.ts';
import { fusionPbx } from './pabx/fusionPbx.ts';
import { grandstreamUcm, grandstreamUcmCsv } from './pabx/grandstreamUcm.ts';
import { innovaphone } from './pabx/innovaphone.ts';
import { kazoo } from './pabx/kazoo.ts';
import { mitelMiVoice } from './pabx/mitelMiVoice.ts';
import { necSl } from './pabx/necSl.ts';
import { netSapiens } from './pabx/netSapiens.ts';
import { openscapeBusiness } from './pabx/openscapeBusiness.ts';
import { panasonicDbs } from './pabx/panasonicDbs.ts';
import { panasonicPatternA, panasonicPatternB, panasonicPatternC } from './pabx/panasonicKx.ts';
import { ringCentralCall, ringCentralCallLog } from './pabx/ringCentral.ts';
import { swyx } from './pabx/swyx.ts';
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
  alcatelOxeFile,
  alcatelOxeEthernet,
  alcatelOxo,
  asteriskDatabase,
  avayaTeleseer,
  avayaIntIsdn,
  avayaIpOffice,
  ciscoCucm,
  ciscoGateway,
  esiSmdr,
  freeswitchCsv,
  freeswitchXml,
  fusionPbx,
  grandstreamUcm,
  grandstreamUcmCsv,
  innovaphone,
  kazoo,
  mitelMiVoice,
  necSl,
  netSapiens,
  openscapeBusiness,
  panasonicDbs,
  panasonicPatternA,
  panasonicPatternB,
  panasonicPatternC,
  ringCentralCallLog,
  ringCentralCall,
  swyx,
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
