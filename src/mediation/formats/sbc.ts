/** Formats of session border controllers and softswitches. */
import type { FormatDefinition } from '../language/format.ts';
import { acmePacket } from './sbc/acmePacket.ts';
import { audioCodesSyslog } from './sbc/audioCodes.ts';
import { audioCodesCsv } from './sbc/audioCodesCsv.ts';
import { broadWorksCsv, broadWorksXml } from './sbc/broadWorks.ts';
import { cdrStats } from './sbc/cdrStats.ts';
import { ciscoVoipRadius } from './sbc/ciscoVoipRadius.ts';
import { genbandG6, nexTone } from './sbc/genband.ts';
import { kamailioCdrSyslog, kamailioFlatstore, kamailioSyslog } from './sbc/kamailio.ts';
import { kamailioCsv } from './sbc/kamailioCsv.ts';
import { metaswitchCfs } from './sbc/metaswitch.ts';
import { netCentrex } from './sbc/netCentrex.ts';
import { sansay } from './sbc/sansay.ts';
import { sonusAct } from './sbc/sonusAct.ts';
import { taqua } from './sbc/taqua.ts';
import { telosXml } from './sbc/telos.ts';
import { transNexus } from './sbc/transNexus.ts';
import { voipInnovations } from './sbc/voipInnovations.ts';
import { yeti } from './sbc/yeti.ts';

export const SBC_FORMATS: readonly FormatDefinition[] = [
  acmePacket,
  audioCodesSyslog,
  audioCodesCsv,
  broadWorksCsv,
  broadWorksXml,
  cdrStats,
  ciscoVoipRadius,
  genbandG6,
  nexTone,
  kamailioFlatstore,
  kamailioSyslog,
  kamailioCdrSyslog,
  kamailioCsv,
  metaswitchCfs,
  netCentrex,
  sansay,
  sonusAct,
  taqua,
  telosXml,
  transNexus,
  voipInnovations,
  yeti,
];
