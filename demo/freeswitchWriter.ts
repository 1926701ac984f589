/** A session border controller on FreeSWITCH (`mod_json_cdr`): one JSON document a line, all values texts, URL-encoded. */
import type { DemoCall } from './calls.ts';
import { asDialled, withPlus } from './notation.ts';
import { fnv1a } from './random.ts';
import { type Breakage, type DemoRow, type Fate, type RecordWriter, STORED } from './row.ts';

/** The gateway to the carrier. */
const GATEWAY = 'sofia/gateway/hansa/';

/** A UUID made of a leg's name, the same every time. */
function uuidOf(leg: string): string {
  const hex = [0, 1, 2, 3].map((part) => fnv1a(`${part}/${leg}`).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface Leg {
  /** SIP profile at which the leg arrived: `internal` from customers' trunks, `external` from the carrier. */
  readonly profile: 'internal' | 'external';
  /** Channel it was connected to. */
  readonly bridgedTo: string;
  /** Caller and destination, first as dialled, then as forwarded. */
  readonly flow: readonly (readonly [string, string])[];
}

function legOf(call: DemoCall): Leg {
  const partner = asDialled(call.partner, '49');
  const own = withPlus(call.own);
  switch (call.kind) {
    case 'inbound': {
      const caller = call.partner === '' ? 'anonymous' : withPlus(call.partner);
      return { profile: 'external', bridgedTo: `sofia/internal/${own}@${call.account}`, flow: [[caller, own]] };
    }
    case 'forwarded': {
      const caller = withPlus(call.caller);
      const flow = [[caller, own] as const, [caller, partner] as const];
      return { profile: 'external', bridgedTo: GATEWAY + partner, flow };
    }
    case 'outbound':
    case 'internal':
      return { profile: 'internal', bridgedTo: GATEWAY + partner, flow: [[own, partner]] };
  }
}

/** @param direction as the switch sees the leg: every call has one that arrives, and one that leaves and repeats it */
function document(call: DemoCall, direction: 'inbound' | 'outbound', uuid: string): string {
  const { profile, bridgedTo, flow } = legOf(call);
  const answerMs = call.startMs + call.ringS * 1000;
  const endMs = answerMs + call.talkS * 1000;
  const answered = call.talkS > 0;
  const micros = (epochMs: number) => `${epochMs}000`;
  const variables: Record<string, string> = {
    uuid,
    sofia_profile_name: profile,
    bridge_channel: answered ? bridgedTo : call.kind === 'inbound' ? '' : bridgedTo,
    accountcode: call.account ?? '',
    start_uepoch: micros(call.startMs),
    answer_epoch: answered ? String(Math.floor(answerMs / 1000)) : '0',
    end_uepoch: micros(endMs),
    billmsec: String(call.talkS * 1000),
    hangup_cause: answered ? 'NORMAL_CLEARING' : call.serial % 4 === 0 ? 'USER_BUSY' : 'NO_ANSWER',
  };
  return JSON.stringify({
    'core-uuid': 'c0ffee00-0000-4000-a000-000000000001',
    switchname: 'sbc1',
    channel_data: { direction },
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, encodeURIComponent(value)])),
    callflow: flow.toReversed().map(([caller, destination]) => ({
      caller_profile: {
        caller_id_number: encodeURIComponent(caller),
        destination_number: encodeURIComponent(destination),
      },
    })),
  });
}

const SECOND_LEG: Fate = { is: 'filtered', why: 'secondLeg' };

export const freeswitchWriter: RecordWriter = {
  header: null,
  charset: 'utf-8',
  byteOrderMark: false,
  rows(call): readonly DemoRow[] {
    const row: DemoRow = { text: document(call, 'inbound', uuidOf(`a${call.serial}`)), call, fate: STORED };
    if (call.talkS === 0 || call.serial % 10 !== 0) return [row];
    return [{ text: document(call, 'outbound', uuidOf(`b${call.serial}`)), call, fate: SECOND_LEG }, row];
  },
  broken(call, why: Breakage) {
    const text = document(call, 'inbound', uuidOf(`a${call.serial}`));
    if (why === 'truncated') return text.slice(0, 200);
    if (why === 'badDate') return text.replace(/"start_uepoch":"\d+"/, '"start_uepoch":"yesterday"');
    return text.replace(/"billmsec":"\d+"/, '"billmsec":"two"');
  },
};
