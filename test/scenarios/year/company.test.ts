/**
 * The shipyard with three sites, a document for each: Hamburg and Bremen on one contract, Kiel on its own. Sixty minutes a month to fixed lines are
 * included for each line, shared within a contract. Lines and seats are added, plans change on the last day of February and on 12 March, seats
 * are given back in hindsight, a record comes late, prices are indexed, undone and indexed again, a number moves, Kiel is closed in October.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carrierFile } from './calls.ts';
import { enterContract, enterCustomer, enterFee, enterNumber, international } from './entering.ts';
import { causesOf, checkBooks, closeMonth, goldenDraft, on, openStory, type Story } from './story.ts';

const [HAMBURG, HAMBURG_2, HAMBURG_3, BREMEN, KIEL] = [
  '04066660010',
  '04066660011',
  '04066660012',
  '04216660020',
  '04316660030',
] as const;

interface WithId {
  readonly id: number;
}

let story: Story;
let customerId = 0;
let hamburgSiteId = 0;
/** Hamburg and Bremen. */
let mainId = 0;
let kielId = 0;
let trunkId = 0;
let hamburgSeatsId = 0;
let bremenSeatsId = 0;
let bremenLineId = 0;
let ruleId = 0;
let indexationId = 0;

before(async () => {
  story = await openStory('2025-12-10');
});
after(() => story.close());

test('January: three sites, three documents, a pool of two hours for Hamburg and Bremen together', async () => {
  const clerk = await on(story, '2025-12-15');
  customerId = await enterCustomer(clerk, '2001', 'Werft Köhlbrand AG', { language: 'en', invoiceGrouping: 'site' });
  const site = async (code: string, name: string, costCentre: string) => {
    const address = { street: 'Norderelbstraße 1', postcode: '20457', city: name, country: 'DE' };
    return (await clerk.post<WithId>(`/api/customers/${customerId}/sites`, { ...address, code, name, costCentre })).id;
  };
  hamburgSiteId = await site('HH', 'Hamburg', '100');
  const bremenSiteId = await site('HB', 'Bremen', '200');
  const kielSiteId = await site('KI', 'Kiel', '300');
  const startsOn = '2026-01-01';
  const contract = { customerId, plan: 'POOL', startsOn };
  mainId = await enterContract(story, clerk, { ...contract, number: 'V-2001', siteId: hamburgSiteId });
  kielId = await enterContract(story, clerk, { ...contract, number: 'V-2002', siteId: kielSiteId });
  const seats = { product: 'SEAT', startsOn };
  trunkId = await enterFee(story, clerk, mainId, { product: 'TRUNK', startsOn });
  hamburgSeatsId = await enterFee(story, clerk, mainId, { ...seats, quantity: 10 });
  bremenSeatsId = await enterFee(story, clerk, mainId, { ...seats, quantity: 4, siteId: bremenSiteId });
  await enterFee(story, clerk, mainId, { product: 'LINK', startsOn, siteId: bremenSiteId });
  await enterFee(story, clerk, kielId, { ...seats, quantity: 3 });
  await enterFee(story, clerk, kielId, { product: 'LINK', startsOn });
  await enterNumber(clerk, mainId, { number: HAMBURG, label: 'Hamburg', validFrom: startsOn });
  bremenLineId = await enterNumber(clerk, mainId, { number: BREMEN, label: 'Bremen', validFrom: startsOn });
  await enterNumber(clerk, kielId, { number: KIEL, label: 'Kiel', validFrom: startsOn });
  await closeMonth(story, '2026-01', {
    files: [
      carrierFile(
        '2026-01',
        `12. 10:00:00 ${HAMBURG} 03055501234  6000 # of 7200 s included
         13. 11:00:00 ${BREMEN}  03055501234  1500 # 1200 s included, 300 s × 0.0190 ÷ 60 = 0.095
         14. 09:00:00 ${BREMEN}  015112345678   90 # × 0.0990 ÷ 60 = 0.1485
         15. 20:00:00 ${KIEL}    015112345678   61 # × 0.0790 ÷ 60 = 0.0803
         16. 10:00:00 ${KIEL}    03055501234   600 # of 3600 s included`,
      ),
    ],
    documents: `
      R2026-000001 Werft Köhlbrand AG, due 2026-02-17
          39.00  SIP trunk · 01/01/2026 – 31/01/2026 · cost centre 100
          39.00  SIP trunk · 01/02/2026 – 28/02/2026 · cost centre 100
          75.00  Seat · 01/01/2026 – 31/01/2026 · cost centre 100
          75.00  Seat · 01/02/2026 – 28/02/2026 · cost centre 100
           0.10  Calls to national fixed lines · January 2026 · 2 calls (2:05:00) · 2 included · cost centre 100
           0.15  Calls to national mobile networks · January 2026 · 1 call (1:30) · cost centre 100
         228.25  net
          43.37  VAT S 19 % # 43.3675
         271.62  gross

      R2026-000002 Werft Köhlbrand AG, due 2026-02-17
          30.00  Seat · 01/01/2026 – 31/01/2026 · cost centre 200
          30.00  Seat · 01/02/2026 – 28/02/2026 · cost centre 200
         147.00  Site link · 01/01/2026 – 31/03/2026 · cost centre 200
         207.00  net
          39.33  VAT S 19 %
         246.33  gross

      R2026-000003 Werft Köhlbrand AG, due 2026-02-17
          22.50  Seat · 01/01/2026 – 31/01/2026 · cost centre 300
          22.50  Seat · 01/02/2026 – 28/02/2026 · cost centre 300
         147.00  Site link · 01/01/2026 – 31/03/2026 · cost centre 300
           0.00  Calls to national fixed lines · January 2026 · 1 call (10:00) · 1 included · cost centre 300
           0.08  Calls to national mobile networks · January 2026 · 1 call (1:01) · cost centre 300
         192.08  net
          36.50  VAT S 19 % # 36.4952
         228.58  gross
    `,
  });
});

test('February: two lines and two seats more in mid-month; Kiel has another plan from the 28th', async () => {
  const clerk = await on(story, '2026-02-09');
  await clerk.post(`/api/contracts/${mainId}/lines/many`, {
    validFrom: '2026-02-09',
    lines: [
      { kind: 'number', identifier: international(HAMBURG_2), label: 'Hamburg 2' },
      { kind: 'number', identifier: international(HAMBURG_3), label: 'Hamburg 3' },
    ],
    fee: { productId: story.products.get('NUMBER') },
  });
  await clerk.post(`/api/subscriptions/${hamburgSeatsId}/change`, { from: '2026-02-16', quantity: 12 });
  const plan = { pricePlanId: story.plans.get('PRO') };
  assert.deepEqual(await clerk.refusedPost(`/api/contracts/${kielId}/plan`, { ...plan, from: '2026-02-30' }), [
    422,
    'request.invalid',
  ]);
  assert.deepEqual(await clerk.refusedPost(`/api/contracts/${kielId}/plan`, { ...plan, from: '2025-12-31' }), [
    422,
    'contract.invalid',
  ]);
  await clerk.post(`/api/contracts/${kielId}/plan`, { ...plan, from: '2026-02-28' });
  await closeMonth(story, '2026-02', {
    files: [
      carrierFile(
        '2026-02',
        `11. 10:00:00 ${HAMBURG}   03055501234  10800
         20. 10:00:00 ${HAMBURG_2} 03055501234   3000 # 13,800 of 4 × 3600 s
         24. 10:00:00 ${BREMEN}    03055501234    900 # 600 s included, 300 s × 0.0190 ÷ 60 = 0.095
         27. 10:00:00 ${KIEL}      015112345678    60 # 0.0990
         28. 10:00:00 ${KIEL}      015112345678    60 # 0.0600, by the other plan`,
      ),
    ],
    findings: ['warning jump'],
    documents: `
      R2026-000004 Werft Köhlbrand AG, due 2026-03-17
          39.00  SIP trunk · 01/03/2026 – 31/03/2026 · cost centre 100
          90.00  Seat · 01/03/2026 – 31/03/2026 · cost centre 100
           0.71  Number · Hamburg 2 · 09/02/2026 – 28/02/2026 (20 of 28 days, €0.99 per month) · cost centre 100 # 0.99 − 0.99 × 8 ÷ 28 = 0.99 − 0.28
           0.99  Number · Hamburg 2 · 01/03/2026 – 31/03/2026 · cost centre 100
           0.71  Number · Hamburg 3 · 09/02/2026 – 28/02/2026 (20 of 28 days, €0.99 per month) · cost centre 100
           0.99  Number · Hamburg 3 · 01/03/2026 – 31/03/2026 · cost centre 100
           6.96  Seat · 01/02/2026 – 28/02/2026 · quantity changed · €81.96 in place of €75.00 billed before · cost centre 100 # 75 × 15 ÷ 28 + 90 × 13 ÷ 28 = 81.964
           0.10  Calls to national fixed lines · February 2026 · 3 calls (4:05:00) · 3 included · cost centre 100
         139.46  net
          26.50  VAT S 19 % # 26.4974
         165.96  gross

      R2026-000005 Werft Köhlbrand AG, due 2026-03-17
          30.00  Seat · 01/03/2026 – 31/03/2026 · cost centre 200
          30.00  net
           5.70  VAT S 19 %
          35.70  gross

      R2026-000006 Werft Köhlbrand AG, due 2026-03-17
          22.50  Seat · 01/03/2026 – 31/03/2026 · cost centre 300
           0.16  Calls to national mobile networks · February 2026 · 2 calls (2:00) · cost centre 300 # 0.159
          22.66  net
           4.31  VAT S 19 % # 4.3054
          26.97  gross
    `,
  });
});

test('March: another plan for Hamburg and Bremen on the 12th, with a trunk at 45.00 instead of 39.00', async () => {
  const clerk = await on(story, '2026-03-10');
  await clerk.post(`/api/contracts/${mainId}/plan`, {
    pricePlanId: story.plans.get('PRO'),
    from: '2026-03-12',
    endSubscriptionIds: [trunkId],
    fees: [{ productId: story.products.get('TRUNK'), unitPrice: '45.00' }],
  });
  await closeMonth(story, '2026-03', {
    files: [
      carrierFile(
        '2026-03',
        `11. 10:00:00 ${HAMBURG} 015112345678  120 # 2 × 0.0990
         12. 10:00:00 ${HAMBURG} 015112345678  120 # 2 × 0.0600
         18. 10:00:00 ${HAMBURG} 03055501234   600 # included
         20. 10:00:00 ${KIEL}    0033612345678  61 # × 0.1200 ÷ 60 = 0.122`,
      ),
    ],
    review: (who, runId) =>
      goldenDraft(who, { runId, customerId, part: `site/${hamburgSiteId}`, name: 'company-2026-03' }),
    findings: ['info trueUp', 'warning jump'],
    documents: `
      R2026-000007 Werft Köhlbrand AG, due 2026-04-17
          90.00  Seat · 01/04/2026 – 30/04/2026 · cost centre 100
           0.99  Number · Hamburg 2 · 01/04/2026 – 30/04/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/04/2026 – 30/04/2026 · cost centre 100
          29.03  SIP trunk · 12/03/2026 – 31/03/2026 (20 of 31 days, €45.00 per month) · cost centre 100 # 45 − 45 × 11 ÷ 31 = 45 − 15.97
          45.00  SIP trunk · 01/04/2026 – 30/04/2026 · cost centre 100
         -25.16  SIP trunk · 01/03/2026 – 11/03/2026 · ended earlier · €13.84 in place of €39.00 billed before · cost centre 100 # 39 × 11 ÷ 31 = 13.8387
           0.00  Calls to national fixed lines · March 2026 · 1 call (10:00) · 1 included · cost centre 100
           0.32  Calls to national mobile networks · March 2026 · 2 calls (4:00) · cost centre 100 # 0.318
         141.17  net
          26.82  VAT S 19 % # 26.8223
         167.99  gross

      R2026-000008 Werft Köhlbrand AG, due 2026-04-17
          30.00  Seat · 01/04/2026 – 30/04/2026 · cost centre 200
         147.00  Site link · 01/04/2026 – 30/06/2026 · cost centre 200
         177.00  net
          33.63  VAT S 19 %
         210.63  gross

      R2026-000009 Werft Köhlbrand AG, due 2026-04-17
          22.50  Seat · 01/04/2026 – 30/04/2026 · cost centre 300
         147.00  Site link · 01/04/2026 – 30/06/2026 · cost centre 300
           0.12  Calls abroad, mobile networks · March 2026 · 1 call (1:01) · cost centre 300
         169.62  net
          32.23  VAT S 19 % # 32.2278
         201.85  gross
    `,
  });
});

test('April: Bremen gave two seats back on 15 March; its document is a credit note', async () => {
  const clerk = await on(story, '2026-04-05');
  await clerk.post(`/api/subscriptions/${bremenSeatsId}/change`, { from: '2026-03-15', quantity: 2 });
  await closeMonth(story, '2026-04', {
    files: [carrierFile('2026-04', `15. 10:00:00 ${HAMBURG} 03055501234 1200`)],
    findings: ['info trueUp', 'warning jump'],
    documents: `
      G2026-000001 credit note Werft Köhlbrand AG, due 2026-05-17
         -15.00  Seat · 01/05/2026 – 31/05/2026 · cost centre 200
           8.23  Seat · 01/03/2026 – 31/03/2026 · quantity changed · €21.77 in place of €30.00 billed before · cost centre 200 # 30 × 14 ÷ 31 + 15 × 17 ÷ 31 = 21.774
          15.00  Seat · 01/04/2026 – 30/04/2026 · quantity changed · €15.00 in place of €30.00 billed before · cost centre 200
           8.23  net
           1.56  VAT S 19 % # 1.5637
           9.79  gross

      R2026-000010 Werft Köhlbrand AG, due 2026-05-17
          90.00  Seat · 01/05/2026 – 31/05/2026 · cost centre 100
           0.99  Number · Hamburg 2 · 01/05/2026 – 31/05/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/05/2026 – 31/05/2026 · cost centre 100
          45.00  SIP trunk · 01/05/2026 – 31/05/2026 · cost centre 100
           0.00  Calls to national fixed lines · April 2026 · 1 call (20:00) · 1 included · cost centre 100
         136.98  net
          26.03  VAT S 19 % # 26.0262
         163.01  gross

      R2026-000011 Werft Köhlbrand AG, due 2026-05-17
          22.50  Seat · 01/05/2026 – 31/05/2026 · cost centre 300
          22.50  net
           4.28  VAT S 19 % # 4.275
          26.78  gross
    `,
  });
});

test('May: a call of April comes late', async () => {
  await closeMonth(story, '2026-05', {
    files: [
      carrierFile(
        '2026-05',
        `28.04. 10:00:00 ${BREMEN}    015112345678 120 # 2 × 0.0600
         20.    10:00:00 ${HAMBURG_3} 03055501234  600`,
      ),
    ],
    documents: `
      R2026-000012 Werft Köhlbrand AG, due 2026-06-17
          90.00  Seat · 01/06/2026 – 30/06/2026 · cost centre 100
           0.99  Number · Hamburg 2 · 01/06/2026 – 30/06/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/06/2026 – 30/06/2026 · cost centre 100
          45.00  SIP trunk · 01/06/2026 – 30/06/2026 · cost centre 100
           0.12  Calls to national mobile networks · April 2026, billed later · 1 call (2:00) · cost centre 100
           0.00  Calls to national fixed lines · May 2026 · 1 call (10:00) · 1 included · cost centre 100
         137.10  net
          26.05  VAT S 19 % # 26.049
         163.15  gross

      R2026-000013 Werft Köhlbrand AG, due 2026-06-17
          15.00  Seat · 01/06/2026 – 30/06/2026 · cost centre 200
          15.00  net
           2.85  VAT S 19 %
          17.85  gross

      R2026-000014 Werft Köhlbrand AG, due 2026-06-17
          22.50  Seat · 01/06/2026 – 30/06/2026 · cost centre 300
          22.50  net
           4.28  VAT S 19 %
          26.78  gross
    `,
  });
});

test('June: prices rise by 3.5 % in July, but for what was agreed less than six months ago', async () => {
  const clerk = await on(story, '2026-06-08');
  ruleId = (await clerk.put<WithId>('/api/indexation-rules', indexation('3.5'))).id;
  const preview = await clerk.post<{ percent: string; totals: object[]; skipped: object[] }>(
    '/api/indexations/preview',
    { ruleId, effectiveOn: '2026-07-01' },
  );
  // 17 seats × (7.76 − 7.50) × 12 = 53.04; two links × (152.15 − 147.00) × 4 = 41.20. Too young: two numbers, the new trunk.
  assert.deepEqual(preview.totals, [{ currency: 'EUR', difference: '94.24' }]);
  assert.deepEqual(preview.skipped, [{ reason: 'tooYoung', count: 3 }]);
  indexationId = (await clerk.post<WithId>('/api/indexations', { ruleId, effectiveOn: '2026-07-01' })).id;
  await closeMonth(story, '2026-06', {
    files: [carrierFile('2026-06', `10. 14:00:00 ${HAMBURG} 0033612345678 61 # × 0.1200 ÷ 60 = 0.122`)],
    findings: ['warning jump'],
    documents: `
      R2026-000015 Werft Köhlbrand AG, due 2026-07-17
          93.12  Seat · 01/07/2026 – 31/07/2026 · cost centre 100 # 12 × 7.76
           0.99  Number · Hamburg 2 · 01/07/2026 – 31/07/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/07/2026 – 31/07/2026 · cost centre 100
          45.00  SIP trunk · 01/07/2026 – 31/07/2026 · cost centre 100
           0.12  Calls abroad, mobile networks · June 2026 · 1 call (1:01) · cost centre 100
         140.22  net
          26.64  VAT S 19 % # 26.6418
         166.86  gross

      R2026-000016 Werft Köhlbrand AG, due 2026-07-17
          15.52  Seat · 01/07/2026 – 31/07/2026 · cost centre 200
         152.15  Site link · 01/07/2026 – 30/09/2026 · cost centre 200 # 152.145
         167.67  net
          31.86  VAT S 19 % # 31.8573
         199.53  gross

      R2026-000017 Werft Köhlbrand AG, due 2026-07-17
          23.28  Seat · 01/07/2026 – 31/07/2026 · cost centre 300
         152.15  Site link · 01/07/2026 – 30/09/2026 · cost centre 300
         175.43  net
          33.33  VAT S 19 % # 33.3317
         208.76  gross
    `,
  });
});

function indexation(percent: string) {
  return {
    code: 'FEES-2026',
    name: 'Fees 2026',
    families: ['FEES'],
    rule: { change: { kind: 'percent', percent }, afterMonths: 6 },
  };
}

test('July: the yard objects; the increase is undone and agreed at 2 %', async () => {
  const clerk = await on(story, '2026-07-20');
  await clerk.post(`/api/indexations/${indexationId}/undo`, {});
  await clerk.put('/api/indexation-rules', indexation('2'));
  await clerk.post('/api/indexations', { ruleId, effectiveOn: '2026-07-01' });
  await closeMonth(story, '2026-07', {
    files: [carrierFile('2026-07', `07. 10:00:00 ${HAMBURG} 03055501234 300`)],
    findings: ['warning jump'],
    documents: `
      R2026-000018 Werft Köhlbrand AG, due 2026-08-17
          91.80  Seat · 01/08/2026 – 31/08/2026 · cost centre 100 # 12 × 7.65
           0.99  Number · Hamburg 2 · 01/08/2026 – 31/08/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/08/2026 – 31/08/2026 · cost centre 100
          45.00  SIP trunk · 01/08/2026 – 31/08/2026 · cost centre 100
          -1.32  Seat · 01/07/2026 – 31/07/2026 · price changed · €91.80 in place of €93.12 billed before · cost centre 100
           0.00  Calls to national fixed lines · July 2026 · 1 call (5:00) · 1 included · cost centre 100
         137.46  net
          26.12  VAT S 19 % # 26.1174
         163.58  gross

      R2026-000019 Werft Köhlbrand AG, due 2026-08-17
          15.30  Seat · 01/08/2026 – 31/08/2026 · cost centre 200
          -0.22  Seat · 01/07/2026 – 31/07/2026 · price changed · €15.30 in place of €15.52 billed before · cost centre 200
          -2.21  Site link · 01/07/2026 – 30/09/2026 · price changed · €149.94 in place of €152.15 billed before · cost centre 200
          12.87  net
           2.45  VAT S 19 % # 2.4453
          15.32  gross

      R2026-000020 Werft Köhlbrand AG, due 2026-08-17
          22.95  Seat · 01/08/2026 – 31/08/2026 · cost centre 300
          -0.33  Seat · 01/07/2026 – 31/07/2026 · price changed · €22.95 in place of €23.28 billed before · cost centre 300
          -2.21  Site link · 01/07/2026 – 30/09/2026 · price changed · €149.94 in place of €152.15 billed before · cost centre 300
          20.41  net
           3.88  VAT S 19 % # 3.8779
          24.29  gross
    `,
  });
});

test("August: Bremen's number moves to the contract of Kiel on the 15th at noon", async () => {
  const clerk = await on(story, '2026-08-14');
  await clerk.post(`/api/lines/${bremenLineId}/move`, { toContractId: kielId, at: '2026-08-15T10:00:00Z' });
  await closeMonth(story, '2026-08', {
    files: [
      carrierFile(
        '2026-08',
        `15. 11:59:30 ${BREMEN} 015112345678 60
         15. 12:00:00 ${BREMEN} 015112345678 60`,
      ),
    ],
    documents: `
      R2026-000021 Werft Köhlbrand AG, due 2026-09-17
          91.80  Seat · 01/09/2026 – 30/09/2026 · cost centre 100
           0.99  Number · Hamburg 2 · 01/09/2026 – 30/09/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/09/2026 – 30/09/2026 · cost centre 100
          45.00  SIP trunk · 01/09/2026 – 30/09/2026 · cost centre 100
           0.06  Calls to national mobile networks · August 2026 · 1 call (1:00) · cost centre 100
         138.84  net
          26.38  VAT S 19 % # 26.3796
         165.22  gross

      R2026-000022 Werft Köhlbrand AG, due 2026-09-17
          15.30  Seat · 01/09/2026 – 30/09/2026 · cost centre 200
          15.30  net
           2.91  VAT S 19 % # 2.907
          18.21  gross

      R2026-000023 Werft Köhlbrand AG, due 2026-09-17
          22.95  Seat · 01/09/2026 – 30/09/2026 · cost centre 300
           0.06  Calls to national mobile networks · August 2026 · 1 call (1:00) · cost centre 300
          23.01  net
           4.37  VAT S 19 % # 4.3719
          27.38  gross
    `,
  });
});

test('September: the fourth quarter in advance; the first run is taken back', async () => {
  await closeMonth(story, '2026-09', {
    files: [carrierFile('2026-09', `03. 10:00:00 ${HAMBURG} 03055501234 300`)],
    findings: ['warning jump'],
    fix: (clerk, runId) => clerk.post(`/api/runs/${runId}/withdraw`, { reason: 'Oktober noch nicht gebucht' }),
    findingsAfter: ['warning jump'],
    documents: `
      R2026-000024 Werft Köhlbrand AG, due 2026-10-17
          91.80  Seat · 01/10/2026 – 31/10/2026 · cost centre 100
           0.99  Number · Hamburg 2 · 01/10/2026 – 31/10/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/10/2026 – 31/10/2026 · cost centre 100
          45.00  SIP trunk · 01/10/2026 – 31/10/2026 · cost centre 100
           0.00  Calls to national fixed lines · September 2026 · 1 call (5:00) · 1 included · cost centre 100
         138.78  net
          26.37  VAT S 19 % # 26.3682
         165.15  gross

      R2026-000025 Werft Köhlbrand AG, due 2026-10-17
          15.30  Seat · 01/10/2026 – 31/10/2026 · cost centre 200
         149.94  Site link · 01/10/2026 – 31/12/2026 · cost centre 200
         165.24  net
          31.40  VAT S 19 % # 31.3956
         196.64  gross

      R2026-000026 Werft Köhlbrand AG, due 2026-10-17
          22.95  Seat · 01/10/2026 – 31/10/2026 · cost centre 300
         149.94  Site link · 01/10/2026 – 31/12/2026 · cost centre 300
         172.89  net
          32.85  VAT S 19 % # 32.8491
         205.74  gross
    `,
  });
});

test("October: Kiel is closed on the 16th, and Bremen's number with its contract: a call has no owner until the clerk gives it back", async () => {
  const clerk = await on(story, '2026-10-20');
  assert.deepEqual(await clerk.refusedPost(`/api/contracts/${kielId}/end`, { endsOn: '2025-12-31' }), [
    422,
    'contract.invalid',
  ]);
  await clerk.post(`/api/contracts/${kielId}/end`, { endsOn: '2026-10-16' });
  await closeMonth(story, '2026-10', {
    files: [
      carrierFile(
        '2026-10',
        `10. 10:00:00 ${KIEL}   015112345678 60
         12. 10:00:00 ${BREMEN} 015112345678 60
         20. 10:00:00 ${BREMEN} 015112345678 60`,
      ),
    ],
    received: ['imported 3, unmatched 1'],
    findings: ['info trueUp', 'warning jump', 'warning usageAfterEnd'],
    fix: (who) =>
      who.post('/api/unmatched/assign', {
        contractId: mainId,
        kind: 'number',
        identifier: international(BREMEN),
        label: 'Bremen',
        validFrom: '2026-10-16',
      }),
    findingsAfter: ['info trueUp', 'warning jump'],
    review: async (clerk, runId) =>
      assert.deepEqual(await causesOf(clerk, runId, customerId), [
        'endedSubscription Seat -22.95',
        'endedSubscription Site link -149.94',
        'newLine nationalMobile 0.06', // Bremen's, on the contract of Hamburg
        'rhythm Site link -149.94',
        'trueUp Seat -11.85',
        'trueUp Site link -125.49',
        'usageMore nationalMobile 0.12',
      ]),
    documents: `
      G2026-000002 credit note Werft Köhlbrand AG, due 2026-11-17
          11.85  Seat · 01/10/2026 – 15/10/2026 · ended earlier · €11.10 in place of €22.95 billed before · cost centre 300 # 22.95 × 15 ÷ 31 = 11.1048
         125.49  Site link · 01/10/2026 – 15/10/2026 · ended earlier · €24.45 in place of €149.94 billed before · cost centre 300 # 149.94 × 15 ÷ 92 = 24.4467
          -0.12  Calls to national mobile networks · October 2026 · 2 calls (2:00) · cost centre 300
         137.22  net
          26.07  VAT S 19 % # 26.0718
         163.29  gross

      R2026-000027 Werft Köhlbrand AG, due 2026-11-17
          91.80  Seat · 01/11/2026 – 30/11/2026 · cost centre 100
           0.99  Number · Hamburg 2 · 01/11/2026 – 30/11/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/11/2026 – 30/11/2026 · cost centre 100
          45.00  SIP trunk · 01/11/2026 – 30/11/2026 · cost centre 100
           0.06  Calls to national mobile networks · October 2026 · 1 call (1:00) · cost centre 100
         138.84  net
          26.38  VAT S 19 %
         165.22  gross

      R2026-000028 Werft Köhlbrand AG, due 2026-11-17
          15.30  Seat · 01/11/2026 – 30/11/2026 · cost centre 200
          15.30  net
           2.91  VAT S 19 %
          18.21  gross
    `,
  });
});

test('November: from now on one document for everything', async () => {
  const clerk = await on(story, '2026-11-10');
  await clerk.patch(`/api/customers/${customerId}`, { change: { invoiceGrouping: 'customer' } });
  await closeMonth(story, '2026-11', {
    files: [carrierFile('2026-11', `05. 10:00:00 ${HAMBURG} 03055501234 60`)],
    findings: ['warning jump'],
    documents: `
      R2026-000029 Werft Köhlbrand AG, due 2026-12-17
          91.80  Seat · 01/12/2026 – 31/12/2026 · cost centre 100
          15.30  Seat · 01/12/2026 – 31/12/2026 · cost centre 200
           0.99  Number · Hamburg 2 · 01/12/2026 – 31/12/2026 · cost centre 100
           0.99  Number · Hamburg 3 · 01/12/2026 – 31/12/2026 · cost centre 100
          45.00  SIP trunk · 01/12/2026 – 31/12/2026 · cost centre 100
           0.00  Calls to national fixed lines · November 2026 · 1 call (1:00) · 1 included · cost centre 100
         154.08  net
          29.28  VAT S 19 % # 29.2752
         183.36  gross
    `,
  });
});

test('December: nobody telephones between the years; the first quarter in advance', async () => {
  await closeMonth(story, '2026-12', {
    findings: ['warning jump', 'warning usageStopped'],
    documents: `
      R2027-000001 Werft Köhlbrand AG, due 2027-01-17
          91.80  Seat · 01/01/2027 – 31/01/2027 · cost centre 100
          15.30  Seat · 01/01/2027 – 31/01/2027 · cost centre 200
         149.94  Site link · 01/01/2027 – 31/03/2027 · cost centre 200
           0.99  Number · Hamburg 2 · 01/01/2027 – 31/01/2027 · cost centre 100
           0.99  Number · Hamburg 3 · 01/01/2027 – 31/01/2027 · cost centre 100
          45.00  SIP trunk · 01/01/2027 – 31/01/2027 · cost centre 100
         304.02  net
          57.76  VAT S 19 % # 57.7638
         361.78  gross
    `,
  });
});

test('the year: what the yard owes is the sum of its documents, credit notes taken off', () =>
  checkBooks(story, { 'Werft Köhlbrand AG': '4065.37' }));
