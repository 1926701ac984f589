import PDFDocument from 'pdfkit';
import type { FontFace, FontProgram } from './face.ts';
import { escapeXml, type FacturX, facturXMetadata } from './xmp.ts';

/**
 * The only file that knows pdfkit (pinned to 0.20.2). We use its container: objects, pages, metadata, colour profile, attachments,
 * cross-reference table. Text is drawn by our own operators with our own fonts, which is ten times faster.
 *
 * Internals relied on: `endMetadata` copies `info` into the XMP unescaped; `push` delivers the bytes in order and synchronously;
 * `page.fonts` is the page's font resource; `addPage` starts each page with a flip of the y axis.
 */

/** What the file says about itself. `createdMs` stands for the clock, so that the same input gives the same bytes. */
export interface DocumentInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** BCP 47. */
  readonly language: string;
  readonly createdMs: number;
}

export interface Attachment {
  readonly name: string;
  readonly mimeType: string;
  readonly description: string;
  /** AFRelationship (ISO 19005-3 annex E): `Alternative` for the e-invoice of the same content. */
  readonly relationship: 'Alternative' | 'Data' | 'Source' | 'Supplement';
  readonly bytes: Uint8Array;
}

const PRODUCER = 'Tarifwerk';

type Info = PDFKit.PDFDocument['info'];

class Container extends PDFDocument {
  /** Declared only: pdfkit's constructor writes before a field of ours would be initialised. */
  declare chunks: Uint8Array[] | undefined;

  override push(chunk: Uint8Array | null): boolean {
    this.chunks ??= [];
    if (chunk !== null) this.chunks.push(chunk);
    return true;
  }

  /** pdfkit writes `info` into the XMP as it stands; a title with `&` would make it ill-formed, and so the file no PDF/A. */
  override endMetadata(): void {
    const plain = this.info;
    const escaped: Record<string, string | Date> = {};
    for (const [key, value] of Object.entries(plain)) {
      escaped[key] = typeof value === 'string' ? escapeXml(value) : value;
    }
    this.info = escaped as Info;
    super.endMetadata();
    this.info = plain;
  }
}

/** Writes one PDF/A-3b file: pages in order, then `finish`. */
export class ArchiveDocument {
  readonly #container: Container;
  readonly #createdOn: Date;
  readonly #fonts = new Map<string, { face: FontFace; rare: Set<number>; reference: PDFKit.PDFKitReference }>();

  constructor(info: DocumentInfo) {
    this.#createdOn = new Date(info.createdMs);
    this.#container = new Container({
      size: 'A4',
      margin: 0,
      font: '', // none: pdfkit would prepare Helvetica, which PDF/A forbids to leave unembedded
      autoFirstPage: false,
      pdfVersion: '1.7',
      subset: 'PDF/A-3b',
      lang: info.language,
      displayTitle: true,
      info: {
        Title: info.title,
        Author: info.author,
        Subject: info.subject,
        Creator: PRODUCER,
        Producer: PRODUCER,
        CreationDate: this.#createdOn,
      },
    });
  }

  /** Names a font for page operators; `rare` collects the glyphs used beyond the common ones. */
  nameFont(resource: string, face: FontFace, rare: Iterable<number>): void {
    let font = this.#fonts.get(resource);
    if (font === undefined) {
      font = { face, rare: new Set(), reference: this.#container.ref({}) };
      this.#fonts.set(resource, font);
    }
    for (const glyph of rare) font.rare.add(glyph);
  }

  /** Adds a page: operators in PDF coordinates (points, origin bottom left) and the font resources they name. */
  addPage(operators: string, resources: Iterable<string>): void {
    this.#container.addPage();
    const page = this.#container.page;
    for (const resource of resources) page.fonts[resource] = this.#fonts.get(resource)?.reference;
    // Undo pdfkit's flip of the y axis, so that glyphs stand upright without a matrix of their own.
    // As bytes: pdfkit turns a string into bytes character by character.
    page.write(Buffer.from(`1 0 0 -1 0 ${page.height} cm\n${operators}`, 'latin1'));
  }

  attach(attachment: Attachment): void {
    this.#container.file(Buffer.from(attachment.bytes), {
      name: attachment.name,
      type: attachment.mimeType,
      description: attachment.description,
      relationship: attachment.relationship,
      creationDate: this.#createdOn,
      modifiedDate: this.#createdOn,
    });
  }

  declareFacturX(facturX: FacturX): void {
    this.#container.appendXML(facturXMetadata(facturX));
  }

  finish(): Uint8Array {
    this.#container.flushPages();
    for (const { face, rare, reference } of this.#fonts.values()) this.#writeFont(face, face.program(rare), reference);
    this.#container.end();
    return Buffer.concat(this.#container.chunks ?? []);
  }

  /** A Type 0 font whose character codes are glyph numbers (ISO 32000-1, 9.7). */
  #writeFont(face: FontFace, program: FontProgram, reference: PDFKit.PDFKitReference): void {
    const { metrics } = face;
    const scale = (value: number) => Math.round((value * 1000) / metrics.unitsPerEm);
    const name = `${subsetTag(program.glyphs)}+${face.name}`;
    const file = this.#object({ Filter: 'FlateDecode', Length1: program.length }, program.packed);
    const descriptor = this.#object({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [metrics.bbox.minX, metrics.bbox.minY, metrics.bbox.maxX, metrics.bbox.maxY].map(scale),
      ItalicAngle: metrics.italicAngle,
      Ascent: scale(metrics.ascent),
      Descent: scale(metrics.descent),
      CapHeight: scale(metrics.capHeight),
      XHeight: scale(metrics.xHeight),
      StemV: 80,
      FontFile2: file,
    });
    const descendant = this.#object({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: pdfText('Adobe'), Ordering: pdfText('Identity'), Supplement: 0 },
      CIDToGIDMap: 'Identity',
      FontDescriptor: descriptor,
      W: program.glyphs.flatMap((glyph) => [glyph, [face.advance(glyph)]]),
    });
    Object.assign(reference.data, {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: this.#object({}, Buffer.from(toUnicode(face, program.glyphs), 'latin1')),
    });
    reference.end(undefined);
  }

  #object(data: object, stream?: Uint8Array): PDFKit.PDFKitReference {
    const reference = this.#container.ref(data);
    reference.end(stream);
    return reference;
  }
}

/** pdfkit writes String objects as text and plain strings as names. */
function pdfText(text: string): object {
  return Object(text);
}

/** Six capitals that name a subset (ISO 32000-1, 9.6.4), drawn from its glyphs. */
function subsetTag(glyphs: readonly number[]): string {
  let hash = 2166136261;
  for (const glyph of glyphs) hash = Math.imul(hash ^ glyph, 16777619) >>> 0;
  let tag = '';
  for (let i = 0; i < 6; i += 1) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}

/** The character map that makes text searchable and copyable (ISO 32000-1, 9.10.3). */
function toUnicode(face: FontFace, glyphs: readonly number[]): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const unicode = (codePoint: number) =>
    [...String.fromCodePoint(codePoint)]
      .flatMap((text) => text.split('').map((unit) => hex(unit.charCodeAt(0))))
      .join('');
  const blocks: string[] = [];
  for (let from = 0; from < glyphs.length; from += 100) {
    const entries = glyphs
      .slice(from, from + 100)
      .map((glyph) => `<${hex(glyph)}> <${unicode(face.characterOf(glyph))}>`);
    blocks.push(`${entries.length} beginbfchar\n${entries.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}
