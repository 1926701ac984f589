/** A session border controller on FreeSWITCH (`mod_json_cdr`): one JSON document a line, all values texts, URL-encoded. */
import type { DemoCall } from './calls.ts';
import { asDialled, withPlus } from './notation.ts';
import { fnv1a } from './random.ts';
import { type Breakage, type DemoRow, type RecordWriter, STORED } from './row.ts';

/** Names that FreeSWITCH gives its own gateway to the carrier. */
const CARRIER_GATEWAY = 'hansa';

/** A UUID made of the serial number, the same every time. */
function uuidOf(serial: number): string {
  const hex = [0, 1, 2, 3].map((part) => fnv1a(`${part}/${serial}`).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface Parties {
  readonly caller: string;
  readonly destination: string;
  /** As the switch sees the leg: `inbound` arrives from a customer's trunk or from the carrier. */
  readonly gateway: string;
}

/** The customer's trunk is the account; whether a call comes or goes is told by the gateway it leaves through. */
function parties(call: DemoCall): Parties {
  switch (call.kind) {
    case 'inbound':
      return {
        caller: call.partner === '' ? 'anonymous' : withPlus(call.partner),
        destination: withPlus(call.own),
        gateway: call.account ?? '',
      };
    case 'outbound':
    case 'internal':
    case 'forwarded':
      return { caller: withPlus(call.own), destination: asDialled(call.partner, '49'), gateway: CARRIER_GATEWAY };
  }
}

function document(call: DemoCall): Record<string, unknown> {
  const { caller, destination, gateway } = parties(call);
  const answerMs = call.startMs + call.ringS * 1000;
  const endMs = answerMs + call.talkS * 1000;
  const answered = call.talkS > 0;
  const seconds = (epochMs: number) => String(Math.floor(epochMs / 1000));
  const micros = (epochMs: number) => `${epochMs}000`;
  const variables: Record<string, string> = {
    uuid: uuidOf(call.serial),
    direction: call.kind === 'inbound' ? 'inbound' : 'outbound',
    accountcode: call.account ?? '',
    sip_gateway_name: gateway,
    caller_id_number: caller,
    destination_number: destination,
    start_epoch: seconds(call.startMs),
    start_uepoch: micros(call.startMs),
    answer_epoch: answered ? seconds(answerMs) : '0',
    answer_uepoch: answered ? micros(answerMs) : '0',
    end_epoch: seconds(endMs),
    end_uepoch: micros(endMs),
    duration: String(call.ringS + call.talkS),
    billsec: String(call.talkS),
    billmsec: String(call.talkS * 1000),
    hangup_cause: answered ? 'NORMAL_CLEARING' : call.serial % 4 === 0 ? 'USER_BUSY' : 'NO_ANSWER',
  };
  return {
    'core-uuid': 'c0ffee00-0000-4000-a000-000000000001',
    switchname: 'sbc1.nordlicht-telekom.example',
    channel_data: { state: 'CS_REPORTING', direction: variables.direction },
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, encodeURIComponent(value)])),
    callflow: [
      {
        profile_index: '1',
        caller_profile: {
          caller_id_number: encodeURIComponent(caller),
          destination_number: encodeURIComponent(destination),
        },
        times: {
          created_time: micros(call.startMs),
          answered_time: answered ? micros(answerMs) : '0',
          hangup_time: micros(endMs),
        },
      },
    ],
  };
}

export const freeswitchWriter: RecordWriter = {
  header: null,
  charset: 'utf-8',
  byteOrderMark: false,
  rows: (call): readonly DemoRow[] => [{ text: JSON.stringify(document(call)), call, fate: STORED }],
  broken(call, why: Breakage) {
    const text = JSON.stringify(document(call));
    if (why === 'truncated') return text.slice(0, 200);
    if (why === 'badDate') return text.replace(/"start_epoch":"\d+"/, '"start_epoch":"yesterday"');
    return text.replace(/"billsec":"\d+"/, '"billsec":"two"');
  },
};
