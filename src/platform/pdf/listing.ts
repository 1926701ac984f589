import type { RowColumn } from './canvas.ts';
import type { Flow } from './flow.ts';
import { BAND, BODY_STRONG, HAIRLINE, LEFT, NOTE, NOTE_MEDIUM, RIGHT, ROW } from './look.ts';
import type { ListingBlock, ListingGroup } from './sheet.ts';

const HEADER_MM = 6.5;
const TITLE_MM = 7.5;
const ROW_MM = 4.1;
const SUM_MM = 7;
/** Rows that must follow a group's title on the same page. */
const ROWS_WITH_TITLE = 2;
const GUTTER_MM = 2;

/** Lays out a long list: a header on each page, groups with title and sum, rows by the direct row writer. */
export function layListing(flow: Flow, block: ListingBlock): void {
  const columns = placeColumns(block);
  let headed = false;
  for (const group of block.groups) {
    const opening = TITLE_MM + Math.min(group.count, ROWS_WITH_TITLE) * ROW_MM + SUM_MM;
    if (flow.ensure((headed ? 0 : HEADER_MM) + opening) || !headed) drawHeader(flow, block, columns);
    headed = true;
    drawTitle(flow, group, '');
    drawGroup(flow, block, columns, group);
  }
}

function placeColumns(block: ListingBlock): RowColumn[] {
  let x = LEFT;
  return block.columns.map((column, index) => {
    const leftMm = x;
    x += column.widthMm;
    const last = index === block.columns.length - 1;
    return { leftMm, rightMm: last ? Math.min(x, RIGHT) : x - GUTTER_MM, align: column.align };
  });
}

function drawGroup(flow: Flow, block: ListingBlock, columns: readonly RowColumn[], group: ListingGroup): void {
  let written = 0;
  while (written < group.count) {
    const room = Math.floor((flow.roomMm + 1e-9) / ROW_MM);
    const left = group.count - written;
    // The sum stays with at least one row: the last page of a group always shows a row above it.
    const rows = left * ROW_MM + SUM_MM <= flow.roomMm ? left : Math.min(room, left - 1);
    if (rows > 0) drawRows(flow, columns, group, written, rows);
    written += Math.max(rows, 0);
    if (written < group.count) {
      flow.newPage();
      drawHeader(flow, block, columns);
      drawTitle(flow, group, block.continued);
    }
  }
  const baseline = flow.yMm + 4.4;
  flow.canvas.text(LEFT, baseline, NOTE, group.sum[0]);
  flow.canvas.text(RIGHT, baseline, { ...BODY_STRONG, size: 8 }, group.sum[1], 'right');
  flow.canvas.rule(LEFT, RIGHT, flow.yMm + 0.4, 0.35, HAIRLINE);
  flow.yMm += SUM_MM;
}

function drawRows(flow: Flow, columns: readonly RowColumn[], group: ListingGroup, from: number, count: number): void {
  for (let row = from % 2 === 0 ? 1 : 0; row < count; row += 2) {
    flow.canvas.box(LEFT - 1, flow.yMm + row * ROW_MM, RIGHT - LEFT + 2, ROW_MM, BAND);
  }
  flow.canvas.rows(columns, flow.yMm, ROW_MM, ROW, count, (row) => group.row(from + row));
  flow.yMm += count * ROW_MM;
}

function drawHeader(flow: Flow, block: ListingBlock, columns: readonly RowColumn[]): void {
  block.columns.forEach((column, index) => {
    const place = columns[index];
    if (place === undefined) return;
    const x = column.align === 'right' ? place.rightMm : place.leftMm;
    flow.canvas.text(x, flow.yMm + 3.6, NOTE_MEDIUM, column.header, column.align);
  });
  flow.canvas.rule(LEFT, RIGHT, flow.yMm + HEADER_MM - 1.2, 0.8, flow.sheet.colour);
  flow.yMm += HEADER_MM;
}

function drawTitle(flow: Flow, group: ListingGroup, continued: string): void {
  const baseline = flow.yMm + 5;
  flow.canvas.text(LEFT, baseline, BODY_STRONG, group.title);
  const x = LEFT + flow.canvas.widthMm(BODY_STRONG, group.title) + 3;
  flow.canvas.text(x, baseline, NOTE, continued === '' ? group.subtitle : `${group.subtitle} ${continued}`);
  flow.yMm += TITLE_MM;
}
