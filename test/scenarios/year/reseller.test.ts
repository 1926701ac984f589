/**
 * A reseller of telecommunications in Bremen: he owes the tax on them himself (§ 13b UStG) as long as his certificate holds; devices bear it, the
 * deposit none. Channels are charged by thirtieths. Calls by the second: fixed lines 0.0065 a minute, mobiles 0.0450; 5 % off from 20.00 a month;
 * 25.00 a month at least. Prices are changed in hindsight, files come twice, a number belongs to nobody, buying prices rise, the certificate ends.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carrierFile } from './calls.ts';
import { enterContract, enterCustomer, enterFee } from './entering.ts';
import { importPrices } from './operator.ts';
import { causesOf, checkBooks, closeMonth, goldenDraft, on, openStory, receive, type Story } from './story.ts';

interface WithId {
  readonly id: number;
}

let story: Story;
let customerId = 0;
let contractId = 0;
let channelsId = 0;
let depositId = 0;

before(async () => {
  story = await openStory('2026-01-05');
});
after(() => story.close());

/** 14,000 s to a mobile; at 0.0450 a minute 10.50. */
const LONG = '015112345678 14000';
const calls = (month: string, text: string, part?: string) =>
  carrierFile(month, text.replaceAll(/^(\s*\S+\s+\S+)/gm, '$1 04215550123'), part);

test('January: 30 channels from the 15th, two telephones, a deposit: three kinds of tax on one document', async () => {
  const clerk = await on(story, '2026-01-12');
  customerId = await enterCustomer(clerk, '3001', 'Weserkante Netz GmbH', {
    street: 'Am Wall 7',
    postcode: '28195',
    city: 'Bremen',
    taxStatus: 'telecomResale',
    vatId: 'DE123456788',
    vatIdCheck: 'valid',
    vatIdCheckedOn: '2026-01-12',
    resaleCertificate: 'USt 1 TH 71/099',
    resaleCertificateUntil: '2026-09-30',
  });
  const startsOn = '2026-01-15';
  contractId = await enterContract(story, clerk, { customerId, number: 'V-3001', plan: 'WHOLESALE', startsOn });
  for (const [code, de, definition] of [
    ['BULK', 'Mengenrabatt', { kind: 'turnoverDiscount', tiers: [{ from: '20', percent: '5' }] }],
    ['LEAST', 'Mindestumsatz', { kind: 'minimumCommitment', amount: '25' }],
  ] as const)
    await clerk.post('/api/period-rules', {
      code,
      name: { de, fr: de, en: de },
      planCodes: ['WHOLESALE'],
      validFrom: '2026-01-01',
      definition: { ...definition, revenueAccount: '8410' },
    });
  channelsId = await enterFee(story, clerk, contractId, { product: 'CHANNEL', quantity: 30, startsOn });
  await clerk.post(`/api/contracts/${contractId}/one-offs`, {
    productId: story.products.get('PHONE'),
    quantity: 2,
    unitPrice: '118.50',
    dueOn: '2026-01-15',
  });
  depositId = (
    await clerk.post<WithId>(`/api/contracts/${contractId}/deposits`, {
      productId: story.products.get('DEPOSIT'),
      amount: '500.00',
      dueOn: '2026-01-15',
    })
  ).id;
  await clerk.post(`/api/contracts/${contractId}/lines`, {
    kind: 'range',
    identifier: '494215550',
    label: '+49 421 5550…',
    validFrom: '2026-01-15',
  });
  await closeMonth(story, '2026-01', {
    files: [
      calls(
        '2026-01',
        `20. 10:00:00 ${LONG}
         21. 10:00:00 03055501234 6000 # × 0.0065 ÷ 60 = 0.65`,
      ),
    ],
    review: (who, runId) => goldenDraft(who, { runId, customerId, name: 'reseller-2026-01' }),
    documents: `
      R2026-000001 Weserkante Netz GmbH, due 2026-02-17
          64.00  Sprachkanal · 15.01.2026 – 31.01.2026 (16 von 30 Tagen, 4,00 € je Monat) · Reverse Charge # 120 × 16 ÷ 30
         120.00  Sprachkanal · 01.02.2026 – 28.02.2026 · Reverse Charge
         237.00  Tischtelefon · USt. 19 %
         500.00  Kaution · USt. 0 %
           0.65  Verbindungen ins nationale Festnetz · Januar 2026 · 1 Verbindung (1:40:00) · Reverse Charge
          10.50  Verbindungen in nationale Mobilfunknetze · Januar 2026 · 1 Verbindung (3:53:20) · Reverse Charge
           2.56  Mindestumsatz · Januar 2026 · 11,15 € · mindestens 13,71 € vereinbart · Reverse Charge # 25 × 17 ÷ 31 = 13.71
         934.71  net
           0.00  VAT AE 0 %
          45.03  VAT S 19 % # 237.00 × 0.19
           0.00  VAT E 0 %
         979.74  gross
    `,
  });
});

test('February: 5 % off, and still not what was agreed at least', async () => {
  await closeMonth(story, '2026-02', {
    files: [
      calls(
        '2026-02',
        `10. 10:00:00 ${LONG}
         11. 10:00:00 ${LONG}
         12. 10:00:00 03055501234 12000 # 1.30`,
      ),
    ],
    findings: ['warning jump'],
    documents: `
      R2026-000002 Weserkante Netz GmbH, due 2026-03-17
         120.00  Sprachkanal · 01.03.2026 – 31.03.2026
           1.30  Verbindungen ins nationale Festnetz · Februar 2026 · 1 Verbindung (3:20:00)
          21.00  Verbindungen in nationale Mobilfunknetze · Februar 2026 · 2 Verbindungen (7:46:40)
          -1.12  Mengenrabatt · Februar 2026 · 22,30 € · 5 % von 22,30 € # 1.115
           3.82  Mindestumsatz · Februar 2026 · 21,18 € · mindestens 25,00 € vereinbart
         145.00  net
           0.00  VAT AE 0 %
         145.00  gross
    `,
  });
});

test('March: ten channels more from the 21st, entered when March was billed', async () => {
  const clerk = await on(story, '2026-03-20');
  await clerk.post(`/api/subscriptions/${channelsId}/change`, { from: '2026-03-21', quantity: 40 });
  await closeMonth(story, '2026-03', {
    files: [
      calls(
        '2026-03',
        `10. 10:00:00 ${LONG}
         11. 10:00:00 ${LONG}
         12. 10:00:00 ${LONG}
         13. 10:00:00 03055501234 12000`,
      ),
    ],
    documents: `
      R2026-000003 Weserkante Netz GmbH, due 2026-04-17
         160.00  Sprachkanal · 01.04.2026 – 30.04.2026
          13.33  Sprachkanal · 01.03.2026 – 31.03.2026 · Menge geändert · 133,33 € statt bisher berechneter 120,00 € # 120 × 20 ÷ 30 + 160 × 10 ÷ 30
           1.30  Verbindungen ins nationale Festnetz · März 2026 · 1 Verbindung (3:20:00)
          31.50  Verbindungen in nationale Mobilfunknetze · März 2026 · 3 Verbindungen (11:40:00)
          -1.64  Mengenrabatt · März 2026 · 32,80 € · 5 % von 32,80 €
         204.49  net
           0.00  VAT AE 0 %
         204.49  gross
    `,
  });
});

test('April: mobiles cost 0.0400 from the 15th', async () => {
  await importPrices(await on(story, '2026-04-08'), 'WHOLESALE', '2026-04-15', { '4915': '0.0400' });
  await closeMonth(story, '2026-04', {
    files: [
      calls(
        '2026-04',
        `10. 10:00:00 ${LONG}            # 10.50
         10. 15:00:00 03055501234 6000   # 0.65
         16. 10:00:00 ${LONG}            # 9.3333
         22. 10:00:00 ${LONG}            # 9.3333`,
      ),
    ],
    documents: `
      R2026-000004 Weserkante Netz GmbH, due 2026-05-17
         160.00  Sprachkanal · 01.05.2026 – 31.05.2026
           0.65  Verbindungen ins nationale Festnetz · April 2026 · 1 Verbindung (1:40:00)
          29.17  Verbindungen in nationale Mobilfunknetze · April 2026 · 3 Verbindungen (11:40:00) # 29.1666
          -1.49  Mengenrabatt · April 2026 · 29,82 € · 5 % von 29,82 € # 1.491
         188.33  net
           0.00  VAT AE 0 %
         188.33  gross
    `,
  });
});

test('May: 0.0375 was agreed from 20 April; a call is charged anew, and the discount on it', async () => {
  await importPrices(await on(story, '2026-05-20'), 'WHOLESALE', '2026-04-20', { '4915': '0.0375' });
  await closeMonth(story, '2026-05', {
    files: [
      calls(
        '2026-05',
        `12. 10:00:00 ${LONG}             # 8.75
         13. 10:00:00 ${LONG}             # 8.75
         14. 10:00:00 03055501234 12000`,
      ),
    ],
    review: async (who, runId) => {
      await goldenDraft(who, { runId, customerId, name: 'reseller-2026-05' });
      // 184.45 − 188.33 = −3.88
      assert.deepEqual(await causesOf(who, runId, customerId), [
        'correction nationalMobile -0.58',
        'periodRule Mengenrabatt 1.49',
        'periodRule Mindestumsatz 6.20',
        'trueUp Mengenrabatt 0.03',
        'usageLess nationalMobile -9.72', // a third less of 29.17
        'usageMore nationalFixed 0.65',
        'usagePrice nationalMobile -1.95', // 17.50 − (29.17 − 9.72)
      ]);
    },
    documents: `
      R2026-000005 Weserkante Netz GmbH, due 2026-06-17
         160.00  Sprachkanal · 01.06.2026 – 30.06.2026
          -0.58  Verbindungen in nationale Mobilfunknetze · April 2026: ein Posten neu berechnet · Preise geändert · Preisliste WHOLESALE 2 → WHOLESALE 3 # 8.75 − 9.3333
           0.03  Mengenrabatt · April 2026 · 29,23 € · 5 % von 29,23 € · Nutzung geändert · -1,46 € statt bisher berechneter -1,49 € # 28.5833 + 0.65; 1.4615
           1.30  Verbindungen ins nationale Festnetz · Mai 2026 · 1 Verbindung (3:20:00)
          17.50  Verbindungen in nationale Mobilfunknetze · Mai 2026 · 2 Verbindungen (7:46:40)
           6.20  Mindestumsatz · Mai 2026 · 18,80 € · mindestens 25,00 € vereinbart
         184.45  net
           0.00  VAT AE 0 %
         184.45  gross
    `,
  });
});

test('June: a file comes twice, another one repeats a call; he asks about a price and is left out', async () => {
  const first = calls(
    '2026-06',
    `03. 10:00:00 ${LONG}
     04. 10:00:00 03055501234 12000`,
  );
  await receive(await on(story, '2026-06-10'), [first]);
  const overlapping = calls(
    '2026-06',
    `04. 10:00:00 03055501234 12000
     05. 10:00:00 ${LONG}`,
    'b',
  );
  await closeMonth(story, '2026-06', {
    files: [{ ...first, name: 'again.csv' }, overlapping],
    received: ['again 0', 'imported 1, duplicates 1'],
    fix: (clerk, runId) =>
      clerk.post(`/api/runs/${runId}/exclude`, { customerId, excluded: true, reason: 'Rückfrage zum Preis' }),
    documents: '',
  });
});

test("July: a number that nobody knew is one of the reseller's; June is made up for", async () => {
  await closeMonth(story, '2026-07', {
    files: [
      calls(
        '2026-07',
        `09. 10:00:00 ${LONG}
         10. 10:00:00 03055501234 12000
         11. 10:00:00 03055501234 12000`,
      ),
      carrierFile('2026-07', `08. 10:00:00 04212229999 ${LONG}`, 'b'),
    ],
    received: ['imported 3', 'imported 1, unmatched 1'],
    findings: ['info lateUsage', 'warning certificateExpiring', 'warning unmatched'],
    fix: (clerk) =>
      clerk.post('/api/unmatched/assign', {
        contractId,
        kind: 'number',
        identifier: '494212229999',
        validFrom: '2026-07-01',
      }),
    findingsAfter: ['info lateUsage', 'warning certificateExpiring'],
    documents: `
      R2026-000006 Weserkante Netz GmbH, due 2026-08-17
         160.00  Sprachkanal · 01.07.2026 – 31.07.2026
         160.00  Sprachkanal · 01.08.2026 – 31.08.2026
           1.30  Verbindungen ins nationale Festnetz · Juni 2026, nachberechnet · 1 Verbindung (3:20:00)
          17.50  Verbindungen in nationale Mobilfunknetze · Juni 2026, nachberechnet · 2 Verbindungen (7:46:40)
           2.60  Verbindungen ins nationale Festnetz · Juli 2026 · 2 Verbindungen (6:40:00)
          17.50  Verbindungen in nationale Mobilfunknetze · Juli 2026 · 2 Verbindungen (7:46:40)
           6.20  Mindestumsatz · Juni 2026 · 18,80 € · mindestens 25,00 € vereinbart
          -1.01  Mengenrabatt · Juli 2026 · 20,10 € · 5 % von 20,10 € # 1.005
           5.91  Mindestumsatz · Juli 2026 · 19,09 € · mindestens 25,00 € vereinbart
         370.00  net
           0.00  VAT AE 0 %
         370.00  gross
    `,
  });
});

test('August: we pay 0.0600 for mobiles and sell them for less', async () => {
  await importPrices(await on(story, '2026-08-05'), 'PURCHASE', '2026-08-01', { '4915': '0.0600' });
  await closeMonth(story, '2026-08', {
    files: [
      calls(
        '2026-08',
        `10. 10:00:00 ${LONG} # 8.75, bought for 14.00
         11. 10:00:00 ${LONG}
         12. 10:00:00 ${LONG}`,
      ),
    ],
    findings: ['warning certificateExpiring', 'warning destinationMargin', 'warning jump', 'warning negativeMargin'],
    documents: `
      R2026-000007 Weserkante Netz GmbH, due 2026-09-17
         160.00  Sprachkanal · 01.09.2026 – 30.09.2026
          26.25  Verbindungen in nationale Mobilfunknetze · August 2026 · 3 Verbindungen (11:40:00)
          -1.31  Mengenrabatt · August 2026 · 26,25 € · 5 % von 26,25 € # 1.3125
           0.06  Mindestumsatz · August 2026 · 24,94 € · mindestens 25,00 € vereinbart
         185.00  net
           0.00  VAT AE 0 %
         185.00  gross
    `,
  });
});

test('September: the certificate has ended; with the new one the draft bears no tax any more', async () => {
  await importPrices(await on(story, '2026-09-15'), 'WHOLESALE', '2026-10-01', { '4915': '0.0700' });
  const draftOf = async (clerk: Awaited<ReturnType<typeof on>>, runId: number) =>
    clerk.get<{ net: string; tax: string }>(`/api/runs/${runId}/drafts/${customerId}`);
  await closeMonth(story, '2026-09', {
    files: [
      calls(
        '2026-09',
        `07. 10:00:00 ${LONG}
         08. 10:00:00 ${LONG}
         09. 10:00:00 ${LONG}
         10. 10:00:00 ${LONG}`,
      ),
    ],
    findings: ['error certificateExpired', 'warning destinationMargin', 'warning negativeMargin'],
    fix: async (clerk, runId) => {
      const { net, tax } = await draftOf(clerk, runId);
      assert.deepEqual([net, tax], ['193.25', '36.72']); // 36.7175
      await clerk.patch(`/api/customers/${customerId}`, {
        change: { resaleCertificate: 'USt 1 TH 71/512', resaleCertificateUntil: '2029-09-30' },
      });
    },
    findingsAfter: ['warning destinationMargin', 'warning negativeMargin'],
    documents: `
      R2026-000008 Weserkante Netz GmbH, due 2026-10-17
         160.00  Sprachkanal · 01.10.2026 – 31.10.2026
          35.00  Verbindungen in nationale Mobilfunknetze · September 2026 · 4 Verbindungen (15:33:20)
          -1.75  Mengenrabatt · September 2026 · 35,00 € · 5 % von 35,00 €
         193.25  net
           0.00  VAT AE 0 %
         193.25  gross
    `,
  });
});

test('October: 200.00 of the deposit are given back; the document is a credit note', async () => {
  const clerk = await on(story, '2026-10-20');
  await clerk.post(`/api/deposits/${depositId}/give-back`, {
    amount: '200.00',
    how: 'depositReturned',
    dueOn: '2026-10-20',
  });
  await closeMonth(story, '2026-10', {
    files: [
      calls(
        '2026-10',
        `07. 10:00:00 ${LONG} # × 0.0700 ÷ 60 = 16.3333
         08. 10:00:00 ${LONG}`,
      ),
    ],
    findings: ['error negativeInvoice', 'warning jump'],
    documents: `
      G2026-000001 credit note Weserkante Netz GmbH, due 2026-11-17
        -160.00  Sprachkanal · 01.11.2026 – 30.11.2026 · Reverse Charge
         200.00  Kaution · Sicherheitsleistung zurückgezahlt · USt. 0 %
         -32.67  Verbindungen in nationale Mobilfunknetze · Oktober 2026 · 2 Verbindungen (7:46:40) · Reverse Charge # 32.6666
           1.63  Mengenrabatt · Oktober 2026 · 32,67 € · 5 % von 32,67 € · Reverse Charge # 1.6335
           8.96  net
           0.00  VAT AE 0 %
           0.00  VAT E 0 %
           8.96  gross
    `,
  });
});

test('November: half of the channels from December, entered when the drafts were approved: what was approved is issued', async () => {
  await closeMonth(story, '2026-11', {
    files: [calls('2026-11', `09. 10:00:00 ${LONG}`)],
    findings: ['warning jump'],
    approved: (clerk) => clerk.post(`/api/subscriptions/${channelsId}/change`, { from: '2026-12-01', quantity: 20 }),
    documents: `
      R2026-000009 Weserkante Netz GmbH, due 2026-12-17
         160.00  Sprachkanal · 01.12.2026 – 31.12.2026
          16.33  Verbindungen in nationale Mobilfunknetze · November 2026 · 1 Verbindung (3:53:20)
           8.67  Mindestumsatz · November 2026 · 16,33 € · mindestens 25,00 € vereinbart
         185.00  net
           0.00  VAT AE 0 %
         185.00  gross
    `,
  });
});

test('December: no call at all, the least turnover all the same; the channels of December come back', async () => {
  await closeMonth(story, '2026-12', {
    findings: ['info trueUp', 'warning jump', 'warning usageStopped'],
    documents: `
      R2027-000001 Weserkante Netz GmbH, due 2027-01-17
          80.00  Sprachkanal · 01.01.2027 – 31.01.2027
         -80.00  Sprachkanal · 01.12.2026 – 31.12.2026 · Menge geändert · 80,00 € statt bisher berechneter 160,00 €
          25.00  Mindestumsatz · Dezember 2026 · 0,00 € · mindestens 25,00 € vereinbart
          25.00  net
           0.00  VAT AE 0 %
          25.00  gross
    `,
  });
});

test('the year: what he owes is the sum of his documents', () =>
  checkBooks(story, { 'Weserkante Netz GmbH': '2651.30' }));
