/**
 * Rows of the tables in an HTML page, in pieces of any size: what web portals and "Excel" exports of that kind hold. Only rows and cells are
 * looked at (HTML 4.01 §11.2); everything else inside a cell is its text.
 */

/** Longest row that is kept; what is beyond is left out. */
const MAX_ROW_CHARS = 262_144;
const MAX_CELLS = 512;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
};

export class HtmlRows {
  #rest = '';
  #row: string[] | null = null;
  #cell: string | null = null;
  #chars = 0;
  /** Inside what is no content: its closing tag. */
  #skipTo = '';

  /** Takes a piece of the page; returns the rows that are whole by it. */
  push(text: string): string[][] {
    const rows: string[][] = [];
    const data = this.#rest + text;
    let at = 0;
    while (at < data.length) {
      const open = data.indexOf('<', at);
      this.#take(data.slice(at, open < 0 ? data.length : open));
      if (open < 0) {
        at = data.length;
        break;
      }
      const comment = data.startsWith('<!--', open);
      const close = comment ? data.indexOf('-->', open + 4) : data.indexOf('>', open);
      if (close < 0 || (data.length - open < 4 && data.length - open < close)) {
        at = open;
        break;
      }
      if (!comment) this.#tag(data.slice(open + 1, close), rows);
      at = comment ? close + 3 : close + 1;
    }
    // A tag or comment that never ends is not held for ever.
    this.#rest = data.slice(at).slice(0, MAX_ROW_CHARS);
    return rows;
  }

  /** The page is over: a row may be open still. */
  end(): string[][] {
    const rows: string[][] = [];
    this.#endRow(rows);
    return rows;
  }

  #take(text: string): void {
    if (this.#cell === null || this.#skipTo !== '' || this.#chars > MAX_ROW_CHARS) return;
    this.#cell += text;
    this.#chars += text.length;
  }

  #tag(tag: string, rows: string[][]): void {
    const name = /^\/?[a-z0-9]+/i.exec(tag)?.[0].toLowerCase() ?? '';
    if (this.#skipTo !== '') {
      if (name === this.#skipTo) this.#skipTo = '';
      return;
    }
    switch (name) {
      case 'script':
      case 'style':
        this.#skipTo = `/${name}`;
        break;
      case 'tr':
        this.#endRow(rows);
        this.#row = [];
        this.#chars = 0;
        break;
      case '/tr':
      case '/table':
        this.#endRow(rows);
        break;
      case 'td':
      case 'th':
        this.#endCell();
        this.#row ??= [];
        this.#cell = '';
        break;
      case '/td':
      case '/th':
        this.#endCell();
        break;
      case 'br':
        this.#take(' ');
        break;
      default:
    }
  }

  #endCell(): void {
    if (this.#cell === null) return;
    if (this.#row !== null && this.#row.length < MAX_CELLS) this.#row.push(decoded(this.#cell));
    this.#cell = null;
  }

  #endRow(rows: string[][]): void {
    this.#endCell();
    if (this.#row !== null && this.#row.length > 0) rows.push(this.#row);
    this.#row = null;
  }
}

function decoded(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (all, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name)] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replace(/\s+/g, ' ')
    .trim();
}
