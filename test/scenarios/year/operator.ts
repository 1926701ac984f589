/** What the operator of the year's stories sells, entered over the API by its clerk. Prices can be worked out by hand. */
import { addSource } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { type TestApp, testActor } from '../../database.ts';
import type { Client } from '../client.ts';

const named = (de: string, fr: string, en: string) => ({ de, fr, en });

const DESTINATIONS = [
  { code: 'DE-FIXED', class: 'nationalFixed', country: 'DE', name: named('Festnetz', 'Fixe', 'Fixed') },
  { code: 'DE-MOBILE', class: 'nationalMobile', country: 'DE', name: named('Mobil', 'Mobile', 'Mobile') },
  { code: 'DE-PREMIUM', class: 'premium', country: 'DE', name: named('Service 0900', 'Service 0900', 'Service 0900') },
  { code: 'FR-FIXED', class: 'internationalFixed', country: 'FR', name: named('Frankreich', 'France', 'France') },
  {
    code: 'FR-MOBILE',
    class: 'internationalMobile',
    country: 'FR',
    name: named('Frankreich Mobil', 'France mobile', 'France mobile'),
  },
];

const DESTINATION_OF: Readonly<Record<string, string>> = {
  '49': 'DE-FIXED',
  '4915': 'DE-MOBILE',
  '49900': 'DE-PREMIUM',
  '33': 'FR-FIXED',
  '336': 'FR-MOBILE',
};

type Row = readonly [target: string, price: string, increments: string, more?: Readonly<Record<string, string>>];

/** Euros a minute. */
const LISTS: Readonly<Record<string, { readonly side: 'customer' | 'supplier'; readonly rows: readonly Row[] }>> = {
  HOME: {
    side: 'customer',
    rows: [
      ['49', '0.0290', '60/60'],
      ['4915', '0.1990', '60/60'],
      ['49900', '0.0290', '60/60', { serviceFeePerMinute: '1.99' }],
      ['33', '0.0490', '60/60'],
      ['336', '0.2900', '60/60'],
    ],
  },
  BUSINESS: {
    side: 'customer',
    rows: [
      ['49', '0.0190', '60/1'],
      ['4915', '0.0990', '60/1', { band: 'peak' }],
      ['4915', '0.0790', '60/1', { band: 'offPeak' }],
      ['33', '0.0390', '60/1'],
      ['336', '0.1500', '60/60', { connectionFee: '0.05' }],
    ],
  },
  PRO: {
    side: 'customer',
    rows: [
      ['49', '0.0120', '1/1'],
      ['4915', '0.0600', '1/1'],
      ['33', '0.0240', '1/1'],
      ['336', '0.1200', '1/1'],
    ],
  },
  WHOLESALE: {
    side: 'customer',
    rows: [
      ['49', '0.0065', '1/1'],
      ['4915', '0.0450', '1/1'],
      ['33', '0.0120', '1/1'],
      ['336', '0.0900', '1/1'],
    ],
  },
  EUROPE: {
    side: 'customer',
    rows: [
      ['33', '0.0190', '60/60'],
      ['336', '0.1290', '60/60'],
    ],
  },
  PURCHASE: {
    side: 'supplier',
    rows: [
      ['49', '0.0040', '1/1'],
      ['4915', '0.0300', '1/1'],
      ['49900', '0.0100', '1/1'],
      ['33', '0.0080', '1/1'],
      ['336', '0.0600', '1/1'],
    ],
  },
};

/** A price list as the API takes it, some prices changed. */
function priceRows(code: string, changed: Readonly<Record<string, string>> = {}) {
  return LISTS[code]!.rows.map(([target, price, increments, more = {}]) => ({
    target,
    destination: DESTINATION_OF[target],
    price: changed[target] ?? price,
    increments,
    ...more,
  }));
}

const voiceTo = (...destinationCodes: string[]) => ({ services: ['voice'], destinationCodes });

const ALLOWANCES = [
  {
    code: 'HOME-120',
    name: named('120 Freiminuten', '120 minutes', '120 minutes'),
    unit: 'second',
    size: '120 minute',
    scope: voiceTo('DE-FIXED', 'DE-MOBILE'),
    prorated: true,
  },
  {
    code: 'POOL-60',
    name: named('60 Minuten je Anschluss', '60 minutes par ligne', '60 minutes a line'),
    unit: 'second',
    size: '60 minute',
    scope: voiceTo('DE-FIXED'),
    timesLines: true,
  },
];

const PLANS = [
  { code: 'BUSINESS', name: named('Business', 'Business', 'Business'), priceListCode: 'BUSINESS', isDefault: true },
  { code: 'HOME', name: named('Zuhause', 'Maison', 'Home'), priceListCode: 'HOME', allowanceCodes: ['HOME-120'] },
  { code: 'POOL', name: named('Team', 'Équipe', 'Team'), priceListCode: 'BUSINESS', allowanceCodes: ['POOL-60'] },
  { code: 'PRO', name: named('Profi', 'Pro', 'Pro'), priceListCode: 'PRO', allowanceCodes: ['POOL-60'] },
  { code: 'WHOLESALE', name: named('Großhandel', 'Gros', 'Wholesale'), priceListCode: 'WHOLESALE' },
];

const monthly = (code: string, unitPrice: string, name: object, more: object = {}) => ({
  code,
  name,
  kind: 'recurring',
  unitPrice,
  familyCode: 'FEES',
  ...more,
});
const once = (code: string, unitPrice: string, name: object, more: object = {}) => ({
  code,
  name,
  kind: 'oneOff',
  unitPrice,
  familyCode: 'ONCE',
  ...more,
});

const PRODUCTS = [
  once('SETUP', '49.00', named('Einrichtung', 'Mise en service', 'Set-up')),
  once('PHONE', '118.50', named('Tischtelefon', 'Téléphone', 'Desk phone'), { kind: 'hardware' }),
  once('ROUTER', '79.00', named('Router', 'Routeur', 'Router'), { kind: 'hardware' }),
  once('CREDIT', '0', named('Gutschrift', 'Avoir', 'Credit')),
  once('DEPOSIT', '100.00', named('Kaution', 'Dépôt de garantie', 'Deposit'), {
    taxClass: 'outOfScope',
    revenueAccount: '1755',
    familyCode: null,
  }),
  once('CALLS', '0', named('Verbindungen', 'Communications', 'Calls'), { kind: 'usage', revenueAccount: '8410' }),
  monthly('HOME', '24.90', named('Anschluss Zuhause', 'Ligne Maison', 'Home line'), {
    setupProductCode: 'SETUP',
    setupFee: '29.00',
  }),
  monthly('EUROPE', '4.90', named('Option Europa', 'Option Europe', 'Europe option')),
  monthly('TRUNK', '39.00', named('SIP-Trunk', 'Trunk SIP', 'SIP trunk')),
  monthly('SEAT', '7.50', named('Arbeitsplatz', 'Poste', 'Seat')),
  monthly('NUMBER', '0.99', named('Rufnummer', 'Numéro', 'Number')),
  monthly('CHANNEL', '4.00', named('Sprachkanal', 'Canal voix', 'Voice channel'), {
    proration: { method: 'thirtieths', start: true, end: true, change: true },
  }),
  monthly('LINK', '147.00', named('Standortanbindung', 'Liaison de site', 'Site link'), {
    recurrence: { months: 3, align: 'calendar' },
  }),
  monthly('RENT', '4.49', named('Routermiete', 'Location de routeur', 'Router rental'), { billed: 'arrears' }),
  monthly('CARE', '120.00', named('Servicevertrag', 'Contrat de service', 'Care contract'), {
    recurrence: { months: 12, align: 'anniversary' },
  }),
];

const BUNDLES = [
  {
    code: 'ZUHAUSE',
    name: named('Zuhause komplett', 'Maison complète', 'Home complete'),
    items: [{ productCode: 'HOME' }, { productCode: 'ROUTER', unitPrices: { EUR: '59.00' } }],
  },
];

export interface Operator {
  /** Ids by code. */
  readonly plans: ReadonlyMap<string, number>;
  readonly products: ReadonlyMap<string, number>;
  readonly options: ReadonlyMap<string, number>;
}

interface Added {
  readonly id: number;
  readonly code: string;
}

/** Everything but customers. Only the source is entered past the API: its settings belong to the operator's technicians. */
export async function setUpOperator(app: TestApp, clerk: Client): Promise<Operator> {
  for (const [code, name] of [
    ['FEES', named('Grundpreise', 'Abonnements', 'Fees')],
    ['ONCE', named('Einmaliges', 'Ponctuel', 'One-off')],
  ] as const)
    await clerk.post('/api/product-families', { code, name, revenueAccount: code === 'FEES' ? '8400' : '8420' });
  await clerk.post('/api/calendars', {
    code: 'office',
    zone: 'Europe/Berlin',
    bands: ['peak', 'offPeak'],
    rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
  });
  await clerk.post('/api/destinations', { destinations: DESTINATIONS });
  for (const [code, { side }] of Object.entries(LISTS)) {
    const list = await clerk.post<Added>('/api/price-lists', {
      code,
      name: code,
      side,
      currency: 'EUR',
      calendarCode: 'office',
    });
    await importPrices(clerk, code, '2025-01-01');
    if (side === 'supplier') await addCarrier(app, list.id);
  }
  for (const allowance of ALLOWANCES) await clerk.post('/api/allowances', allowance);
  const plans = new Map<string, number>();
  for (const plan of PLANS) plans.set(plan.code, (await clerk.post<Added>('/api/plans', plan)).id);
  const option = await clerk.post<Added>('/api/options', {
    code: 'EUROPE',
    name: named('Option Europa', 'Option Europe', 'Europe option'),
    priceListCode: 'EUROPE',
  });
  const products = new Map<string, number>();
  for (const product of PRODUCTS) products.set(product.code, (await clerk.post<Added>('/api/products', product)).id);
  for (const bundle of BUNDLES) await clerk.post('/api/bundles', bundle);
  return { plans, products, options: new Map([['EUROPE', option.id]]) };
}

/** Puts a version of a price list in force from a day on: the first prices, some of them changed. */
export async function importPrices(
  clerk: Client,
  code: string,
  validFrom: string,
  changed: Readonly<Record<string, string>> = {},
): Promise<void> {
  await clerk.post(`/api/price-lists/${code}/import`, { validFrom, rows: priceRows(code, changed) });
}

async function addCarrier(app: TestApp, supplierPriceListId: number): Promise<void> {
  await inTransaction(app, testActor(), (ctx) =>
    addSource(ctx, {
      code: 'hansa',
      name: 'Hansa Carrier',
      kind: 'carrier',
      format: 'french-carrier-csv',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: {},
      supplierPriceListId,
    }),
  );
}
