import type { z } from 'zod';
import type { CustomerChange, customerReply, NewCustomer, REFERENCES } from '#crm';

export type Customer = z.output<typeof customerReply>;

/** What is typed of a customer: texts are never null while somebody types. */
export interface CustomerDraft extends Record<TextField, string> {
  readonly kind: Customer['kind'];
  readonly language: Customer['language'];
  readonly taxStatus: Customer['taxStatus'];
  readonly vatIdCheck: Customer['vatIdCheck'];
  readonly paymentMethod: Customer['paymentMethod'];
  readonly paymentTermsDays: number;
  readonly itemise: boolean;
  readonly maskDigits: number;
  readonly parentId: number | null;
  readonly payer: Customer['payer'];
  readonly invoiceGrouping: Customer['invoiceGrouping'];
  readonly requiredReferences: readonly (typeof REFERENCES)[number][];
}

/** Texts that must be there. */
const NEEDED = ['name', 'street', 'postcode', 'city', 'country', 'email', 'currency'] as const;
/** Texts that may be left empty. */
const OPTIONAL = [
  'vatId',
  'vatIdCheckedOn',
  'vatIdCheckReference',
  'resaleCertificate',
  'resaleCertificateUntil',
  'exemptReason',
  'exemptCode',
  'ossCountry',
  'buyerReference',
  'orderNumber',
  'contractReference',
  'siren',
  'costCentre',
  'eInvoiceScheme',
  'eInvoiceId',
  'iban',
  'mandateReference',
  'batchCode',
] as const;

export type TextField = (typeof NEEDED)[number] | (typeof OPTIONAL)[number];

/** What a new customer begins with: somebody at home. */
export function blankDraft(home: {
  readonly country: string;
  readonly currency: string;
  readonly language: Customer['language'];
}): CustomerDraft {
  const texts = Object.fromEntries([...NEEDED, ...OPTIONAL].map((field) => [field, ''])) as Record<TextField, string>;
  return {
    ...texts,
    kind: 'company',
    country: home.country,
    language: home.language,
    currency: home.currency,
    taxStatus: 'domestic',
    vatIdCheck: null,
    paymentMethod: 'transfer',
    paymentTermsDays: 14,
    itemise: true,
    maskDigits: 0,
    parentId: null,
    payer: 'self',
    invoiceGrouping: 'customer',
    requiredReferences: [],
  };
}

export function draftOf(customer: Customer): CustomerDraft {
  const texts = Object.fromEntries([...NEEDED, ...OPTIONAL].map((field) => [field, customer[field] ?? '']));
  return { ...customer, ...(texts as Record<TextField, string>) };
}

/** What the draft says of a new customer: empty texts say nothing; what belongs to another status or way of paying is left out. */
export function inputOf(draft: CustomerDraft): Omit<NewCustomer, 'number'> {
  const kept = { ...draft, ...irrelevant(draft) };
  const needed = Object.fromEntries(NEEDED.map((field) => [field, kept[field].trim()])) as Record<
    (typeof NEEDED)[number],
    string
  >;
  const optional = Object.fromEntries(OPTIONAL.map((field) => [field, kept[field].trim() || null])) as Record<
    (typeof OPTIONAL)[number],
    string | null
  >;
  return {
    ...needed,
    ...optional,
    country: needed.country.toUpperCase(),
    kind: kept.kind,
    language: kept.language,
    taxStatus: kept.taxStatus,
    vatIdCheck: kept.vatIdCheck,
    paymentMethod: kept.paymentMethod,
    paymentTermsDays: kept.paymentTermsDays,
    itemise: kept.itemise,
    maskDigits: kept.maskDigits,
    parentId: kept.parentId,
    payer: kept.parentId === null ? 'self' : kept.payer,
    invoiceGrouping: kept.invoiceGrouping,
    requiredReferences: [...kept.requiredReferences],
  };
}

/** Fields that are not shown for what is chosen: what was typed there before is not sent. */
function irrelevant({ taxStatus, vatId }: CustomerDraft): Partial<CustomerDraft> {
  return {
    ...(taxStatus === 'telecomResale' ? {} : { resaleCertificate: '', resaleCertificateUntil: '' }),
    ...(taxStatus === 'exempt' ? {} : { exemptReason: '', exemptCode: '' }),
    ...(taxStatus === 'ossConsumer' ? {} : { ossCountry: '' }),
    ...(vatId.trim() === '' ? { vatIdCheck: null, vatIdCheckedOn: '', vatIdCheckReference: '' } : {}),
  };
}

/** What of a customer would change. */
export function changeOf(customer: Customer, draft: CustomerDraft): CustomerChange {
  const input = inputOf(draft);
  const changed = Object.entries(input).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(customer[field as keyof Customer]),
  );
  return Object.fromEntries(changed) as CustomerChange;
}

/** Whether what every customer has is there. */
export function isComplete(draft: CustomerDraft): boolean {
  return NEEDED.every((field) => draft[field].trim() !== '');
}
