import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberLike, numberPattern, ownPrefixes } from './numberPattern.ts';
import { seededRandom } from './random.ts';

const CASES: readonly [string, string[], string[]][] = [
  ['6\\d{8}', ['[1-5]\\d{8}'], ['6']],
  ['7(?:[1-57-9]\\d{2}|624)\\d{6}', ['7[06]\\d{8}'], ['71', '72', '73', '74', '75', '77', '78', '79']],
  ['1(?:5\\d|6[0-3])\\d{7}', ['18\\d{8}'], ['15', '16']],
  ['268(?:464|7\\d\\d)\\d{4}', ['268(?:4(?:6[0-38]|84)|56[0-2])\\d{4}'], ['2687']],
  ['2\\d', ['2\\d'], []],
];

for (const [wanted, others, prefixes] of CASES) {
  test(`${wanted} beside ${others.join(', ')}`, () => {
    assert.deepEqual(ownPrefixes(numberPattern(wanted), others.map(numberPattern), 4), prefixes);
  });
}

test('a number like a pattern fits it as a regular expression, whatever the seed', () => {
  const patterns = CASES.flatMap(([wanted, others]) => [wanted, ...others]);
  fc.assert(
    fc.property(fc.constantFrom(...patterns), fc.string(), fc.nat(12), (pattern, seed, atLeast) => {
      const number = numberLike(numberPattern(pattern), seededRandom(seed), atLeast);
      assert.match(number, new RegExp(`^(?:${pattern})$`));
    }),
  );
});

test('a number grows to the digits asked for where the pattern lets it', () => {
  assert.equal(numberLike(numberPattern('1\\d{3,12}'), seededRandom('x')).length, 4);
  assert.equal(numberLike(numberPattern('1\\d{3,12}'), seededRandom('x'), 8).length, 8);
  assert.equal(numberLike(numberPattern('1\\d{3}'), seededRandom('x'), 8).length, 4);
});
