import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CHECKS, checkInvoice } from './checkInvoice.ts';
import type { Invoice, InvoiceLine, ItemisedGroup, TaxTotal } from './invoice.ts';

const SELLER = {
  name: 'Elbfunk GmbH',
  street: 'Kai 1',
  postcode: '20457',
  city: 'Hamburg',
  country: 'DE',
  vatId: 'DE123456788',
  contactName: 'Service',
  phone: '+49 40 1',
  iban: 'DE02120300000000202051',
};

const FEE: InvoiceLine = {
  id: '1',
  kind: 'recurring',
  name: 'Anschluss',
  quantity: '2',
  unitCode: 'C62',
  unitPrice: '4.995',
  netMinor: 999n,
  taxCategory: 'S',
  taxPercent: '19',
  revenueAccount: '8401',
};

const CALLS: InvoiceLine = {
  ...FEE,
  id: '2',
  kind: 'usage',
  quantity: '4',
  unitCode: 'MIN',
  unitPrice: '0.0129',
  netMinor: 5n,
  usage: {
    key: 'k',
    service: 'voice',
    part: 'transport',
    coveredCalls: 0,
    calls: 2,
    durationMs: 200_000,
    chargeMicro: 51_600n,
  },
};

const CALL = {
  fileId: 1,
  startMs: 0,
  called: '',
  destination: '',
  durationMs: 100_000,
  volume: 0,
  billedUnits: 120,
  coveredUnits: 0,
  covered: false,
};

const GROUP: ItemisedGroup = {
  lineLabel: '+49 40 2',
  className: 'Festnetz',
  usageKey: 'k',
  service: 'voice',
  part: 'transport',
  calls: [
    { ...CALL, recordNo: 1, chargeMicro: 25_800 },
    { ...CALL, recordNo: 2, chargeMicro: 25_800 },
  ],
  durationMs: 200_000,
  volume: 0,
  chargeMicro: 51_600n,
};

const INVOICE: Invoice = {
  number: 'R2026-000001',
  kind: 'invoice',
  issuedOn: '2026-10-05',
  dueOn: '2026-10-19',
  periodFrom: '2026-09-01',
  periodTo: '2026-10-31',
  currency: 'EUR',
  language: 'de',
  zone: 'Europe/Berlin',
  seller: SELLER,
  buyer: { name: 'Kunde', street: 'Weg 2', postcode: '1', city: 'Ort', country: 'DE', customerNumber: '1' },
  contractNumbers: [],
  payment: { method: 'transfer' },
  lines: [FEE, CALLS],
  totals: {
    linesMinor: 1004n,
    netMinor: 1004n,
    taxMinor: 191n,
    grossMinor: 1195n,
    dueMinor: 1195n,
    taxes: [{ category: 'S', percent: '19', taxableMinor: 1004n, taxMinor: 191n }],
  },
  notes: [],
};

test('an invoice that adds up has no findings', () => assert.deepEqual(checkInvoice(INVOICE, [GROUP]), []));

const totals = (fields: Partial<Invoice['totals']>): Invoice => ({
  ...INVOICE,
  totals: { ...INVOICE.totals, ...fields },
});
const lines = (...changed: InvoiceLine[]): Invoice => ({ ...INVOICE, lines: changed });
const group = (fields: Partial<ItemisedGroup>): ItemisedGroup => ({ ...GROUP, ...fields });
const tax = { category: 'S', percent: '19', taxableMinor: 1004n, taxMinor: 191n } as const;

const WRONG: readonly [why: string, codes: readonly string[], invoice: Invoice, groups: readonly ItemisedGroup[]][] = [
  [
    'a line’s net',
    ['invoice.lineNet', 'invoice.linesSum', 'invoice.taxable'],
    lines({ ...FEE, netMinor: 1000n }, CALLS),
    [GROUP],
  ],
  [
    'a negative price',
    ['invoice.negativePrice'],
    lines({ ...FEE, quantity: '-2', unitPrice: '-4.995' }, CALLS),
    [GROUP],
  ],
  ['the sum of lines', ['invoice.linesSum', 'invoice.linesSum'], totals({ linesMinor: 1005n }), [GROUP]],
  ['the net total', ['invoice.linesSum', 'invoice.gross'], totals({ netMinor: 1005n }), [GROUP]],
  ['the taxable amount', ['invoice.taxable'], totals({ taxes: [{ ...tax, taxableMinor: 1003n }] }), [GROUP]],
  ['the tax by a cent', ['invoice.tax', 'invoice.taxSum'], totals({ taxes: [{ ...tax, taxMinor: 190n }] }), [GROUP]],
  [
    'a rate without a total',
    ['invoice.taxable', 'invoice.taxable'],
    lines(FEE, { ...CALLS, taxPercent: '7' }),
    [GROUP],
  ],
  ['the tax total', ['invoice.taxSum', 'invoice.gross'], totals({ taxMinor: 192n }), [GROUP]],
  ['the gross total', ['invoice.gross', 'invoice.due'], totals({ grossMinor: 1196n }), [GROUP]],
  ['the amount due', ['invoice.due'], totals({ dueMinor: 1194n }), [GROUP]],
  ['a group’s sum', ['invoice.callsSum', 'invoice.groupsSum'], INVOICE, [group({ chargeMicro: 51_601n })]],
  ['a call left out', ['invoice.callsSum', 'invoice.callsCount'], INVOICE, [group({ calls: GROUP.calls.slice(1) })]],
  ['a group left out', ['invoice.groupsSum', 'invoice.callsCount'], INVOICE, []],
  ['a group of no line', ['invoice.strayGroup'], INVOICE, [GROUP, group({ usageKey: 'other' })]],
  [
    'rounding down',
    ['invoice.lineNet', 'invoice.linesSum', 'invoice.taxable', 'invoice.usageNet'],
    lines(FEE, { ...CALLS, netMinor: 6n }),
    [GROUP],
  ],
  ['no tax id of ours', ['invoice.sellerTaxIdMissing'], { ...INVOICE, seller: omit(SELLER, 'vatId') }, [GROUP]],
  ['no account of ours', ['invoice.ibanMissing'], { ...INVOICE, seller: omit(SELLER, 'iban') }, [GROUP]],
  [
    'a direct debit without mandate',
    ['invoice.creditorIdMissing', 'invoice.mandateMissing'],
    { ...INVOICE, payment: { method: 'directDebit', mandateReference: '', debtorIban: 'DE1' } },
    [GROUP],
  ],
  ['reverse charge without the buyer’s VAT id', ['invoice.buyerVatIdMissing'], reverseCharge(), [GROUP]],
  [
    'goods sent to another country without the buyer’s VAT id',
    ['invoice.buyerVatIdMissing'],
    untaxed({ category: 'K', percent: '0', exemptionCode: 'VATEX-EU-IC' }),
    [GROUP],
  ],
  ['an exemption without a reason', ['invoice.taxReason'], untaxed({ category: 'E', percent: '0' }), [GROUP]],
  [
    'a zero rate that says why',
    ['invoice.taxReason'],
    untaxed({ category: 'Z', percent: '0', exemptionText: 'x' }),
    [GROUP],
  ],
  ['standard rate of nothing', ['invoice.taxRate'], untaxed({ category: 'S', percent: '0' }), [GROUP]],
];

function omit(seller: typeof SELLER, key: 'vatId' | 'iban') {
  const { [key]: _, ...rest } = seller;
  return rest;
}

function reverseCharge(): Invoice {
  return untaxed({ category: 'AE', percent: '0', exemptionCode: 'VATEX-EU-AE' });
}

/** The invoice with all its lines in one category. */
function untaxed(tax: Omit<TaxTotal, 'taxableMinor' | 'taxMinor'>): Invoice {
  const as = (line: InvoiceLine): InvoiceLine => ({ ...line, taxCategory: tax.category, taxPercent: tax.percent });
  return {
    ...INVOICE,
    lines: [FEE, CALLS].map(as),
    totals: {
      ...INVOICE.totals,
      taxMinor: 0n,
      grossMinor: 1004n,
      dueMinor: 1004n,
      taxes: [{ ...tax, taxableMinor: 1004n, taxMinor: 0n }],
    },
  };
}

describe('what is wrong is found', () => {
  for (const [why, codes, invoice, groups] of WRONG) {
    test(why, () => {
      const findings = checkInvoice(invoice, groups);
      assert.deepEqual(
        findings.map((finding) => finding.code),
        codes,
      );
      assert.ok(findings.every((finding) => finding.severity === 'error'));
    });
  }

  test('every check finds something above', () => {
    for (const check of CHECKS)
      assert.ok(
        WRONG.some(([, , invoice, groups]) => check(invoice, groups).length > 0),
        check.name,
      );
  });
});
