import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { document, element } from './xml.ts';

test('absent children leave no trace, empty elements close themselves', () => {
  assert.equal(element('a', [null, element('b', 'x'), null]), '<a>\n  <b>x</b>\n</a>');
  assert.equal(element('a', { k: '1' }, []), '<a k="1"/>');
});

test('any text comes back from a parser, control characters and line ends aside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, attribute) => {
      const parsed = XmlDocument.fromString(document(element('a', { k: attribute }, [element('b', text)])));
      try {
        const allowed = (character: string) => character >= ' ' && !'\ufffe\uffff'.includes(character);
        const plain = (raw: string) => [...raw.replace(/[\t\r\n]+/g, ' ')].filter(allowed).join('');
        assert.equal(parsed.get('/a/b')?.content, plain(text));
        assert.equal(parsed.get('/a/@k')?.content, plain(attribute));
      } finally {
        parsed.dispose();
      }
    }),
  );
});
