import type { Flow } from './flow.ts';
import { BAND, BODY, BODY_MEDIUM, BODY_STRONG, HEADING, INK, LEFT, lineMm, MUTED, NOTE, RIGHT, TITLE } from './look.ts';
import type { HeadingBlock, Pair, PanelBlock, ParagraphBlock, TitleBlock, TotalsBlock } from './sheet.ts';
import { wrap } from './wrap.ts';

/** Left edge of the sums at the right margin. */
const TOTALS_LEFT = 105;
const TOTALS_ROW_MM = 5.4;
const GRAND_MM = 10;

const PANEL_PADDING_MM = 4.5;
const PANEL_LABEL_MM = 34;
const CODE_MM = 24;

export function layTitle(flow: Flow, block: TitleBlock): void {
  flow.ensure(16);
  flow.canvas.text(LEFT, flow.yMm + 5, { ...TITLE, colour: INK }, block.text);
  flow.yMm += 8;
  if (block.below !== undefined) {
    for (const line of wrapped(flow, block.below, RIGHT - LEFT, BODY)) {
      flow.canvas.text(LEFT, flow.yMm + 3.4, { ...BODY, colour: MUTED }, line);
      flow.yMm += lineMm(BODY);
    }
  }
  flow.yMm += 5;
}

export function layHeading(flow: Flow, block: HeadingBlock): void {
  flow.ensure(block.roomMm ?? 40);
  flow.yMm += flow.atTop ? 1 : 6;
  flow.canvas.text(LEFT, flow.yMm + 4, HEADING, block.text);
  flow.yMm += 6.5;
  if (block.below !== undefined) {
    for (const line of wrapped(flow, block.below, RIGHT - LEFT, NOTE)) {
      flow.canvas.text(LEFT, flow.yMm + 2.6, NOTE, line);
      flow.yMm += lineMm(NOTE);
    }
  }
  flow.yMm += 3;
}

export function layParagraph(flow: Flow, block: ParagraphBlock): void {
  const style = block.small === true ? NOTE : BODY;
  const lines = wrapped(flow, block.text, RIGHT - LEFT, style);
  flow.ensure(Math.min(lines.length, 3) * lineMm(style));
  for (const line of lines) {
    flow.ensure(lineMm(style));
    flow.canvas.text(LEFT, flow.yMm + lineMm(style) * 0.75, style, line);
    flow.yMm += lineMm(style);
  }
  flow.yMm += block.small === true ? 1.6 : 2.5;
}

export function layTotals(flow: Flow, block: TotalsBlock): void {
  flow.ensure(3 + block.rows.length * TOTALS_ROW_MM + GRAND_MM);
  flow.yMm += 3;
  for (const [label, value] of block.rows) {
    flow.canvas.text(TOTALS_LEFT, flow.yMm + 3.8, { ...BODY, colour: MUTED }, label);
    flow.canvas.text(RIGHT, flow.yMm + 3.8, BODY, value, 'right');
    flow.yMm += TOTALS_ROW_MM;
  }
  flow.canvas.rule(TOTALS_LEFT, RIGHT, flow.yMm + 1, 0.8, flow.sheet.colour);
  const strong = { ...BODY_STRONG, size: 11.5 };
  flow.canvas.text(TOTALS_LEFT, flow.yMm + 6.8, strong, block.grand[0]);
  flow.canvas.text(RIGHT, flow.yMm + 6.8, strong, block.grand[1], 'right');
  flow.yMm += GRAND_MM + 4;
}

export function layPanel(flow: Flow, block: PanelBlock): void {
  const codeWidth = block.code === undefined ? 0 : CODE_MM + 12;
  const inner = RIGHT - LEFT - 2 * PANEL_PADDING_MM - codeWidth;
  const text = wrapped(flow, block.text, inner, BODY);
  const pairs = block.pairs.map(([label, value]): [string, string[]] => [
    label,
    wrapped(flow, value, inner - PANEL_LABEL_MM, BODY),
  ]);
  const pairLines = pairs.reduce((sum, [, lines]) => sum + lines.length, 0);
  const content =
    lineMm(BODY) * (1.4 + text.length + pairLines) + (pairs.length > 0 ? 1.6 : 0) + 2 * PANEL_PADDING_MM - 1.5;
  const height = Math.max(content, block.code === undefined ? 0 : CODE_MM + 4 + 2 * PANEL_PADDING_MM);
  flow.ensure(height + 2);
  const top = flow.yMm;
  flow.canvas.box(LEFT, top, RIGHT - LEFT, height, BAND);
  flow.canvas.box(LEFT, top, 0.8, height, flow.sheet.colour);
  drawPanelText(flow, block.title, text, pairs, top + PANEL_PADDING_MM);
  if (block.code !== undefined) {
    const x = RIGHT - PANEL_PADDING_MM - CODE_MM;
    flow.canvas.code(x, top + PANEL_PADDING_MM, CODE_MM, block.code.payload, INK);
    flow.canvas.text(
      x + CODE_MM,
      top + PANEL_PADDING_MM + CODE_MM + 3.4,
      { ...NOTE, size: 6.5 },
      block.code.caption,
      'right',
    );
  }
  flow.yMm = top + height + 4.5;
}

function drawPanelText(
  flow: Flow,
  title: string,
  text: readonly string[],
  pairs: readonly (readonly [string, readonly string[]])[],
  top: number,
): void {
  const x = LEFT + PANEL_PADDING_MM;
  let baseline = top + 2.8;
  flow.canvas.text(x, baseline, BODY_STRONG, title);
  baseline += lineMm(BODY) * 1.4;
  for (const line of text) {
    flow.canvas.text(x, baseline, BODY, line);
    baseline += lineMm(BODY);
  }
  if (pairs.length > 0) baseline += 1.6;
  for (const [label, lines] of pairs) {
    flow.canvas.text(x, baseline, { ...BODY, colour: MUTED }, label);
    for (const line of lines) {
      flow.canvas.text(x + PANEL_LABEL_MM, baseline, BODY_MEDIUM, line);
      baseline += lineMm(BODY);
    }
  }
}

function wrapped(flow: Flow, text: string, roomMm: number, style: typeof BODY): string[] {
  return text === '' ? [] : wrap(text, roomMm, (part) => flow.canvas.widthMm(style, part));
}

/** The information block beside the address window. @returns where the next baseline would be */
export function drawPairs(flow: Flow, pairs: readonly Pair[], xMm: number, yMm: number, labelMm: number): number {
  let baseline = yMm;
  for (const [label, value] of pairs) {
    flow.canvas.text(xMm, baseline, { ...NOTE, size: 8 }, label);
    for (const line of wrapped(flow, value, RIGHT - xMm - labelMm, { ...BODY, size: 8 })) {
      flow.canvas.text(xMm + labelMm, baseline, { ...BODY, size: 8 }, line);
      baseline += 4;
    }
  }
  return baseline;
}
