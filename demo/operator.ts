/**
 * The made-up operator: a reseller in Hamburg. Every name, register entry, bank and number is invented; telephone numbers
 * come from the blocks that the Bundesnetzagentur keeps for films.
 */
import type { Language } from '#base';
import { germanIban, germanVatId } from './checkDigits.ts';

export const OPERATOR = {
  code: 'nordlicht',
  legalName: 'Nordlicht Telekom GmbH',
  street: 'Musterkai 12',
  postcode: '20457',
  city: 'Hamburg',
  country: 'DE',
  vatId: germanVatId('99999990'),
  taxNumber: '48/999/99999',
  registerEntry: 'Amtsgericht Hamburg, HRB 999999',
  contactName: 'Wiebke Petersen',
  phone: '+49 40 66969 100',
  email: 'rechnung@nordlicht-telekom.example',
  website: 'https://nordlicht-telekom.example',
  iban: germanIban('99920050', '1234567'),
  bic: 'NOTEDEH0XXX',
  bankName: 'Elbinsel Musterbank',
  creditorId: 'DE98ZZZ09999999999',
  language: 'de',
  zone: 'Europe/Berlin',
  currency: 'EUR',
} as const;

export interface DemoUser {
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'clerk' | 'approver' | 'support';
  readonly language: Language;
  /** Shown by the demo's summary; these accounts exist on the demo's data only. */
  readonly password: string;
}

/** The clerk drafts, the approver releases: two persons, as the operator's rule asks. */
export const CLERK: DemoUser = {
  email: 'wiebke@nordlicht-telekom.example',
  name: 'Wiebke Petersen',
  role: 'clerk',
  language: 'de',
  password: 'demo-wiebke-2026',
};
export const APPROVER: DemoUser = {
  email: 'julien@nordlicht-telekom.example',
  name: 'Julien Moreau',
  role: 'approver',
  language: 'fr',
  password: 'demo-julien-2026',
};
export const ADMIN: DemoUser = {
  email: 'emily@nordlicht-telekom.example',
  name: 'Emily Harper',
  role: 'admin',
  language: 'en',
  password: 'demo-emily-2026',
};

export const USERS: readonly DemoUser[] = [ADMIN, CLERK, APPROVER];
