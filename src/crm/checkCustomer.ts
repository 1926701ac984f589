import type { Finding } from '#base';
import { isInEu } from './country.ts';
import type { Customer, REFERENCES, TaxStatus } from './customer.ts';
import { isIban } from './iban.ts';
import { isLeitwegId } from './leitwegId.ts';
import { isSiren } from './siren.ts';
import { vatIdCountry } from './vatId.ts';

/** What is checked of a customer: everything that is entered, without the particulars of the store. */
export type Checked = Omit<Customer, 'id' | 'number' | 'closedOn' | 'mergedInto' | 'revision'>;

/** The operator, as far as it matters for his customers. */
export interface CheckingOperator {
  readonly country: string;
}

type Say = (code: string, field: keyof Checked) => void;

/** Contradictions in a customer's data that would make his invoice wrong or his payment impossible. */
export function checkCustomer(customer: Checked, operator: CheckingOperator): Finding[] {
  const findings: Finding[] = [];
  const error: Say = (code, field) => findings.push({ code, severity: 'error', place: { field } });
  checkTax(customer, operator, error);
  checkIds(customer, error);
  checkPayment(customer, error);
  checkAddresses(customer, error);
  return findings;
}

/** Status, country and evidence fit each other. */
function checkTax(customer: Checked, operator: CheckingOperator, error: Say): void {
  const { country } = customer;
  const abroadInEu = country !== operator.country && isInEu(country);
  switch (customer.taxStatus) {
    case 'domestic':
      if (country !== operator.country) error('customer.domesticAbroad', 'country');
      return;
    case 'euReverseCharge':
      if (!abroadInEu || !isInEu(operator.country)) error('customer.reverseChargeNotAbroad', 'country');
      if (customer.vatId === null) error('customer.vatIdMissing', 'vatId');
      if (customer.kind === 'consumer') error('customer.reverseChargeConsumer', 'kind');
      return;
    case 'ossConsumer':
      if (!abroadInEu || customer.kind !== 'consumer') error('customer.ossNotConsumerAbroad', 'taxStatus');
      if (customer.ossCountry !== null && (!isInEu(customer.ossCountry) || customer.ossCountry === operator.country))
        error('customer.ossCountryWrong', 'ossCountry');
      return;
    case 'thirdCountry':
      if (country === operator.country) error('customer.thirdCountryAtHome', 'country');
      else if (abroadInEu && isInEu(operator.country)) error('customer.thirdCountryInEu', 'country');
      return;
    case 'telecomResale':
      checkResale(customer, operator, error);
      return;
    case 'exempt':
      if (customer.exemptReason === null) error('customer.exemptReasonMissing', 'exemptReason');
      return;
  }
}

/** Countries whose law turns the tax round for telecommunications to resellers; of these, with a certificate that ends. */
const RESALE_LAWS: Readonly<Record<string, { readonly certificate: boolean }>> = {
  DE: { certificate: true }, // § 13b (2) no. 12, (5) UStG: USt 1 TH
  FR: { certificate: false }, // art. 283-2 octies CGI
};

function checkResale(customer: Checked, operator: CheckingOperator, error: Say): void {
  const law = RESALE_LAWS[operator.country];
  if (law === undefined || customer.country !== operator.country) error('customer.resaleNotHere', 'country');
  if (customer.kind !== 'company') error('customer.resaleNoCompany', 'kind');
  if (customer.vatId === null) error('customer.vatIdMissing', 'vatId');
  if (law?.certificate !== true) return;
  if (customer.resaleCertificate === null) error('customer.certificateMissing', 'resaleCertificate');
  if (customer.resaleCertificateUntil === null) error('customer.certificateUntilMissing', 'resaleCertificateUntil');
}

/** Numbers that others gave out are formally right and his own. */
function checkIds(customer: Checked, error: Say): void {
  const { vatId, siren, country, kind, buyerReference } = customer;
  if (vatId !== null) {
    const given = vatIdCountry(vatId);
    if (given === null) error('customer.vatIdWrong', 'vatId');
    else if (given !== country && NEEDS_OWN_VAT_ID.includes(customer.taxStatus))
      error('customer.vatIdOfOther', 'vatId');
  }
  if (vatId === null && customer.vatIdCheck !== null) error('customer.vatIdMissing', 'vatId');
  if ((customer.vatIdCheck === null) !== (customer.vatIdCheckedOn === null))
    error('customer.vatIdCheckHalf', customer.vatIdCheck === null ? 'vatIdCheck' : 'vatIdCheckedOn');
  if (siren !== null && !isSiren(siren)) error('customer.sirenWrong', 'siren');
  if (kind === 'publicBody' && country === 'DE' && buyerReference !== null && !isLeitwegId(buyerReference))
    error('customer.leitwegIdWrong', 'buyerReference');
}

const NEEDS_OWN_VAT_ID: readonly TaxStatus[] = ['euReverseCharge', 'telecomResale'];

function checkPayment(customer: Checked, error: Say): void {
  if (customer.iban !== null && !isIban(customer.iban)) error('customer.ibanWrong', 'iban');
  if (customer.paymentMethod === 'directDebit') {
    if (customer.iban === null) error('customer.ibanMissing', 'iban');
    if (customer.mandateReference === null) error('customer.mandateMissing', 'mandateReference');
  }
  if (customer.payer === 'parent' && customer.parentId === null) error('customer.parentMissing', 'parentId');
}

/** Scheme of the EAS list for Leitweg-IDs. */
const LEITWEG_SCHEME = '0204';

/** References that he himself must have given. Orders and cost centres may stand with contracts and sites instead. */
const OWN_REFERENCES = [
  'buyerReference',
  'contractReference',
  'siren',
] as const satisfies readonly (typeof REFERENCES)[number][];

function checkAddresses(customer: Checked, error: Say): void {
  const { eInvoiceScheme, eInvoiceId } = customer;
  if ((eInvoiceScheme === null) !== (eInvoiceId === null))
    error('customer.eInvoiceHalf', eInvoiceScheme === null ? 'eInvoiceScheme' : 'eInvoiceId');
  if (eInvoiceScheme === LEITWEG_SCHEME && eInvoiceId !== null && !isLeitwegId(eInvoiceId))
    error('customer.leitwegIdWrong', 'eInvoiceId');
  for (const reference of OWN_REFERENCES)
    if (customer.requiredReferences.includes(reference) && customer[reference] === null)
      error('customer.referenceMissing', reference);
}

/** Days before its end that a certificate is asked for anew. */
const CERTIFICATE_DAYS = 60;
const DAY_MS = 86_400_000;

/**
 * What of his evidence is not good enough on a day though it may be entered: to look at before invoices are issued. A VAT id that nobody
 * checked, a check that found it invalid, a certificate that ends soon or has ended (his bills bear VAT from then on, see `taxation`).
 */
export function evidenceFindings(customer: Pick<Customer, keyof Checked | 'id'>, onDay: string): Finding[] {
  const findings: Finding[] = [];
  const subject = { kind: 'customer', key: String(customer.id) };
  const note = (code: string, severity: Finding['severity'], params: Readonly<Record<string, string>> = {}) =>
    findings.push({ code, severity, subject, params });
  if (NEEDS_OWN_VAT_ID.includes(customer.taxStatus)) {
    if (customer.vatIdCheck === null) note('customer.vatIdUnchecked', 'warning');
    else if (customer.vatIdCheck === 'invalid')
      note('customer.vatIdInvalid', 'error', { checkedOn: customer.vatIdCheckedOn ?? '' });
  }
  const until = customer.taxStatus === 'telecomResale' ? customer.resaleCertificateUntil : null;
  if (until === null) return findings;
  if (until < onDay) note('customer.certificateEnded', 'error', { until });
  else if (Date.parse(until) - Date.parse(onDay) < CERTIFICATE_DAYS * DAY_MS)
    note('customer.certificateEnds', 'warning', { until });
  return findings;
}
