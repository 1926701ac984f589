import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partyText } from './naming.ts';

const CASES: readonly [number: number, text: string | null, shown: string][] = [
  [4940555, null, '+4940555'],
  [0, '412', '412'],
  [0, null, ''],
  // Of a number with hidden digits, only what the carrier wrote is shown.
  [49301234, '49301234XXX', '49301234XXX'],
];
for (const [number, text, shown] of CASES)
  test(`${number} with ${text} is shown as “${shown}”`, () => assert.equal(partyText(number, text), shown));
