import { formatMicro, formatMinor, formatMoney, formatNumber, MICRO_DECIMALS, minorDecimals } from '#base';
import type { Invoice, ItemisedGroup } from './invoice.ts';
import type { Words } from './texts.ts';

/** What a printed invoice is made of. */
export interface Print {
  readonly invoice: Invoice;
  readonly groups: readonly ItemisedGroup[];
  readonly words: Words;
  /** Name as the word mark shows it, and the brand's colour `#rrggbb`. */
  readonly brand: { readonly name: string; readonly colour: string };
  /** Whether the calls are listed one by one. */
  readonly itemise: boolean;
  readonly maskDigits: number;
  /** A rehearsal: marked as draft on every page, not a document. */
  readonly draft: boolean;
  /** The e-invoice to embed. */
  readonly xml: Uint8Array;
}

/** IBAN in groups of four (ISO 13616 print form). */
export function spacedIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

export function money(print: Pick<Print, 'invoice'>, minor: bigint): string {
  const { language, currency } = print.invoice;
  return formatMoney(language, formatMinor(minor, currency), currency);
}

/** A unit price with all its decimals, at least the currency's. */
export function priceText({ invoice: { language, currency } }: Print, unitPrice: string): string {
  const decimals = Math.max(minorDecimals(currency), unitPrice.split('.')[1]?.length ?? 0);
  return formatMoney(language, unitPrice, currency, decimals);
}

/** Charges of calls with the decimals that show each of them exactly: four, or six where one needs them. */
export function chargeDecimals(groups: readonly ItemisedGroup[]): number {
  return groups.some((group) => group.calls.some((call) => call.chargeMicro % 100 !== 0)) ? MICRO_DECIMALS : 4;
}

export function chargeText({ invoice: { language } }: Print, micro: bigint, decimals: number): string {
  return formatNumber(language, formatMicro(micro, decimals), decimals, decimals);
}
