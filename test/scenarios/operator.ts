/** A small operator of Hamburg for scenarios: two customers, two sources, prices that can be worked out by hand. */
import { addCalendar, addDestinations, addPlan, addPriceList, addProduct, importPriceList } from '#catalog/service';
import { addContract, addLine, addOneOff, addSubscription } from '#contracts/service';
import type { NewCustomer } from '#crm';
import { addCustomer } from '#crm/service';
import { addSource } from '#mediation/service';
import type { Context } from '#platform/context';

const same = (name: string) => ({ de: name, fr: name, en: name });

/** Retail and purchase prices in euros per minute; `fee` once per call. Local calls of any hour cost the same. */
export const RETAIL = [
  { target: '49', destination: 'DE-FIXED', price: '0.0190', increments: '60/1' },
  { target: '4915', destination: 'DE-MOBILE', band: 'peak', price: '0.0990', increments: '60/1' },
  { target: '4915', destination: 'DE-MOBILE', band: 'offPeak', price: '0.0790', increments: '60/1' },
  { target: '336', destination: 'FR-MOBILE', price: '0.1500', connectionFee: '0.05', increments: '60/60' },
];
const PURCHASE = [
  { target: '49', destination: 'DE-FIXED', price: '0.0040', increments: '1/1' },
  { target: '4915', destination: 'DE-MOBILE', price: '0.0300', increments: '1/1' },
  { target: '336', destination: 'FR-MOBILE', price: '0.0600', increments: '1/1' },
];
export const MONTHLY_FEE = '9.90';
export const SET_UP_FEE = '49.00';

const VALID_FROM = '2025-01-01';
/** Trunk of the telephone system to its carrier. */
export const TRUNK = 'PJSIP/carrier';

export interface Operator {
  /** Bakery: one number, a fee since September. */
  readonly bakery: Customer;
  /** Shipyard: an account on the telephone system, a fee since 16 September and a set-up that day. */
  readonly shipyard: Customer;
}

export interface Customer {
  readonly customerId: number;
  readonly contractId: number;
}

/** Everything but users and records. */
export async function setUpOperator(ctx: Context): Promise<Operator> {
  const ids = await setUpCatalogue(ctx);
  const bakery = await addOne(ctx, ids, { name: 'Hafenbäckerei Möwe GmbH', number: 'K-1', from: '2025-09-01' });
  await addLine(ctx, {
    contractId: bakery.contractId,
    kind: 'number',
    identifier: '494066969120',
    label: '+49 40 66969120',
    validFrom: '2025-09-01',
  });
  const shipyard = await addOne(ctx, ids, { name: 'Werft Köhlbrand AG', number: 'K-2', from: '2025-09-16' });
  await addOneOff(ctx, {
    contractId: shipyard.contractId,
    productId: ids.setUp,
    unitPrice: SET_UP_FEE,
    dueOn: '2025-09-16',
  });
  await addLine(ctx, {
    contractId: shipyard.contractId,
    kind: 'account',
    identifier: 'werft',
    label: 'Werft',
    sourceId: ids.telephoneSystem,
    validFrom: '2025-09-16',
  });
  return { bakery, shipyard };
}

interface Ids {
  readonly plan: number;
  readonly fee: number;
  readonly setUp: number;
  readonly telephoneSystem: number;
}

async function setUpCatalogue(ctx: Context): Promise<Ids> {
  const fee = await addProduct(ctx, {
    code: 'FEE',
    name: same('Anschluss'),
    kind: 'recurring',
    unitPrice: MONTHLY_FEE,
    revenueAccount: '8400',
  });
  const setUp = await addProduct(ctx, {
    code: 'SETUP',
    name: same('Einrichtung'),
    kind: 'oneOff',
    unitPrice: SET_UP_FEE,
    revenueAccount: '8420',
  });
  await addProduct(ctx, {
    code: 'CALLS',
    name: same('Verbindungen'),
    kind: 'usage',
    unitPrice: '0',
    revenueAccount: '8410',
  });
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
  ]);
  const list = (code: string, side: 'customer' | 'supplier') =>
    addPriceList(ctx, { code, name: code, side, currency: 'EUR', calendarCode: 'business' });
  await list('RETAIL', 'customer');
  await importPriceList(ctx, { listCode: 'RETAIL', validFrom: VALID_FROM, rows: RETAIL });
  const purchase = await list('PURCHASE', 'supplier');
  await importPriceList(ctx, { listCode: 'PURCHASE', validFrom: VALID_FROM, rows: PURCHASE });
  const plan = await addPlan(ctx, { code: 'BUSINESS', name: same('Business'), priceListCode: 'RETAIL' });
  const source = { zone: 'Europe/Berlin', country: 'DE', supplierPriceListId: purchase.id };
  await addSource(ctx, {
    ...source,
    code: 'hansa',
    name: 'Hansa Carrier',
    kind: 'carrier',
    format: 'french-carrier-csv',
    settings: {},
  });
  const pbx = await addSource(ctx, {
    ...source,
    code: 'pbx',
    name: 'Telefonanlage',
    kind: 'pabx',
    format: 'asterisk-master-csv',
    settings: { trunks: [TRUNK], outsideDigit: '0' },
  });
  return { plan: plan.id, fee: fee.id, setUp: setUp.id, telephoneSystem: pbx.id };
}

async function addOne(
  ctx: Context,
  ids: Ids,
  { name, number, from }: { readonly name: string; readonly number: string; readonly from: string },
): Promise<Customer> {
  const address: NewCustomer = {
    number,
    kind: 'company',
    name,
    street: 'Am Musterhafen 4',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: `${number.toLowerCase()}@kunden.example`,
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
  };
  const customer = await addCustomer(ctx, address);
  const contract = await addContract(ctx, {
    customerId: customer.id,
    number: `V-${number}`,
    pricePlanId: ids.plan,
    startsOn: from,
  });
  await addSubscription(ctx, { contractId: contract.id, productId: ids.fee, startsOn: from });
  return { customerId: customer.id, contractId: contract.id };
}
