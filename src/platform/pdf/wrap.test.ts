import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wrap } from './wrap.ts';

const letters = (text: string) => [...text].length;

const CASES: readonly [text: string, room: number, lines: readonly string[]][] = [
  ['', 10, ['']],
  ['one two three', 100, ['one two three']],
  ['one two three', 7, ['one two', 'three']],
  ['one  two', 3, ['one', 'two']],
  ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['a\u00a0b c', 3, ['a\u00a0b', 'c']],
  ['first\nsecond', 100, ['first', 'second']],
];

for (const [text, room, lines] of CASES) {
  test(`${JSON.stringify(text)} in ${room}`, () => assert.deepEqual(wrap(text, room, letters), lines));
}

test('no letter is lost, no line is too long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ä', '\n') }),
      fc.integer({ min: 1, max: 12 }),
      (text, room) => {
        const lines = wrap(text, room, letters);
        assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
        for (const line of lines) assert.ok(letters(line) <= room);
      },
    ),
  );
});
