import type { FormatDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';
import { audioCodesSyslog } from './audioCodes.ts';

/**
 * AudioCodes Mediant SBC, records kept on the device as comma separated files: the administrator chooses columns and their order, so a header names
 * them, by the same names as over syslog.
 */
const NAMES: Readonly<Record<string, string[]>> = {
  type: ['SBCReportType', 'Report Type'],
  sipCallId: ['SIPCallId', 'Call ID'],
  sessionId: ['SessionId', 'Session ID'],
  orig: ['Orig', 'Call Orig'],
  source: ['SrcURI', 'Source URI'],
  dest: ['DstURI', 'Destination URI'],
  duration: ['Duration', 'Call Duration'],
  reasonCategory: ['TrmReasonCategory', 'Termination Reason Category'],
  setup: ['SetupTime', 'Setup Time'],
  connect: ['ConnectTime', 'Connect Time'],
  release: ['ReleaseTime', 'Release Time'],
  ipGroup: ['IPGroup (name)', 'IPGroup', 'IP Group Name'],
  legId: ['LegId', 'Leg ID'],
};

export const audioCodesCsv: FormatDefinition = {
  ...audioCodesSyslog,
  id: 'audiocodes-sbc-csv',
  name: 'AudioCodes SBC CDR (local files)',
  about: { kind: 'sbc', verified: 'none', knowledge: ['AudioCodes: SBC CDR fields, local CDR storage'] },
  structure: {
    kind: 'delimited',
    delimiter: ',',
    extraColumns: 'ignore',
    missingColumns: 'empty',
    header: {
      kind: 'names',
      names: NAMES,
      required: ['type', 'sipCallId', 'sessionId', 'orig', 'source', 'dest', 'duration', 'setup', 'connect'],
      repeated: true,
    },
  },
  fingerprint: { text: ['SBCReportType *,|Report Type *,', 'SrcURI|Source URI'] },
  samples: [
    {
      name: 'columns in an order of their own; the carrier leg counts',
      zone: 'UTC',
      country: 'DE',
      settings: { carrierGroups: ['HANSA'], insideGroups: ['LAN'] },
      content: `SBCReportType,SIPCallId,SessionId,LegId,Orig,IPGroup (name),SrcURI,DstURI,Duration,TrmReasonCategory,SetupTime,ConnectTime,ReleaseTime
CALL_END,a1@192.0.2.2,c6:22:1,1,RMT,LAN,+494055502000@192.0.2.1,015120002001@192.0.2.3,30,NORMAL_CALL_CLEAR,18:57:52.320  UTC Tue Sep 01 2026,18:57:59.615  UTC Tue Sep 01 2026,18:58:29.657  UTC Tue Sep 01 2026
CALL_END,b1@192.0.2.2,c6:22:1,2,LCL,HANSA,+494055502000@192.0.2.1,015120002001@192.0.2.3,30,NORMAL_CALL_CLEAR,18:57:52.320  UTC Tue Sep 01 2026,18:57:59.615  UTC Tue Sep 01 2026,18:58:29.657  UTC Tue Sep 01 2026
`,
      records: [
        sampleRecord('2026-09-01T18:57:52.320Z', 30_000, 'outbound', ['+494055502000', '+4915120002001'], 'HANSA'),
      ],
      filtered: { otherLeg: 1 },
    },
  ],
};
