import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Customer, customerOf, INVOICE_GROUPINGS, type NewCustomer, type ThirdPayer } from '#crm';
import type { Bill, BillLine, OneOffLine, UsageLine } from './bill.ts';
import { documentsOf } from './documents.ts';
import type { Payers } from './payers.ts';
import { taxesOf, taxOnLine } from './tax.ts';
import { spread } from './thirdShares.ts';

function customer(id: number, more: Partial<NewCustomer> = {}): Customer {
  const entered: NewCustomer = {
    kind: 'company',
    name: `Customer ${id}`,
    street: 'Weg 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: 'a@example.com',
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
    ...more,
  };
  return customerOf(entered, { id, number: `K-${id}` });
}

function oneOff(netMinor: number, more: Partial<OneOffLine> = {}): OneOffLine {
  return {
    kind: 'oneOff',
    contractNumber: 'V-1',
    revenueAccount: '8400',
    oneOffId: 1,
    productCode: 'p',
    name: { de: 'P', fr: 'P', en: 'P' },
    note: null,
    quantity: 1,
    unitPrice: '1',
    dueOn: '2026-10-01',
    netMinor: String(netMinor),
    ...more,
  };
}

function usage(contractNumber: string, netMinor: number, month = '2026-10'): UsageLine {
  return {
    kind: 'usage',
    contractNumber,
    revenueAccount: '8402',
    service: 'voice',
    class: 'nationalFixed',
    part: 'transport',
    month,
    late: month < '2026-10',
    calls: 1,
    coveredCalls: 0,
    durationMs: 0,
    billedUnits: 0,
    coveredUnits: 0,
    chargeMicro: String(netMinor * 10_000),
    costMicro: '0',
    netMinor: String(netMinor),
  };
}

/** As `drawBill` makes it: taxed for the customer himself. */
function billOf(whose: Customer, drawn: readonly BillLine[], scopes: readonly string[] = []): Bill {
  const facts = { customer: whose, operatorCountry: 'DE', date: '2026-11-01' };
  const lines = drawn.map((line) => ({ ...line, tax: taxOnLine(line, facts) }));
  const taxes = taxesOf(lines);
  const net = total(lines.map((line) => line.netMinor));
  const tax = total(taxes.map((each) => each.taxMinor));
  return {
    customerId: whose.id,
    customerNumber: whose.number,
    month: '2026-10',
    currency: whose.currency,
    issueOn: '2026-11-01',
    dueOn: '2026-11-15',
    contractNumbers: [...new Set(lines.map((line) => line.contractNumber))],
    lines,
    taxes,
    netMinor: String(net),
    taxMinor: String(tax),
    grossMinor: String(net + tax),
    usage: scopes.map((month) => ({ month, afterLoadNo: 0, upToLoadNo: 9, records: 1 })),
  };
}

function payers(payer: Customer, others: readonly Customer[] = [], thirdPayers: readonly ThirdPayer[] = []): Payers {
  const customers = new Map([payer, ...others].map((each) => [each.id, each]));
  return { payer, customers, thirdPayers, operatorCountry: 'DE' };
}

function third(
  id: number,
  payerId: number,
  share: ThirdPayer['share'],
  amount: string,
  more: Partial<ThirdPayer> = {},
): ThirdPayer {
  return {
    id,
    customerId: 1,
    payerId,
    share,
    amount,
    reference: 'REF',
    validFrom: '1900-01-01',
    validTo: null,
    ...more,
  };
}

const total = (amounts: readonly string[]) => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);

/** `to part: nets | categories = gross`. */
function told(documents: ReturnType<typeof documentsOf>): string[] {
  return documents.map(({ customerId, part, bill }) => {
    const nets = bill.lines.map((line) => line.netMinor).join(' ');
    const taxes = bill.taxes.map((tax) => `${tax.category}${tax.percent} ${tax.taxMinor}`).join(', ');
    return `${customerId} ${part}: ${nets} | ${taxes} = ${bill.grossMinor}`;
  });
}

test('a customer who pays himself gets his bill as one document, the same to the cent', () => {
  const one = customer(1);
  const bill = billOf(one, [oneOff(1000), usage('V-1', 205)], ['2026-10']);
  assert.deepEqual(documentsOf([bill], payers(one)), [{ customerId: 1, part: '', bill }]);
});

test('a bill without lines is a document without lines; no bill is none', () => {
  const one = customer(1);
  const bill = billOf(one, []);
  assert.deepEqual(documentsOf([bill], payers(one)), [{ customerId: 1, part: '', bill }]);
  assert.deepEqual(documentsOf([], payers(one)), []);
});

test('a parent pays for his children: one document, taxed and due as his, each line says whose it is', () => {
  const parent = customer(1, { paymentTermsDays: 30 });
  const child = customer(2, { taxStatus: 'euReverseCharge', country: 'FR', vatId: 'FR40303265045' });
  const [document, ...more] = documentsOf(
    [billOf(parent, [oneOff(1000)]), billOf(child, [oneOff(500), usage('V-2', 100)], ['2026-10'])],
    payers(parent, [child]),
  );
  assert.deepEqual(more, []);
  assert.deepEqual(told([document!]), ['1 : 1000 500 100 | S19 304 = 1904']);
  const { bill } = document!;
  assert.equal(bill.dueOn, '2026-12-01');
  assert.deepEqual(
    bill.lines.map((line) => line.customer?.number),
    [undefined, 'K-2', 'K-2'],
  );
  assert.deepEqual(bill.usage, [{ month: '2026-10', afterLoadNo: 0, upToLoadNo: 9, records: 1, customerId: 2 }]);
});

test('grouped by contract or site each has a document of its own, with the usage that belongs there', () => {
  const lines = [
    oneOff(100),
    oneOff(200, { contractNumber: 'V-2', siteId: 7 }),
    usage('V-2', 30),
    usage('V-1', 4, '2026-09'),
  ];
  const split = (invoiceGrouping: Customer['invoiceGrouping']) => {
    const one = customer(1, { invoiceGrouping });
    return documentsOf([billOf(one, lines, ['2026-09', '2026-10'])], payers(one));
  };
  const byContract = split('contract');
  assert.deepEqual(told(byContract), ['1 contract/V-1: 100 4 | S19 20 = 124', '1 contract/V-2: 200 30 | S19 44 = 274']);
  assert.deepEqual(
    byContract.map(({ bill }) => bill.usage.map(({ month, contracts }) => `${month} ${contracts}`)),
    [['2026-09 V-1'], ['2026-10 V-2']],
  );
  assert.deepEqual(
    byContract.map(({ bill }) => bill.contractNumbers),
    [['V-1'], ['V-2']],
  );
  assert.deepEqual(told(split('site')), ['1 : 100 30 4 | S19 25 = 159', '1 site/7: 200 | S19 38 = 238']);
});

test('a third party pays a fixed amount, at most the bill; who pays the rest pays what is above the customer’s part', () => {
  const one = customer(1);
  const two = customer(2);
  const three = customer(3);
  const bill = billOf(one, [oneOff(10_000), oneOff(-1000)]);
  const shared = (...shares: ThirdPayer[]) => told(documentsOf([bill], payers(one, [two, three], shares)));
  assert.deepEqual(shared(third(5, 2, 'fixed', '25.50')), [
    '1 : 10000 -1000 -2550 | S19 1226 = 7676',
    '2 thirdPayer/5: 2550 | S19 485 = 3035',
  ]);
  assert.deepEqual(shared(third(5, 2, 'fixed', '500')), [
    '1 : 10000 -1000 -9000 | S19 0 = 0',
    '2 thirdPayer/5: 9000 | S19 1710 = 10710',
  ]);
  assert.deepEqual(shared(third(5, 2, 'remaining', '20')), [
    '1 : 10000 -1000 -7000 | S19 380 = 2380',
    '2 thirdPayer/5: 7000 | S19 1330 = 8330',
  ]);
  assert.deepEqual(shared(third(4, 3, 'remaining', '20'), third(5, 2, 'fixed', '30')), [
    '1 : 10000 -1000 -3000 -4000 | S19 380 = 2380',
    '2 thirdPayer/5: 3000 | S19 570 = 3570',
    '3 thirdPayer/4: 4000 | S19 760 = 4760',
  ]);
  assert.deepEqual(shared(third(5, 2, 'remaining', '90')), ['1 : 10000 -1000 | S19 1710 = 10710']);
  assert.deepEqual(shared(third(5, 2, 'fixed', '25.50', { validTo: '2026-11-01' })), [
    '1 : 10000 -1000 | S19 1710 = 10710',
  ]);
  assert.deepEqual(shared(third(5, 2, 'fixed', '25.50', { validFrom: '2026-11-02' })), [
    '1 : 10000 -1000 | S19 1710 = 10710',
  ]);
});

test('a third party is taxed as he is, though somebody pays for the customer who is taxed otherwise', () => {
  const parent = customer(9, { country: 'FR', taxStatus: 'euReverseCharge', vatId: 'FR40303265045' });
  const child = customer(1, { parentId: 9, payer: 'parent' });
  const bill = billOf(child, [oneOff(10_000)]);
  assert.deepEqual(told(documentsOf([bill], payers(parent, [child, customer(2)], [third(5, 2, 'fixed', '40')]))), [
    '9 : 10000 -4000 | AE0 0 = 6000',
    '2 thirdPayer/5: 4000 | S19 760 = 4760',
  ]);
});

test('a share is spread over categories of tax and documents; a credit is nobody’s to pay', () => {
  const one = customer(1, { invoiceGrouping: 'contract' });
  const two = customer(2);
  const bill = billOf(one, [
    oneOff(200),
    oneOff(100, { taxClass: 'exempt' }),
    oneOff(300, { contractNumber: 'V-2' }),
    oneOff(-100, { contractNumber: 'V-3' }),
  ]);
  assert.deepEqual(told(documentsOf([bill], payers(one, [two], [third(5, 2, 'fixed', '3')]))), [
    '1 contract/V-1: 200 100 -100 -50 | S19 19, E0 0 = 169',
    '1 contract/V-2: 300 -150 | S19 29 = 179',
    '1 contract/V-3: -100 | S19 -19 = -119',
    '2 thirdPayer/5: 100 50 150 | S19 48, E0 0 = 348',
  ]);
  assert.deepEqual(told(documentsOf([billOf(one, [oneOff(-100)])], payers(one, [two], [third(5, 2, 'fixed', '3')]))), [
    '1 contract/V-1: -100 | S19 -19 = -119',
  ]);
});

test('spread: parts add up to the whole, none is more than its weight', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (weights, share) => {
        const whole = weights.reduce((sum, weight) => sum + weight, 0n);
        const amount = BigInt(Math.floor(Number(whole) * share));
        const parts = spread(amount, weights);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0n),
          amount,
        );
        for (const [index, part] of parts.entries()) assert.ok(part >= 0n && part <= weights[index]!);
      },
    ),
  );
});

test('all documents together are the bills: every line once, shares cancel out, per account and category', () => {
  const line = fc.record({
    netMinor: fc.integer({ min: -20_000, max: 50_000 }),
    contractNumber: fc.constantFrom('V-1', 'V-2', 'V-3'),
    siteId: fc.constantFrom(undefined, 7, 8),
    taxClass: fc.constantFrom('standard', 'reduced', 'exempt', 'outOfScope'),
    revenueAccount: fc.constantFrom('8400', '8402'),
  });
  const shares = fc.array(
    fc.record({
      payerId: fc.constantFrom(3, 4),
      share: fc.constantFrom('fixed', 'remaining'),
      amount: fc.integer({ min: 0, max: 90_000 }),
    }),
    { maxLength: 3 },
  );
  const world = fc.record({
    grouping: fc.constantFrom(...INVOICE_GROUPINGS),
    lines: fc.array(line, { maxLength: 8 }),
    childLines: fc.array(line, { maxLength: 4 }),
    shares,
  });
  fc.assert(
    fc.property(world, ({ grouping, lines, childLines, shares: agreed }) => {
      const parent = customer(1, { invoiceGrouping: grouping });
      const child = customer(2);
      let next = 0;
      const drawn = (entered: readonly (typeof lines)[number][]) =>
        entered.map(({ netMinor, siteId, ...rest }) =>
          oneOff(netMinor, { ...rest, oneOffId: ++next, ...(siteId === undefined ? {} : { siteId }) }),
        );
      const bills = [billOf(parent, drawn(lines)), billOf(child, drawn(childLines))];
      const thirdPayers = agreed.map(({ payerId, share, amount }, index) =>
        third(index + 1, payerId, share, String(amount / 100), { customerId: (index % 2) + 1 }),
      );
      const documents = documentsOf(bills, payers(parent, [child, customer(3), customer(4)], thirdPayers));
      const all = documents.flatMap(({ bill }) => bill.lines);
      assert.deepEqual(
        all.flatMap((each) => (each.kind === 'oneOff' ? each.oneOffId : [])).sort((a, b) => a - b),
        Array.from({ length: next }, (_, index) => index + 1),
      );
      assert.equal(total(all.flatMap((each) => (each.kind === 'thirdPayer' ? each.netMinor : []))), 0n);
      const byPlace = (some: readonly BillLine[]) =>
        [...Map.groupBy(some, (each) => `${each.revenueAccount} ${each.tax?.category} ${each.tax?.percent}`)]
          .map(([place, group]) => `${place} ${total(group.map((each) => each.netMinor))}`)
          .sort();
      assert.deepEqual(
        byPlace(all.filter((each) => each.kind !== 'thirdPayer')),
        byPlace(bills.flatMap((bill) => bill.lines)),
      );
      assert.deepEqual(
        byPlace(all.filter((each) => each.kind === 'thirdPayer')).filter((each) => !each.endsWith(' 0')),
        [],
      );
      assert.equal(total(documents.map(({ bill }) => bill.netMinor)), total(bills.map((bill) => bill.netMinor)));
      for (const { bill } of documents) {
        assert.equal(total(bill.lines.map((each) => each.netMinor)), BigInt(bill.netMinor));
        assert.equal(BigInt(bill.netMinor) + BigInt(bill.taxMinor), BigInt(bill.grossMinor));
      }
    }),
  );
});
