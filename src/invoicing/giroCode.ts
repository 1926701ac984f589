import { formatMinor } from '#base';
import type { Invoice } from './invoice.ts';

/**
 * Text of the QR code that fills in a SEPA transfer in banking apps: EPC069-12 version 2, UTF-8. Null where the standard has no
 * code for it: other currencies, amounts below 0.01 or above 999,999,999.99, no IBAN.
 */
export function giroCode(invoice: Invoice): string | null {
  const { seller, totals, currency } = invoice;
  if (currency !== 'EUR' || seller.iban === undefined || totals.dueMinor < 1n || totals.dueMinor > 99_999_999_999n)
    return null;
  return [
    'BCD',
    '002',
    '1', // UTF-8
    'SCT',
    seller.bic ?? '',
    [...seller.name].slice(0, 70).join(''),
    seller.iban,
    `EUR${formatMinor(totals.dueMinor, currency)}`,
    '', // purpose
    '', // structured reference
    invoice.number,
  ].join('\n');
}
