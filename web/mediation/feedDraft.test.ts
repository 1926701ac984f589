import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIALOGUE, LINES, PAIRS, PATH, valueAt, withValue } from './feedDraft.ts';

test('parts are read and changed by their paths; nothing else changes', () => {
  const draft = { port: 1, framing: { kind: 'fixed', bytes: 80 } };
  assert.equal(valueAt(draft, 'framing.bytes'), 80);
  assert.equal(valueAt(draft, 'framing.bytes.more'), undefined);
  assert.deepEqual(withValue(draft, 'framing.bytes', 90), { port: 1, framing: { kind: 'fixed', bytes: 90 } });
  assert.deepEqual(withValue(draft, 'port', undefined), { framing: draft.framing });
  assert.deepEqual(withValue({}, 'window.lengthS', 60), { window: { lengthS: 60 } });
});

test('what is written one in a line is read as it was', () => {
  assert.deepEqual(LINES.read(' a \n\nb'), ['a', 'b']);
  assert.deepEqual(PATH.read(''), undefined);
  assert.deepEqual(PATH.read('data.calls'), ['data', 'calls']);
  assert.deepEqual(PAIRS.read('StartTime>={from}\nmax=5'), { 'StartTime>': '{from}', max: '5' });
  const dialogue = [
    { expect: 'Password:', send: '{secret}\r\n' },
    { expect: '', send: 'SMDR\t\\on' },
  ];
  for (const [written, value] of [
    [LINES, ['a', 'b']],
    [PATH, ['data', 'calls']],
    [PAIRS, { a: '1', b: 'x=y' }],
    [DIALOGUE, dialogue],
  ] as const)
    assert.deepEqual(written.read(written.write(value)), value);
});
