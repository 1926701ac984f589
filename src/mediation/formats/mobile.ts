/** Formats of mobile networks, data sessions and messages. */
import type { FormatDefinition } from '../language/format.ts';
import { docsisIpdr } from './mobile/docsisIpdr.ts';
import { kannelLog } from './mobile/kannelLog.ts';
import { mscCdr } from './mobile/mscCdr.ts';
import { nrtrdeAscii } from './mobile/nrtrdeAscii.ts';
import { nrtrdeBer } from './mobile/nrtrdeBer.ts';
import { oneNceJson } from './mobile/oneNceJson.ts';
import { ovhSmsJson } from './mobile/ovhSmsJson.ts';
import { packetCdr } from './mobile/packetCdr.ts';
import { radiusDetail } from './mobile/radiusDetail.ts';
import { radiusEventTime } from './mobile/radiusEventTime.ts';
import { rap } from './mobile/rap.ts';
import { tap3 } from './mobile/tap3.ts';
import { tap3Ascii } from './mobile/tap3Ascii.ts';
import { telnyxMessagesJson } from './mobile/telnyxMessagesJson.ts';
import { telnyxWirelessJson } from './mobile/telnyxWirelessJson.ts';
import { twilioMessagesJson } from './mobile/twilioMessagesJson.ts';
import { twilioSimJson } from './mobile/twilioSimJson.ts';
import { vonageSmsJson } from './mobile/vonageSmsJson.ts';

export const MOBILE_FORMATS: readonly FormatDefinition[] = [
  docsisIpdr,
  kannelLog,
  mscCdr,
  nrtrdeAscii,
  nrtrdeBer,
  oneNceJson,
  ovhSmsJson,
  packetCdr,
  radiusDetail,
  radiusEventTime,
  rap,
  tap3,
  tap3Ascii,
  telnyxMessagesJson,
  telnyxWirelessJson,
  twilioMessagesJson,
  twilioSimJson,
  vonageSmsJson,
];
