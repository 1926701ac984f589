import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import PO from 'pofile';
import { LANGUAGES } from '#base';
import { registerTexts, say, wordCode, wordFinding } from './wording.ts';

/** Parameters of a message, nested choices included. */
function paramsOf(tokens: readonly unknown[]): Set<string> {
  const names = new Set<string>();
  for (const token of tokens) {
    if (!Array.isArray(token)) continue;
    const [name, , format] = token;
    names.add(String(name));
    if (typeof format === 'object' && format !== null) {
      for (const choice of Object.values(format))
        if (Array.isArray(choice)) for (const n of paramsOf(choice)) names.add(n);
    }
  }
  return names;
}

test('a text without translation stands in English', () => {
  for (const language of LANGUAGES)
    assert.equal(say(language, 'Never translated: {a}', { a: 1 }), 'Never translated: 1');
});

test('codes are worded by the registered texts, and an unknown code shows itself', () => {
  registerTexts({ 'wordingTest.some': 'Sample {name}' });
  registerTexts({ 'wordingTest.some': 'Sample {name}' });
  assert.equal(wordFinding('de', { code: 'wordingTest.some', params: { name: 'X' } }), 'Sample X');
  assert.equal(wordCode('fr', 'wordingTest.none'), 'wordingTest.none');
  registerTexts({ 'wordingTest.why': 'Rejected: {reason}' });
  assert.equal(wordCode('en', 'wordingTest.why', { reason: 'wordingTest.some' }), 'Rejected: Sample …');
  assert.throws(() => registerTexts({ 'wordingTest.some': 'Other' }), /two texts/);
});

test('every translation is well formed and has the parameters of its source', () => {
  for (const language of ['de', 'fr'] as const) {
    const file = PO.parse(readFileSync(new URL(`../../locales/${language}.po`, import.meta.url), 'utf8'));
    for (const item of file.items) {
      const translation = item.msgstr[0] ?? '';
      if (translation === '') continue;
      const expected = [...paramsOf(compileMessageOrThrow(item.msgid))].sort();
      const actual = [...paramsOf(compileMessageOrThrow(translation))].sort();
      assert.deepEqual(actual, expected, `${language}: ${item.msgid}`);
    }
  }
});
