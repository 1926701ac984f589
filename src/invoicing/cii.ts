/**
 * The e-invoice: UN/CEFACT Cross Industry Invoice D16B in the profile EN 16931 (ZUGFeRD 2 / Factur-X 1). Elements stand in the
 * order of the schema; each carries the business term it holds. A pure mapping: nothing is computed here.
 */
import { formatMinor } from '#base';
import type { Buyer, Invoice, InvoiceLine, Party, Seller, TaxTotal } from './invoice.ts';
import { type Child, document, element } from './xml.ts';

/** BT-24. */
export const EN16931 = 'urn:cen.eu:en16931:2017';

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
};

/** UNTDID 1001. */
const TYPE_CODES = { invoice: '380', creditNote: '381' } as const;
/** UNTDID 4461: SEPA credit transfer, SEPA direct debit, bank card. */
const MEANS_CODES = { transfer: '58', directDebit: '59', card: '48' } as const;

/** The words of the e-invoice that are not data of the invoice itself. */
export interface CiiWords {
  /** BT-20. */
  readonly paymentTerms: string;
}

export function ciiXml(invoice: Invoice, words: CiiWords): string {
  return document(
    element('rsm:CrossIndustryInvoice', NAMESPACES, [
      element('rsm:ExchangedDocumentContext', [
        element('ram:GuidelineSpecifiedDocumentContextParameter', [element('ram:ID', EN16931)]),
      ]),
      exchangedDocument(invoice),
      element('rsm:SupplyChainTradeTransaction', [
        ...invoice.lines.map((line) => lineItem(line, invoice.currency)),
        agreement(invoice),
        delivery(invoice),
        settlement(invoice, words),
      ]),
    ]),
  );
}

function exchangedDocument(invoice: Invoice): Child {
  return element('rsm:ExchangedDocument', [
    element('ram:ID', invoice.number), // BT-1
    element('ram:TypeCode', TYPE_CODES[invoice.kind]), // BT-3
    element('ram:IssueDateTime', [date(invoice.issuedOn)]), // BT-2
    ...invoice.notes.map((note) =>
      element('ram:IncludedNote', [
        element('ram:Content', note.text), // BT-22
        optional('ram:SubjectCode', note.subject), // BT-21
      ]),
    ),
  ]);
}

function lineItem(line: InvoiceLine, currency: string): Child {
  return element('ram:IncludedSupplyChainTradeLineItem', [
    element('ram:AssociatedDocumentLineDocument', [element('ram:LineID', line.id)]), // BT-126
    element('ram:SpecifiedTradeProduct', [
      element('ram:Name', line.name), // BT-153
      optional('ram:Description', line.description), // BT-154
      ...(line.attributes ?? []).map((attribute) =>
        element('ram:ApplicableProductCharacteristic', [
          element('ram:Description', attribute.name), // BT-160
          element('ram:Value', attribute.value), // BT-161
        ]),
      ),
    ]),
    element('ram:SpecifiedLineTradeAgreement', [
      element('ram:NetPriceProductTradePrice', [element('ram:ChargeAmount', line.unitPrice)]), // BT-146
    ]),
    element('ram:SpecifiedLineTradeDelivery', [
      element('ram:BilledQuantity', { unitCode: line.unitCode }, line.quantity), // BT-129, BT-130
    ]),
    element('ram:SpecifiedLineTradeSettlement', [
      element('ram:ApplicableTradeTax', [
        element('ram:TypeCode', 'VAT'),
        element('ram:CategoryCode', line.taxCategory), // BT-151
        element('ram:RateApplicablePercent', line.taxPercent), // BT-152
      ]),
      line.periodFrom === undefined || line.periodTo === undefined ? null : period(line.periodFrom, line.periodTo), // BG-26
      element('ram:SpecifiedTradeSettlementLineMonetarySummation', [
        element('ram:LineTotalAmount', formatMinor(line.netMinor, currency)), // BT-131
      ]),
      line.costCentre === undefined
        ? null
        : element('ram:ReceivableSpecifiedTradeAccountingAccount', [element('ram:ID', line.costCentre)]), // BT-133
    ]),
  ]);
}

function agreement(invoice: Invoice): Child {
  return element('ram:ApplicableHeaderTradeAgreement', [
    optional('ram:BuyerReference', invoice.buyer.reference), // BT-10
    sellerParty(invoice.seller),
    buyerParty(invoice.buyer),
    reference('ram:BuyerOrderReferencedDocument', invoice.orderReference), // BT-13
    reference('ram:ContractReferencedDocument', invoice.contractReference ?? invoice.contractNumbers[0]), // BT-12
  ]);
}

/** Goods sent to another country of the EU say which one (BR-IC-12); everything else is where the buyer is. */
function delivery({ buyer, totals }: Invoice): Child {
  const sent = totals.taxes.some((tax) => tax.category === 'K');
  return element('ram:ApplicableHeaderTradeDelivery', [
    sent ? element('ram:ShipToTradeParty', [postalAddress(buyer)]) : null, // BG-15
  ]);
}

function sellerParty(seller: Seller): Child {
  return element('ram:SellerTradeParty', [
    element('ram:Name', seller.name), // BT-27
    optional('ram:Description', seller.registerEntry), // BT-33
    legalOrganization(seller), // BT-30
    element('ram:DefinedTradeContact', [
      element('ram:PersonName', seller.contactName), // BT-41
      element('ram:TelephoneUniversalCommunication', [element('ram:CompleteNumber', seller.phone)]), // BT-42
      seller.email === undefined
        ? null
        : element('ram:EmailURIUniversalCommunication', [element('ram:URIID', seller.email)]), // BT-43
    ]),
    ...partyCommon(seller, eMail(seller)),
    registration('FC', seller.taxNumber), // BT-32
    registration('VA', seller.vatId), // BT-31
  ]);
}

function buyerParty(buyer: Buyer): Child {
  return element('ram:BuyerTradeParty', [
    element('ram:ID', buyer.customerNumber), // BT-46
    element('ram:Name', buyer.name), // BT-44
    legalOrganization(buyer), // BT-47
    ...partyCommon(buyer, buyer.eAddress ?? eMail(buyer)),
    registration('VA', buyer.vatId), // BT-48
  ]);
}

function legalOrganization({ legalId }: Party): Child {
  if (legalId === undefined) return null;
  const attributes: Record<string, string> = legalId.scheme === undefined ? {} : { schemeID: legalId.scheme };
  return element('ram:SpecifiedLegalOrganization', [element('ram:ID', attributes, legalId.id)]);
}

interface ElectronicAddress {
  readonly scheme: string;
  readonly id: string;
}

function partyCommon(party: Party, address: ElectronicAddress | undefined): Child[] {
  return [
    postalAddress(party),
    address === undefined
      ? null
      : element('ram:URIUniversalCommunication', [element('ram:URIID', { schemeID: address.scheme }, address.id)]), // BT-34, BT-49
  ];
}

function eMail({ email }: Party): ElectronicAddress | undefined {
  return email === undefined ? undefined : { scheme: 'EM', id: email };
}

function postalAddress(party: Party): Child {
  return element('ram:PostalTradeAddress', [
    element('ram:PostcodeCode', party.postcode), // BT-38, BT-53, BT-78
    element('ram:LineOne', party.street), // BT-35, BT-50, BT-75
    element('ram:CityName', party.city), // BT-37, BT-52, BT-77
    element('ram:CountryID', party.country), // BT-40, BT-55, BT-80
  ]);
}

function registration(scheme: 'FC' | 'VA', id: string | undefined): Child {
  return id === undefined
    ? null
    : element('ram:SpecifiedTaxRegistration', [element('ram:ID', { schemeID: scheme }, id)]);
}

function settlement(invoice: Invoice, words: CiiWords): Child {
  const { payment, totals, seller, currency } = invoice;
  const amount = (minor: bigint) => formatMinor(minor, currency);
  return element('ram:ApplicableHeaderTradeSettlement', [
    payment.method === 'directDebit' ? optional('ram:CreditorReferenceID', seller.creditorId) : null, // BT-90
    element('ram:PaymentReference', invoice.number), // BT-83
    element('ram:InvoiceCurrencyCode', currency), // BT-5
    paymentMeans(invoice), // BG-16
    ...totals.taxes.map((tax) => taxTotal(tax, amount)), // BG-23
    period(invoice.periodFrom, invoice.periodTo), // BG-14
    element('ram:SpecifiedTradePaymentTerms', [
      element('ram:Description', words.paymentTerms), // BT-20
      element('ram:DueDateDateTime', [date(invoice.dueOn)]), // BT-9
      payment.method === 'directDebit' ? element('ram:DirectDebitMandateID', payment.mandateReference) : null, // BT-89
    ]),
    element('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
      element('ram:LineTotalAmount', amount(totals.linesMinor)), // BT-106
      element('ram:TaxBasisTotalAmount', amount(totals.netMinor)), // BT-109
      element('ram:TaxTotalAmount', { currencyID: currency }, amount(totals.taxMinor)), // BT-110
      element('ram:GrandTotalAmount', amount(totals.grossMinor)), // BT-112
      element('ram:DuePayableAmount', amount(totals.dueMinor)), // BT-115
    ]),
    preceding(invoice), // BG-3
  ]);
}

function paymentMeans({ payment, seller }: Invoice): Child {
  return element('ram:SpecifiedTradeSettlementPaymentMeans', [
    element('ram:TypeCode', MEANS_CODES[payment.method]), // BT-81
    ...(payment.method === 'directDebit'
      ? [element('ram:PayerPartyDebtorFinancialAccount', [element('ram:IBANID', payment.debtorIban)])] // BT-91
      : []),
    ...(payment.method === 'transfer' ? payeeAccount(seller) : []),
  ]);
}

function payeeAccount(seller: Seller): Child[] {
  return [
    element('ram:PayeePartyCreditorFinancialAccount', [
      optional('ram:IBANID', seller.iban), // BT-84
      element('ram:AccountName', seller.name), // BT-85
    ]),
    seller.bic === undefined
      ? null
      : element('ram:PayeeSpecifiedCreditorFinancialInstitution', [element('ram:BICID', seller.bic)]), // BT-86
  ];
}

function taxTotal(tax: TaxTotal, amount: (minor: bigint) => string): Child {
  return element('ram:ApplicableTradeTax', [
    element('ram:CalculatedAmount', amount(tax.taxMinor)), // BT-117
    element('ram:TypeCode', 'VAT'),
    optional('ram:ExemptionReason', tax.exemptionText), // BT-120
    element('ram:BasisAmount', amount(tax.taxableMinor)), // BT-116
    element('ram:CategoryCode', tax.category), // BT-118
    optional('ram:ExemptionReasonCode', tax.exemptionCode), // BT-121
    element('ram:RateApplicablePercent', tax.percent), // BT-119
  ]);
}

function preceding({ preceding: corrected }: Invoice): Child {
  if (corrected === undefined) return null;
  return element('ram:InvoiceReferencedDocument', [
    element('ram:IssuerAssignedID', corrected.number), // BT-25
    element('ram:FormattedIssueDateTime', [
      element('qdt:DateTimeString', { format: '102' }, compact(corrected.issuedOn)), // BT-26
    ]),
  ]);
}

function period(from: string, to: string): Child {
  return element('ram:BillingSpecifiedPeriod', [
    element('ram:StartDateTime', [date(from)]), // BT-73, BT-134
    element('ram:EndDateTime', [date(to)]), // BT-74, BT-135
  ]);
}

function reference(name: string, id: string | undefined): Child {
  return id === undefined ? null : element(name, [element('ram:IssuerAssignedID', id)]);
}

function optional(name: string, value: string | undefined): Child {
  return value === undefined || value === '' ? null : element(name, value);
}

/** UNTDID 2379 format 102: CCYYMMDD. */
function date(localDate: string): Child {
  return element('udt:DateTimeString', { format: '102' }, compact(localDate));
}

function compact(localDate: string): string {
  return localDate.replaceAll('-', '');
}
