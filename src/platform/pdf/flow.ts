import type { Canvas } from './canvas.ts';
import { FIRST_BOTTOM, FIRST_TOP, HAIRLINE, LEFT, NEXT_BOTTOM, NEXT_TOP, NOTE, RIGHT, WORD_MARK } from './look.ts';
import type { Sheet } from './sheet.ts';

/** Where the next block goes: a position that moves down the pages and opens a new one when a block asks for more room. */
export class Flow {
  readonly canvas: Canvas;
  readonly sheet: Sheet;
  yMm = FIRST_TOP;

  constructor(canvas: Canvas, sheet: Sheet) {
    this.canvas = canvas;
    this.sheet = sheet;
    canvas.newPage();
  }

  get bottomMm(): number {
    return this.canvas.pageCount === 1 ? FIRST_BOTTOM : NEXT_BOTTOM;
  }

  get roomMm(): number {
    return this.bottomMm - this.yMm;
  }

  /** Whether nothing but the head stands on the page yet. */
  get atTop(): boolean {
    return this.yMm === NEXT_TOP;
  }

  newPage(): void {
    this.canvas.newPage();
    this.yMm = NEXT_TOP;
    this.canvas.text(LEFT, 16, NOTE, this.sheet.runningHead);
    this.canvas.text(
      RIGHT,
      16,
      { ...WORD_MARK, size: 9.5, colour: this.sheet.colour },
      this.sheet.letterhead.brand,
      'right',
    );
    this.canvas.rule(LEFT, RIGHT, 19, 0.4, HAIRLINE);
  }

  /** Makes sure so much room is left, else goes to a new page; says whether it did. */
  ensure(heightMm: number): boolean {
    if (heightMm <= this.roomMm || this.atTop) return false;
    this.newPage();
    return true;
  }
}
