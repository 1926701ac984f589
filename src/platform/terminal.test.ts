import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { virtualClock } from './clock.ts';
import { type Terminal, terminalProgress } from './terminal.ts';

const words = (phase: string) => ({ read: 'Reading', rate: 'Rating' })[phase] ?? phase;

/** A stream that keeps what was written; a terminal if it is told so. */
function kept(isTTY: boolean): { stream: Terminal; text: () => string } {
  const written: string[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk) => written.push(String(chunk)));
  return { stream: Object.assign(stream, { isTTY, columns: 80 }), text: () => written.join('') };
}

test('in a log file there is a line per phase and one every five seconds at most', () => {
  const clock = virtualClock(0);
  const { stream, text } = kept(false);
  const progress = terminalProgress({ clock, wordPhase: words, stream });
  progress.phase('read', 100);
  for (let second = 1; second <= 12; second++) {
    clock.set(second * 1000);
    progress.advance(8);
  }
  progress.phase('rate');
  progress.stop();
  assert.equal(text(), 'Reading 0/100\nReading 40/100\nReading 80/100\nRating\n');
});

test('on a terminal there is a bar', () => {
  const { stream, text } = kept(true);
  const progress = terminalProgress({ clock: virtualClock(0), wordPhase: words, stream });
  progress.phase('read', 200);
  progress.advance(50);
  progress.stop();
  assert.match(text(), /Reading \[.*\] 25% 50\/200/);
});
