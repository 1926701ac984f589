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
  /** Where the call went in the end, if elsewhere. */
  readonly final: string;
}

/** The system stands in Hamburg: whoever uses it dials as from Germany. */
function ends(call: DemoCall): Ends {
  const extension = call.extension ?? '';
  const partner = asDialled(call.partner, '49');
  const desk = `Ext.${extension}`;
  switch (call.kind) {
    case 'outbound':
      return { from: desk, to: partner, fromDn: extension, toDn: TRUNK_DN, dialled: partner, final: '' };
    case 'inbound':
      return {
        from: partner || 'anonymous',
        to: desk,
        fromDn: TRUNK_DN,
        toDn: extension,
        dialled: extension,
        final: '',
      };
    case 'internal': {
      const to = `Ext.${call.partner}`;
      return { from: desk, to, fromDn: extension, toDn: call.partner, dialled: call.partner, final: '' };
    }
    case 'forwarded': {
      const from = asDialled(call.caller, '49');
      return { from, to: desk, fromDn: TRUNK_DN, toDn: extension, dialled: extension, final: partner };
    }
  }
}

function columns(call: DemoCall): string[] {
  const { from, to, fromDn, toDn, dialled, final } = ends(call);
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
    final === '' ? '' : 'Fwd_NoAnswer',
    final,
    final === '' ? '' : TRUNK_DN,
    ...['', '', '', ''],
    `Chain: ${from};${to};${final}`,
  ];
}

/** Somebody signs in at a telephone: a line of the same file that is no call. */
function logIn(call: DemoCall): DemoRow {
  const row = columns({ ...call, kind: 'internal', talkS: 0 });
  row[0] = `Login ${call.serial}`;
  return { text: row.join(','), call: null, fate: { is: 'filtered', why: 'noCall' } };
}

export const threeCxWriter: RecordWriter = {
  header: null,
  charset: 'utf-8',
  byteOrderMark: true,
  rows(call): readonly DemoRow[] {
    const row: DemoRow = { text: columns(call).join(','), call, fate: STORED };
    return call.serial % 150 === 0 ? [logIn(call), row] : [row];
  },
  broken(call, why: Breakage) {
    const whole = columns(call);
    if (why === 'truncated') return whole.slice(0, 6).join(',');
    if (why === 'badDate') whole[3] = '2026/13/01 09:00:00';
    else whole[2] = '00:O1:12';
    return whole.join(',');
  },
};
