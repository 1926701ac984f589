import { create } from 'qrcode';
import type { ArchiveDocument } from './archiveDocument.ts';
import type { Encoded } from './face.ts';
import { type FaceName, face } from './faces.ts';
import type { Align } from './sheet.ts';

/** Points per millimetre. */
const POINTS = 72 / 25.4;
/** A4 in points, as pdfkit sets the page. */
const PAGE_HEIGHT = 841.89;

/** How text looks: a face, a size in points and a colour `#rrggbb`. */
export interface Style {
  readonly face: FaceName;
  readonly size: number;
  readonly colour: string;
}

const RESOURCES: Readonly<Record<FaceName, string>> = { regular: 'F1', italic: 'F2', medium: 'F3', semiBold: 'F4' };

/** A column of a run of one-line rows. */
export interface RowColumn {
  readonly leftMm: number;
  readonly rightMm: number;
  readonly align: Align;
}

/** A text with characters the font lacks; they were drawn as U+FFFD. */
export interface MissingGlyphs {
  readonly text: string;
  readonly characters: readonly string[];
}

/** Pages under the pen. Positions are millimetres from the top left corner; text stands on its baseline. */
export class Canvas {
  readonly #document: ArchiveDocument;
  readonly #pages: { operators: string[]; resources: Set<string> }[] = [];
  #current: { operators: string[]; resources: Set<string> } = { operators: [], resources: new Set() };
  readonly missing = new Map<string, MissingGlyphs>();

  constructor(document: ArchiveDocument) {
    this.#document = document;
  }

  get pageCount(): number {
    return this.#pages.length;
  }

  newPage(): void {
    this.#current = { operators: [], resources: new Set() };
    this.#pages.push(this.#current);
  }

  /** Goes back to a page (from 0), e.g. for its number once all are known. */
  turnTo(page: number): void {
    const found = this.#pages[page];
    if (found === undefined) throw new Error(`assertion failed: no page ${page}`);
    this.#current = found;
  }

  /** Hands all pages to the document. */
  deliver(): void {
    for (const page of this.#pages) this.#document.addPage(page.operators.join('\n'), page.resources);
  }

  widthMm(style: Style, text: string): number {
    return face(style.face).width(text, style.size) / POINTS;
  }

  /** @param xMm left edge, or right edge where aligned right */
  text(xMm: number, yMm: number, style: Style, text: string, align: Align = 'left'): void {
    if (text === '') return;
    const encoded = face(style.face).encode(text);
    const x = xMm * POINTS - (align === 'right' ? (encoded.width * style.size) / 1000 : 0);
    const resource = this.#use(style.face, encoded, text);
    this.#draw(
      `BT /${resource} ${style.size} Tf ${paint(style.colour)} 1 0 0 1 ${figure(x)} ${figure(up(yMm))} Tm ${encoded.operator} ET`,
    );
  }

  /** Large slanted text through the middle of the page. */
  watermark(style: Style, text: string): void {
    const encoded = face(style.face).encode(text);
    const resource = this.#use(style.face, encoded, text);
    const half = (encoded.width * style.size) / 2000;
    const [cos, sin] = [Math.SQRT1_2, Math.SQRT1_2];
    const x = 105 * POINTS - half * cos;
    const y = up(165) - half * sin;
    this.#current.operators.unshift(
      `BT /${resource} ${style.size} Tf ${paint(style.colour)} ${cos.toFixed(4)} ${sin.toFixed(4)} ${(-sin).toFixed(4)} ${cos.toFixed(4)} ${figure(x)} ${figure(y)} Tm ${encoded.operator} ET`,
    );
  }

  /** A horizontal line. */
  rule(fromMm: number, toMm: number, yMm: number, widthPt: number, colour: string): void {
    const y = figure(up(yMm));
    this.#draw(`${stroke(colour)} ${widthPt} w ${figure(fromMm * POINTS)} ${y} m ${figure(toMm * POINTS)} ${y} l S`);
  }

  box(xMm: number, yMm: number, widthMm: number, heightMm: number, colour: string): void {
    this.#draw(`${paint(colour)} ${rectangle(xMm, yMm, widthMm, heightMm)} f`);
  }

  /** A QR code (ISO/IEC 18004) with medium error correction, as one path. */
  code(xMm: number, yMm: number, sizeMm: number, payload: string, colour: string): void {
    const { modules } = create(payload, { errorCorrectionLevel: 'M' });
    const module = sizeMm / modules.size;
    let path = '';
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        if (modules.get(row, column))
          path += `${rectangle(xMm + column * module, yMm + row * module, module, module)} `;
      }
    }
    this.#draw(`${paint(colour)} ${path}f`);
  }

  /**
   * Writes many one-line rows in one text object: each cell costs a cached lookup and a few bytes. Cells too long for their column
   * end in an ellipsis.
   * @param yMm top of the first row
   */
  rows(
    columns: readonly RowColumn[],
    yMm: number,
    rowMm: number,
    style: Style,
    count: number,
    cells: (row: number) => readonly string[],
  ): void {
    const font = face(style.face);
    const left = columns.map((column) => column.leftMm * POINTS);
    const right = columns.map((column) => column.rightMm * POINTS);
    let out = `BT /${RESOURCES[style.face]} ${style.size} Tf ${paint(style.colour)}\n`;
    for (let row = 0; row < count; row += 1) {
      const baseline = figure(up(yMm + (row + 0.7) * rowMm));
      const texts = cells(row);
      for (let i = 0; i < columns.length; i += 1) {
        const text = texts[i] ?? '';
        if (text === '') continue;
        let encoded = font.encodePlain(text);
        const room = ((right[i]! - left[i]!) * 1000) / style.size;
        if (encoded.width > room) encoded = shorten(text, room, (shorter) => font.encodePlain(shorter));
        if (encoded.rare.length > 0 || encoded.missing.length > 0) this.#use(style.face, encoded, text);
        const x = columns[i]!.align === 'right' ? right[i]! - (encoded.width * style.size) / 1000 : left[i]!;
        out += `1 0 0 1 ${figure(x)} ${baseline} Tm ${encoded.operator}\n`;
      }
    }
    this.#document.nameFont(RESOURCES[style.face], font, []);
    this.#current.resources.add(RESOURCES[style.face]);
    this.#draw(`${out}ET`);
  }

  #draw(operators: string): void {
    this.#current.operators.push(operators);
  }

  #use(name: FaceName, encoded: Encoded, text: string): string {
    const resource = RESOURCES[name];
    this.#document.nameFont(resource, face(name), encoded.rare);
    this.#current.resources.add(resource);
    if (encoded.missing.length > 0) this.missing.set(text, { text, characters: encoded.missing });
    return resource;
  }
}

function shorten(text: string, room: number, encode: (text: string) => Encoded): Encoded {
  const characters = [...text];
  let low = 0;
  let high = characters.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (encode(`${characters.slice(0, middle).join('')}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return encode(`${characters.slice(0, low).join('').trimEnd()}…`);
}

function up(yMm: number): number {
  return PAGE_HEIGHT - yMm * POINTS;
}

function rectangle(xMm: number, yMm: number, widthMm: number, heightMm: number): string {
  const numbers = [xMm * POINTS, up(yMm + heightMm), widthMm * POINTS, heightMm * POINTS];
  return `${numbers.map(figure).join(' ')} re`;
}

/** Coordinates with two decimals: a 3,600th of an inch. */
function figure(points: number): string {
  return String(Math.round(points * 100) / 100);
}

const COLOURS = new Map<string, string>();

function components(colour: string): string {
  let known = COLOURS.get(colour);
  if (known === undefined) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`assertion failed: not a colour: ${colour}`);
    known = [1, 3, 5]
      .map((at) => String(Math.round((Number.parseInt(colour.slice(at, at + 2), 16) / 255) * 1000) / 1000))
      .join(' ');
    COLOURS.set(colour, known);
  }
  return known;
}

function paint(colour: string): string {
  return `${components(colour)} rg`;
}

function stroke(colour: string): string {
  return `${components(colour)} RG`;
}
