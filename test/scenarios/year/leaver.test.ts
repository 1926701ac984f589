/**
 * A brewery that leaves in mid-May and returns in September: what it paid in advance comes back, and its deposit; a call comes late, another one
 * after the end; its number is somebody else's for a while, and its own again on a new contract. Business prices, French documents.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carrierFile } from './calls.ts';
import { enterContract, enterCustomer, enterFee } from './entering.ts';
import { checkBooks, closeMonth, goldenDraft, on, openStory, type Story } from './story.ts';

interface WithId {
  readonly id: number;
}

let story: Story;
let breweryId = 0;
let firstContractId = 0;
let hannahContractId = 0;
let hannahLineId = 0;
let depositId = 0;

before(async () => {
  story = await openStory('2026-01-05');
});
after(() => story.close());

const calls = (month: string, text: string, part?: string) =>
  carrierFile(month, text.replaceAll(/^(\s*\S+\s+\S+)/gm, '$1 04044440001'), part);

test('January: trunk, number, care for a year in advance, a deposit', async () => {
  const clerk = await on(story, '2026-01-08');
  breweryId = await enterCustomer(clerk, '5001', 'Brasserie Lafayette GmbH', { language: 'fr' });
  const startsOn = '2026-01-10';
  firstContractId = await enterContract(story, clerk, {
    customerId: breweryId,
    number: 'V-5001',
    plan: 'BUSINESS',
    startsOn,
    minimumMonths: 3,
    noticeDays: 30,
  });
  for (const product of ['TRUNK', 'CARE']) await enterFee(story, clerk, firstContractId, { product, startsOn });
  await clerk.post(`/api/contracts/${firstContractId}/lines/many`, {
    validFrom: '2026-01-10',
    lines: [{ kind: 'number', identifier: '494044440001', label: '+49 40 44440001' }],
    fee: { productId: story.products.get('NUMBER') },
  });
  depositId = (
    await clerk.post<WithId>(`/api/contracts/${firstContractId}/deposits`, {
      productId: story.products.get('DEPOSIT'),
      amount: '100.00',
      dueOn: '2026-01-10',
    })
  ).id;
  await closeMonth(story, '2026-01', {
    files: [calls('2026-01', '20. 10:00:00 03055501234 600 # 10 × 0.0190')],
    findings: ['info minimumTermEnding'],
    documents: `
      R2026-000001 Brasserie Lafayette GmbH, due 2026-02-17
          27.68  Trunk SIP · 10/01/2026 – 31/01/2026 (22 jours sur 31, 39,00 € par mois) · TVA 19 % # 39 − 39 × 9 ÷ 31 = 39 − 11.32
          39.00  Trunk SIP · 01/02/2026 – 28/02/2026 · TVA 19 %
         120.00  Contrat de service · 10/01/2026 – 09/01/2027 · TVA 19 %
           0.70  Numéro · +49 40 44440001 · 10/01/2026 – 31/01/2026 (22 jours sur 31, 0,99 € par mois) · TVA 19 % # 0.99 − 0.29
           0.99  Numéro · +49 40 44440001 · 01/02/2026 – 28/02/2026 · TVA 19 %
         100.00  Dépôt de garantie · TVA 0 %
           0.19  Appels vers les fixes nationaux · janvier 2026 · 1 appel (10:00) · TVA 19 %
         288.56  net
          35.83  VAT S 19 % # 188.56 × 0.19 = 35.8264
           0.00  VAT E 0 %
         324.39  gross
    `,
  });
});

test('February', async () => {
  await closeMonth(story, '2026-02', {
    files: [calls('2026-02', '10. 10:00:00 015112345678 60 # 0.0990')],
    findings: ['info minimumTermEnding', 'warning jump'],
    documents: `
      R2026-000002 Brasserie Lafayette GmbH, due 2026-03-17
          39.00  Trunk SIP · 01/03/2026 – 31/03/2026
           0.99  Numéro · +49 40 44440001 · 01/03/2026 – 31/03/2026
           0.10  Appels vers les mobiles nationaux · février 2026 · 1 appel (1:00)
          40.09  net
           7.62  VAT S 19 % # 7.6171
          47.71  gross
    `,
  });
});

test('March', async () => {
  await closeMonth(story, '2026-03', {
    files: [calls('2026-03', '10. 10:00:00 03055501234 60 # 0.0190')],
    findings: ['info minimumTermEnding'],
    documents: `
      R2026-000003 Brasserie Lafayette GmbH, due 2026-04-17
          39.00  Trunk SIP · 01/04/2026 – 30/04/2026
           0.99  Numéro · +49 40 44440001 · 01/04/2026 – 30/04/2026
           0.02  Appels vers les fixes nationaux · mars 2026 · 1 appel (1:00)
          40.01  net
           7.60  VAT S 19 % # 7.6019
          47.61  gross
    `,
  });
});

test('April: notice on the 15th, thirty days; what was paid for care until January comes back', async () => {
  const clerk = await on(story, '2026-04-15');
  const tooEarly = { givenOn: '2026-04-15', endsOn: '2026-05-01' };
  assert.deepEqual(await clerk.refusedPost(`/api/contracts/${firstContractId}/notice`, tooEarly), [
    409,
    'contract.tooEarly',
  ]);
  const ended = await clerk.post<{ endsOn: string }>(`/api/contracts/${firstContractId}/notice`, {
    givenOn: '2026-04-15',
  });
  assert.equal(ended.endsOn, '2026-05-16');
  await closeMonth(story, '2026-04', {
    files: [calls('2026-04', '10. 10:00:00 03055501234 60 # 0.0190')],
    findings: ['error negativeInvoice', 'info trueUp', 'warning jump'],
    review: (who, runId) => goldenDraft(who, { runId, customerId: breweryId, name: 'leaver-2026-04' }),
    documents: `
      G2026-000001 credit note Brasserie Lafayette GmbH, due 2026-05-17
         -18.87  Trunk SIP · 01/05/2026 – 15/05/2026 (15 jours sur 31, 39,00 € par mois) # 39 × 15 ÷ 31 = 18.8710
          -0.48  Numéro · +49 40 44440001 · 01/05/2026 – 15/05/2026 (15 jours sur 31, 0,99 € par mois) # 0.4790
          78.58  Contrat de service · 10/01/2026 – 15/05/2026 · terminé plus tôt · 41,42 € au lieu de 120,00 € déjà facturés # 120 × 126 ÷ 365 = 41.4247
          -0.02  Appels vers les fixes nationaux · avril 2026 · 1 appel (1:00)
          59.21  net
          11.25  VAT S 19 % # 11.2499
          70.46  gross
    `,
  });
});

test('May: the deposit is given back; a call after the end is nobody’s', async () => {
  const clerk = await on(story, '2026-05-18');
  await clerk.post(`/api/deposits/${depositId}/give-back`, { how: 'depositReturned', dueOn: '2026-05-18' });
  await closeMonth(story, '2026-05', {
    files: [
      calls(
        '2026-05',
        `10. 10:00:00 015112345678 60 # a Sunday: 0.0790
         20. 10:00:00 015112345678 60`,
      ),
    ],
    received: ['imported 2, unmatched 1'],
    findings: ['error negativeInvoice', 'warning jump', 'warning usageAfterEnd'],
    documents: `
      G2026-000002 credit note Brasserie Lafayette GmbH, due 2026-06-17
         100.00  Dépôt de garantie · dépôt restitué · TVA 0 %
          -0.08  Appels vers les mobiles nationaux · mai 2026 · 1 appel (1:00) · TVA 19 %
          99.92  net
           0.00  VAT E 0 %
          -0.02  VAT S 19 % # 0.0152
          99.90  gross
    `,
  });
});

test('June: nothing to bill', async () => {
  await closeMonth(story, '2026-06', { findings: ['info billStopped'], documents: '' });
});

test('July: a call of 12 May comes late and is still billed; from August on the number is somebody else’s', async () => {
  const clerk = await on(story, '2026-07-20');
  const hannahId = await enterCustomer(clerk, '5002', 'Hannah Petersen', { kind: 'consumer', language: 'fr' });
  hannahContractId = await enterContract(story, clerk, {
    customerId: hannahId,
    number: 'V-5002',
    plan: 'BUSINESS',
    startsOn: '2026-05-01',
  });
  const line = { kind: 'number', identifier: '494044440001', label: '+49 40 44440001' };
  assert.deepEqual(
    await clerk.refusedPost(`/api/contracts/${hannahContractId}/lines`, { ...line, validFrom: '2026-05-01' }),
    [409, 'contract.lineTaken'],
  );
  const { lineIds } = await clerk.post<{ lineIds: number[] }>(`/api/contracts/${hannahContractId}/lines/many`, {
    validFrom: '2026-08-01',
    lines: [line],
    fee: { productId: story.products.get('NUMBER') },
  });
  hannahLineId = lineIds[0]!;
  await closeMonth(story, '2026-07', {
    files: [calls('2026-07', '12.05. 10:00:00 015112345678 60 # a Tuesday: 0.0990')],
    findings: ['info firstBill'],
    documents: `
      R2026-000004 Brasserie Lafayette GmbH, due 2026-08-17
           0.10  Appels vers les mobiles nationaux · mai 2026, facturation tardive · 1 appel (1:00)
           0.10  net
           0.02  VAT S 19 %
           0.12  gross

      R2026-000005 Hannah Petersen, due 2026-08-17
           0.99  Numéro · +49 40 44440001 · 01/08/2026 – 31/08/2026
           0.99  net
           0.19  VAT S 19 % # 0.1881
           1.18  gross
    `,
  });
});

test('August: calls from the number are hers', async () => {
  await closeMonth(story, '2026-08', {
    files: [calls('2026-08', '10. 10:00:00 03055501234 600 # 0.19')],
    findings: ['info billStopped'],
    documents: `
      R2026-000006 Hannah Petersen, due 2026-09-17
           0.99  Numéro · +49 40 44440001 · 01/09/2026 – 30/09/2026
           0.19  Appels vers les fixes nationaux · août 2026 · 1 appel (10:00)
           1.18  net
           0.22  VAT S 19 % # 0.2242
           1.40  gross
    `,
  });
});

test('September: the brewery is back on the 10th, with its number, at 10.00 less for two months', async () => {
  const clerk = await on(story, '2026-09-08');
  const startsOn = '2026-09-10';
  const contractId = await enterContract(story, clerk, {
    customerId: breweryId,
    number: 'V-5003',
    plan: 'BUSINESS',
    startsOn,
  });
  const trunkId = await enterFee(story, clerk, contractId, { product: 'TRUNK', startsOn });
  await clerk.post(`/api/subscriptions/${trunkId}/discounts`, {
    discounts: [{ kind: 'amount', value: '10', from: '2026-09-10', to: '2026-11-10', reason: 'Bon retour' }],
  });
  await clerk.post(`/api/lines/${hannahLineId}/move`, { toContractId: contractId, at: '2026-09-10', withFees: true });
  await clerk.post(`/api/contracts/${hannahContractId}/end`, { endsOn: '2026-09-10' });
  await closeMonth(story, '2026-09', {
    files: [
      calls(
        '2026-09',
        `09. 23:59:30 03055501234 60 # hers, though it ended on the 10th
         10. 00:00:00 03055501234 60`,
      ),
    ],
    findings: ['error negativeInvoice', 'info discountEnding'],
    review: (who, runId) => goldenDraft(who, { runId, customerId: breweryId, name: 'leaver-2026-09' }),
    documents: `
      G2026-000003 credit note Hannah Petersen, due 2026-10-17
           0.69  Numéro · +49 40 44440001 · 01/09/2026 – 09/09/2026 · terminé plus tôt · 0,30 € au lieu de 0,99 € déjà facturés # 0.99 × 9 ÷ 30 = 0.297
          -0.02  Appels vers les fixes nationaux · septembre 2026 · 1 appel (1:00)
           0.67  net
           0.13  VAT S 19 % # 0.1273
           0.80  gross

      R2026-000007 Brasserie Lafayette GmbH, due 2026-10-17
          20.30  Trunk SIP · 10/09/2026 – 30/09/2026 (21 jours sur 30, 39,00 € par mois) · remise de 10,00 € · Bon retour # 29 × 21 ÷ 30
          29.00  Trunk SIP · 01/10/2026 – 31/10/2026 · remise de 10,00 € · Bon retour
           0.69  Numéro · +49 40 44440001 · 10/09/2026 – 30/09/2026 (21 jours sur 30, 0,99 € par mois) # 0.99 − 0.30
           0.99  Numéro · +49 40 44440001 · 01/10/2026 – 31/10/2026
           0.02  Appels vers les fixes nationaux · septembre 2026 · 1 appel (1:00)
          51.00  net
           9.69  VAT S 19 %
          60.69  gross
    `,
  });
});

test('October: the discount ends on 9 November', async () => {
  await closeMonth(story, '2026-10', {
    files: [calls('2026-10', '12. 10:00:00 03055501234 60 # 0.0190')],
    findings: ['info billStopped', 'info discountEnding'],
    documents: `
      R2026-000008 Brasserie Lafayette GmbH, due 2026-11-17
           8.70  Trunk SIP · 01/11/2026 – 09/11/2026 (9 jours sur 30, 39,00 € par mois) · remise de 10,00 € · Bon retour
          27.30  Trunk SIP · 10/11/2026 – 30/11/2026 (21 jours sur 30, 39,00 € par mois)
           0.99  Numéro · +49 40 44440001 · 01/11/2026 – 30/11/2026
           0.02  Appels vers les fixes nationaux · octobre 2026 · 1 appel (1:00)
          37.01  net
           7.03  VAT S 19 % # 7.0319
          44.04  gross
    `,
  });
});

test('November', async () => {
  await closeMonth(story, '2026-11', {
    files: [calls('2026-11', '12. 10:00:00 03055501234 60 # 0.0190')],
    documents: `
      R2026-000009 Brasserie Lafayette GmbH, due 2026-12-17
          39.00  Trunk SIP · 01/12/2026 – 31/12/2026
           0.99  Numéro · +49 40 44440001 · 01/12/2026 – 31/12/2026
           0.02  Appels vers les fixes nationaux · novembre 2026 · 1 appel (1:00)
          40.01  net
           7.60  VAT S 19 % # 7.6019
          47.61  gross
    `,
  });
});

test('December', async () => {
  await closeMonth(story, '2026-12', {
    findings: ['warning usageStopped'],
    documents: `
      R2027-000001 Brasserie Lafayette GmbH, due 2027-01-17
          39.00  Trunk SIP · 01/01/2027 – 31/01/2027
           0.99  Numéro · +49 40 44440001 · 01/01/2027 – 31/01/2027
          39.99  net
           7.60  VAT S 19 % # 7.5981
          47.59  gross
    `,
  });
});

test('the year: what both owe is the sum of their documents, credit notes taken off', () =>
  checkBooks(story, { 'Brasserie Lafayette GmbH': '449.40', 'Hannah Petersen': '1.78' }));
