/**
 * Beside the five: three customers abroad in one run. A Swiss company pays in francs and without our tax, a consumer in Austria pays the Austrian
 * rate, a French company owes the tax itself; a telephone is goods, and taxed where it arrives.
 */
import { after, before, test } from 'node:test';
import { carrierFile } from './calls.ts';
import { enterContract, enterCustomer, enterFee, enterNumber } from './entering.ts';
import { closeMonth, goldenDraft, on, openStory, type Story } from './story.ts';

let story: Story;
let frenchId = 0;

before(async () => {
  story = await openStory('2026-01-05');
});
after(() => story.close());

const everywhere = (name: string) => ({ de: name, fr: name, en: name });

test('January: francs beside euros, four kinds of tax', async () => {
  const clerk = await on(story, '2026-01-05');
  await clerk.post('/api/price-lists', {
    code: 'SWISS',
    name: 'Swiss',
    side: 'customer',
    currency: 'CHF',
    calendarCode: 'office',
  });
  await clerk.post('/api/price-lists/SWISS/import', {
    validFrom: '2025-01-01',
    rows: [
      { target: '336', destination: 'FR-MOBILE', price: '0.3', increments: '60/1' },
      { target: '49', destination: 'DE-FIXED', price: '0.05', increments: '60/1' },
    ],
  });
  const plan = { code: 'SWISS', name: everywhere('Swiss'), priceListCode: 'SWISS' };
  const { id } = await clerk.post<{ id: number }>('/api/plans', plan);
  const operator = { ...story, plans: new Map([...story.plans, ['SWISS', id]]) };
  await clerk.put('/api/products/SEAT/prices', { currency: 'CHF', validFrom: '2025-01-01', unitPrice: '8.25' });
  await clerk.put('/api/exchange-rates', { currency: 'CHF', validFrom: '2025-01-01', rate: '1.05' });

  const swissId = await enterCustomer(clerk, '6001', 'Matterhorn AG', {
    country: 'CH',
    city: 'Zermatt',
    postcode: '3920',
    currency: 'CHF',
    taxStatus: 'thirdCountry',
    language: 'fr',
  });
  const austrianId = await enterCustomer(clerk, '6002', 'Anna Huber', {
    kind: 'consumer',
    country: 'AT',
    city: 'Wien',
    postcode: '1010',
    taxStatus: 'ossConsumer',
  });
  frenchId = await enterCustomer(clerk, '6003', 'Menuiserie Lefèvre SARL', {
    country: 'FR',
    city: 'Strasbourg',
    postcode: '67000',
    taxStatus: 'euReverseCharge',
    vatId: 'FR40303265045',
    siren: '303265045',
    language: 'fr',
  });
  const startsOn = '2026-01-01';
  for (const [customerId, number, planCode] of [
    [swissId, '1', 'SWISS'],
    [austrianId, '2', 'HOME'],
    [frenchId, '3', 'BUSINESS'],
  ] as const) {
    const said = { customerId, number: `V-600${number}`, plan: planCode, startsOn };
    const contractId = await enterContract(operator, clerk, said);
    const line = `0405556000${number}`;
    await enterNumber(clerk, contractId, { number: line, label: line, validFrom: startsOn });
    await enterFee(operator, clerk, contractId, { product: 'SEAT', quantity: 3, startsOn });
    if (customerId === swissId) continue;
    const phone = { productId: story.products.get('PHONE'), unitPrice: '118.50', dueOn: '2026-01-20' };
    await clerk.post(`/api/contracts/${contractId}/one-offs`, phone);
  }
  await closeMonth(story, '2026-01', {
    files: [
      carrierFile(
        '2026-01',
        `10. 10:00:00 04055560001 0033612345678 61   # × 0.30 ÷ 60 = CHF 0.305
         20. 11:00:00 04055560001 03055501234   3000 # × 0.05 ÷ 60 = CHF 2.50
         20. 10:00:00 04055560002 0033612345678 61   # 2 min × 0.2900
         20. 11:00:00 04055560003 03055501234   3000 # × 0.0190 ÷ 60`,
      ),
    ],
    findings: ['warning vatIdUnchecked'],
    fix: (who) =>
      who.patch(`/api/customers/${frenchId}`, { change: { vatIdCheck: 'valid', vatIdCheckedOn: '2026-02-02' } }),
    review: (who, runId) => goldenDraft(who, { runId, customerId: frenchId, name: 'abroad-2026-01' }),
    documents: `
      R2026-000001 Matterhorn AG, due 2026-02-17
          24.75  Poste · 01/01/2026 – 31/01/2026
          24.75  Poste · 01/02/2026 – 28/02/2026
           2.50  Appels vers les fixes nationaux · janvier 2026 · 1 appel (50:00)
           0.31  Appels internationaux vers mobiles · janvier 2026 · 1 appel (1:01)
          52.31  net
           0.00  VAT G 0 %
          52.31  gross

      R2026-000002 Anna Huber, due 2026-02-17
          22.50  Arbeitsplatz · 01.01.2026 – 31.01.2026
          22.50  Arbeitsplatz · 01.02.2026 – 28.02.2026
         118.50  Tischtelefon
           0.58  Auslandsverbindungen, Mobilfunk · Januar 2026 · 1 Verbindung (1:01)
         164.08  net
          32.82  VAT S 20 % # 32.816
         196.90  gross

      R2026-000003 Menuiserie Lefèvre SARL, due 2026-02-17
          22.50  Poste · 01/01/2026 – 31/01/2026 · autoliquidation
          22.50  Poste · 01/02/2026 – 28/02/2026 · autoliquidation
         118.50  Téléphone · TVA 0 %
           0.95  Appels vers les fixes nationaux · janvier 2026 · 1 appel (50:00) · autoliquidation
         164.45  net
           0.00  VAT AE 0 %
           0.00  VAT K 0 %
         164.45  gross
    `,
  });
});
