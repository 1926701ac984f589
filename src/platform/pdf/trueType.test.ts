import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { create } from 'fontkit';
import { FACES } from './faces.ts';
import { advanceWidth, parseTrueType, subsetTrueType, withComponents } from './trueType.ts';

const bytes = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/ibm-plex-sans/${FACES.regular}`));
const font = parseTrueType(bytes);
const glyphOf = (character: string) => create(bytes).glyphForCodePoint(character.codePointAt(0) ?? 0).id;

test('a subset keeps the outlines and widths of its glyphs, under their numbers, and empties all others', () => {
  const glyphs = [...'Rechnung€'].map(glyphOf);
  const kept = new Set(withComponents(font, glyphs));
  const subset = parseTrueType(subsetTrueType(font, glyphs));
  assert.equal(subset.glyphCount, font.glyphCount);
  const outline = (of: typeof font, glyph: number) => {
    const glyf = of.tables.get('glyf')!;
    return Buffer.from(glyf.buffer, glyf.byteOffset + of.loca[glyph]!, of.loca[glyph + 1]! - of.loca[glyph]!);
  };
  for (let glyph = 0; glyph < font.glyphCount; glyph += 1) {
    const length = outline(font, glyph).length;
    if (kept.has(glyph)) {
      assert.deepEqual(outline(subset, glyph).subarray(0, length), outline(font, glyph));
      assert.equal(advanceWidth(subset, glyph), advanceWidth(font, glyph));
    } else assert.equal(outline(subset, glyph).length, 0);
  }
});

test('a composed glyph brings its parts', () => {
  const composed = Array.from({ length: font.glyphCount }, (_, glyph) => glyph).filter(
    (glyph) => withComponents(font, [glyph]).length > 2,
  );
  assert.ok(composed.length > 100, 'the font has composed glyphs');
  const [first] = composed;
  const parts = withComponents(font, [first!]).filter((glyph) => glyph !== first);
  const subset = parseTrueType(subsetTrueType(font, [first!]));
  for (const part of parts)
    assert.equal(subset.loca[part + 1]! > subset.loca[part]!, font.loca[part + 1]! > font.loca[part]!);
});

test('tables carry their checksums', () => {
  const subset = subsetTrueType(font, [glyphOf('A')]);
  const view = new DataView(subset.buffer, subset.byteOffset, subset.byteLength);
  for (let entry = 12; entry < 12 + view.getUint16(4) * 16; entry += 16) {
    const from = view.getUint32(entry + 8);
    const length = (view.getUint32(entry + 12) + 3) & ~3;
    let sum = 0;
    for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
    assert.equal(sum, view.getUint32(entry + 4));
  }
});
