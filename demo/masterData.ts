/** What is said of each customer: names and addresses of the table, invented register numbers with right check digits, evidence for taxes. */
import { LANGUAGES } from '#base';
import type { NewCustomer } from '#crm';
import { frenchIban, frenchVatId, germanIban, germanVatId, leitwegId, siren } from './checkDigits.ts';
import { type CustomerRow, oneOf } from './customerTable.ts';
import { fnv1a } from './random.ts';

/** The day on which the operator asked the tax authority for everybody whose invoices bear no VAT. */
const VAT_IDS_CHECKED_ON = '2026-07-15';
/** Somebody who was asked for long ago and not since. */
const VAT_ID_CHECKED_LONG_AGO = '2025-06-30';
/** Last day of the reseller's certificate: a new one is due while the third month is in review. */
const CERTIFICATE_UNTIL = '2026-12-31';

/** Where he lives, as far as invoices are concerned. */
interface Home {
  readonly country: 'DE' | 'FR';
  readonly postcode: string;
}

export function masterData(row: CustomerRow, place: Home): NewCustomer {
  const german = place.country === 'DE';
  return {
    number: row.number,
    kind: row.kind,
    name: row.name,
    street: row.street,
    postcode: place.postcode,
    city: row.city,
    country: place.country,
    email: `rechnung-${row.number}@kunden.example`,
    language: oneOf(LANGUAGES, row.language),
    currency: 'EUR',
    paymentTermsDays: row.kind === 'publicBody' ? 30 : 14,
    ...payment(row, german),
    ...references(row, german),
    ...taxes(row, german),
    itemise: !row.wishes.has('noitem'),
    maskDigits: row.wishes.has('mask3') ? 3 : 0,
  };
}

/** Eight digits of his register numbers; a leading 99 is given to nobody. */
function eightDigits(row: CustomerRow): string {
  return `99${row.number.slice(-5).padStart(6, '0')}`;
}

function payment(row: CustomerRow, german: boolean) {
  if (!row.wishes.has('dd')) return { paymentMethod: 'transfer' } as const;
  const account = String(fnv1a(row.number) % 10_000_000_000);
  return {
    paymentMethod: 'directDebit',
    iban: german ? germanIban('99920050', account) : frenchIban('99999', '00099', account),
    mandateReference: `NT-M-${row.number}-1`,
  } as const;
}

/** What his invoices are sent back without. */
function references(row: CustomerRow, german: boolean): Partial<NewCustomer> {
  if (row.wishes.has('noid')) return {};
  const orderNumber = row.wishes.get('order') ?? null;
  if (row.kind === 'publicBody') {
    const required: NewCustomer['requiredReferences'] = ['buyerReference', 'orderNumber'];
    return { buyerReference: leitwegId('020990', 'MUSTERAMT1'), orderNumber, requiredReferences: required };
  }
  return german || row.kind === 'consumer' ? {} : { siren: siren(eightDigits(row)) };
}

function taxes(row: CustomerRow, german: boolean): Partial<NewCustomer> & Pick<NewCustomer, 'taxStatus'> {
  if (row.kind === 'consumer') return { taxStatus: german ? 'domestic' : 'ossConsumer' };
  if (row.kind === 'publicBody') return { taxStatus: 'domestic' };
  const vatId = german ? germanVatId(eightDigits(row)) : frenchVatId(siren(eightDigits(row)));
  if (row.wishes.has('resale'))
    return {
      taxStatus: 'telecomResale',
      vatId,
      ...checked(VAT_IDS_CHECKED_ON),
      resaleCertificate: `USt 1 TH 48/${row.number}`,
      resaleCertificateUntil: CERTIFICATE_UNTIL,
    };
  if (german) return { taxStatus: 'domestic', vatId };
  const day = row.wishes.has('oldcheck') ? VAT_ID_CHECKED_LONG_AGO : VAT_IDS_CHECKED_ON;
  return { taxStatus: 'euReverseCharge', vatId, ...(row.wishes.has('unchecked') ? {} : checked(day)) };
}

function checked(day: string): Partial<NewCustomer> {
  return { vatIdCheck: 'valid', vatIdCheckedOn: day, vatIdCheckReference: `BZSt ${day}` };
}
