import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEInvoice } from './readEInvoice.ts';

const NAMESPACES =
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"';
const ubl = (root: string, type: string, lines: string) => `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" ${NAMESPACES}>
<cbc:ID>H-10</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate>${type}<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:InvoicePeriod><cbc:StartDate>2026-10-01</cbc:StartDate><cbc:EndDate>2026-10-31</cbc:EndDate></cac:InvoicePeriod>
<cac:TaxTotal><cbc:TaxAmount currencyID="GBP">9</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID="EUR">2.00</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">10.50</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="EUR">12.50</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>
${lines}</${root}>`;
const CALLS = `<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="MIN">30.5</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">0.61</cbc:LineExtensionAmount><cac:Item><cbc:Name>Germany mobile</cbc:Name>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent></cac:ClassifiedTaxCategory>
<cac:AdditionalItemProperty><cbc:Name>Rufnummer</cbc:Name><cbc:Value>+4940123</cbc:Value></cac:AdditionalItemProperty>
<cac:AdditionalItemProperty><cbc:Name>Number of calls</cbc:Name><cbc:Value>12</cbc:Value></cac:AdditionalItemProperty></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">0.02</cbc:PriceAmount></cac:Price></cac:InvoiceLine>`;
const TRUNK = `<cac:InvoiceLine><cbc:ID>2</cbc:ID><cbc:InvoicedQuantity unitCode="C62">2</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">10.00</cbc:LineExtensionAmount><cac:DocumentReference><cbc:ID>trunk-7</cbc:ID></cac:DocumentReference>
<cac:Item><cbc:Name>SIP trunk</cbc:Name><cac:SellersItemIdentification><cbc:ID>SIP-2</cbc:ID></cac:SellersItemIdentification></cac:Item></cac:InvoiceLine>`;

test('UBL: calls by minutes and properties, products by the seller’s id, allowances as lines', () => {
  const allowance =
    '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Rabatt</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">0.11</cbc:Amount></cac:AllowanceCharge>';
  const { format, head, lines, findings } = readEInvoice(
    ubl('Invoice', '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>', allowance + CALLS + TRUNK),
  );
  assert.deepEqual(findings, []);
  assert.equal(format, 'ubl');
  assert.deepEqual(head, {
    number: 'H-10',
    kind: 'invoice',
    issuedOn: '2026-11-02',
    month: '2026-10',
    currency: 'EUR',
    netMicro: 10_500_000n,
    taxMicro: 2_000_000n,
    grossMicro: 12_500_000n,
  });
  assert.deepEqual(
    lines.map((line) => [line.kind, line.account, line.destination, line.reference, line.calls, line.seconds]),
    [
      ['usage', '+4940123', 'Germany mobile', null, 12, 1830],
      ['product', 'trunk-7', null, 'SIP-2', null, null],
      ['product', null, null, null, null, null],
    ],
  );
  assert.deepEqual(
    lines.map(({ amountMicro, unitPrice, quantity }) => [amountMicro, unitPrice, quantity]),
    [
      [610_000n, '0.02', null],
      [10_000_000n, null, '2'],
      [-110_000n, null, null],
    ],
  );
});

test('a credit note takes away, whether by its root or by its type', () => {
  const note = readEInvoice(
    ubl(
      'CreditNote',
      '<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>',
      CALLS.replaceAll('InvoiceLine', 'CreditNoteLine').replaceAll('InvoicedQuantity', 'CreditedQuantity'),
    ),
  );
  assert.equal(note.head.kind, 'creditNote');
  assert.equal(note.head.netMicro, -10_500_000n);
  assert.deepEqual([note.lines[0]?.amountMicro, note.lines[0]?.seconds, note.lines[0]?.calls], [-610_000n, -1830, -12]);
  const typed = readEInvoice(ubl('Invoice', '<cbc:InvoiceTypeCode>381</cbc:InvoiceTypeCode>', CALLS));
  assert.equal(typed.head.kind, 'creditNote');
});

test('CII', () => {
  const { format, head, lines, findings } = readEInvoice(`<rsm:CrossIndustryInvoice
xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
<rsm:ExchangedDocument><ram:ID>C-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20261102</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem>
<ram:SpecifiedTradeProduct><ram:Name>Allemagne mobile</ram:Name><ram:ApplicableProductCharacteristic><ram:Description>Numéro</ram:Description><ram:Value>+33199000040</ram:Value></ram:ApplicableProductCharacteristic></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>0.0002</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="SEC">600</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format="102">20261001</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format="102">20261031</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>0.12</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>0.12</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">0.02</ram:TaxTotalAmount><ram:GrandTotalAmount>0.14</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`);
  assert.deepEqual(findings, []);
  assert.equal(format, 'cii');
  assert.deepEqual(
    [head.number, head.issuedOn, head.month, head.netMicro, head.grossMicro],
    ['C-1', '2026-11-02', '2026-10', 120_000n, 140_000n],
  );
  const [line] = lines;
  assert.deepEqual(
    [line?.kind, line?.account, line?.destination, line?.seconds, line?.unitPrice, line?.taxPercent],
    ['usage', '+33199000040', 'Allemagne mobile', 600, null, '20'],
  );
});

test('what is no invoice is told', () => {
  const codes = (text: string) => readEInvoice(text).findings.map(({ code }) => code);
  assert.deepEqual(codes('<a><b></a>'), ['carrierInvoice.notWellFormed']);
  assert.deepEqual(codes('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'), [
    'carrierInvoice.notWellFormed',
  ]);
  assert.deepEqual(codes('<html/>'), ['carrierInvoice.notAnInvoice']);
  assert.deepEqual(codes(ubl('Invoice', '', '')), ['carrierInvoice.empty']);
  assert.deepEqual(codes(ubl('Invoice', '', CALLS.replace('0.61', 'x'))), ['carrierInvoice.badLine']);
  assert.deepEqual(codes(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), ['carrierInvoice.notWellFormed']);
});
