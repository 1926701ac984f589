import type { Style } from './canvas.ts';

/** Measures and styles shared by all printed documents: few sizes, three greys, one brand colour. Millimetres and points. */

export const INK = '#1b242c';
export const MUTED = '#5c6872';
export const HAIRLINE = '#d3d9de';
export const BAND = '#f5f7f8';
export const PALE = '#eceff1';

/** Text area: 25 mm at the left and 20 mm at the right (DIN 5008). */
export const LEFT = 25;
export const RIGHT = 190;

/** Where content begins and ends. */
export const FIRST_TOP = 100;
export const FIRST_BOTTOM = 262;
export const NEXT_TOP = 27;
export const NEXT_BOTTOM = 280;

export const BODY: Style = { face: 'regular', size: 9, colour: INK };
export const BODY_MEDIUM: Style = { face: 'medium', size: 9, colour: INK };
export const BODY_STRONG: Style = { face: 'semiBold', size: 9, colour: INK };
export const NOTE: Style = { face: 'regular', size: 7.5, colour: MUTED };
export const NOTE_MEDIUM: Style = { face: 'medium', size: 7.5, colour: MUTED };
export const TINY: Style = { face: 'regular', size: 6.5, colour: MUTED };
export const ROW: Style = { face: 'regular', size: 7.8, colour: INK };
export const TITLE: Style = { face: 'semiBold', size: 17, colour: INK };
export const HEADING: Style = { face: 'semiBold', size: 12.5, colour: INK };
export const WORD_MARK: Style = { face: 'semiBold', size: 15, colour: INK };

/** Height of one text line of a style. */
export function lineMm(style: Style): number {
  return Math.round(style.size * 1.38 * 0.3528 * 100) / 100;
}
