/**
 * A printed document as data: what stands on paper, every text already worded and every figure formatted. Slices describe, this
 * folder lays out. Lengths are millimetres on A4, font sizes points.
 */
import type { Attachment } from './archiveDocument.ts';
import type { FacturX } from './xmp.ts';

/** A label and its value, e.g. `Rechnungsdatum`, `05.10.2026`. */
export type Pair = readonly [label: string, value: string];

/** First page by DIN 5008 form B: address window, information block, fold marks. */
export interface Letterhead {
  /** Name of the issuer as its word mark. */
  readonly brand: string;
  /** One small line above the address, for returned post. */
  readonly senderLine: string;
  /** Long lines are wrapped; the window shows six lines. */
  readonly recipient: readonly string[];
  readonly information: readonly Pair[];
  /** What the reader looks for first, below the information block, e.g. the amount. */
  readonly highlight?: Pair;
}

export type Align = 'left' | 'right';

export interface Column {
  readonly header: string;
  readonly widthMm: number;
  readonly align: Align;
  /** `main` is what the row is about, `quiet` what may be overlooked. */
  readonly tone?: 'main' | 'quiet';
}

/** A cell of a table: its text, and a smaller one below. */
export interface Cell {
  readonly text: string;
  readonly note?: string;
}

/** `section` opens a group and stays with what follows, `subtotal` closes it and stays with what precedes. */
export interface TableRow {
  readonly kind: 'item' | 'section' | 'subtotal';
  readonly cells: readonly Cell[];
}

export interface TitleBlock {
  readonly kind: 'title';
  readonly text: string;
  readonly below?: string;
}

/** Opens a part of the document; it begins on a new page where less than `roomMm` is left. */
export interface HeadingBlock {
  readonly kind: 'heading';
  readonly text: string;
  readonly below?: string;
  readonly roomMm?: number;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly small?: boolean;
}

/** A table with wrapping cells; its header repeats on each page. */
export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** Sums at the right margin; the last one is the amount that matters. */
export interface TotalsBlock {
  readonly kind: 'totals';
  readonly rows: readonly Pair[];
  readonly grand: Pair;
}

/** A quiet box: how to pay, with a QR code where there is one. */
export interface PanelBlock {
  readonly kind: 'panel';
  readonly title: string;
  readonly text: string;
  readonly pairs: readonly Pair[];
  /** A QR code's text and the words below it. */
  readonly code?: { readonly payload: string; readonly caption: string };
}

/** Thousands of one-line rows under a heading, with their sum; `row(i)` formats a row when it is written, so none is held. */
export interface ListingGroup {
  readonly title: string;
  readonly subtitle: string;
  readonly count: number;
  row(index: number): readonly string[];
  readonly sum: Pair;
}

/** A long list in groups; headers and the group's title repeat on each page. */
export interface ListingBlock {
  readonly kind: 'listing';
  readonly columns: readonly Column[];
  readonly groups: readonly ListingGroup[];
  /** Marks a group's title repeated on a new page, e.g. `(continued)`. */
  readonly continued: string;
}

export type Block = TitleBlock | HeadingBlock | ParagraphBlock | TableBlock | TotalsBlock | PanelBlock | ListingBlock;

export interface Sheet {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** BCP 47 language of the text. */
  readonly language: string;
  /** Stands for the clock: the file's creation date. */
  readonly createdMs: number;
  /** Brand colour `#rrggbb` for the word mark, rules and totals. */
  readonly colour: string;
  readonly letterhead: Letterhead;
  /** Left part of the head of following pages; the word mark stands at the right. */
  readonly runningHead: string;
  /** Columns of lines at the foot of each page. */
  readonly foot: readonly (readonly string[])[];
  /** Text with `{page}` and `{pages}`. */
  readonly pageLabel: string;
  /** Large pale word across each page, e.g. of a draft. */
  readonly watermark?: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly Attachment[];
  readonly facturX?: FacturX;
}
