/** The few parts of fontkit 2 we use; it ships no types. */
declare module 'fontkit' {
  interface Glyph {
    readonly id: number;
  }
  interface GlyphPosition {
    readonly xAdvance: number;
  }
  interface GlyphRun {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly GlyphPosition[];
  }
  interface Box {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  }
  export interface Font {
    readonly postscriptName: string;
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly xHeight: number;
    readonly italicAngle: number;
    readonly bbox: Box;
    readonly characterSet: readonly number[];
    layout(text: string, features?: Readonly<Record<string, boolean>>): GlyphRun;
    glyphForCodePoint(codePoint: number): Glyph;
  }
  export function create(buffer: Uint8Array): Font;
}
