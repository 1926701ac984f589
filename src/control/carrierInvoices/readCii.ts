import { localDateIn } from './cellValues.ts';
import type { EInvoiceLine } from './eInvoiceLine.ts';
import type { HeadTerms } from './readEInvoice.ts';
import { allAt, textAt, type XmlElement } from './xmlTree.ts';

const HEAD = 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement';
const SUMS = `${HEAD}/SpecifiedTradeSettlementHeaderMonetarySummation`;
const AGREEMENT = 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice';
const SETTLEMENT = 'SpecifiedLineTradeSettlement';

/** The terms of a Cross Industry Invoice (UN/CEFACT D16B). */
export function ciiTerms(root: XmlElement): HeadTerms {
  const currency = textAt(root, `${HEAD}/InvoiceCurrencyCode`);
  const taxes = allAt(root, `${SUMS}/TaxTotalAmount`);
  const tax = taxes.find(({ attributes }) => attributes.currencyID === currency) ?? taxes[0];
  return {
    number: textAt(root, 'ExchangedDocument/ID'),
    issuedOn: date(root, 'ExchangedDocument/IssueDateTime/DateTimeString'),
    typeCode: textAt(root, 'ExchangedDocument/TypeCode'),
    currency,
    from: date(root, `${HEAD}/BillingSpecifiedPeriod/StartDateTime/DateTimeString`),
    to: date(root, `${HEAD}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`),
    net: textAt(root, `${SUMS}/TaxBasisTotalAmount`),
    tax: tax?.text ?? null,
    gross: textAt(root, `${SUMS}/GrandTotalAmount`),
  };
}

/** Its lines, then what is taken off or charged on the whole. */
export function ciiLines(root: XmlElement): readonly EInvoiceLine[] {
  const lines = allAt(root, 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem');
  return [...lines.map(lineTerms), ...allAt(root, `${HEAD}/SpecifiedTradeAllowanceCharge`).map(allowanceTerms)];
}

function lineTerms(line: XmlElement): EInvoiceLine {
  const quantity = allAt(line, 'SpecifiedLineTradeDelivery/BilledQuantity')[0];
  // Type 130 of UNTDID 1001: what the line is about.
  const object = allAt(line, `${SETTLEMENT}/AdditionalReferencedDocument`).find(
    (document) => textAt(document, 'TypeCode') === '130',
  );
  return {
    name: textAt(line, 'SpecifiedTradeProduct/Name'),
    description: textAt(line, 'SpecifiedTradeProduct/Description'),
    sellerId: textAt(line, 'SpecifiedTradeProduct/SellerAssignedID'),
    object: object === undefined ? null : textAt(object, 'IssuerAssignedID'),
    quantity: quantity?.text || null,
    unit: quantity?.attributes.unitCode ?? '',
    price: textAt(line, `${AGREEMENT}/ChargeAmount`),
    priceQuantity: textAt(line, `${AGREEMENT}/BasisQuantity`),
    amount: textAt(line, `${SETTLEMENT}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`) ?? '',
    taxPercent: textAt(line, `${SETTLEMENT}/ApplicableTradeTax/RateApplicablePercent`),
    from: date(line, `${SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime/DateTimeString`),
    to: date(line, `${SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`),
    properties: allAt(line, 'SpecifiedTradeProduct/ApplicableProductCharacteristic').map((property) => [
      textAt(property, 'Description') ?? '',
      textAt(property, 'Value') ?? '',
    ]),
  };
}

function allowanceTerms(allowance: XmlElement): EInvoiceLine {
  const amount = textAt(allowance, 'ActualAmount') ?? '';
  return {
    name: textAt(allowance, 'Reason'),
    description: null,
    sellerId: null,
    object: null,
    quantity: null,
    unit: '',
    price: null,
    priceQuantity: null,
    amount: textAt(allowance, 'ChargeIndicator/Indicator') === 'true' ? amount : `-${amount}`,
    taxPercent: textAt(allowance, 'CategoryTradeTax/RateApplicablePercent'),
    from: null,
    to: null,
    properties: [],
  };
}

/** Format 102: `20261001`. */
function date(element: XmlElement, path: string): string | null {
  return localDateIn(textAt(element, path) ?? '');
}
