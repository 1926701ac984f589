import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { XmlDocument } from 'libxml2-wasm';
import { CASES } from '#test/golden/cases';
import { ciiXml } from './cii.ts';
import type { Invoice } from './invoice.ts';
import { buildDocument } from './service.ts';

const NAMESPACES = {
  rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
};

const SETTLEMENT = '//ram:ApplicableHeaderTradeSettlement';
const AGREEMENT = '//ram:ApplicableHeaderTradeAgreement';

function invoiceOf(name: string): Invoice {
  const golden = CASES.find((candidate) => candidate.name === name);
  assert.ok(golden, name);
  return buildDocument(golden, 'R2026-000123', false).invoice;
}

/** Contents of the nodes at each path. */
function find(invoice: Invoice, paths: readonly string[]): (readonly [string, readonly string[]])[] {
  const document = XmlDocument.fromString(ciiXml(invoice, { paymentTerms: 'sofort & gleich' }));
  try {
    return paths.map((path) => [path, document.find(path, NAMESPACES).map((node) => node.content)]);
  } finally {
    document.dispose();
  }
}

/** Business terms by invoice: path and contents. */
const TERMS: readonly [name: string, terms: readonly (readonly [path: string, contents: readonly string[]])[]][] = [
  [
    'de-company',
    [
      ['//rsm:ExchangedDocumentContext//ram:ID', ['urn:cen.eu:en16931:2017']],
      ['//rsm:ExchangedDocument/ram:TypeCode', ['380']],
      ['//rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString[@format="102"]', ['20261005']],
      [`${AGREEMENT}/ram:SellerTradeParty/ram:Name`, ['Elbfunk Telekommunikation GmbH']],
      [`${AGREEMENT}/ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID[@schemeID="VA"]`, ['DE123456788']],
      [`${AGREEMENT}/ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID[@schemeID="FC"]`, ['27/123/45678']],
      [`${AGREEMENT}/ram:BuyerTradeParty/ram:Name`, ['Hansen & Söhne Maschinenbau GmbH']],
      [`${AGREEMENT}/ram:ContractReferencedDocument/ram:IssuerAssignedID`, ['V-101']],
      [`${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode`, ['58']],
      [`${SETTLEMENT}//ram:PayeePartyCreditorFinancialAccount/ram:IBANID`, ['DE02120300000000202051']],
      [`${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description`, ['sofort & gleich']],
      [`${SETTLEMENT}/ram:ApplicableTradeTax/ram:RateApplicablePercent`, ['19']],
      ['//ram:IncludedSupplyChainTradeLineItem[7]//ram:BilledQuantity[@unitCode="C62"]', ['-1']],
      ['//ram:IncludedSupplyChainTradeLineItem[7]//ram:ChargeAmount', ['15.00']],
      ['//ram:IncludedSupplyChainTradeLineItem[7]//ram:LineTotalAmount', ['-15.00']],
      ['//ram:IncludedSupplyChainTradeLineItem[8]//ram:BilledQuantity/@unitCode', ['MIN']],
      ['//ram:IncludedSupplyChainTradeLineItem[8]//ram:ApplicableProductCharacteristic/ram:Value', ['11', '1:46:05']],
    ],
  ],
  [
    'fr-reverse-charge',
    [
      [`${SETTLEMENT}/ram:CreditorReferenceID`, ['DE98ZZZ09999999999']],
      [`${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode`, ['59']],
      [`${SETTLEMENT}//ram:PayerPartyDebtorFinancialAccount/ram:IBANID`, ['FR7630006000011234567890189']],
      [`${SETTLEMENT}//ram:DirectDebitMandateID`, ['ELB-10002-01']],
      [`${SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode`, ['AE']],
      [`${SETTLEMENT}/ram:ApplicableTradeTax/ram:ExemptionReasonCode`, ['VATEX-EU-AE']],
      [`${SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount`, ['0.00']],
      [`${AGREEMENT}/ram:BuyerTradeParty/ram:SpecifiedTaxRegistration/ram:ID`, ['FR40303265045']],
    ],
  ],
  ['en-public-body', [[`${AGREEMENT}/ram:BuyerReference`, ['991-01234-56']]]],
];

for (const [name, terms] of TERMS) {
  test(`${name} says what it should where it should`, () => {
    assert.deepEqual(
      find(
        invoiceOf(name),
        terms.map(([path]) => path),
      ),
      terms,
    );
  });
}

describe('less usual terms', () => {
  const invoice = invoiceOf('de-company');

  test('a credit note names the invoice it corrects', () => {
    const credit: Invoice = {
      ...invoice,
      kind: 'creditNote',
      preceding: { number: 'R2026-000099', issuedOn: '2026-09-05' },
    };
    const terms = [
      ['//rsm:ExchangedDocument/ram:TypeCode', ['381']],
      [`${SETTLEMENT}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID`, ['R2026-000099']],
      [`${SETTLEMENT}//ram:FormattedIssueDateTime/qdt:DateTimeString`, ['20260905']],
    ] as const;
    assert.deepEqual(
      find(
        credit,
        terms.map(([path]) => path),
      ),
      terms,
    );
  });

  test('an order, official registrations, a note with its subject', () => {
    const rich: Invoice = {
      ...invoice,
      orderReference: 'PO-7',
      seller: { ...invoice.seller, legalId: { id: 'HRB 999999' } },
      buyer: { ...invoice.buyer, legalId: { id: '303265045', scheme: '0002' } },
      notes: [{ subject: 'PMT', text: '40 €' }],
    };
    const terms = [
      [`${AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID`, ['PO-7']],
      [`${AGREEMENT}/ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID`, ['HRB 999999']],
      [`${AGREEMENT}/ram:BuyerTradeParty/ram:SpecifiedLegalOrganization/ram:ID[@schemeID="0002"]`, ['303265045']],
      ['//ram:IncludedNote/ram:SubjectCode', ['PMT']],
      ['//ram:IncludedNote/ram:Content', ['40 €']],
    ] as const;
    assert.deepEqual(
      find(
        rich,
        terms.map(([path]) => path),
      ),
      terms,
    );
  });
});
