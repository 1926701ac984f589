import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { formatMessage, type MessageParams } from './message.ts';
import type { Language } from './text.ts';

const CASES: readonly [Language, string, MessageParams, string][] = [
  ['en', 'Nothing to fill in', {}, 'Nothing to fill in'],
  ['en', 'File {name}', { name: 'a.csv' }, 'File a.csv'],
  ['en', 'It’s {n}', { n: 5 }, 'It’s 5'],
  ['de', '{n, number} Sätze', { n: 61234 }, '61.234 Sätze'],
  ['de', '{a, number, money}', { a: '1234.5' }, '1.234,50'],
  ['de', '{a, number, money}', { a: '3.3349' }, '3,33'],
  ['de', '{a, number, price}', { a: '1234.5' }, '1.234,50'],
  ['de', '{a, number, price}', { a: '0.123456789012…' }, '0,123456789012…'],
  ['de', '{a, number} EUR', { a: '0.0059466…' }, '0,0059466… EUR'],
  ['de', '{a, number}', { a: '12345678901234567890.5' }, '12.345.678.901.234.567.890,5'],
  ['de', '{a, money}', { a: '-1234.56', currency: 'EUR' }, '-1.234,56\u00a0€'],
  ['fr', '{a, money}', { a: '1234.56', currency: 'CHF' }, '1\u202f234,56\u00a0CHF'],
  ['en', '{a, money}', { a: '1234.56', currency: 'EUR' }, '€1,234.56'],
  ['de', 'am {d, date}', { d: '2026-10-31' }, 'am 31.10.2026'],
  ['fr', '{m, month}', { m: '2026-10' }, 'octobre 2026'],
  ['en', '{s, duration}', { s: 3661 }, '1:01:01'],
  ['en', '{n, plural, one {# file} other {# files}}', { n: 1 }, '1 file'],
  ['en', '{n, plural, =0 {no file} one {# file} other {# files}}', { n: 0 }, 'no file'],
  ['fr', '{n, plural, one {# fichier} other {# fichiers}}', { n: 0 }, '0 fichier'],
  [
    'de',
    '{n, plural, one {# Datei von {who}} other {# Dateien von {who}}}',
    { n: 1200, who: 'X' },
    '1.200 Dateien von X',
  ],
  ['en', '{k, select, a {first} other {else}}', { k: 'a' }, 'first'],
  ['en', '{k, select, a {first} other {else}}', { k: 'toString' }, 'else'],
  ['en', 'not a number: {a, number}', { a: 'x1' }, 'not a number: x1'],
  ['en', 'missing {what}', {}, 'missing {what}'],
  ['en', 'raw text is kept: {raw}', { raw: '\\x41 # {n}' }, 'raw text is kept: \\x41 # {n}'],
];

test('messages are worded in each language', () => {
  for (const [language, source, params, expected] of CASES) {
    assert.equal(formatMessage(language, compileMessageOrThrow(source), params), expected, source);
  }
});
