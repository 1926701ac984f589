import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDialled } from './dialled.ts';

test('numbers as people write them', () => {
  const cases: readonly (readonly [string, string, number | string | null])[] = [
    ['+49 30 1234567', 'FR', 49301234567],
    ['0049 30 1234567', 'DE', 49301234567],
    ['030/1234567', 'DE', 49301234567],
    ['(030) 12 34-567', 'DE', 49301234567],
    ['01 99 00 00 40', 'FR', 33199000040],
    ['0 899 12 34 56', 'FR', 33899123456],
    ['044 668 18 00', 'CH', 41446681800],
    ['24 12 34', 'LU', 352241234], // Luxembourg dials no 0 before a number
    ['621 123 456', 'LU', 352621123456],
    ['110', 'DE', '110'],
    ['118 33', 'DE', '11833'],
    ['118 218', 'FR', '118218'],
    ['3631', 'FR', '3631'],
    ['112', 'LU', '112'],
    ['', 'DE', null],
    ['anonymous', 'DE', null],
    ['+', 'DE', null],
    ['0', 'DE', null],
    ['+49', 'DE', null],
    ['+999 1234567', 'DE', null],
    ['+49301234567890123', 'DE', null],
    ['030 1234567; drop', 'DE', null],
  ];
  for (const [written, country, expected] of cases) {
    const party = readDialled(written, country);
    assert.equal(party === null ? null : (party.text ?? party.number), expected, `${written} in ${country}`);
  }
});
