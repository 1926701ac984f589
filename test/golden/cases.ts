/** Made-up customers and their usage, drawn into bills by the real rules; each case covers a kind of invoice we must get right. */
import type { Tenant } from '#access';
import { zoneOffsets } from '#base';
import { type Bill, type BilledCharge, drawBill, type UsageSum } from '#billing';
import type { DestinationClass, LocalName, PeriodRule } from '#catalog';
import {
  type Contract,
  contractOf,
  type NewOneOff,
  type NewSubscription,
  oneOffOf,
  type Subscription,
  subscriptionOf,
} from '#contracts';
import type { Customer } from '#crm';
import type { BilledRecord } from '#invoicing';
import { serviceName } from '#usage';
import { BILLED, CHANGE_PRODUCTS, CHANGE_RULES, CHANGED, CHANGES } from './changes.ts';
import { EVERY_SERVICE, MONEY_ALLOWANCE, SERVICE_DESTINATIONS } from './services.ts';
import { CONSUMER, CUSTOMER, calls, DESTINATIONS, FRENCH, PRODUCTS, PUBLIC_BODY, RESELLER, TENANT } from './world.ts';

export interface GoldenCase {
  readonly name: string;
  readonly tenant: Tenant;
  readonly customer: Customer;
  readonly bill: Bill;
  readonly records: readonly BilledRecord[];
  readonly contractNumbers: ReadonlyMap<number, string>;
  readonly lineLabels: ReadonlyMap<number, string>;
  readonly destinations: ReadonlyMap<number, { readonly name: LocalName; readonly class: DestinationClass }>;
  readonly moneyAllowanceIds: ReadonlySet<number>;
}

interface Plot {
  readonly customer: Customer;
  readonly contracts: readonly Contract[];
  readonly subscriptions: readonly NewSubscription[];
  readonly oneOffs?: readonly NewOneOff[];
  readonly records: readonly (readonly [month: string, records: readonly BilledRecord[]])[];
  /** What is otherwise of the subscriptions, by their position from 1: what changed of them, discounts, pauses. */
  readonly changes?: Readonly<Record<number, Partial<Subscription>>>;
  readonly billedCharges?: ReadonlyMap<number, readonly BilledCharge[]>;
  readonly rules?: readonly PeriodRule[];
}

const MONTH = '2026-09';

const EVERY_DESTINATION = new Map([...DESTINATIONS, ...SERVICE_DESTINATIONS]);

function contract(id: number, customer: Customer): Contract {
  return contractOf({ customerId: customer.id, number: `V-${100 + id}`, pricePlanId: 1, startsOn: '2025-01-01' }, id);
}

function subscription(
  contractId: number,
  productId: number,
  quantity: number,
  startsOn = '2026-10-01',
): NewSubscription {
  return { contractId, productId, quantity, startsOn };
}

/** Without rules. */
const NO_RULES = {
  planChanges: [],
  bookings: [],
  offsets: zoneOffsets('Europe/Berlin'),
  months: [MONTH],
  samples: [],
  billed: new Map<string, bigint>(),
};

function play(name: string, plot: Plot): GoldenCase {
  const { customer, contracts, subscriptions, oneOffs = [], records, changes = {} } = plot;
  const usage = records.flatMap(([month, ofMonth]) => sums(month, ofMonth));
  const bill = drawBill({
    customer,
    operatorCountry: TENANT.country,
    month: MONTH,
    issueOn: '2026-10-05',
    contracts,
    subscriptions: subscriptions.map((each, index) => ({
      ...subscriptionOf(each, index + 1),
      ...(changes[index + 1] ?? {}),
    })),
    oneOffs: oneOffs.map((each, index) => ({
      ...oneOffOf(each, index + 1),
      ...(each.productId === DEPOSIT ? { purpose: 'deposit' } : {}),
    })),
    products: new Map([...PRODUCTS, ...CHANGE_PRODUCTS]),
    billedCharges: plot.billedCharges ?? new Map(),
    usage,
    corrections: [],
    scopes: records.map(([month, ofMonth]) => ({ month, afterLoadNo: 0, upToLoadNo: 1, records: ofMonth.length })),
    usageRevenueAccount: '8402',
    rules: { ...NO_RULES, rules: plot.rules ?? [], usage },
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
    destinations: EVERY_DESTINATION,
    moneyAllowanceIds: new Set([MONEY_ALLOWANCE]),
  };
}

function sums(month: string, records: readonly BilledRecord[]): UsageSum[] {
  const found = new Map<string, UsageSum>();
  for (const record of records) {
    const destinationClass = EVERY_DESTINATION.get(record.destinationId)!.class;
    const key = `${record.contractId}|${record.service}|${destinationClass}`;
    const units = record.allowanceId === MONEY_ALLOWANCE ? 0 : record.coveredUnits;
    const before = found.get(key);
    found.set(key, {
      month,
      contractId: record.contractId,
      service: serviceName(record.service),
      class: destinationClass,
      calls: (before?.calls ?? 0) + 1,
      coveredCalls: (before?.coveredCalls ?? 0) + (record.allowanceId === 0 ? 0 : 1),
      serviceFeeCalls: (before?.serviceFeeCalls ?? 0) + (record.serviceFeeMicro === 0 ? 0 : 1),
      durationMs: (before?.durationMs ?? 0) + record.durationMs,
      billedUnits: (before?.billedUnits ?? 0) + record.billedUnits,
      coveredUnits: (before?.coveredUnits ?? 0) + units,
      chargeMicro: (before?.chargeMicro ?? 0n) + BigInt(record.chargeMicro),
      serviceFeeMicro: (before?.serviceFeeMicro ?? 0n) + BigInt(record.serviceFeeMicro),
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

/** Product by which money is given back; at what price is agreed each time. */
const CREDIT = 5;
/** Product by which security is taken. */
const DEPOSIT = 7;

function oneOff(contractId: number, productId: number, note: string | null, quantity: number): NewOneOff {
  return {
    contractId,
    productId,
    note,
    quantity,
    unitPrice: productId === CREDIT ? '-15.000000000' : PRODUCTS.get(productId)!.prices[0]!.unitPrice,
    dueOn: '2026-09-10',
  };
}

const MUCH_CHANGED = {
  subscriptions: CHANGED,
  changes: CHANGES,
  billedCharges: BILLED,
  rules: CHANGE_RULES,
  oneOffs: [],
  records: [[MONTH, calls(20260907, 20, MONTH, ONE_LINE)]],
} satisfies Omit<Plot, 'customer' | 'contracts'>;

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
  play('de-changes', { customer: CUSTOMER, contracts: [contract(1, CUSTOMER)], ...MUCH_CHANGED }),
  play('fr-changes', {
    customer: { ...FRENCH, taxStatus: 'domestic' },
    contracts: [contract(1, FRENCH)],
    ...MUCH_CHANGED,
  }),
  play('de-reseller', {
    customer: RESELLER,
    contracts: [{ ...contract(1, RESELLER), costCentre: '4720' }],
    subscriptions: [subscription(1, 1, 4)],
    oneOffs: [oneOff(1, 6, null, 3), oneOff(1, 7, null, 1)],
    records: [[MONTH, calls(20260906, 6, MONTH, ONE_LINE)]],
  }),
  play('fr-goods', {
    customer: { ...FRENCH, paymentMethod: 'card', siren: '303265045' },
    contracts: [contract(1, FRENCH)],
    subscriptions: [subscription(1, 1, 1)],
    oneOffs: [oneOff(1, 6, null, 2)],
    records: [],
  }),
  play('de-every-service', {
    customer: { ...CONSUMER, language: 'de' },
    contracts: [contract(1, CONSUMER)],
    subscriptions: [subscription(1, 3, 1)],
    records: [[MONTH, EVERY_SERVICE]],
  }),
  play('en-every-service', {
    customer: { ...PUBLIC_BODY },
    contracts: [contract(1, PUBLIC_BODY)],
    subscriptions: [],
    records: [[MONTH, EVERY_SERVICE]],
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

/** The knobs of a made-up bill. */
export interface Knobs {
  readonly seed: number;
  readonly calls: number;
  readonly customer: number;
  readonly seats: number;
  /** Monthly price in 10^-4. */
  readonly price: number;
  /** Day of October on which the seats begin. */
  readonly day: number;
  /** Price of a one-off item in cents, negative for a credit. */
  readonly item: number;
}

/** Any bill: for properties that hold for all of them. */
export function anyCase(knobs: Knobs): GoldenCase {
  const customer = [CUSTOMER, FRENCH, CONSUMER, PUBLIC_BODY][knobs.customer % 4]!;
  const decimal = (value: number, decimals: number) =>
    `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 10 ** decimals)}.${String(Math.abs(value) % 10 ** decimals).padStart(decimals, '0')}`;
  return play(`any-${knobs.seed}`, {
    customer,
    contracts: [contract(1, customer), contract(2, customer)],
    subscriptions: [
      {
        ...subscription(1, 2, knobs.seats, `2026-10-${String(knobs.day).padStart(2, '0')}`),
        unitPrice: decimal(knobs.price, 4),
      },
    ],
    oneOffs: [{ ...oneOff(2, 5, null, 1), unitPrice: decimal(knobs.item, 2) }],
    records: knobs.calls === 0 ? [] : [[MONTH, calls(knobs.seed, knobs.calls, MONTH, TWO_CONTRACTS)]],
  });
}
