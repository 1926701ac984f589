import { mod97 } from './mod97.ts';

/**
 * Coarse part of 2 to 12 digits (2, 3, 5, 8 or 9 and more by level), an optional fine part of up to 30 letters and digits with points, two check
 * digits; parts joined by hyphens (KoSIT, Leitweg-ID format specification 2.0.2).
 */
const FORMAT = /^(\d{2,12})(?:-([A-Z0-9.]{1,30}))?-(\d{2})$/i;

/** Whether a text is a Leitweg-ID (BT-10 of German public bodies): format and check digits by ISO 7064 MOD 97-10 over the parts without hyphens. */
export function isLeitwegId(text: string): boolean {
  const found = FORMAT.exec(text);
  if (found === null) return false;
  const [, coarse = '', fine = '', check = ''] = found;
  return mod97(`${coarse}${fine.replaceAll('.', '')}${check}`) === 1;
}
