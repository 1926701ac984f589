import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decimalSignOf, spreadsheetNumber, withPoint } from './decimalComma.ts';

test('the decimal sign is the one that leaves no doubt', () => {
  const cases: readonly (readonly [readonly string[], 'point' | 'comma' | null])[] = [
    [['0.05', '1.234'], 'point'],
    [['0,05', '1.234'], 'comma'],
    [['0,123'], 'comma'],
    [['0.123'], 'point'],
    [['1.234,5'], 'comma'],
    [['1,234.5'], 'point'],
    [["1'234.5", '1,234'], 'point'],
    [['1 234,50'], 'comma'],
    [['5', '12'], 'point'],
    [[], 'point'],
    [['1.234'], 'point'],
    [['1,234'], null],
    [['0,05', '0.05'], null],
    [['free', '-0,05'], 'comma'],
  ];
  for (const [amounts, sign] of cases) assert.equal(decimalSignOf(amounts), sign, amounts.join(' '));
});

test('amounts get a decimal point; what is none stays', () => {
  const cases: readonly (readonly [string, 'point' | 'comma', string])[] = [
    ['0,05', 'comma', '0.05'],
    ['1.234,5', 'comma', '1234.5'],
    ['1 234,5', 'comma', '1234.5'],
    ['0.05', 'point', '0.05'],
    ['1,234.5', 'point', '1234.5'],
    ['0,05', 'point', '0,05'],
    ['free', 'comma', 'free'],
    ['1e-2', 'comma', '1e-2'],
    ['1,2,3', 'comma', '1,2,3'],
  ];
  for (const [amount, sign, expected] of cases) assert.equal(withPoint(amount, sign), expected, amount);
});

test('a spreadsheet’s double becomes what was typed', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['0.0123', '0.0123'],
    ['1.2300000000000001E-2', '0.0123'],
    ['0.30000000000000004', '0.3'],
    ['1.0000000000000001E-5', '0.00001'],
    ['4.9301234567E+10', '49301234567'],
    ['49301234567', '49301234567'],
    ['1E2', '100'],
    ['-2.5E-1', '-0.25'],
    ['0E0', '0'],
    ['text', 'text'],
  ];
  for (const [stored, expected] of cases) assert.equal(spreadsheetNumber(stored), expected, stored);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), fc.integer({ min: 0, max: 9 }), (digits, decimals) => {
      const typed = digits / 10 ** decimals;
      assert.equal(Number(spreadsheetNumber(typed.toExponential(16))), typed);
    }),
  );
});
