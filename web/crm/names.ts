import { type Language, LOCALES, text } from '#base';
import type { CUSTOMER_KINDS, PAYMENT_METHODS, TAX_STATUSES } from '#crm';

export const KIND_NAMES: Readonly<Record<(typeof CUSTOMER_KINDS)[number], string>> = {
  company: text('Company'),
  consumer: text('Consumer'),
  publicBody: text('Public body'),
};

export const TAX_NAMES: Readonly<Record<(typeof TAX_STATUSES)[number], string>> = {
  domestic: text('Domestic'),
  euReverseCharge: text('EU, reverse charge'),
  ossConsumer: text('EU consumer (OSS)'),
  thirdCountry: text('Third country'),
};

export const PAYMENT_NAMES: Readonly<Record<(typeof PAYMENT_METHODS)[number], string>> = {
  transfer: text('Transfer'),
  directDebit: text('Direct debit'),
};

/** A country by its code in the reader's language. */
export function countryName(language: Language, code: string): string {
  return new Intl.DisplayNames(LOCALES[language], { type: 'region' }).of(code) ?? code;
}
