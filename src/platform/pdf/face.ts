import { deflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';
import { advanceWidth, parseTrueType, subsetTrueType, type TrueType } from './trueType.ts';

/**
 * One font of the printed documents, opened once per process. Text is encoded straight into PDF string operands: glyph numbers
 * in hex with kerning between them, no ligatures, so that each glyph stands for one character and copied text is exact.
 */

/** Characters every document may use; their glyphs are embedded always, so the common subset is built and packed once. */
const COMMON =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|' +
  'ÄÖÜäöüßÀÂÆÇÈÉÊËÎÏÔŒÙÛàâæçèéêëîïôœùû°§«»·–—‘’‚“”„…•€−×\u00a0\u202f\ufffd';

/** What is drawn where the font has no glyph; the text is reported as well, so nothing is lost silently. */
const REPLACEMENT = 0xfffd;

/** Bounds of the caches; unique amounts and names would make them grow for ever. */
const MAX_CACHED_TEXTS = 5_000;
const MAX_CACHED_PAIRS = 20_000;
const MAX_CACHED_PROGRAMS = 32;

/** A text ready to be written on a page. */
export interface Encoded {
  /** Operand and operator, e.g. `[<0030>12<0031>] TJ`. */
  readonly operator: string;
  /** Advance in thousandths of the font size. */
  readonly width: number;
  /** Glyphs beyond the common set; the document must embed them too. */
  readonly rare: readonly number[];
  /** Characters the font cannot show, drawn as U+FFFD. */
  readonly missing: readonly string[];
}

/** A font program with what the PDF font dictionaries say about it. */
export interface FontProgram {
  /** zlib stream of the TrueType subset. */
  readonly packed: Uint8Array;
  readonly length: number;
  /** Embedded glyph numbers, ascending. */
  readonly glyphs: readonly number[];
}

export class FontFace {
  readonly name: string;
  readonly metrics: Font;
  readonly #program: TrueType;
  /** Kept, since fontkit's getter reads the table anew each time. */
  readonly #unitsPerEm: number;
  readonly #common: ReadonlySet<number>;
  readonly #glyphs = new Map<number, number>();
  readonly #characters = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  readonly #texts = new Map<string, Encoded>();
  readonly #plain = new Map<string, Encoded>();
  readonly #programs = new Map<string, FontProgram>();

  constructor(bytes: Uint8Array) {
    this.metrics = create(bytes);
    this.name = this.metrics.postscriptName;
    this.#program = parseTrueType(bytes);
    this.#unitsPerEm = this.metrics.unitsPerEm;
    const common = [...COMMON].map((character) => character.codePointAt(0) ?? 0);
    for (const codePoint of [...common, ...this.metrics.characterSet]) {
      const glyph = this.metrics.glyphForCodePoint(codePoint).id;
      this.#glyphs.set(codePoint, glyph);
      if (!this.#characters.has(glyph)) this.#characters.set(glyph, codePoint);
    }
    this.#common = new Set(common.map((codePoint) => this.#glyph(codePoint)));
  }

  /** Kerned text. */
  encode(text: string): Encoded {
    return cached(this.#texts, MAX_CACHED_TEXTS, text, () => this.#encode(text, true));
  }

  /** Text without kerning, for columns of figures and the many cells of long lists. */
  encodePlain(text: string): Encoded {
    return cached(this.#plain, MAX_CACHED_TEXTS, text, () => this.#encode(text, false));
  }

  /** Width of kerned text at a size, in the unit of the size. */
  width(text: string, size: number): number {
    return (this.encode(text).width * size) / 1000;
  }

  /** Advance of a glyph in thousandths of the font size. */
  advance(glyph: number): number {
    return Math.round((advanceWidth(this.#program, glyph) * 1000) / this.#unitsPerEm);
  }

  /** The character a glyph stands for in copied text. */
  characterOf(glyph: number): number {
    return this.#characters.get(glyph) ?? REPLACEMENT;
  }

  /** The font program with the common glyphs and the rare ones a document used. */
  program(rare: ReadonlySet<number>): FontProgram {
    const extra = [...rare].sort((a, b) => a - b);
    return cached(this.#programs, MAX_CACHED_PROGRAMS, extra.join(' '), () => {
      const glyphs = [...new Set([...this.#common, ...extra])].sort((a, b) => a - b);
      const bytes = subsetTrueType(this.#program, glyphs);
      return { packed: deflateSync(bytes, { level: 9 }), length: bytes.length, glyphs };
    });
  }

  #encode(text: string, kerned: boolean): Encoded {
    const rare: number[] = [];
    const missing: string[] = [];
    let operand = '<';
    let width = 0;
    let previous = -1;
    for (const character of text.normalize('NFC').replace(/\s/g, (space) => (space < '!' ? ' ' : space))) {
      let codePoint = character.codePointAt(0) ?? 0;
      if (this.#glyph(codePoint) === 0) {
        missing.push(character);
        codePoint = REPLACEMENT;
      }
      const glyph = this.#glyph(codePoint);
      if (!this.#common.has(glyph)) rare.push(glyph);
      const kern = kerned && previous >= 0 ? this.#kern(previous, codePoint) : 0;
      if (kern !== 0) operand += `>${-kern}<`;
      operand += glyph.toString(16).padStart(4, '0');
      width += this.advance(glyph) + kern;
      previous = codePoint;
    }
    operand += '>';
    return { operator: kerned ? `[${operand}] TJ` : `${operand} Tj`, width, rare, missing };
  }

  /** Glyph of a character, 0 (.notdef) where the font has none. */
  #glyph(codePoint: number): number {
    return this.#glyphs.get(codePoint) ?? 0;
  }

  /** Kerning between two characters in thousandths; fontkit is asked once per pair, since it takes 0.1 ms each time. */
  #kern(left: number, right: number): number {
    return cached(this.#pairs, MAX_CACHED_PAIRS, left * 0x110000 + right, () => {
      const run = this.metrics.layout(String.fromCodePoint(left, right), { liga: false });
      const first = run.positions[0];
      if (first === undefined || run.glyphs.length !== 2) return 0;
      return Math.round(((first.xAdvance - advanceWidth(this.#program, run.glyphs[0]!.id)) * 1000) / this.#unitsPerEm);
    });
  }
}

/** Looks up or makes; a full cache starts anew, which changes speed only, never the result. */
function cached<K, V>(map: Map<K, V>, limit: number, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (map.size >= limit) map.clear();
  map.set(key, made);
  return made;
}
