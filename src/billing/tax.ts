/** Value added tax: which category and rate a line carries, by what is sold and to whom. Rates are dated data (`vatRates.ts`). */
import { Refusal, taxOf } from '#base';
import type { Product, TaxClass } from '#catalog';
import type { Customer } from '#crm';
import { vatPercent } from './vatRates.ts';

/**
 * UNTDID 5305: S at a rate, Z at zero per cent, E without tax by law, AE the buyer owes it, K goods to a business elsewhere in the EU, G outside
 * the EU. O (not subject) is not used: EN 16931 allows it on documents only that hold nothing else and name no VAT id (BR-O-02, BR-O-11 to 14);
 * what is no supply is E with its reason.
 */
export const TAX_CATEGORIES = ['S', 'Z', 'E', 'AE', 'K', 'G'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

/** Why a line bears no tax; worded on the document, with its code of the VATEX list where there is one. */
export const TAX_REASONS = [
  'reverseCharge',
  'telecomResaleDe',
  'telecomResaleFr',
  'intraCommunity',
  'export',
  'exempt',
  'notSubject',
  'exemptCustomer',
] as const;
export type TaxReasonCode = (typeof TAX_REASONS)[number];

export interface TaxReason {
  readonly code: TaxReasonCode;
  /** The customer's own reason (BT-120) and code (BT-121), of `exemptCustomer`. */
  readonly text?: string;
  readonly vatex?: string;
}

/** How a line is taxed. */
export interface LineTax {
  readonly category: TaxCategory;
  /** Exact decimal, e.g. `19`. */
  readonly percent: string;
  readonly reason?: TaxReason;
}

/** All lines of one category and rate together (EN 16931 BG-23). */
export interface BillTax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxableMinor: string;
  readonly taxMinor: string;
  /** Each once, in the order of the lines. */
  readonly reasons?: readonly TaxReason[];
}

/**
 * What is sold, as far as tax asks. `telecom`: telecommunications (art. 24 (2) of Directive 2006/112/EC) and what belongs to them; `service`:
 * other services, e.g. licences of software; `goods`: devices.
 */
export type Supply = 'telecom' | 'service' | 'goods';

export function supplyOf(kind: Product['kind']): Supply {
  return kind === 'hardware' ? 'goods' : kind === 'licence' ? 'service' : 'telecom';
}

/** The same as a line says it: only what is not telecommunications. */
export function supplyOnLine(kind: Product['kind']): { readonly supply?: Supply } {
  const supply = supplyOf(kind);
  return supply === 'telecom' ? {} : { supply };
}

/** To whom, from where and when. */
export interface TaxFacts {
  readonly customer: Pick<
    Customer,
    'taxStatus' | 'country' | 'ossCountry' | 'resaleCertificateUntil' | 'exemptReason' | 'exemptCode'
  >;
  readonly operatorCountry: string;
  /** The document's date. */
  readonly date: string;
}

/** What is sold; absent class = standard, absent supply = telecom. */
export interface Taxed {
  readonly taxClass?: TaxClass | undefined;
  readonly supply?: Supply | undefined;
}

/**
 * The tax of a line. By its own nature: what is no supply or exempt bears none, whoever buys it. Else by the customer's status: businesses
 * elsewhere in the EU owe it themselves (art. 196), for goods sent there the tax is due where they arrive (art. 138); consumers elsewhere in the
 * EU pay the rate of their country (art. 58, 33); outside the EU there is none. Resellers of telecommunications at home owe it themselves for
 * these alone (§ 13b (2) no. 12 UStG while their certificate holds; art. 283-2 octies CGI); anything else, and everything once a certificate has
 * ended, is taxed at home.
 * @throws Refusal `bill.noVatRate`
 */
export function taxOnLine({ taxClass = 'standard', supply = 'telecom' }: Taxed, facts: TaxFacts): LineTax {
  const { customer, operatorCountry } = facts;
  if (taxClass === 'outOfScope') return untaxed('E', { code: 'notSubject' });
  if (taxClass === 'exempt') return untaxed('E', { code: 'exempt' });
  switch (customer.taxStatus) {
    case 'domestic':
      return rated(operatorCountry, taxClass, facts.date);
    case 'ossConsumer':
      return rated(customer.ossCountry ?? customer.country, taxClass, facts.date);
    case 'euReverseCharge':
      return supply === 'goods' ? untaxed('K', { code: 'intraCommunity' }) : untaxed('AE', { code: 'reverseCharge' });
    case 'thirdCountry':
      return untaxed('G', { code: 'export' });
    case 'telecomResale':
      return isResale(supply, facts)
        ? untaxed('AE', { code: operatorCountry === 'FR' ? 'telecomResaleFr' : 'telecomResaleDe' })
        : rated(operatorCountry, taxClass, facts.date);
    case 'exempt':
      return untaxed('E', exemptCustomer(customer));
  }
}

function isResale(supply: Supply, { customer, date }: TaxFacts): boolean {
  const { resaleCertificateUntil: until } = customer;
  return supply === 'telecom' && (until === null || date <= until);
}

function exemptCustomer({ exemptReason, exemptCode }: TaxFacts['customer']): TaxReason {
  return {
    code: 'exemptCustomer',
    ...(exemptReason === null ? {} : { text: exemptReason }),
    ...(exemptCode === null ? {} : { vatex: exemptCode }),
  };
}

function untaxed(category: TaxCategory, reason: TaxReason): LineTax {
  return { category, percent: '0', reason };
}

function rated(country: string, taxClass: Exclude<TaxClass, 'exempt' | 'outOfScope'>, date: string): LineTax {
  if (taxClass === 'zero') return { category: 'Z', percent: '0' };
  const percent = vatPercent(country, taxClass, date);
  if (percent === null) throw new Refusal('invalid', 'bill.noVatRate', { country, date });
  return { category: 'S', percent };
}

/** VAT once per category and rate, on the sum of its lines (EN 16931 BR-S-08, BR-CO-17), in the order of the lines. */
export function taxesOf(lines: readonly { readonly netMinor: string; readonly tax: LineTax }[]): BillTax[] {
  return [...Map.groupBy(lines, ({ tax }) => taxKey(tax)).values()].map((group) => {
    const { category, percent } = group[0]!.tax;
    const taxable = group.reduce((sum, line) => sum + BigInt(line.netMinor), 0n);
    const reasons = new Map(group.flatMap(({ tax: { reason } }) => (reason ? [[JSON.stringify(reason), reason]] : [])));
    return {
      category,
      percent,
      taxableMinor: taxable.toString(),
      taxMinor: taxOf(taxable, percent).toString(),
      ...(reasons.size === 0 ? {} : { reasons: [...reasons.values()] }),
    };
  });
}

/** Joins what is taxed alike. */
export function taxKey({ category, percent }: Pick<LineTax, 'category' | 'percent'>): string {
  return `${category} ${percent}`;
}
