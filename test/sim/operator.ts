/** The operator of the simulated year: what he sells, at what prices, and who brings him records. */
import {
  addAllowance,
  addCalendar,
  addDestinations,
  addPlan,
  addPriceList,
  addProduct,
  importPriceList,
} from '#catalog/service';
import { addSource } from '#mediation/service';
import type { Context } from '#platform/context';
import type { Deed, DeedOf, PriceRowFacts, ProductFacts } from './deeds.ts';

const same = (name: string) => ({ de: name, fr: name, en: name });
export const SOURCES = ['hansa', 'nord'] as const;
export const BEGIN = '2025-12-01';

interface SoldProduct extends ProductFacts {
  readonly price: string;
  /** With its set-up fee; of the others none is charged. */
  readonly setupFee?: string;
}

const monthly = { months: 1, align: 'calendar', billed: 'advance', method: 'days', start: true, end: true } as const;
/** Every way of coming round and of sharing out a broken period. */
export const PRODUCTS: readonly SoldProduct[] = [
  { ...monthly, code: 'LINE', change: true, price: '9.90', setupFee: '25' },
  { ...monthly, code: 'ARREARS', billed: 'arrears', change: true, price: '4.53' },
  { ...monthly, code: 'THIRTY', months: 3, method: 'thirtieths', change: true, price: '29.97' },
  { ...monthly, code: 'QUARTER', months: 3, billed: 'arrears', end: false, change: false, price: '61.30' },
  { ...monthly, code: 'ANNIVERSARY', align: 'anniversary', change: true, price: '14.95' },
  { ...monthly, code: 'HALF', months: 6, start: false, change: true, price: '83.33' },
  { ...monthly, code: 'YEAR', months: 12, align: 'anniversary', method: 'none', change: false, price: '119' },
];

export const PLANS: readonly Omit<DeedOf<'plan'>, 'kind'>[] = [
  { plan: 'FLEX', list: 'RETAIL', inclusiveS: 0, movesOnS: 0 },
  { plan: 'BUNDLE', list: 'RETAIL', inclusiveS: 3600, movesOnS: 0 },
  { plan: 'SAVER', list: 'PRO', inclusiveS: 1500, movesOnS: 900 },
  { plan: 'PRO', list: 'PRO', inclusiveS: 0, movesOnS: 0 },
];

/** Prices of a list, drawn by the cent. */
export function priceRows(cent: (from: number, to: number) => string): PriceRowFacts[] {
  const mobile = { target: '4915', destination: 'DE-MOBILE', increments: '60/1' } as const;
  return [
    { target: '49', destination: 'DE-FIXED', price: cent(90, 290), increments: '60/1' },
    { ...mobile, band: 'peak', price: cent(700, 1900) },
    { ...mobile, band: 'offPeak', price: cent(500, 1500) },
    { target: '336', destination: 'FR-MOBILE', price: cent(1500, 4500), connectionFee: '0.05', increments: '60/60' },
    { target: '1', destination: 'US', price: cent(100, 900), increments: '1/1' },
  ];
}

/** Everything that is there before the first customer, in the program and for the auditor. */
export async function setUpOperator(ctx: Context, tell: (deed: Deed) => void, rows: PriceRowFacts[]): Promise<void> {
  await setUpProducts(ctx, tell);
  await addCalendar(ctx, {
    code: 'business',
    zone: 'Europe/Berlin',
    bands: ['peak', 'offPeak'],
    rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
  });
  await addDestinations(ctx, [
    { code: 'DE-FIXED', name: same('Deutschland Festnetz'), class: 'nationalFixed', country: 'DE' },
    { code: 'DE-MOBILE', name: same('Deutschland Mobilfunk'), class: 'nationalMobile', country: 'DE' },
    { code: 'FR-MOBILE', name: same('Frankreich Mobilfunk'), class: 'internationalMobile', country: 'FR' },
    { code: 'US', name: same('USA'), class: 'internationalFixed', country: 'US' },
  ]);
  for (const list of ['RETAIL', 'PRO']) {
    const made = { code: list, name: list, side: 'customer', currency: 'EUR', calendarCode: 'business' } as const;
    await addPriceList(ctx, made);
    await importPriceList(ctx, { listCode: list, validFrom: BEGIN, rows });
    tell({ kind: 'prices', list, validFrom: BEGIN, rows });
  }
  for (const { plan, list, inclusiveS, movesOnS } of PLANS) {
    if (inclusiveS > 0)
      await addAllowance(ctx, {
        code: plan,
        name: same(plan),
        unit: 'second',
        size: inclusiveS,
        scope: { services: ['voice'], destinationCodes: ['DE-FIXED'] },
        holder: 'contract',
        rollover: movesOnS > 0 ? { maxUnits: movesOnS, maxPeriods: 1 } : null,
      });
    const allowanceCodes = inclusiveS > 0 ? [plan] : [];
    await addPlan(ctx, { code: plan, name: same(plan), priceListCode: list, allowanceCodes });
    tell({ kind: 'plan', plan, list, inclusiveS, movesOnS });
  }
  for (const code of SOURCES)
    await addSource(ctx, {
      code,
      name: code,
      kind: 'carrier',
      format: 'french-carrier-csv',
      settings: {},
      zone: 'Europe/Berlin',
      country: 'DE',
      supplierPriceListId: null,
    });
}

async function setUpProducts(ctx: Context, tell: (deed: Deed) => void): Promise<void> {
  const account = { revenueAccount: '8400' };
  await addProduct(ctx, { ...account, code: 'CALLS', name: same('Verbindungen'), kind: 'usage', unitPrice: '0' });
  await addProduct(ctx, { ...account, code: 'SETUP', name: same('Einrichtung'), kind: 'oneOff', unitPrice: '25' });
  await addProduct(ctx, { ...account, code: 'WORK', name: same('Arbeit'), kind: 'oneOff', unitPrice: '80' });
  await addProduct(ctx, {
    code: 'DEPOSIT',
    name: same('Kaution'),
    kind: 'oneOff',
    unitPrice: '100',
    revenueAccount: '1730',
    taxClass: 'outOfScope',
  });
  for (const { price: unitPrice, setupFee = null, ...facts } of PRODUCTS) {
    const { code, months, align, billed, method, start, end, change } = facts;
    await addProduct(ctx, {
      ...account,
      code,
      name: same(code),
      kind: 'recurring',
      unitPrice,
      billed,
      recurrence: { months, align },
      proration: { method, start, end, change },
      ...(setupFee === null ? {} : { setupFee, setupProductCode: 'SETUP' }),
    });
    tell({ kind: 'product', ...facts });
    tell({ kind: 'productPrice', code, validFrom: '1900-01-01', unitPrice, setupFee, existing: 'follow', stairs: [] });
  }
}
