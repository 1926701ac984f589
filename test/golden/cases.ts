/** Made-up customers and their usage, drawn into bills by the real rules; each case covers a kind of invoice we must get right. */
import type { Tenant } from '#access';
import { monthEnd, monthStart, startOfDayMs, zoneOffsets } from '#base';
import { type Bill, drawBill, type UsageSum } from '#billing';
import type { DestinationClass, LocalName, Product } from '#catalog';
import type { Contract, OneOff, Subscription } from '#contracts';
import type { Customer } from '#crm';
import type { BilledRecord } from '#invoicing';
import { DIRECTION, STATUS } from '#usage';

export interface GoldenCase {
  readonly name: string;
  readonly tenant: Tenant;
  readonly customer: Customer;
  readonly bill: Bill;
  readonly records: readonly BilledRecord[];
  readonly contractNumbers: ReadonlyMap<number, string>;
  readonly lineLabels: ReadonlyMap<number, string>;
  readonly destinations: ReadonlyMap<number, { readonly name: LocalName; readonly class: DestinationClass }>;
}

const ZONE = 'Europe/Berlin';
const OFFSETS = zoneOffsets(ZONE);

const TENANT: Tenant = {
  tenantId: 1,
  parentId: null,
  code: 'elbfunk',
  legalName: 'Elbfunk Telekommunikation GmbH',
  street: 'Kaispeicherweg 7',
  postcode: '20457',
  city: 'Hamburg',
  country: 'DE',
  vatId: 'DE123456788',
  taxNumber: '27/123/45678',
  registerEntry: 'Amtsgericht Hamburg, HRB 999999',
  contactName: 'Kundenservice',
  phone: '+49 40 5550100',
  email: 'rechnung@elbfunk.example',
  website: 'www.elbfunk.example',
  iban: 'DE02120300000000202051',
  bic: 'BYLADEM1001',
  bankName: 'Deutsche Kreditbank',
  creditorId: 'DE98ZZZ09999999999',
  language: 'de',
  zone: ZONE,
  currency: 'EUR',
  brand: { name: 'Elbfunk', colour: '#0b5c7a' },
  twoPersonApproval: true,
};

const CUSTOMER: Customer = {
  id: 1,
  number: '10001',
  kind: 'company',
  name: 'Hansen & Söhne Maschinenbau GmbH',
  street: 'Werftstraße 12',
  postcode: '22525',
  city: 'Hamburg',
  country: 'DE',
  vatId: 'DE987654321',
  buyerReference: null,
  email: 'buchhaltung@hansen.example',
  language: 'de',
  currency: 'EUR',
  paymentTermsDays: 14,
  paymentMethod: 'transfer',
  iban: null,
  mandateReference: null,
  taxStatus: 'domestic',
  itemise: true,
  maskDigits: 0,
};

const FRENCH: Customer = {
  ...CUSTOMER,
  id: 2,
  number: '10002',
  name: 'Menuiserie Lefèvre & Fils SARL',
  street: '14, rue de la Forêt-Noire',
  postcode: '67000',
  city: 'Strasbourg',
  country: 'FR',
  vatId: 'FR40303265045',
  email: 'compta@lefevre.example',
  language: 'fr',
  paymentMethod: 'directDebit',
  iban: 'FR7630006000011234567890189',
  mandateReference: 'ELB-10002-01',
  taxStatus: 'euReverseCharge',
  maskDigits: 4,
};

const CONSUMER: Customer = {
  ...CUSTOMER,
  id: 3,
  number: '10003',
  kind: 'consumer',
  name: 'Marta Šimková-Øster',
  street: 'Lindenallee 3',
  postcode: '21073',
  vatId: null,
  email: 'marta@example.org',
  paymentMethod: 'directDebit',
  iban: 'DE02500105170137075030',
  mandateReference: 'ELB-10003-01',
  maskDigits: 3,
};

const PUBLIC_BODY: Customer = {
  ...CUSTOMER,
  id: 4,
  number: '10004',
  kind: 'publicBody',
  name: 'Bezirksamt Beispielstadt',
  vatId: null,
  buyerReference: '991-01234-56',
  language: 'en',
  paymentTermsDays: 30,
};

function product(id: number, code: string, kind: Product['kind'], name: LocalName, unitPrice: string): Product {
  return {
    id,
    code,
    name,
    kind,
    unitPrice,
    billed: 'advance',
    revenueAccount: kind === 'usage' ? '8402' : '8401',
    taxClass: 'standard',
  };
}

const PRODUCTS = new Map(
  [
    product(
      1,
      'trunk',
      'recurring',
      {
        de: 'SIP-Trunk Business, 10 Kanäle',
        fr: 'Trunk SIP Business, 10 canaux',
        en: 'SIP trunk Business, 10 channels',
      },
      '39.900000000',
    ),
    product(
      2,
      'seat',
      'recurring',
      { de: 'Nebenstelle Cloud-Telefonanlage', fr: 'Poste de standard cloud', en: 'Cloud PBX extension' },
      '7.450000000',
    ),
    product(3, 'line', 'recurring', { de: 'Telefonanschluss Flex', fr: 'Ligne Flex', en: 'Flex line' }, '4.990000000'),
    product(
      4,
      'porting',
      'oneOff',
      { de: 'Rufnummernmitnahme', fr: 'Portage de numéro', en: 'Number porting' },
      '6.820000000',
    ),
    product(
      5,
      'credit',
      'oneOff',
      { de: 'Gutschrift Störung', fr: 'Avoir pour interruption', en: 'Credit for outage' },
      '-15.000000000',
    ),
  ].map((each) => [each.id, each]),
);

type Destination = {
  readonly name: LocalName;
  readonly class: DestinationClass;
  readonly prefix: string;
  readonly perMinuteMicro: number;
};

const same = (name: string): LocalName => ({ de: name, fr: name, en: name });

const DESTINATIONS: ReadonlyMap<number, Destination> = new Map([
  [
    1,
    {
      name: { de: 'Deutschland Festnetz', fr: 'Allemagne fixe', en: 'Germany fixed' },
      class: 'nationalFixed',
      prefix: '4930555',
      perMinuteMicro: 12_900,
    },
  ],
  [
    2,
    {
      name: { de: 'Deutschland Mobilfunk', fr: 'Allemagne mobile', en: 'Germany mobile' },
      class: 'nationalMobile',
      prefix: '49171555',
      perMinuteMicro: 89_000,
    },
  ],
  [
    3,
    {
      name: { de: 'Frankreich Festnetz', fr: 'France fixe', en: 'France fixed' },
      class: 'internationalFixed',
      prefix: '3319900',
      perMinuteMicro: 19_500,
    },
  ],
  [
    4,
    {
      name: { de: 'Frankreich Mobilfunk Orange', fr: 'France mobile Orange', en: 'France mobile Orange' },
      class: 'internationalMobile',
      prefix: '3363998',
      perMinuteMicro: 149_000,
    },
  ],
  [5, { name: same('Freephone 0800'), class: 'freephone', prefix: '49800555', perMinuteMicro: 0 }],
  [
    6,
    {
      name: { de: 'Vereinigte Staaten', fr: 'États-Unis', en: 'United States' },
      class: 'internationalFixed',
      prefix: '1212555',
      perMinuteMicro: 21_000,
    },
  ],
]);

/** Small seeded generator (xorshift32): the cases are the same on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

/** Calls spread over a month's days, each charged by whole minutes, rounded to four decimals. */
function calls(
  seed: number,
  count: number,
  month: string,
  lines: readonly { id: number; contractId: number }[],
): BilledRecord[] {
  const roll = dice(seed);
  const startMs = startOfDayMs(OFFSETS, monthStart(month));
  const lengthMs = startOfDayMs(OFFSETS, monthEnd(month)) - startMs;
  const step = Math.floor(lengthMs / count / 1000) * 1000;
  return Array.from({ length: count }, (_, index) => {
    const line = lines[roll(lines.length)]!;
    const destinationId = 1 + roll(DESTINATIONS.size);
    const destination = DESTINATIONS.get(destinationId)!;
    const durationMs = (1 + roll(roll(5) === 0 ? 2400 : 300)) * 1000;
    const billedS = Math.ceil(durationMs / 60_000) * 60;
    return {
      fileId: 1,
      recordNo: index + 1,
      startMs: startMs + index * step + roll(step / 1000) * 1000,
      direction: DIRECTION.outbound,
      status: destination.perMinuteMicro === 0 ? STATUS.free : STATUS.rated,
      aNumber: 0,
      aText: null,
      bNumber: Number(`${destination.prefix}${String(roll(10_000)).padStart(4, '0')}`),
      bText: null,
      durationMs,
      billedS,
      chargeMicro: (billedS / 60) * destination.perMinuteMicro,
      destinationId,
      lineId: line.id,
      contractId: line.contractId,
    };
  });
}

interface Plot {
  readonly customer: Customer;
  readonly contracts: readonly Contract[];
  readonly subscriptions: readonly Omit<Subscription, 'id'>[];
  readonly oneOffs?: readonly Omit<OneOff, 'id'>[];
  readonly records: readonly (readonly [month: string, records: readonly BilledRecord[]])[];
}

const MONTH = '2026-09';

function contract(id: number, customer: Customer): Contract {
  return {
    id,
    customerId: customer.id,
    number: `V-${100 + id}`,
    pricePlanId: 1,
    overridePriceListId: null,
    startsOn: '2025-01-01',
    endsOn: null,
  };
}

function subscription(
  contractId: number,
  productId: number,
  quantity: number,
  startsOn = '2026-10-01',
): Omit<Subscription, 'id'> {
  return { contractId, productId, quantity, unitPrice: null, startsOn, endsOn: null };
}

function play(name: string, { customer, contracts, subscriptions, oneOffs = [], records }: Plot): GoldenCase {
  const bill = drawBill({
    customer,
    operatorCountry: TENANT.country,
    month: MONTH,
    issueOn: '2026-10-05',
    contracts,
    subscriptions: subscriptions.map((each, index) => ({ ...each, id: index + 1 })),
    oneOffs: oneOffs.map((each, index) => ({ ...each, id: index + 1 })),
    products: PRODUCTS,
    billedTo: new Map(),
    usage: records.flatMap(([month, ofMonth]) => sums(month, ofMonth)),
    scopes: records.map(([month, ofMonth]) => ({ month, afterLoadNo: 0, upToLoadNo: 1, records: ofMonth.length })),
    usageRevenueAccount: '8402',
  });
  return {
    name,
    tenant: TENANT,
    customer,
    bill,
    records: records.flatMap(([, ofMonth]) => ofMonth),
    contractNumbers: new Map(contracts.map((each) => [each.id, each.number])),
    lineLabels: new Map([
      [1, '+49 40 5550123'],
      [2, '+49 40 5550124'],
      [3, '+49 40 5550200'],
    ]),
    destinations: DESTINATIONS,
  };
}

function sums(month: string, records: readonly BilledRecord[]): UsageSum[] {
  const found = new Map<string, UsageSum>();
  for (const record of records) {
    const destinationClass = DESTINATIONS.get(record.destinationId)!.class;
    const key = `${record.contractId}|${destinationClass}`;
    const before = found.get(key);
    found.set(key, {
      month,
      contractId: record.contractId,
      class: destinationClass,
      calls: (before?.calls ?? 0) + 1,
      durationMs: (before?.durationMs ?? 0) + record.durationMs,
      billedS: (before?.billedS ?? 0) + record.billedS,
      chargeMicro: (before?.chargeMicro ?? 0n) + BigInt(record.chargeMicro),
      costMicro: 0n,
    });
  }
  return [...found.values()];
}

const ONE_LINE = [{ id: 1, contractId: 1 }];
const THREE_LINES = [1, 2, 3].map((id) => ({ id, contractId: 1 }));
const TWO_CONTRACTS = [
  { id: 1, contractId: 1 },
  { id: 3, contractId: 2 },
];

function oneOff(contractId: number, productId: number, note: string | null, quantity: number): Omit<OneOff, 'id'> {
  return { contractId, productId, note, quantity, unitPrice: PRODUCTS.get(productId)!.unitPrice, dueOn: '2026-09-10' };
}

export const CASES: readonly GoldenCase[] = [
  play('de-company', {
    customer: CUSTOMER,
    contracts: [contract(1, CUSTOMER), contract(2, CUSTOMER)],
    subscriptions: [
      subscription(1, 1, 1),
      subscription(1, 2, 12),
      subscription(1, 2, 3, '2026-09-18'),
      subscription(2, 3, 2),
    ],
    oneOffs: [oneOff(1, 4, '+49 40 5550200', 1), oneOff(1, 5, 'Ausfall am 03.09.2026', 1)],
    records: [[MONTH, calls(20260901, 60, MONTH, TWO_CONTRACTS)]],
  }),
  play('fr-reverse-charge', {
    customer: FRENCH,
    contracts: [contract(1, FRENCH)],
    subscriptions: [subscription(1, 1, 1)],
    records: [[MONTH, calls(20260902, 25, MONTH, ONE_LINE)]],
  }),
  play('de-consumer-late', {
    customer: CONSUMER,
    contracts: [contract(1, CONSUMER)],
    subscriptions: [subscription(1, 3, 1, '2026-09-21')],
    records: [
      ['2026-08', calls(20260803, 3, '2026-08', ONE_LINE)],
      [MONTH, calls(20260903, 9, MONTH, ONE_LINE)],
    ],
  }),
  play('en-public-body', {
    customer: PUBLIC_BODY,
    contracts: [contract(1, PUBLIC_BODY)],
    subscriptions: [subscription(1, 2, 40)],
    records: [[MONTH, calls(20260904, 12, MONTH, THREE_LINES)]],
  }),
  play('de-credit', {
    customer: { ...CUSTOMER, itemise: false },
    contracts: [contract(1, CUSTOMER)],
    subscriptions: [subscription(1, 3, 1)],
    oneOffs: [oneOff(1, 5, 'Ausfall vom 01. bis 12.09.2026', 3)],
    records: [],
  }),
];

/** A customer with many calls: for time, paging and sums, not for reading. */
export function longCase(count: number): GoldenCase {
  return play(`long-${count}`, {
    customer: CUSTOMER,
    contracts: [contract(1, CUSTOMER)],
    subscriptions: [subscription(1, 1, 1), subscription(1, 2, 25)],
    records: [[MONTH, calls(20260905, count, MONTH, THREE_LINES)]],
  });
}
