/** Checks that look at the data of customers: what keeps an invoice from being right, delivered or paid. */
import { addDays } from '#base';
import { type Customer, checkCustomer } from '#crm';
import { type Check, check, days, type Found } from '../check.ts';
import type { RunFacts } from '../facts.ts';

export const CUSTOMER_CHECKS: readonly Check[] = [
  check('control.noBankDetails', 'warning', 'customer', (facts) =>
    of(facts, ({ paymentMethod, iban, mandateReference }) =>
      paymentMethod === 'directDebit' && (iban === null || mandateReference === null)
        ? { missing: iban === null ? 'iban' : 'mandate' }
        : null,
    ),
  ),
  check('control.vatIdInvalid', 'error', 'customer', (facts) =>
    of(facts, ({ vatId, vatIdCheck, taxStatus }) =>
      needsVatId(taxStatus) && (vatId === null || vatIdCheck === 'invalid') ? { vatId: vatId ?? '–' } : null,
    ),
  ),
  check(
    'control.vatIdUnchecked',
    'warning',
    'customer',
    (facts, set) =>
      of(facts, ({ vatId, vatIdCheck, vatIdCheckedOn, taxStatus }) => {
        const outdated =
          vatIdCheckedOn === null || addDays(vatIdCheckedOn, Number(set('vatIdUnchecked.days'))) < facts.today;
        return needsVatId(taxStatus) && vatId !== null && vatIdCheck !== 'invalid' && outdated
          ? { vatId, checked: vatIdCheckedOn ?? 'never' }
          : null;
      }),
    [days('vatIdUnchecked.days', 365)],
  ),
  check('control.eInvoiceAddress', 'warning', 'customer', (facts) => of(facts, (customer) => deliverable(customer))),
  check('control.dataContradictory', 'warning', 'customer', (facts) =>
    facts.customers.flatMap((customer) => {
      // What other checks tell of their own accord.
      const told = [
        'customer.vatIdMissing',
        'customer.mandateMissing',
        'customer.ibanMissing',
        'customer.referenceMissing',
      ];
      const [first] = checkCustomer(customer, { country: facts.operatorCountry }).filter(
        ({ code }) => !told.includes(code),
      );
      if (first === undefined) return [];
      return [
        {
          customerId: customer.id,
          params: { customer: customer.name, field: first.place?.field ?? '', detail: first.code },
        },
      ];
    }),
  ),
  check('control.certificateExpired', 'error', 'customer', (facts) =>
    of(facts, (customer) => {
      const until = certificateEnd(customer);
      return until !== null && until < facts.today ? { until } : null;
    }),
  ),
  check(
    'control.certificateExpiring',
    'warning',
    'customer',
    (facts, set) =>
      of(facts, (customer) => {
        const until = certificateEnd(customer);
        const soon = addDays(facts.today, Number(set('certificateExpiring.days')));
        return until !== null && until >= facts.today && until <= soon ? { until } : null;
      }),
    [days('certificateExpiring.days', 60)],
  ),
  check('control.referenceMissing', 'warning', 'customer', (facts) =>
    of(facts, (customer) => {
      const missing = OWN_REFERENCES.find(
        (reference) => customer.requiredReferences.includes(reference) && customer[reference] === null,
      );
      return missing === undefined ? null : { reference: missing };
    }),
  ),
];

/** References that he himself must have given; orders and cost centres may stand with contracts and sites instead. */
const OWN_REFERENCES = ['buyerReference', 'contractReference', 'siren'] as const;

const needsVatId = (status: Customer['taxStatus']) => status === 'euReverseCharge' || status === 'telecomResale';

const certificateEnd = ({ taxStatus, resaleCertificateUntil }: Customer) =>
  taxStatus === 'telecomResale' ? resaleCertificateUntil : null;

/** Public bodies in Germany are billed by Leitweg-ID; French businesses are found by their SIREN in the directory of platforms. */
function deliverable({ kind, country, buyerReference, eInvoiceId, siren }: Customer): Found['params'] | null {
  if (kind === 'publicBody' && country === 'DE' && buyerReference === null && eInvoiceId === null)
    return { need: 'leitwegId' };
  if (kind === 'publicBody' && country !== 'DE' && eInvoiceId === null && siren === null) return { need: 'address' };
  if (kind === 'company' && country === 'FR' && siren === null && eInvoiceId === null) return { need: 'siren' };
  return null;
}

function of(facts: RunFacts, look: (customer: Customer) => Found['params'] | null): Found[] {
  return facts.customers.flatMap((customer) => {
    const params = look(customer);
    return params === null ? [] : [{ customerId: customer.id, params: { customer: customer.name, ...params } }];
  });
}
