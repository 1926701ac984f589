import type { EInvoiceLine } from './eInvoiceLine.ts';
import type { HeadTerms } from './readEInvoice.ts';
import { allAt, textAt, type XmlElement } from './xmlTree.ts';

/** The terms of a UBL 2.1 Invoice or CreditNote. */
export function ublTerms(root: XmlElement): HeadTerms {
  const currency = textAt(root, 'DocumentCurrencyCode');
  // A second total may be in the currency of the tax authority (BT-111).
  const taxes = allAt(root, 'TaxTotal/TaxAmount');
  const tax = taxes.find(({ attributes }) => attributes.currencyID === currency) ?? taxes[0];
  return {
    number: textAt(root, 'ID'),
    issuedOn: textAt(root, 'IssueDate'),
    typeCode: textAt(root, 'InvoiceTypeCode') ?? textAt(root, 'CreditNoteTypeCode'),
    currency,
    from: textAt(root, 'InvoicePeriod/StartDate'),
    to: textAt(root, 'InvoicePeriod/EndDate'),
    net: textAt(root, 'LegalMonetaryTotal/TaxExclusiveAmount'),
    tax: tax?.text ?? null,
    gross: textAt(root, 'LegalMonetaryTotal/TaxInclusiveAmount'),
  };
}

/** Its lines, then what is taken off or charged on the whole. */
export function ublLines(root: XmlElement): readonly EInvoiceLine[] {
  const lines = [...allAt(root, 'InvoiceLine'), ...allAt(root, 'CreditNoteLine')];
  return [...lines.map(lineTerms), ...allAt(root, 'AllowanceCharge').map(allowanceTerms)];
}

function lineTerms(line: XmlElement): EInvoiceLine {
  const quantity = allAt(line, 'InvoicedQuantity')[0] ?? allAt(line, 'CreditedQuantity')[0];
  return {
    name: textAt(line, 'Item/Name'),
    description: textAt(line, 'Item/Description'),
    sellerId: textAt(line, 'Item/SellersItemIdentification/ID'),
    object: textAt(line, 'DocumentReference/ID'),
    quantity: quantity?.text || null,
    unit: quantity?.attributes.unitCode ?? '',
    price: textAt(line, 'Price/PriceAmount'),
    priceQuantity: textAt(line, 'Price/BaseQuantity'),
    amount: textAt(line, 'LineExtensionAmount') ?? '',
    taxPercent: textAt(line, 'Item/ClassifiedTaxCategory/Percent'),
    from: textAt(line, 'InvoicePeriod/StartDate'),
    to: textAt(line, 'InvoicePeriod/EndDate'),
    properties: allAt(line, 'Item/AdditionalItemProperty').map((property) => [
      textAt(property, 'Name') ?? '',
      textAt(property, 'Value') ?? '',
    ]),
  };
}

function allowanceTerms(allowance: XmlElement): EInvoiceLine {
  const amount = textAt(allowance, 'Amount') ?? '';
  const reason = textAt(allowance, 'AllowanceChargeReason');
  return {
    name: reason,
    description: null,
    sellerId: null,
    object: null,
    quantity: null,
    unit: '',
    price: null,
    priceQuantity: null,
    amount: textAt(allowance, 'ChargeIndicator') === 'true' ? amount : `-${amount}`,
    taxPercent: textAt(allowance, 'TaxCategory/Percent'),
    from: null,
    to: null,
    properties: [],
  };
}
