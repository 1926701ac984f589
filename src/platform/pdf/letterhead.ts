import { drawPairs } from './blocks.ts';
import type { Flow } from './flow.ts';
import { BODY, BODY_STRONG, HAIRLINE, LEFT, lineMm, NOTE, RIGHT, TINY, WORD_MARK } from './look.ts';
import { wrap } from './wrap.ts';

/** DIN 5008:2020 form B: the window's text begins 45 mm from the top, the address below 17.7 mm of remarks. */
const SENDER_BASELINE = 59.8;
const ADDRESS_TOP = 63;
const WINDOW_WIDTH = 80;
/** The window shows so many lines; longer names than any real one would run out of it. */
const ADDRESS_LINES = 6;
const INFORMATION_LEFT = 125;
const INFORMATION_TOP = 52.5;
const INFORMATION_LABEL = 28.5;
const FOLDS = [105, 210];
const PUNCH = 148.5;

/** Draws the first page's word mark, address window, information block and marks for folding and punching. */
export function drawLetterhead(flow: Flow): void {
  const { canvas, sheet } = flow;
  const { letterhead } = sheet;
  canvas.box(0, 0, 210, 2.2, sheet.colour);
  canvas.text(LEFT, 24, { ...WORD_MARK, colour: sheet.colour }, letterhead.brand);
  let sender = TINY;
  const width = canvas.widthMm(sender, letterhead.senderLine);
  if (width > WINDOW_WIDTH) sender = { ...sender, size: Math.floor((sender.size * WINDOW_WIDTH * 20) / width) / 20 };
  canvas.text(LEFT, SENDER_BASELINE, sender, letterhead.senderLine);
  canvas.rule(LEFT, LEFT + WINDOW_WIDTH, SENDER_BASELINE + 1.2, 0.3, HAIRLINE);
  const address = { ...BODY, size: 10 };
  const lines = letterhead.recipient.flatMap((line) =>
    wrap(line, WINDOW_WIDTH, (part) => canvas.widthMm(address, part)),
  );
  lines.slice(0, ADDRESS_LINES).forEach((line, index) => {
    canvas.text(LEFT, ADDRESS_TOP + 3.6 + index * 4.7, address, line);
  });
  const below = drawPairs(flow, letterhead.information, INFORMATION_LEFT, INFORMATION_TOP, INFORMATION_LABEL);
  if (letterhead.highlight !== undefined) {
    const [label, value] = letterhead.highlight;
    canvas.rule(INFORMATION_LEFT, RIGHT, below - 1.6, 0.4, HAIRLINE);
    canvas.text(INFORMATION_LEFT, below + 3, { ...BODY_STRONG, size: 9.5 }, label);
    canvas.text(RIGHT, below + 3, { ...BODY_STRONG, size: 9.5 }, value, 'right');
  }
  for (const fold of FOLDS) canvas.rule(5, 8, fold, 0.3, HAIRLINE);
  canvas.rule(5, 10, PUNCH, 0.3, HAIRLINE);
}

/** Draws the foot of a page: on the first the issuer's particulars in columns, on all the page's number. */
export function drawFoot(flow: Flow, page: number, pages: number): void {
  const { canvas, sheet } = flow;
  canvas.turnTo(page);
  const label = sheet.pageLabel.replace('{page}', String(page + 1)).replace('{pages}', String(pages));
  canvas.text(RIGHT, page === 0 ? 268 : 287.5, NOTE, label, 'right');
  if (page > 0) return;
  canvas.rule(LEFT, RIGHT, 270.5, 0.4, HAIRLINE);
  const columnMm = (RIGHT - LEFT) / Math.max(sheet.foot.length, 1);
  sheet.foot.forEach((lines, column) => {
    lines.forEach((line, index) => {
      canvas.text(LEFT + column * columnMm, 274.2 + index * lineMm(TINY), TINY, line);
    });
  });
}
