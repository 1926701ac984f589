/** Asterisk's `Master.csv` with all 21 columns: local time of the PABX, no zone, one row per dialled branch. */
import { zoneOffsets } from '#base';
import type { DemoCall } from './calls.ts';
import { asDialled, isShort, localStamp, withPlus } from './notation.ts';
import { type Breakage, type DemoRow, type Fate, type RecordWriter, STORED } from './row.ts';

const ZONE = zoneOffsets('Europe/Berlin');
/** The channel of the trunk to the carrier. */
export const ASTERISK_TRUNK = 'PJSIP/hansa-trunk';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

interface Ends {
  readonly src: string;
  readonly dst: string;
  readonly context: string;
  readonly channel: string;
  readonly destination: string;
}

/** People dial 0 for an outside line, but not before emergency and other short numbers. */
const fromDesk = (partner: string) => (isShort(partner) ? asDialled(partner, '49') : `0${asDialled(partner, '49')}`);

/** Outbound goes from a desk to the trunk, inbound the other way; a forwarded call leaves for the mobile of the desk's owner. */
function ends(call: DemoCall): Ends {
  const desk = `PJSIP/${call.account}-${call.own.slice(-3)}`;
  const suffix = call.serial.toString(16).padStart(8, '0');
  switch (call.kind) {
    case 'outbound':
      return {
        src: withPlus(call.own),
        dst: fromDesk(call.partner),
        context: 'from-internal',
        channel: `${desk}-${suffix}`,
        destination: `${ASTERISK_TRUNK}-${suffix}`,
      };
    case 'inbound':
      return {
        src: call.partner === '' ? 'anonymous' : withPlus(call.partner),
        dst: withPlus(call.own),
        context: 'from-trunk',
        channel: `${ASTERISK_TRUNK}-${suffix}`,
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
        dst: fromDesk(call.partner),
        context: 'from-trunk',
        channel: `${ASTERISK_TRUNK}-${suffix}`,
        destination: `${ASTERISK_TRUNK}-${suffix}`,
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

const FILTERED_UNANSWERED: Fate = { is: 'filtered', why: 'unanswered' };
const FILTERED_LOCAL: Fate = { is: 'filtered', why: 'localChannel' };

/** The row of another telephone of the ring group, that rang and was not picked up. */
function losingBranch(call: DemoCall): DemoRow {
  const row = columns({ ...call, talkS: 0, serial: call.serial });
  row[6] = quoted(`PJSIP/${call.account}-${call.own.slice(-3)}9-${call.serial.toString(16)}`);
  row[14] = quoted('NO ANSWER');
  row[20] = String(call.serial + 1);
  return { text: row.join(','), call, fate: FILTERED_UNANSWERED };
}

/** The half of a Local channel that repeats the call. */
function localHalf(call: DemoCall): DemoRow {
  const row = columns(call);
  row[5] = quoted(`Local/${call.own.slice(-3)}@from-queue-${call.serial.toString(16)};2`);
  row[20] = String(call.serial + 2);
  return { text: row.join(','), call, fate: FILTERED_LOCAL };
}

export const asteriskWriter: RecordWriter = {
  header: null,
  charset: 'utf-8',
  byteOrderMark: false,
  rows(call): readonly DemoRow[] {
    const row = { text: columns(call).join(','), call, fate: call.talkS > 0 ? STORED : FILTERED_UNANSWERED };
    if (call.kind !== 'inbound' || call.talkS === 0) return [row];
    if (call.serial % 4 === 0) return [losingBranch(call), row];
    return call.serial % 25 === 1 ? [row, localHalf(call)] : [row];
  },
  broken(call, why: Breakage) {
    const whole = columns(call);
    if (why === 'truncated') return whole.slice(0, 10).join(',').slice(0, -9);
    if (why === 'badDate') whole[9] = quoted('2026-08-32 25:61:00');
    else whole[13] = '4x';
    return whole.join(',');
  },
};
