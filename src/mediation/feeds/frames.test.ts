import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_RECORD_BYTES } from '../readers/sink.ts';
import { framerFor } from './frames.ts';
import type { Framing } from './settings.ts';
import { readSyslog, syslogRecord } from './syslog.ts';
import { SyslogFramer } from './syslogFrames.ts';

/** The records of content that comes in pieces of these sizes. */
function records(framing: Framing | 'syslog', content: Buffer, sizes: readonly number[] = []): string[] {
  const framer = framing === 'syslog' ? new SyslogFramer() : framerFor(framing);
  const found: string[] = [];
  const take = (record: Buffer) => found.push(record.toString('latin1'));
  let at = 0;
  for (const size of sizes) {
    framer.push(content.subarray(at, at + size), take);
    at += size;
  }
  framer.push(content.subarray(at), take);
  framer.end(take);
  return found;
}

const CASES: [framing: Framing | 'syslog', content: string, expected: string[]][] = [
  [{ kind: 'lines' }, 'a\r\n\0\0b\n\r\n\nc', ['a\n', 'b\n', 'c\n']],
  [{ kind: 'etx' }, '\x02one\x03\r\n\x02two\r\nlines\x03three', ['one\n', 'two\r\nlines\n', 'three\n']],
  [{ kind: 'fixed', bytes: 3 }, 'abcdefgh', ['abc\n', 'def\n', 'gh\n']],
  ['syslog', '5 <1>ab<2>c\n7 <3>d\ne\n<4>f', ['<1>ab', '<2>c', '<3>d\ne\n', '<4>f']],
  ['syslog', '9 <1>abc', ['9 <1>abc']],
  ['syslog', '12x <1>a\n3 <1', ['12x <1>a', '3 <1']],
];

test('streams are cut into the same records however they come in pieces', () => {
  for (const [framing, content, expected] of CASES) {
    const bytes = Buffer.from(content, 'latin1');
    assert.deepEqual(records(framing, bytes), expected);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }), (sizes) => {
        assert.deepEqual(records(framing, bytes, sizes), expected);
      }),
    );
  }
});

test('a record without an end is cut off, counted and forgotten; the next one is read', () => {
  for (const framing of [{ kind: 'lines' }, 'syslog'] as const) {
    const framer = framing === 'syslog' ? new SyslogFramer() : framerFor(framing);
    const found: string[] = [];
    const take = (record: Buffer) => found.push(record.toString());
    const piece = Buffer.alloc(65_536, 'x');
    for (let bytes = 0; bytes < 3 * MAX_RECORD_BYTES; bytes += piece.length) framer.push(piece, take);
    framer.push(Buffer.from('\n<1>next\n'), take);
    framer.end(take);
    assert.equal(found.at(-1)?.trim(), '<1>next');
    assert.equal(found.length, 1);
    assert.ok(framer.cutOff >= 1);
  }
});

test('syslog in both forms gives the message, its facility and severity', () => {
  const cases: [text: string, facility: number, severity: number, message: string][] = [
    ['<34>Oct 11 22:14:15 mymachine su: x failed', 4, 2, 'x failed'],
    ['<34>Oct  1 22:14:15 mymachine su[12]: x', 4, 2, 'x'],
    ['<134>Oct 11 22:14:15 10.0.0.1 [S=12] [SID=1] |CALL_END |SBC', 16, 6, '[S=12] [SID=1] |CALL_END |SBC'],
    ['<165>1 2003-10-11T22:14:15.003Z host app - ID47 [x@1 a="b" c="\\"]"][y@2 d="e"] \uFEFFtext', 20, 5, 'text'],
    ['<165>1 2003-10-11T22:14:15.003Z host app 12 - - text with - in it', 20, 5, 'text with - in it'],
    ['<165>1 - - - - - -', 20, 5, ''],
    ['no priority', 1, 5, 'no priority'],
    ['<999>odd', 1, 5, 'odd'],
    [
      '<13>10:36:14.064  10.0.10.11  local1.info |CALL_END\r\n\0',
      1,
      5,
      '10:36:14.064  10.0.10.11  local1.info |CALL_END',
    ],
  ];
  for (const [text, facility, severity, message] of cases) {
    const read = readSyslog(text);
    assert.deepEqual([read.facility, read.severity, read.message], [facility, severity, message], text);
  }
  assert.equal(syslogRecord(readSyslog('<13>a\r\nb'), 'line'), 'a b\n');
});
