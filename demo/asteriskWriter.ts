/** Asterisk's `Master.csv` with all 21 columns: local time of the PABX, no zone, one row per dialled branch. */
import { zoneOffsets } from '#base';
import type { DemoCall } from './calls.ts';
import { asDialled, localStamp, withPlus } from './notation.ts';
import { type Breakage, type DemoRow, type RecordWriter, STORED } from './row.ts';

const ZONE = zoneOffsets('Europe/Berlin');
/** The channel of the trunk to the carrier. */
const TRUNK = 'PJSIP/hansa-trunk';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

interface Ends {
  readonly src: string;
  readonly dst: string;
  readonly context: string;
  readonly channel: string;
  readonly destination: string;
}

/** Outbound goes from a desk to the trunk, inbound the other way; a forwarded call leaves for the mobile of the desk's owner. */
function ends(call: DemoCall): Ends {
  const desk = `PJSIP/${call.account}-${call.own.slice(-3)}`;
  const suffix = call.serial.toString(16).padStart(8, '0');
  switch (call.kind) {
    case 'outbound':
      return {
        src: withPlus(call.own),
        dst: asDialled(call.partner, '49'),
        context: 'from-internal',
        channel: `${desk}-${suffix}`,
        destination: `${TRUNK}-${suffix}`,
      };
    case 'inbound':
      return {
        src: call.partner === '' ? 'anonymous' : withPlus(call.partner),
        dst: withPlus(call.own),
        context: 'from-trunk',
        channel: `${TRUNK}-${suffix}`,
        destination: `${desk}-${suffix}`,
      };
    case 'internal':
      return {
        src: call.own.slice(-3),
        dst: call.partner,
        context: 'from-internal',
        channel: `${desk}-${suffix}`,
        destination: `PJSIP/${call.account}-${call.partner}-${suffix}`,
      };
    case 'forwarded':
      return {
        src: withPlus(call.own),
        dst: asDialled(call.partner, '49'),
        context: 'from-trunk',
        channel: `${TRUNK}-${suffix}`,
        destination: `${TRUNK}-${suffix}`,
      };
  }
}

function disposition(call: DemoCall): string {
  if (call.talkS > 0) return 'ANSWERED';
  return call.serial % 5 === 0 ? 'BUSY' : 'NO ANSWER';
}

function columns(call: DemoCall): string[] {
  const { src, dst, context, channel, destination } = ends(call);
  const answerMs = call.startMs + call.ringS * 1000;
  const uniqueId = `pbx1-${Math.floor(call.startMs / 1000)}.${call.serial}`;
  return [
    ...[call.account ?? '', src, dst, context, `"${call.own.slice(-3)}" <${src}>`, channel, destination].map(quoted),
    ...['Dial', `${destination},60,tT`, localStamp(ZONE, call.startMs)].map(quoted),
    call.talkS > 0 ? quoted(localStamp(ZONE, answerMs)) : '',
    quoted(localStamp(ZONE, answerMs + call.talkS * 1000)),
    String(call.ringS + call.talkS),
    String(call.talkS),
    ...[disposition(call), 'DOCUMENTATION', uniqueId, '', '', uniqueId].map(quoted),
    String(call.serial),
  ];
}

export const asteriskWriter: RecordWriter = {
  header: null,
  charset: 'utf-8',
  byteOrderMark: false,
  rows: (call): readonly DemoRow[] => [{ text: columns(call).join(','), call, fate: STORED }],
  broken(call, why: Breakage) {
    const whole = columns(call);
    if (why === 'truncated') return whole.slice(0, 10).join(',').slice(0, -9);
    if (why === 'badDate') whole[9] = quoted('2026-08-32 25:61:00');
    else whole[13] = '4x';
    return whole.join(',');
  },
};
