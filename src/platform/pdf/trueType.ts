/**
 * TrueType files cut down to the glyphs a document shows. Glyph numbers stay what they were (unused outlines become empty), so
 * that the numbers written on pages need no second translation. Source: OpenType 1.9, tables glyf, loca, hmtx, head.
 */

/** What PDF needs of an embedded TrueType program (ISO 32000-1, 9.9); names, kerning and the character map are left out. */
const KEPT_TABLES = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];

/** Composite glyph flags (glyf table). */
const ARGS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_XY_SCALE = 0x0040;
const HAS_TWO_BY_TWO = 0x0080;

/** A parsed font file: tables by tag and the offsets of outlines in `glyf`. */
export interface TrueType {
  readonly tables: ReadonlyMap<string, DataView>;
  readonly glyphCount: number;
  /** `glyphCount + 1` offsets into `glyf`. */
  readonly loca: Uint32Array;
}

export function parseTrueType(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, DataView>();
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const at = 12 + i * 16;
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    tables.set(tag, new DataView(bytes.buffer, bytes.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  const glyphCount = table(tables, 'maxp').getUint16(4);
  const longOffsets = table(tables, 'head').getInt16(50) === 1;
  const locaTable = table(tables, 'loca');
  const loca = Uint32Array.from({ length: glyphCount + 1 }, (_, glyph) =>
    longOffsets ? locaTable.getUint32(glyph * 4) : locaTable.getUint16(glyph * 2) * 2,
  );
  return { tables, glyphCount, loca };
}

function table(tables: ReadonlyMap<string, DataView>, tag: string): DataView {
  const found = tables.get(tag);
  if (found === undefined) throw new Error(`assertion failed: font has no table ${tag}`);
  return found;
}

/** Advance width of a glyph in font units; glyphs beyond the last entry of `hmtx` share its width. */
export function advanceWidth(font: TrueType, glyph: number): number {
  const metrics = table(font.tables, 'hhea').getUint16(34);
  return table(font.tables, 'hmtx').getUint16(Math.min(glyph, metrics - 1) * 4);
}

/** The glyphs together with all those their outlines are composed of, and .notdef. Ascending. */
export function withComponents(font: TrueType, glyphs: Iterable<number>): number[] {
  const kept = new Set<number>([0]);
  const open = [...glyphs];
  for (let glyph = open.pop(); glyph !== undefined; glyph = open.pop()) {
    if (kept.has(glyph)) continue;
    kept.add(glyph);
    open.push(...componentsOf(font, glyph));
  }
  return [...kept].sort((a, b) => a - b);
}

function componentsOf(font: TrueType, glyph: number): number[] {
  const glyf = table(font.tables, 'glyf');
  const start = font.loca[glyph] ?? 0;
  if (start === font.loca[glyph + 1] || glyf.getInt16(start) >= 0) return [];
  const components: number[] = [];
  let at = start + 10;
  for (;;) {
    const flags = glyf.getUint16(at);
    components.push(glyf.getUint16(at + 2));
    at += flags & ARGS_ARE_WORDS ? 8 : 6;
    if (flags & HAS_SCALE) at += 2;
    else if (flags & HAS_XY_SCALE) at += 4;
    else if (flags & HAS_TWO_BY_TWO) at += 8;
    if (!(flags & MORE_COMPONENTS)) return components;
  }
}

/** A font program that holds only the given glyphs, under their old numbers. Same input, same bytes. */
export function subsetTrueType(font: TrueType, glyphs: Iterable<number>): Uint8Array {
  const kept = withComponents(font, glyphs);
  const { glyf, loca } = keepOutlines(font, kept);
  const parts = new Map<string, Uint8Array>([
    ['glyf', glyf],
    ['loca', loca],
    ['head', headWithLongOffsets(font)],
    ['hmtx', keepMetrics(font, new Set(kept))],
  ]);
  const out: [string, Uint8Array][] = [];
  for (const tag of KEPT_TABLES) {
    const original = font.tables.get(tag);
    const bytes = parts.get(tag) ?? (original === undefined ? undefined : bytesOf(original));
    if (bytes !== undefined) out.push([tag, bytes]);
  }
  return assembleTables(out);
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function keepOutlines(font: TrueType, kept: readonly number[]): { glyf: Uint8Array; loca: Uint8Array } {
  const source = bytesOf(table(font.tables, 'glyf'));
  const padded = (length: number) => (length + 3) & ~3;
  let total = 0;
  for (const glyph of kept) total += padded(font.loca[glyph + 1]! - font.loca[glyph]!);
  const glyf = new Uint8Array(total);
  const loca = new DataView(new ArrayBuffer((font.glyphCount + 1) * 4));
  let next = 0;
  let at = 0;
  for (let glyph = 0; glyph <= font.glyphCount; glyph += 1) {
    loca.setUint32(glyph * 4, at);
    if (kept[next] !== glyph) continue;
    const outline = source.subarray(font.loca[glyph], font.loca[glyph + 1]);
    glyf.set(outline, at);
    at += padded(outline.length);
    next += 1;
  }
  return { glyf, loca: bytesOf(loca) };
}

function headWithLongOffsets(font: TrueType): Uint8Array {
  const head = bytesOf(table(font.tables, 'head')).slice();
  const view = new DataView(head.buffer);
  view.setUint32(8, 0); // checkSumAdjustment: has no meaning in an embedded subset
  view.setInt16(50, 1);
  return head;
}

function keepMetrics(font: TrueType, kept: ReadonlySet<number>): Uint8Array {
  const hmtx = bytesOf(table(font.tables, 'hmtx')).slice();
  const metrics = table(font.tables, 'hhea').getUint16(34);
  for (let glyph = 0; glyph < metrics - 1; glyph += 1) {
    if (!kept.has(glyph)) hmtx.fill(0, glyph * 4, glyph * 4 + 4);
  }
  return hmtx;
}

function assembleTables(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const headerLength = 12 + tables.length * 16;
  const total = tables.reduce((sum, [, bytes]) => sum + ((bytes.length + 3) & ~3), headerLength);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const powers = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 * 2 ** powers);
  view.setUint16(8, powers);
  view.setUint16(10, tables.length * 16 - 16 * 2 ** powers);
  let at = headerLength;
  tables.forEach(([tag, bytes], index) => {
    const entry = 12 + index * 16;
    for (let i = 0; i < 4; i += 1) out[entry + i] = tag.charCodeAt(i);
    out.set(bytes, at);
    const length = (bytes.length + 3) & ~3;
    view.setUint32(entry + 4, checksum(view, at, length));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, bytes.length);
    at += length;
  });
  return out;
}

function checksum(view: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
