import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLines } from './readLines.ts';

test('pasted numbers are read in any notation; what is none, or comes twice, says so', () => {
  const text = `+49 40 5550123
040 5550124; 0049 (40) 555-0125

49405550126
not a number
040/5550124
+49 40 5551*
+33 1 40 20 50 50`;
  assert.deepEqual(
    readLines(text, 'DE').map(({ row, kind, identifier, label, trouble }) => [row, kind, identifier, label, trouble]),
    [
      [1, 'number', '49405550123', '+49 40 5550123', null],
      [2, 'number', '49405550124', '+49 40 5550124', null],
      [3, 'number', '49405550125', '+49 40 5550125', null],
      [5, 'number', '49405550126', '+49 40 5550126', null],
      [6, 'number', '', 'not a number', 'notNumber'],
      [7, 'number', '49405550124', '+49 40 5550124', 'twice'],
      [8, 'range', '49405551', '+49 40 5551…', null],
      [9, 'number', '33140205050', '+33 1 40 20 50 50', null],
    ],
  );
  assert.deepEqual(readLines('01 40 20 50 50', 'FR')[0]?.identifier, '33140205050');
  assert.deepEqual(readLines('', 'DE'), []);
});
