/** The made-up operator of the golden cases: its customers, products, destinations and calls. */
import type { Tenant } from '#access';
import { monthEnd, monthStart, startOfDayMs, zoneOffsets } from '#base';
import { type DestinationClass, type LocalName, type Product, productOf } from '#catalog';
import { type Customer, customerOf } from '#crm';
import type { BilledRecord } from '#invoicing';
import { DIRECTION, SERVICE, STATUS } from '#usage';

const ZONE = 'Europe/Berlin';
const OFFSETS = zoneOffsets(ZONE);

export const TENANT: Tenant = {
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

export const CUSTOMER: Customer = customerOf(
  {
    kind: 'company',
    name: 'Hansen & Söhne Maschinenbau GmbH',
    street: 'Werftstraße 12',
    postcode: '22525',
    city: 'Hamburg',
    country: 'DE',
    vatId: 'DE987654321',
    email: 'buchhaltung@hansen.example',
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
  },
  { id: 1, number: '10001' },
);

export const FRENCH: Customer = {
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

/** Buys telecommunications to sell them on, and telephones for himself. */
export const RESELLER: Customer = {
  ...CUSTOMER,
  id: 5,
  number: '10005',
  name: 'Weserkante Netz GmbH',
  street: 'Am Wall 7',
  postcode: '28195',
  city: 'Bremen',
  vatId: 'DE123456788',
  email: 'einkauf@weserkante.example',
  taxStatus: 'telecomResale',
  resaleCertificate: 'USt 1 TH 71/099',
  resaleCertificateUntil: '2028-12-31',
  orderNumber: 'BE-2026-118',
  contractReference: 'RV-77',
  costCentre: '4711',
  eInvoiceScheme: '9930',
  eInvoiceId: 'DE123456788',
};

export const CONSUMER: Customer = {
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

export const PUBLIC_BODY: Customer = {
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

function product(
  id: number,
  code: string,
  kind: Product['kind'],
  name: LocalName,
  unitPrice: string,
  taxClass: Product['taxClass'] = 'standard',
): Product {
  const revenueAccount = kind === 'usage' ? '8402' : taxClass === 'outOfScope' ? '1755' : '8401';
  return productOf(
    { code, name, kind, unitPrice, taxClass },
    { id, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount },
  );
}

export const PRODUCTS = new Map(
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
      '0.000000000',
    ),
    product(
      6,
      'phone',
      'hardware',
      { de: 'Tischtelefon T54', fr: 'Téléphone fixe T54', en: 'Desk phone T54' },
      '118.500000000',
    ),
    product(
      7,
      'deposit',
      'oneOff',
      { de: 'Sicherheitsleistung', fr: 'Dépôt de garantie', en: 'Security deposit' },
      '500.000000000',
      'outOfScope',
    ),
  ].map((each) => [each.id, each]),
);

/** What a golden case needs of a destination; the prefix and price are for `calls`. */
export type Destination = {
  readonly name: LocalName;
  readonly class: DestinationClass;
  readonly prefix: string;
  readonly perMinuteMicro: number;
};

const same = (name: string): LocalName => ({ de: name, fr: name, en: name });

export const DESTINATIONS: ReadonlyMap<number, Destination> = new Map([
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
export function calls(
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
    const billedUnits = Math.ceil(durationMs / 60_000) * 60;
    return {
      fileId: 1,
      recordNo: index + 1,
      startMs: startMs + index * step + roll(step / 1000) * 1000,
      service: SERVICE.voice,
      direction: DIRECTION.outbound,
      status: destination.perMinuteMicro === 0 ? STATUS.free : STATUS.rated,
      aNumber: 0,
      aText: null,
      bNumber: Number(`${destination.prefix}${String(roll(10_000)).padStart(4, '0')}`),
      bText: null,
      durationMs,
      volume: 0,
      billedUnits,
      coveredUnits: 0,
      allowanceId: 0,
      chargeMicro: (billedUnits / 60) * destination.perMinuteMicro,
      serviceFeeMicro: 0,
      destinationId,
      lineId: line.id,
      contractId: line.contractId,
    };
  });
}
