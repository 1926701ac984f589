import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { face } from './faces.ts';

const regular = face('regular');

test('every character of German, French and English bills has a glyph in every face', () => {
  const text = 'AÄÖÜäöüßéèêëàâçîïôùûÿœæÉÈÀÇŒ«»„“”‚‘’–—…·•°§€×−0123456789 \u00a0\u202fŠšŽžČčŁłŚśŻżØøÅåñ';
  for (const name of ['regular', 'italic', 'medium', 'semiBold'] as const)
    assert.deepEqual(face(name).encode(text).missing, [], name);
});

test('a character without a glyph is drawn as U+FFFD and told', () => {
  const encoded = regular.encode('A中文');
  assert.deepEqual(encoded.missing, ['中', '文']);
  assert.deepEqual(regular.encode('A\ufffd\ufffd').operator, encoded.operator);
});

test('pairs are kerned, figures in columns are not', () => {
  assert.ok(regular.encode('AV').width < regular.encode('A').width + regular.encode('V').width);
  assert.equal(regular.encodePlain('AV').width, regular.encodePlain('A').width + regular.encodePlain('V').width);
});

test('figures are of one width', () => {
  const widths = new Set([...'0123456789'].map((digit) => regular.encodePlain(digit).width));
  assert.equal(widths.size, 1);
});

test('decomposed letters are composed before they are drawn', () => {
  assert.equal(regular.encode('e\u0301').operator, regular.encode('é').operator);
});

test('line ends and tabs are spaces', () => {
  assert.equal(regular.encode('a\n\tb').operator, regular.encode('a  b').operator);
});

test('the program holds the common glyphs and the rare ones asked for', () => {
  const { rare } = regular.encode('Ω');
  assert.equal(rare.length, 1);
  assert.ok(!regular.program(new Set()).glyphs.includes(rare[0]!));
  const program = regular.program(new Set(rare));
  assert.ok(program.glyphs.includes(rare[0]!));
  assert.equal(inflateSync(program.packed).length, program.length);
  assert.equal(regular.characterOf(rare[0]!), 'Ω'.codePointAt(0));
});
