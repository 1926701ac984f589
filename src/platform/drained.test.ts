import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { drained } from './drained.ts';

test('waited for until it takes more or is closed; no listener stays', async () => {
  const stream = new PassThrough();
  for (const event of ['drain', 'drain', 'close'] as const) {
    const waiting = drained(stream);
    stream.emit(event);
    await waiting;
    assert.deepEqual([stream.listenerCount('drain'), stream.listenerCount('close')], [0, 0]);
  }
});
