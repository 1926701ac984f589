/**
 * A district office: Leitweg-ID, thirty days to pay, two contracts with an order and cost centres each, business prices. Seats turn out to cost less
 * since January: a credit note. In summer the school is paused, from then on each contract has its own document. A router ends in arrears, telephones
 * are bought on an order of their own, and one is sent back.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carrierFile } from './calls.ts';
import { customerSaid, enterContract, enterFee, enterNumber } from './entering.ts';
import { checkBooks, closeMonth, goldenDraft, on, openStory, type Story } from './story.ts';

const LEITWEG_ID = '02000000000-BEISPIEL-66';
const [TOWN_HALL, SCHOOL] = ['0403330001', '0403330002'] as const;

interface WithId {
  readonly id: number;
}

let story: Story;
let customerId = 0;
let hallId = 0;
let schoolId = 0;
/** Of the registry, cost centre 4100, and the treasury, 4200. */
let registrySeatsId = 0;
let treasurySeatsId = 0;
let schoolSeatsId = 0;
let rentId = 0;

before(async () => {
  story = await openStory('2025-12-10');
});
after(() => story.close());

test('January: two contracts on one document, every line on its order and cost centre', async () => {
  const clerk = await on(story, '2025-12-15');
  const said = customerSaid('4001', 'Bezirksamt Beispielstadt', {
    kind: 'publicBody',
    paymentTermsDays: 30,
    requiredReferences: ['buyerReference'],
    eInvoiceScheme: '0204',
    eInvoiceId: LEITWEG_ID,
  });
  assert.deepEqual(await clerk.refusedPost('/api/customers', said), [422, 'customer.invalid']);
  assert.deepEqual(await clerk.refusedPost('/api/customers', { ...said, buyerReference: `${LEITWEG_ID}7` }), [
    422,
    'customer.invalid',
  ]);
  customerId = (await clerk.post<WithId>('/api/customers', { ...said, buyerReference: LEITWEG_ID })).id;
  const startsOn = '2026-01-01';
  const contract = { customerId, plan: 'BUSINESS', startsOn };
  const references = (orderReference: string, costCentre: string) => ({ orderReference, costCentre });
  hallId = await enterContract(story, clerk, { ...contract, number: 'V-4001', ...references('BE-17', '4000') });
  schoolId = await enterContract(story, clerk, { ...contract, number: 'V-4002', ...references('BE-18', '5000') });
  const seats = { product: 'SEAT', startsOn };
  registrySeatsId = await enterFee(story, clerk, hallId, { ...seats, quantity: 12, costCentre: '4100' });
  treasurySeatsId = await enterFee(story, clerk, hallId, { ...seats, quantity: 8, costCentre: '4200' });
  rentId = await enterFee(story, clerk, hallId, { product: 'RENT', startsOn });
  schoolSeatsId = await enterFee(story, clerk, schoolId, { ...seats, quantity: 5 });
  await enterNumber(clerk, hallId, { number: TOWN_HALL, label: 'Rathaus', validFrom: startsOn });
  await enterNumber(clerk, schoolId, { number: SCHOOL, label: 'Schule', validFrom: startsOn });
  await closeMonth(story, '2026-01', {
    files: [
      carrierFile(
        '2026-01',
        `12. 10:00:00 ${TOWN_HALL} 03055501234 300 # × 0.0190 ÷ 60 = 0.095
         13. 10:00:00 ${SCHOOL}    015112345678 60 # 0.0990`,
      ),
    ],
    documents: `
      R2026-000001 Bezirksamt Beispielstadt, due 2026-03-05
          90.00  Arbeitsplatz · 01.01.2026 – 31.01.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          90.00  Arbeitsplatz · 01.02.2026 – 28.02.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          60.00  Arbeitsplatz · 01.01.2026 – 31.01.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4200
          60.00  Arbeitsplatz · 01.02.2026 – 28.02.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4200
           4.49  Routermiete · 01.01.2026 – 31.01.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
          37.50  Arbeitsplatz · 01.01.2026 – 31.01.2026 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
          37.50  Arbeitsplatz · 01.02.2026 – 28.02.2026 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
           0.10  Verbindungen ins nationale Festnetz · Januar 2026 · 1 Verbindung (5:00) · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
           0.10  Verbindungen in nationale Mobilfunknetze · Januar 2026 · 1 Verbindung (1:00) · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
         379.69  net
          72.14  VAT S 19 % # 72.1411
         451.83  gross
    `,
  });
  const xml = (await (await story.clerk()).download('/api/invoices/R2026-000001/xml')).bytes.toString('utf8');
  assert.match(xml, new RegExp(`<ram:BuyerReference>${LEITWEG_ID}</ram:BuyerReference>`)); // BT-10
  assert.match(xml, new RegExp(`<ram:URIID schemeID="0204">${LEITWEG_ID}</ram:URIID>`)); // BT-49
});

test('February: a care contract for a year from the 10th', async () => {
  const clerk = await on(story, '2026-02-05');
  await enterFee(story, clerk, schoolId, { product: 'CARE', startsOn: '2026-02-10' });
  await closeMonth(story, '2026-02', {
    files: [carrierFile('2026-02', `10. 10:00:00 ${TOWN_HALL} 03055501234 600 # 0.19`)],
    documents: `
      R2026-000002 Bezirksamt Beispielstadt, due 2026-04-02
          90.00  Arbeitsplatz · 01.03.2026 – 31.03.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          60.00  Arbeitsplatz · 01.03.2026 – 31.03.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4200
           4.49  Routermiete · 01.02.2026 – 28.02.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
          37.50  Arbeitsplatz · 01.03.2026 – 31.03.2026 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
         120.00  Servicevertrag · 10.02.2026 – 09.02.2027 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
           0.19  Verbindungen ins nationale Festnetz · Februar 2026 · 1 Verbindung (10:00) · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
         312.18  net
          59.31  VAT S 19 % # 59.3142
         371.49  gross
    `,
  });
});

test('March: two seats more for the treasury from April', async () => {
  const clerk = await on(story, '2026-03-20');
  await clerk.post(`/api/subscriptions/${treasurySeatsId}/change`, { from: '2026-04-01', quantity: 10 });
  await closeMonth(story, '2026-03', {
    files: [carrierFile('2026-03', `11. 19:00:00 ${SCHOOL} 015112345678 120 # 2 × 0.0790`)],
    documents: `
      R2026-000003 Bezirksamt Beispielstadt, due 2026-05-03
          90.00  Arbeitsplatz · 01.04.2026 – 30.04.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.04.2026 – 30.04.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4200
           4.49  Routermiete · 01.03.2026 – 31.03.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
          37.50  Arbeitsplatz · 01.04.2026 – 30.04.2026 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
           0.16  Verbindungen in nationale Mobilfunknetze · März 2026 · 1 Verbindung (2:00) · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
         207.15  net
          39.36  VAT S 19 % # 39.3585
         246.51  gross
    `,
  });
});

test('April: by the framework contract seats of the registry cost 2.50 since January; a credit note', async () => {
  const clerk = await on(story, '2026-04-21');
  await clerk.post(`/api/subscriptions/${registrySeatsId}/change`, { from: '2026-01-01', unitPrice: '2.50' });
  await closeMonth(story, '2026-04', {
    files: [carrierFile('2026-04', `15. 10:00:00 ${TOWN_HALL} 03055501234 300 # 0.095`)],
    findings: ['error negativeInvoice', 'info trueUp', 'warning jump'],
    review: (who, runId) => goldenDraft(who, { runId, customerId, name: 'publicBody-2026-04' }),
    documents: `
      G2026-000001 credit note Bezirksamt Beispielstadt, due 2026-06-02
         -30.00  Arbeitsplatz · 01.05.2026 – 31.05.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
         -75.00  Arbeitsplatz · 01.05.2026 – 31.05.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4200
          -4.49  Routermiete · 01.04.2026 – 30.04.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
         -37.50  Arbeitsplatz · 01.05.2026 – 31.05.2026 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
          60.00  Arbeitsplatz · 01.01.2026 – 31.01.2026 · Preis geändert · 30,00 € statt bisher berechneter 90,00 € · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          60.00  Arbeitsplatz · 01.02.2026 – 28.02.2026 · Preis geändert · 30,00 € statt bisher berechneter 90,00 € · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          60.00  Arbeitsplatz · 01.03.2026 – 31.03.2026 · Preis geändert · 30,00 € statt bisher berechneter 90,00 € · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          60.00  Arbeitsplatz · 01.04.2026 – 30.04.2026 · Preis geändert · 30,00 € statt bisher berechneter 90,00 € · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          -0.10  Verbindungen ins nationale Festnetz · April 2026 · 1 Verbindung (5:00) · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
          92.91  net
          17.65  VAT S 19 % # 17.6529
         110.56  gross
    `,
  });
});

test('May: nobody telephones', async () => {
  await closeMonth(story, '2026-05', {
    findings: ['warning jump', 'warning usageStopped'],
    documents: `
      R2026-000004 Bezirksamt Beispielstadt, due 2026-07-03
          30.00  Arbeitsplatz · 01.06.2026 – 30.06.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.06.2026 – 30.06.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4200
           4.49  Routermiete · 01.05.2026 – 31.05.2026 · Vertrag V-4001 · Bestellung BE-17 · Kostenstelle 4000
          37.50  Arbeitsplatz · 01.06.2026 – 30.06.2026 · Vertrag V-4002 · Bestellung BE-18 · Kostenstelle 5000
         146.99  net
          27.93  VAT S 19 % # 27.9281
         174.92  gross
    `,
  });
});

test('June: a document for each contract from now on, with its order; the school is paused from 15 July to the end of August', async () => {
  const clerk = await on(story, '2026-06-10');
  await clerk.patch(`/api/customers/${customerId}`, { change: { invoiceGrouping: 'contract' } });
  await clerk.post(`/api/subscriptions/${schoolSeatsId}/pauses`, { from: '2026-07-15', to: '2026-09-01' });
  assert.deepEqual(
    await clerk.refusedPost(`/api/subscriptions/${schoolSeatsId}/pauses`, { from: '2026-08-20', to: '2026-09-10' }),
    [409, 'contract.pausedAlready'],
  );
  await closeMonth(story, '2026-06', {
    files: [carrierFile('2026-06', `09. 10:00:00 ${TOWN_HALL} 03055501234 60 # 0.0190`)],
    review: (who, runId) =>
      goldenDraft(who, { runId, customerId, part: 'contract/V-4001', name: 'publicBody-2026-06' }),
    documents: `
      R2026-000005 Bezirksamt Beispielstadt, due 2026-08-02, order BE-17
          30.00  Arbeitsplatz · 01.07.2026 – 31.07.2026 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.07.2026 – 31.07.2026 · Kostenstelle 4200
           4.49  Routermiete · 01.06.2026 – 30.06.2026 · Kostenstelle 4000
           0.02  Verbindungen ins nationale Festnetz · Juni 2026 · 1 Verbindung (1:00) · Kostenstelle 4000
         109.51  net
          20.81  VAT S 19 % # 20.8069
         130.32  gross

      R2026-000006 Bezirksamt Beispielstadt, due 2026-08-02, order BE-18
          16.94  Arbeitsplatz · 01.07.2026 – 14.07.2026 (14 von 31 Tagen, 7,50 € je Monat) · Kostenstelle 5000 # 37.50 × 14 ÷ 31 = 16.9355
           0.00  Arbeitsplatz · 15.07.2026 – 31.07.2026 (17 von 31 Tagen, 7,50 € je Monat) · pausiert, 0 % berechnet · Kostenstelle 5000
          16.94  net
           3.22  VAT S 19 % # 3.2186
          20.16  gross
    `,
  });
});

test('July: the school is paused, but somebody telephones there', async () => {
  await closeMonth(story, '2026-07', {
    files: [carrierFile('2026-07', `03. 10:00:00 ${SCHOOL} 015112345678 60 # 0.0990`)],
    documents: `
      R2026-000007 Bezirksamt Beispielstadt, due 2026-09-02, order BE-17
          30.00  Arbeitsplatz · 01.08.2026 – 31.08.2026 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.08.2026 – 31.08.2026 · Kostenstelle 4200
           4.49  Routermiete · 01.07.2026 – 31.07.2026 · Kostenstelle 4000
         109.49  net
          20.80  VAT S 19 % # 20.8031
         130.29  gross

      R2026-000008 Bezirksamt Beispielstadt, due 2026-09-02, order BE-18
           0.00  Arbeitsplatz · 01.08.2026 – 31.08.2026 · pausiert, 0 % berechnet · Kostenstelle 5000
           0.10  Verbindungen in nationale Mobilfunknetze · Juli 2026 · 1 Verbindung (1:00) · Kostenstelle 5000
           0.10  net
           0.02  VAT S 19 %
           0.12  gross
    `,
  });
});

test('August: the router is given back on the 20th; its rent was charged in arrears', async () => {
  const clerk = await on(story, '2026-08-20');
  await clerk.post(`/api/subscriptions/${rentId}/end`, { endsOn: '2026-08-20' });
  await closeMonth(story, '2026-08', {
    documents: `
      R2026-000009 Bezirksamt Beispielstadt, due 2026-10-03, order BE-17
          30.00  Arbeitsplatz · 01.09.2026 – 30.09.2026 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.09.2026 – 30.09.2026 · Kostenstelle 4200
           2.75  Routermiete · 01.08.2026 – 19.08.2026 (19 von 31 Tagen, 4,49 € je Monat) · Kostenstelle 4000 # 4.49 × 19 ÷ 31 = 2.7519
         107.75  net
          20.47  VAT S 19 % # 20.4725
         128.22  gross

      R2026-000010 Bezirksamt Beispielstadt, due 2026-10-03, order BE-18
          37.50  Arbeitsplatz · 01.09.2026 – 30.09.2026 · Kostenstelle 5000
          37.50  net
           7.13  VAT S 19 % # 7.125
          44.63  gross
    `,
  });
});

test('September: the town hall has a new order', async () => {
  const clerk = await on(story, '2026-09-20');
  await clerk.patch(`/api/contracts/${hallId}`, { orderReference: 'BE-44' });
  await closeMonth(story, '2026-09', {
    files: [carrierFile('2026-09', `14. 10:00:00 ${TOWN_HALL} 03055501234 120 # 0.038`)],
    documents: `
      R2026-000011 Bezirksamt Beispielstadt, due 2026-11-02, order BE-44
          30.00  Arbeitsplatz · 01.10.2026 – 31.10.2026 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.10.2026 – 31.10.2026 · Kostenstelle 4200
           0.04  Verbindungen ins nationale Festnetz · September 2026 · 1 Verbindung (2:00) · Kostenstelle 4000
         105.04  net
          19.96  VAT S 19 % # 19.9576
         125.00  gross

      R2026-000012 Bezirksamt Beispielstadt, due 2026-11-02, order BE-18
          37.50  Arbeitsplatz · 01.10.2026 – 31.10.2026 · Kostenstelle 5000
          37.50  net
           7.13  VAT S 19 %
          44.63  gross
    `,
  });
});

test('October: three telephones for the school, on an order and a cost centre of their own', async () => {
  const clerk = await on(story, '2026-10-12');
  await clerk.post(`/api/contracts/${schoolId}/one-offs`, {
    productId: story.products.get('PHONE'),
    quantity: 3,
    unitPrice: '118.50',
    dueOn: '2026-10-12',
    orderReference: 'BE-50',
    costCentre: '5100',
  });
  await closeMonth(story, '2026-10', {
    findings: ['warning jump'],
    documents: `
      R2026-000013 Bezirksamt Beispielstadt, due 2026-12-03, order BE-44
          30.00  Arbeitsplatz · 01.11.2026 – 30.11.2026 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.11.2026 – 30.11.2026 · Kostenstelle 4200
         105.00  net
          19.95  VAT S 19 %
         124.95  gross

      R2026-000014 Bezirksamt Beispielstadt, due 2026-12-03
          37.50  Arbeitsplatz · 01.11.2026 – 30.11.2026 · Bestellung BE-18 · Kostenstelle 5000
         355.50  Tischtelefon · Bestellung BE-50 · Kostenstelle 5100
         393.00  net
          74.67  VAT S 19 %
         467.67  gross
    `,
  });
});

test('November: one telephone was sent back; the school gets a credit note', async () => {
  const clerk = await on(story, '2026-11-16');
  await clerk.post(`/api/contracts/${schoolId}/credits`, {
    productId: story.products.get('PHONE'),
    amount: '118.50',
    reason: 'returned',
    dueOn: '2026-11-16',
  });
  await closeMonth(story, '2026-11', {
    files: [carrierFile('2026-11', `05. 10:00:00 ${TOWN_HALL} 03055501234 60 # 0.0190`)],
    findings: ['warning jump'],
    documents: `
      G2026-000002 credit note Bezirksamt Beispielstadt, due 2027-01-02, order BE-18
         -37.50  Arbeitsplatz · 01.12.2026 – 31.12.2026 · Kostenstelle 5000
         118.50  Tischtelefon · Rückgabe · Kostenstelle 5000
          81.00  net
          15.39  VAT S 19 %
          96.39  gross

      R2026-000015 Bezirksamt Beispielstadt, due 2027-01-02, order BE-44
          30.00  Arbeitsplatz · 01.12.2026 – 31.12.2026 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.12.2026 – 31.12.2026 · Kostenstelle 4200
           0.02  Verbindungen ins nationale Festnetz · November 2026 · 1 Verbindung (1:00) · Kostenstelle 4000
         105.02  net
          19.95  VAT S 19 % # 19.9538
         124.97  gross
    `,
  });
});

test('December', async () => {
  await closeMonth(story, '2026-12', {
    findings: ['warning jump'],
    documents: `
      R2027-000001 Bezirksamt Beispielstadt, due 2027-02-02, order BE-44
          30.00  Arbeitsplatz · 01.01.2027 – 31.01.2027 · Kostenstelle 4100
          75.00  Arbeitsplatz · 01.01.2027 – 31.01.2027 · Kostenstelle 4200
         105.00  net
          19.95  VAT S 19 %
         124.95  gross

      R2027-000002 Bezirksamt Beispielstadt, due 2027-02-02, order BE-18
          37.50  Arbeitsplatz · 01.01.2027 – 31.01.2027 · Kostenstelle 5000
          37.50  net
           7.13  VAT S 19 %
          44.63  gross
    `,
  });
});

test('the year: what the office owes is the sum of its documents, credit notes taken off', () =>
  checkBooks(story, { 'Bezirksamt Beispielstadt': '2548.34' }));
