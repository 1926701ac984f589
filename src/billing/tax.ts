/** Value added tax of a bill: which category and rate a customer's bill carries. Rates are dated data, never constants in code. */
import { Refusal } from '#base';
import type { Customer } from '#crm';

export interface VatRate {
  readonly country: string;
  readonly percent: string;
  /** First local date in force. */
  readonly validFrom: string;
}

/** Standard rates for telecommunication services (Directive 2006/112/EC art. 96), newest last per country. */
export const STANDARD_RATES: readonly VatRate[] = [
  { country: 'DE', percent: '19', validFrom: '2021-01-01' },
  { country: 'FR', percent: '20', validFrom: '2014-01-01' },
  { country: 'AT', percent: '20', validFrom: '1984-01-01' },
  { country: 'BE', percent: '21', validFrom: '1996-01-01' },
  { country: 'NL', percent: '21', validFrom: '2012-10-01' },
  { country: 'LU', percent: '17', validFrom: '2024-01-01' },
  { country: 'IT', percent: '22', validFrom: '2013-10-01' },
  { country: 'ES', percent: '21', validFrom: '2012-09-01' },
  { country: 'PL', percent: '23', validFrom: '2011-01-01' },
];

/** UNTDID 5305: S standard, AE reverse charge, G outside the Union. */
export interface TaxTreatment {
  readonly category: 'S' | 'AE' | 'G';
  readonly percent: string;
}

/**
 * Domestic customers pay the operator's rate; EU businesses owe the tax themselves (art. 196); EU consumers pay the rate of
 * their own country (art. 58, OSS); outside the EU nothing is charged.
 * @throws Refusal `bill.noVatRate`
 */
export function taxTreatment(
  customer: Pick<Customer, 'taxStatus' | 'country'>,
  operatorCountry: string,
  date: string,
): TaxTreatment {
  switch (customer.taxStatus) {
    case 'domestic':
      return { category: 'S', percent: standardRate(operatorCountry, date) };
    case 'ossConsumer':
      return { category: 'S', percent: standardRate(customer.country, date) };
    case 'euReverseCharge':
      return { category: 'AE', percent: '0' };
    case 'thirdCountry':
      return { category: 'G', percent: '0' };
  }
}

function standardRate(country: string, date: string): string {
  const rate = STANDARD_RATES.findLast((candidate) => candidate.country === country && candidate.validFrom <= date);
  if (rate === undefined) throw new Refusal('invalid', 'bill.noVatRate', { country, date });
  return rate.percent;
}
