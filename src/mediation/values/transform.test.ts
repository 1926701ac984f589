import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSafePattern } from '../language/pattern.ts';
import type { Transform } from '../language/values.ts';
import { compileTransform } from './transform.ts';

const CASES: readonly (readonly [transform: Transform, text: string, made: string | null])[] = [
  [{ op: 'trim' }, '  a b ', 'a b'],
  [{ op: 'lower' }, 'ÄB', 'äb'],
  [{ op: 'upper' }, 'äb', 'ÄB'],
  [{ op: 'urlDecode' }, '%2B4940%20555', '+4940 555'],
  [{ op: 'urlDecode' }, '100%', '100%'],
  [{ op: 'base64' }, 'YWJj', 'abc'],
  [{ op: 'base64' }, 'a b', null],
  [{ op: 'hexToInt' }, '0x10', '16'],
  [{ op: 'hexToInt' }, 'ffFF', '65535'],
  [{ op: 'hexToInt' }, 'ffffffffffffffff', '18446744073709551615'],
  [{ op: 'hexToInt' }, 'x', null],
  [{ op: 'bcd' }, '942143f5', '4912345'],
  [{ op: 'bcd' }, '9421435', null],
  [{ op: 'ipv4' }, '310625290', '10.196.131.18'],
  [{ op: 'ipv4' }, '-1408237558', '10.0.16.172'],
  [{ op: 'ipv4' }, '10.0.0.1', null],
  [{ op: 'json', path: 'a.b[0]' }, '{"a":{"b":[7]}}', '7'],
  [{ op: 'json', path: 'a' }, '{"b":1}', ''],
  [{ op: 'json', path: 'a' }, 'no json', null],
  [{ op: 'substring', start: 2 }, 'abcdef', 'cdef'],
  [{ op: 'substring', start: 2, length: 2 }, 'abcdef', 'cd'],
  [{ op: 'substring', start: -3, length: 2 }, 'abcdef', 'de'],
  [{ op: 'substring', start: -9 }, 'abc', 'abc'],
  [{ op: 'substring', start: 9 }, 'abc', ''],
  [{ op: 'replace', pattern: '[^0-9]', by: '' }, 'a1b2', '12'],
  [{ op: 'replace', pattern: '^<I>(\\d+)$', by: '$1' }, '<I>123', '123'],
  [{ op: 'map', table: { I: 'in', O: 'out' }, otherwise: 'keep' }, 'X', 'X'],
  [{ op: 'map', table: { I: 'in', O: 'out' }, otherwise: 'empty' }, 'X', ''],
  [{ op: 'map', table: { I: 'in', O: 'out' }, otherwise: 'reject' }, 'X', null],
  [{ op: 'map', table: { I: 'in', O: 'out' }, otherwise: 'reject' }, 'O', 'out'],
  [{ op: 'map', table: {}, otherwise: 'empty' }, 'constructor', ''],
  [{ op: 'split', by: ';', take: 1 }, 'a; b;c', 'b'],
  [{ op: 'split', by: ';', take: -1 }, 'a; b;c', 'c'],
  [{ op: 'split', by: ';', take: 5 }, 'a; b;c', ''],
  [{ op: 'template', text: '20{}-{other}' }, '26', '2026-<other>'],
];

for (const [transform, text, made] of CASES) {
  test(`${JSON.stringify(transform)}: “${text}” becomes ${made === null ? 'nothing' : `“${made}”`}`, () => {
    assert.equal(
      compileTransform(transform).run(text, (name) => `<${name}>`),
      made,
    );
  });
}

const PATTERNS: readonly (readonly [pattern: string, safe: boolean])[] = [
  ['^\\d+;[a-z]*$', true],
  ['(\\d+\\.){3}\\d+', true],
  ['(?<a>\\w+) (?<b>.*)', true],
  ['(?:a|b)+c*', true],
  ['[(a+)+]*', true],
  ['\\(a+\\)+', true],
  ['(a+)?b', true],
  ['(a+)+', false],
  ['(a*b?)*$', false],
  ['((x+)y)*', false],
  ['(a{2,})*', false],
  ['(a+){2,}', false],
  ['(', false],
  ['[', false],
];

for (const [pattern, safe] of PATTERNS)
  test(`the pattern ${pattern} ${safe ? 'is taken' : 'is refused'}`, () => assert.equal(isSafePattern(pattern), safe));
