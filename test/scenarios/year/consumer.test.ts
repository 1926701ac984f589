/**
 * Marta Šimková and her line at home: a bundle in mid-January, half price for three months, an option for some weeks, a long journey with the line
 * paused, a higher price, an outage, a record that comes a month late, and a call to a premium number. Her plan covers 120 minutes a month
 * within Germany; fixed lines cost 0.0290 a minute, mobiles 0.1990, France mobile 0.2900, all by begun minutes.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carrierFile } from './calls.ts';
import { enterContract, enterCustomer, enterFee, enterNumber } from './entering.ts';
import { causesOf, checkBooks, closeMonth, goldenDraft, on, openStory, receive, type Story } from './story.ts';

let story: Story;
let customerId = 0;
let contractId = 0;
let homeId = 0;
let europeId = 0;
let bookingId = 0;
let pauseId = 0;

interface WithId {
  readonly id: number;
}

before(async () => {
  story = await openStory('2026-01-05');
});
after(() => story.close());

/** The billing cycle that she changes to in August. */
const MITTE = { kind: 'batch', key: 'MITTE' };

const calls = (month: string, text: string, part?: string) =>
  carrierFile(month, text.replaceAll(/^(\s*\S+\s+\S+)/gm, '$1 04055512340'), part);

test('January: the bundle begins on the 12th, at half price for three months', async () => {
  const clerk = await on(story, '2026-01-09');
  customerId = await enterCustomer(clerk, '1001', 'Marta Šimková', {
    kind: 'consumer',
    paymentMethod: 'directDebit',
    iban: 'DE02 5001 0517 0137 0750 30',
    mandateReference: 'M-1001-01',
  });
  const startsOn = '2026-01-12';
  contractId = await enterContract(story, clerk, { customerId, number: 'V-1001', plan: 'HOME', startsOn });
  const { subscriptionIds } = await clerk.post<{ subscriptionIds: number[] }>(`/api/contracts/${contractId}/bundles`, {
    bundleCode: 'ZUHAUSE',
    startsOn,
  });
  homeId = subscriptionIds[0]!;
  await clerk.post(`/api/subscriptions/${homeId}/discounts`, {
    discounts: [{ kind: 'percent', value: '50', from: '2026-01-12', to: '2026-04-12', reason: 'Neukunden' }],
  });
  await enterNumber(clerk, contractId, { number: '04055512340', label: '+49 40 55512340', validFrom: startsOn });
  await closeMonth(story, '2026-01', {
    files: [
      calls(
        '2026-01',
        // 20 of 31 days: 120 min × 20 ÷ 31 = 4645 s are included.
        `15. 10:00:00 03055501234  2400
         20. 18:00:00 015112345678 1800 # 4200 s used
         28. 19:00:00 03055501234   600 # 445 s included, 155 s × 0.0290 ÷ 60 = 0.0749`,
      ),
    ],
    review: (who, runId) => goldenDraft(who, { runId, customerId, name: 'consumer-2026-01' }),
    documents: `
      R2026-000001 Marta Šimková, due 2026-02-17
           8.03  Anschluss Zuhause · 12.01.2026 – 31.01.2026 (20 von 31 Tagen, 24,90 € je Monat) · 50 % Rabatt · Neukunden # 12.45 − 12.45 × 11 ÷ 31 = 12.45 − 4.42
          12.45  Anschluss Zuhause · 01.02.2026 – 28.02.2026 · 50 % Rabatt · Neukunden
          29.00  Einrichtung
          59.00  Router
           0.07  Verbindungen ins nationale Festnetz · Januar 2026 · 2 Verbindungen (50:00) · 2 inklusive
           0.00  Verbindungen in nationale Mobilfunknetze · Januar 2026 · 1 Verbindung (30:00) · 1 inklusive
         108.55  net
          20.62  VAT S 19 % # 20.6245
         129.17  gross
    `,
  });
});

test('February: more than what is included, and a call to France', async () => {
  const clerk = await on(story, '2026-02-10');
  assert.deepEqual(await clerk.refusedPatch(`/api/customers/${customerId}`, { change: { currency: 'CHF' } }), [
    409,
    'customer.currencyOpen',
  ]);
  assert.deepEqual(await clerk.refusedPost(`/api/customers/${customerId}/close`, {}), [409, 'customer.business']);
  await closeMonth(story, '2026-02', {
    files: [
      calls(
        '2026-02',
        `03. 10:00:00 03055501234   3600
         10. 20:00:00 015112345678  3300 # 6900 of 7200 s used
         20. 20:00:00 015112345678   600 # 300 s included, 5 min × 0.1990 = 0.995
         25. 12:00:00 0033612345678  100 # 2 min × 0.2900 = 0.58`,
      ),
    ],
    findings: ['info discountEnding', 'warning jump'], // half price ends soon; the router and the set-up are over
    documents: `
      R2026-000002 Marta Šimková, due 2026-03-17
          12.45  Anschluss Zuhause · 01.03.2026 – 31.03.2026 · 50 % Rabatt · Neukunden
           0.00  Verbindungen ins nationale Festnetz · Februar 2026 · 1 Verbindung (1:00:00) · 1 inklusive
           1.00  Verbindungen in nationale Mobilfunknetze · Februar 2026 · 2 Verbindungen (1:05:00) · 2 inklusive
           0.58  Auslandsverbindungen, Mobilfunk · Februar 2026 · 1 Verbindung (1:40)
          14.03  net
           2.67  VAT S 19 % # 2.6657
          16.70  gross
    `,
  });
});

test('March: the option for Europe from the 10th; half price ends on 12 April', async () => {
  const clerk = await on(story, '2026-03-09');
  bookingId = (
    await clerk.post<WithId>(`/api/contracts/${contractId}/bookings`, {
      optionId: story.options.get('EUROPE'),
      from: '2026-03-10',
    })
  ).id;
  europeId = await enterFee(story, clerk, contractId, { product: 'EUROPE', startsOn: '2026-03-10' });
  await closeMonth(story, '2026-03', {
    files: [
      calls(
        '2026-03',
        `05. 18:00:00 0033612345678 170 # 3 min × 0.2900 = 0.87
         20. 18:00:00 0033612345678 170 # 3 min × 0.1290 = 0.387
         29. 01:59:30 03055501234   120 # over the hour that is left out that night`,
      ),
    ],
    findings: ['info discountEnding'],
    documents: `
      R2026-000003 Marta Šimková, due 2026-04-17
           4.57  Anschluss Zuhause · 01.04.2026 – 11.04.2026 (11 von 30 Tagen, 24,90 € je Monat) · 50 % Rabatt · Neukunden # 12.45 × 11 ÷ 30 = 4.565
          15.77  Anschluss Zuhause · 12.04.2026 – 30.04.2026 (19 von 30 Tagen, 24,90 € je Monat) # 24.90 × 19 ÷ 30 = 15.77; with the 4.565 before: 20.335 = 20.34
           3.48  Option Europa · 10.03.2026 – 31.03.2026 (22 von 31 Tagen, 4,90 € je Monat) # 4.90 − 4.90 × 9 ÷ 31 = 4.90 − 1.42
           4.90  Option Europa · 01.04.2026 – 30.04.2026
           0.00  Verbindungen ins nationale Festnetz · März 2026 · 1 Verbindung (2:00) · 1 inklusive
           1.26  Auslandsverbindungen, Mobilfunk · März 2026 · 2 Verbindungen (5:40) # 1.257
          29.98  net
           5.70  VAT S 19 % # 5.6962
          35.68  gross
    `,
  });
});

test('April: no more calls to France, the option ends with the month', async () => {
  const clerk = await on(story, '2026-04-28');
  await clerk.post(`/api/bookings/${bookingId}/end`, { at: '2026-05-01' });
  await clerk.post(`/api/subscriptions/${europeId}/end`, { endsOn: '2026-05-01' });
  await closeMonth(story, '2026-04', {
    files: [calls('2026-04', '14. 18:00:00 03055501234 900')],
    review: async (who, runId) =>
      assert.deepEqual(await causesOf(who, runId, customerId), [
        'discount Home line 4.56', // 24.90 − 20.34
        'endedSubscription Europe option -8.38', // 3.48 + 4.90
        'usageLess internationalMobile -1.26',
      ]),
    documents: `
      R2026-000004 Marta Šimková, due 2026-05-17
          24.90  Anschluss Zuhause · 01.05.2026 – 31.05.2026
           0.00  Verbindungen ins nationale Festnetz · April 2026 · 1 Verbindung (15:00) · 1 inklusive
          24.90  net
           4.73  VAT S 19 % # 4.731
          29.63  gross
    `,
  });
});

test('May: she will be away from 10 June to 9 July; a fifth of the fee is charged', async () => {
  const clerk = await on(story, '2026-05-20');
  pauseId = (
    await clerk.post<WithId>(`/api/subscriptions/${homeId}/pauses`, {
      from: '2026-06-10',
      to: '2026-07-10',
      billedPercent: '20',
    })
  ).id;
  await closeMonth(story, '2026-05', {
    files: [calls('2026-05', '08. 20:00:00 015112345678 1500')],
    documents: `
      R2026-000005 Marta Šimková, due 2026-06-17
           7.47  Anschluss Zuhause · 01.06.2026 – 09.06.2026 (9 von 30 Tagen, 24,90 € je Monat)
           3.49  Anschluss Zuhause · 10.06.2026 – 30.06.2026 (21 von 30 Tagen, 24,90 € je Monat) · pausiert, 20 % berechnet # 4.98 × 21 ÷ 30 = 3.486
           0.00  Verbindungen in nationale Mobilfunknetze · Mai 2026 · 1 Verbindung (25:00) · 1 inklusive
          10.96  net
           2.08  VAT S 19 % # 2.0824
          13.04  gross
    `,
  });
});

test('June: on her journey', async () => {
  await closeMonth(story, '2026-06', {
    files: [calls('2026-06', '04. 20:00:00 03055501234 300')],
    documents: `
      R2026-000006 Marta Šimková, due 2026-07-17
           1.45  Anschluss Zuhause · 01.07.2026 – 09.07.2026 (9 von 31 Tagen, 24,90 € je Monat) · pausiert, 20 % berechnet # 4.98 × 9 ÷ 31 = 1.4458
          17.67  Anschluss Zuhause · 10.07.2026 – 31.07.2026 (22 von 31 Tagen, 24,90 € je Monat) # 24.90 × 22 ÷ 31 = 17.6710; with the 1.4458 before: 19.1168
           0.00  Verbindungen ins nationale Festnetz · Juni 2026 · 1 Verbindung (5:00) · 1 inklusive
          19.12  net
           3.63  VAT S 19 % # 3.6328
          22.75  gross
    `,
  });
});

test('July: she was back on the 1st already; the price rises in September', async () => {
  const clerk = await on(story, '2026-07-20');
  await clerk.post(`/api/subscription-parts/pause/${pauseId}/end`, { to: '2026-07-01' });
  await clerk.put('/api/products/HOME/prices', { validFrom: '2026-09-01', unitPrice: '26.90', setupFee: '29.00' });
  await closeMonth(story, '2026-07', {
    findings: ['warning usageStopped'],
    documents: `
      R2026-000007 Marta Šimková, due 2026-08-17
          24.90  Anschluss Zuhause · 01.08.2026 – 31.08.2026
           5.78  Anschluss Zuhause · 01.07.2026 – 31.07.2026 · Pause geändert · 24,90 € statt bisher berechneter 19,12 €
          30.68  net
           5.83  VAT S 19 % # 5.8292
          36.51  gross
    `,
  });
});

test('August: September is charged at the new price; she is billed with those of mid-month from now on', async () => {
  const clerk = await on(story, '2026-08-10');
  await clerk.post('/api/billing-batches', { code: 'MITTE', name: 'Monatsmitte', launchDay: 15 });
  await clerk.patch(`/api/customers/${customerId}`, { change: { batchCode: 'MITTE' } });
  await closeMonth(story, '2026-08', {
    scope: MITTE,
    files: [calls('2026-08', '10. 20:00:00 03055501234 600')],
    documents: `
      R2026-000008 Marta Šimková, due 2026-09-17
          26.90  Anschluss Zuhause · 01.09.2026 – 30.09.2026
           0.00  Verbindungen ins nationale Festnetz · August 2026 · 1 Verbindung (10:00) · 1 inklusive
          26.90  net
           5.11  VAT S 19 % # 5.111
          32.01  gross
    `,
  });
});

test('September: three days without a line are given back; a record comes too late for what is approved', async () => {
  const clerk = await on(story, '2026-09-18');
  await clerk.post(`/api/contracts/${contractId}/credits`, {
    productId: story.products.get('CREDIT'),
    amount: '4.50',
    reason: 'outage',
    note: '14. bis 16.09.2026',
    dueOn: '2026-09-18',
  });
  await closeMonth(story, '2026-09', {
    scope: MITTE,
    files: [
      calls(
        '2026-09',
        `05. 20:00:00 03055501234  3000
         15. 20:00:00 015112345678 2700
         25. 20:00:00 015112345678 1200 # 6900 of 7200 s used`,
      ),
    ],
    // A record of the month comes when its drafts are approved already.
    approved: (who) => receive(who, [calls('2026-09', '02. 19:00:00 03055501234 600', 'b')]),
    documents: `
      R2026-000009 Marta Šimková, due 2026-10-17
          26.90  Anschluss Zuhause · 01.10.2026 – 31.10.2026
          -4.50  Gutschrift · 14. bis 16.09.2026 · Störung
           0.00  Verbindungen ins nationale Festnetz · September 2026 · 1 Verbindung (50:00) · 1 inklusive
           0.00  Verbindungen in nationale Mobilfunknetze · September 2026 · 2 Verbindungen (1:05:00) · 2 inklusive
          22.40  net
           4.26  VAT S 19 % # 4.256
          26.66  gross
    `,
  });
});

test('October: the late call of 2 September takes ten of the included minutes from the last one of that month', async () => {
  await closeMonth(story, '2026-10', {
    scope: MITTE,
    files: [
      calls(
        '2026-10',
        // Before 25 September 6300 s are used by now: of that call's 1200 s 900 are included, 5 min × 0.1990 = 0.995 are not.
        '25. 02:30:00 03055501234 120 # the hour that comes twice',
      ),
    ],
    review: (who, runId) => goldenDraft(who, { runId, customerId, name: 'consumer-2026-10' }),
    documents: `
      R2026-000010 Marta Šimková, due 2026-11-17
          26.90  Anschluss Zuhause · 01.11.2026 – 30.11.2026
           1.00  Verbindungen in nationale Mobilfunknetze · September 2026: ein Posten neu berechnet · Verbindungen später eingegangen
           0.00  Verbindungen ins nationale Festnetz · September 2026, nachberechnet · 1 Verbindung (10:00) · 1 inklusive
           0.00  Verbindungen ins nationale Festnetz · Oktober 2026 · 1 Verbindung (2:00) · 1 inklusive
          27.90  net
           5.30  VAT S 19 % # 5.301
          33.20  gross
    `,
  });
});

test('November: a call to a premium number is charged in two lines', async () => {
  await closeMonth(story, '2026-11', {
    scope: MITTE,
    files: [
      calls('2026-11', '12. 21:00:00 09005551234 170 # 3 min × 0.0290 = 0.087, 3 min × 1.99 = 5.97 for its owner'),
    ],
    documents: `
      R2026-000011 Marta Šimková, due 2026-12-17
          26.90  Anschluss Zuhause · 01.12.2026 – 31.12.2026
           0.09  Verbindungen zu Premium-Diensten · November 2026 · 1 Verbindung (2:50)
           5.97  Leistungen Dritter über Premium-Dienste · November 2026 · 1 Verbindung, für die Anbieter der Dienste eingezogen und an sie weitergeleitet
          32.96  net
           6.26  VAT S 19 % # 6.2624
          39.22  gross
    `,
  });
});

test('December: the last call of the year ends in the next one', async () => {
  await closeMonth(story, '2026-12', {
    scope: MITTE,
    files: [calls('2026-12', '31. 23:59:30 03055501234 60')],
    documents: `
      R2027-000001 Marta Šimková, due 2027-01-17
          26.90  Anschluss Zuhause · 01.01.2027 – 31.01.2027
           0.00  Verbindungen ins nationale Festnetz · Dezember 2026 · 1 Verbindung (1:00) · 1 inklusive
          26.90  net
           5.11  VAT S 19 % # 5.111
          32.01  gross
    `,
  });
});

test('the year: what she owes is the sum of her documents', () => checkBooks(story, { 'Marta Šimková': '446.58' }));
