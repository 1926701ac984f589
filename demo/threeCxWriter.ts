/** 3CX's `cdr.log`: twenty columns in the order of the default template, no header, byte order mark, times in UTC. */
import type { DemoCall } from './calls.ts';
import { asDialled, clockDuration, slashedUtcStamp } from './notation.ts';
import { type Breakage, type DemoRow, type RecordWriter, STORED } from './row.ts';

/** Trunk lines have numbers from 10000 up. */
const TRUNK_DN = '10000';

interface Ends {
  readonly from: string;
  readonly to: string;
  readonly fromDn: string;
  readonly toDn: string;
  readonly dialled: string;
}

function ends(call: DemoCall): Ends {
  const code = call.own.startsWith('33') ? '33' : '49';
  const extension = call.extension ?? '';
  const partner = asDialled(call.partner, code);
  const desk = `Ext.${extension}`;
  switch (call.kind) {
    case 'outbound':
      return { from: desk, to: partner, fromDn: extension, toDn: TRUNK_DN, dialled: partner };
    case 'inbound':
      return { from: partner, to: desk, fromDn: TRUNK_DN, toDn: extension, dialled: extension };
    case 'internal':
      return { from: desk, to: `Ext.${call.partner}`, fromDn: extension, toDn: call.partner, dialled: call.partner };
    case 'forwarded':
      return { from: asDialled(call.caller, code), to: partner, fromDn: TRUNK_DN, toDn: TRUNK_DN, dialled: extension };
  }
}

function columns(call: DemoCall): string[] {
  const { from, to, fromDn, toDn, dialled } = ends(call);
  const answerMs = call.startMs + call.ringS * 1000;
  const answered = call.talkS > 0;
  return [
    `Call ${call.serial}`,
    `${Math.floor(call.startMs / 1000)
      .toString(16)
      .toUpperCase()
      .padStart(16, '0')}_${call.serial % 10_000}`,
    answered ? clockDuration(call.talkS) : '',
    slashedUtcStamp(call.startMs),
    answered ? slashedUtcStamp(answerMs) : '',
    slashedUtcStamp(answerMs + call.talkS * 1000),
    answered ? 'TerminatedBySrc' : 'Failed_Cancelled',
    from,
    to,
    fromDn,
    toDn,
    dialled,
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    `Chain: ${from};${to};`,
  ];
}

export const threeCxWriter: RecordWriter = {
  header: null,
  charset: 'utf-8',
  byteOrderMark: true,
  rows: (call): readonly DemoRow[] => [{ text: columns(call).join(','), call, fate: STORED }],
  broken(call, why: Breakage) {
    const whole = columns(call);
    if (why === 'truncated') return whole.slice(0, 6).join(',');
    if (why === 'badDate') whole[3] = '2026/13/01 09:00:00';
    else whole[2] = '00:O1:12';
    return whole.join(',');
  },
};
