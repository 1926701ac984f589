import type { Style } from './canvas.ts';
import type { Flow } from './flow.ts';
import { BODY, BODY_MEDIUM, BODY_STRONG, HAIRLINE, LEFT, lineMm, MUTED, NOTE, NOTE_MEDIUM, RIGHT } from './look.ts';
import type { Column, TableBlock, TableRow } from './sheet.ts';
import { wrap } from './wrap.ts';

const HEADER_MM = 7;
const PADDING_MM = 1.35;
/** Room above a section's title, below the previous group. */
const SECTION_GAP_MM = 2.2;
/** Notes longer than this are continued in a row of their own, which may stand on the next page. */
const MAX_NOTE_LINES = 40;
/** Gap between columns. */
const GUTTER_MM = 2.5;

interface Place {
  readonly column: Column;
  readonly leftMm: number;
  readonly rightMm: number;
}

interface MeasuredRow {
  readonly kind: TableRow['kind'];
  readonly cells: readonly { readonly lines: readonly string[]; readonly notes: readonly string[] }[];
  readonly heightMm: number;
}

/** Lays out a table with wrapping cells; sections and subtotals never stand alone at a page's edge. */
export function layTable(flow: Flow, block: TableBlock): void {
  const places = placeColumns(block.columns);
  const chunks = keepTogether(block.rows.flatMap((row) => measureRow(flow, places, row)));
  const first = chunks[0];
  if (first === undefined) return;
  flow.ensure(HEADER_MM + heightOf(first));
  drawHeader(flow, places);
  for (const chunk of chunks) {
    if (flow.ensure(heightOf(chunk))) drawHeader(flow, places);
    for (const row of chunk) drawRow(flow, places, row);
  }
}

function placeColumns(columns: readonly Column[]): Place[] {
  let x = LEFT;
  return columns.map((column, index) => {
    const leftMm = x;
    x += column.widthMm;
    const last = index === columns.length - 1;
    return { column, leftMm, rightMm: last ? Math.min(x, RIGHT) : x - GUTTER_MM };
  });
}

function styleOf(kind: TableRow['kind'], column: Column): Style {
  if (kind === 'section') return BODY_STRONG;
  if (kind === 'subtotal') return column.tone === undefined ? BODY_MEDIUM : { ...BODY, colour: MUTED };
  if (column.tone === 'main') return BODY_MEDIUM;
  return column.tone === 'quiet' ? { ...BODY, colour: MUTED } : BODY;
}

function measureRow(flow: Flow, places: readonly Place[], row: TableRow): MeasuredRow[] {
  const cells = places.map(({ column, leftMm, rightMm }, index) => {
    const cell = row.cells[index] ?? { text: '' };
    const style = styleOf(row.kind, column);
    // A section's title may run across the empty columns beside it.
    const room = row.kind === 'section' ? RIGHT - leftMm : rightMm - leftMm;
    const width = (of: Style) => (text: string) => flow.canvas.widthMm(of, text);
    const lines = cell.text === '' ? [] : wrap(cell.text, room, width(style));
    const notes = cell.note === undefined || cell.note === '' ? [] : wrap(cell.note, room, width(NOTE));
    return { lines, notes };
  });
  const longest = Math.max(1, ...cells.map((cell) => Math.ceil(cell.notes.length / MAX_NOTE_LINES)));
  return Array.from({ length: longest }, (_, part) => {
    const shown = cells.map(({ lines, notes }) => ({
      lines: part === 0 ? lines : [],
      notes: notes.slice(part * MAX_NOTE_LINES, (part + 1) * MAX_NOTE_LINES),
    }));
    const content = Math.max(
      ...shown.map(({ lines, notes }) => lines.length * lineMm(BODY) + notes.length * lineMm(NOTE)),
    );
    const gap = row.kind === 'section' ? SECTION_GAP_MM : 0;
    return { kind: row.kind, cells: shown, heightMm: content + 2 * PADDING_MM + gap };
  });
}

/** A section with the row after it, a subtotal with the row before it: groups that share a page. */
function keepTogether(rows: readonly MeasuredRow[]): MeasuredRow[][] {
  const chunks: MeasuredRow[][] = [];
  let open = false;
  for (const row of rows) {
    const previous = chunks.at(-1);
    if (previous !== undefined && (open || row.kind === 'subtotal')) previous.push(row);
    else chunks.push([row]);
    open = row.kind === 'section';
  }
  return chunks;
}

function heightOf(rows: readonly MeasuredRow[]): number {
  return rows.reduce((sum, row) => sum + row.heightMm, 0);
}

function drawHeader(flow: Flow, places: readonly Place[]): void {
  for (const { column, leftMm, rightMm } of places) {
    const x = column.align === 'right' ? rightMm : leftMm;
    flow.canvas.text(x, flow.yMm + 4.2, NOTE_MEDIUM, column.header, column.align);
  }
  flow.canvas.rule(LEFT, RIGHT, flow.yMm + HEADER_MM - 1, 0.8, flow.sheet.colour);
  flow.yMm += HEADER_MM;
}

function drawRow(flow: Flow, places: readonly Place[], row: MeasuredRow): void {
  const top = flow.yMm + PADDING_MM + (row.kind === 'section' ? SECTION_GAP_MM : 0);
  row.cells.forEach(({ lines, notes }, index) => {
    const place = places[index];
    if (place === undefined) return;
    const x = place.column.align === 'right' ? place.rightMm : place.leftMm;
    let baseline = top + lineMm(BODY) * 0.74;
    for (const line of lines) {
      flow.canvas.text(x, baseline, styleOf(row.kind, place.column), line, place.column.align);
      baseline += lineMm(BODY);
    }
    baseline -= lineMm(BODY) - lineMm(NOTE);
    for (const line of notes) {
      flow.canvas.text(x, baseline, NOTE, line, place.column.align);
      baseline += lineMm(NOTE);
    }
  });
  flow.yMm += row.heightMm;
  if (row.kind === 'item') flow.canvas.rule(LEFT, RIGHT, flow.yMm, 0.35, HAIRLINE);
}
