/** Our own cases, always run: invented subscriptions and months, worked out by hand, billed run after run by the real engine. */
import assert from 'node:assert/strict';
import { zoneOffsets } from '#base';
import { type Bill, type BillFacts, drawBill, NO_MARKS, withBills } from '#billing';
import { type NewProduct, periodRuleDefinition, productOf } from '#catalog';
import { type Contract, contractOf, type Subscription, subscriptionOf } from '#contracts';
import { customerOf } from '#crm';
import { NAME, type Outcome, outcomeOf } from '../rating/shared.ts';

/** What is known of a subscription when a run looks at it. */
interface Known {
  readonly product?: Partial<NewProduct>;
  readonly subscription: Partial<Subscription>;
  readonly contract?: Partial<Contract>;
}

/** Runs one after another: the month, what is known by then, and the bill's lines: first day, day after the last, net in cents, and why where it sets right. */
interface OwnCase {
  readonly id: string;
  readonly runs: readonly {
    readonly month: string;
    readonly known: Known;
    readonly lines: readonly (readonly [from: string, to: string, netMinor: number, reason?: string])[];
  }[];
}

const QUARTERLY = { months: 3, align: 'calendar' } as const;
const YEARLY = { months: 12, align: 'anniversary' } as const;
const FIRST: Known = { subscription: { startsOn: '2026-01-01', endsOn: null } };
const of = (subscription: Partial<Subscription>, product: Partial<NewProduct> = {}): Known => ({
  product,
  subscription: { startsOn: '2026-01-01', ...subscription },
});
const term = (from: string, quantity: number, unitPrice: string | null = null) => ({ from, quantity, unitPrice });
const percentOff = (value: string, from: string, to: string | null) => ({
  id: 1,
  kind: 'percent' as const,
  value,
  from,
  to,
  reason: null,
});

const CASES: readonly OwnCase[] = [
  {
    id: 'a month in advance, then nothing twice',
    runs: [
      { month: '2025-12', known: FIRST, lines: [['2026-01-01', '2026-02-01', 3100]] },
      { month: '2025-12', known: FIRST, lines: [] },
      { month: '2026-01', known: FIRST, lines: [['2026-02-01', '2026-03-01', 3100]] },
    ],
  },
  {
    id: 'ends in mid-month: the fee paid in advance is given back for the days left',
    runs: [
      { month: '2025-12', known: FIRST, lines: [['2026-01-01', '2026-02-01', 3100]] },
      { month: '2026-01', known: of({ endsOn: '2026-01-11' }), lines: [['2026-01-01', '2026-01-11', -2100, 'ended']] },
      { month: '2026-02', known: of({ endsOn: '2026-01-11' }), lines: [] },
      {
        month: '2026-02',
        known: FIRST,
        lines: [
          ['2026-01-01', '2026-02-01', 2100, 'longer'],
          ['2026-02-01', '2026-03-01', 3100],
          ['2026-03-01', '2026-04-01', 3100],
        ],
      },
    ],
  },
  {
    id: 'twice as many since a day two months ago',
    runs: [
      {
        month: '2026-02',
        known: FIRST,
        lines: [
          ['2026-01-01', '2026-02-01', 3100],
          ['2026-02-01', '2026-03-01', 3100],
          ['2026-03-01', '2026-04-01', 3100],
        ],
      },
      {
        month: '2026-03',
        known: of({ terms: [term('2026-01-01', 1), term('2026-02-15', 2)] }),
        lines: [
          ['2026-02-01', '2026-03-01', 1550, 'quantity'],
          ['2026-03-01', '2026-04-01', 3100, 'quantity'],
          ['2026-04-01', '2026-05-01', 6200],
        ],
      },
    ],
  },
  {
    id: 'a price agreed later for the past, and taken back again',
    runs: [
      { month: '2025-12', known: FIRST, lines: [['2026-01-01', '2026-02-01', 3100]] },
      {
        month: '2025-12',
        known: of({ terms: [term('2026-01-01', 1, '24.80')] }),
        lines: [['2026-01-01', '2026-02-01', -620, 'price']],
      },
      { month: '2025-12', known: FIRST, lines: [['2026-01-01', '2026-02-01', 620, 'price']] },
    ],
  },
  {
    id: 'a quarter from mid-quarter, in arrears',
    runs: [
      {
        month: '2026-02',
        known: of({ startsOn: '2026-02-15' }, { recurrence: QUARTERLY, billed: 'arrears' }),
        lines: [],
      },
      {
        month: '2026-03',
        known: of({ startsOn: '2026-02-15' }, { recurrence: QUARTERLY, billed: 'arrears', unitPrice: '90' }),
        lines: [['2026-02-15', '2026-04-01', 4500]],
      },
    ],
  },
  {
    id: 'a year from 29 February',
    runs: [
      {
        month: '2028-01',
        known: of({ startsOn: '2028-02-29' }, { recurrence: YEARLY }),
        lines: [['2028-02-29', '2029-02-28', 3100]],
      },
      {
        month: '2029-01',
        known: of({ startsOn: '2028-02-29' }, { recurrence: YEARLY }),
        lines: [['2029-02-28', '2030-02-28', 3100]],
      },
    ],
  },
  {
    id: 'first three months half the price, from mid-month',
    runs: [
      {
        month: '2026-03',
        known: of({ startsOn: '2026-01-17', discounts: [percentOff('50', '2026-01-17', '2026-04-17')] }),
        lines: [
          ['2026-01-17', '2026-02-01', 750],
          ['2026-02-01', '2026-03-01', 1550],
          ['2026-03-01', '2026-04-01', 1550],
          ['2026-04-01', '2026-04-17', 827],
          ['2026-04-17', '2026-05-01', 1446],
        ],
      },
    ],
  },
  {
    id: 'paused over the end of a month after it was billed',
    runs: [
      {
        month: '2026-01',
        known: FIRST,
        lines: [
          ['2026-01-01', '2026-02-01', 3100],
          ['2026-02-01', '2026-03-01', 3100],
        ],
      },
      {
        month: '2026-02',
        known: of({ pauses: [{ id: 1, from: '2026-02-15', to: '2026-03-11', billedPercent: '0' }] }),
        lines: [
          ['2026-02-01', '2026-03-01', -1550, 'paused'],
          ['2026-03-01', '2026-03-11', 0],
          ['2026-03-11', '2026-04-01', 2100],
        ],
      },
    ],
  },
  {
    id: 'a staircase of prices since the begin',
    runs: [
      {
        month: '2026-02',
        known: of(
          {},
          {
            stairs: [
              { fromMonth: 1, toMonth: 1, unitPrice: '0' },
              { fromMonth: 2, toMonth: 2, unitPrice: '10' },
            ],
          },
        ),
        lines: [
          ['2026-01-01', '2026-02-01', 0],
          ['2026-02-01', '2026-03-01', 1000],
          ['2026-03-01', '2026-04-01', 3100],
        ],
      },
    ],
  },
  {
    id: 'thirtieths: half of February is half a month',
    runs: [
      {
        month: '2026-01',
        known: of(
          { startsOn: '2026-02-16' },
          { unitPrice: '30', proration: { method: 'thirtieths', start: true, end: true, change: true } },
        ),
        lines: [['2026-02-16', '2026-03-01', 1500]],
      },
    ],
  },
  {
    id: 'whole periods, whenever it begins and ends',
    runs: [
      {
        month: '2026-02',
        known: of(
          { startsOn: '2026-01-31', endsOn: '2026-02-02' },
          { proration: { method: 'none', start: false, end: false, change: false } },
        ),
        lines: [
          ['2026-01-31', '2026-02-01', 3100],
          ['2026-02-01', '2026-02-02', 3100],
        ],
      },
    ],
  },
  {
    id: 'the end of the contract ends it',
    runs: [
      {
        month: '2026-01',
        known: { ...FIRST, contract: { endsOn: '2026-02-15' } },
        lines: [
          ['2026-01-01', '2026-02-01', 3100],
          ['2026-02-01', '2026-02-15', 1550],
        ],
      },
    ],
  },
];

const customer = customerOf(
  {
    kind: 'company',
    name: 'Buyer',
    street: 'Street 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: 'a@example.org',
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
  },
  { id: 1, number: '1' },
);

function facts({ product, subscription, contract = {} }: Known, month: string, marks: typeof NO_MARKS): BillFacts {
  const plain = subscriptionOf({ contractId: 1, productId: 1, startsOn: subscription.startsOn ?? '2026-01-01' }, 1);
  const first = { ...plain, ...subscription };
  const sold: NewProduct = { code: 'FEE', name: NAME, kind: 'recurring', unitPrice: '31', ...product };
  const place = { id: 1, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '8400' };
  return {
    customer,
    operatorCountry: 'DE',
    month,
    issueOn: '2030-01-01',
    contracts: [
      { ...contractOf({ customerId: 1, number: 'V-1', pricePlanId: 1, startsOn: '2020-01-01' }, 1), ...contract },
    ],
    subscriptions: [first],
    oneOffs: [],
    products: new Map([[1, productOf(sold, place)]]),
    billedCharges: marks.billedCharges,
    usage: [],
    scopes: [],
    corrections: [],
    usageRevenueAccount: '8402',
  };
}

/** Each run sees what the runs before it billed. */
function check({ runs }: OwnCase): void {
  let marks = NO_MARKS;
  for (const { month, known, lines } of runs) {
    const bill = drawBill(facts(known, month, marks));
    assert.deepEqual(linesOf(bill), lines, `run of ${month}`);
    marks = withBills(marks, [bill]);
  }
}

/** In order of time, as the cases tell them. */
function linesOf(bill: Bill) {
  const lines = bill.lines.map((line) => {
    assert.ok(line.kind === 'recurring');
    return line;
  });
  return lines
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, to, netMinor, trueUp }) => [from, to, Number(netMinor), ...(trueUp ? [trueUp.reason] : [])]);
}

/** A month of gigabytes under rules, late ones included: what each run adds. */
function checkRules(): void {
  const definition = periodRuleDefinition.parse({
    kind: 'includedVolume',
    revenueAccount: '8402',
    scope: { services: ['data'] },
    measure: { per: 'GB' },
    included: 10,
    price: '1.50',
  });
  const rule = {
    id: 1,
    code: 'DATA',
    name: NAME,
    planIds: [1],
    optionIds: [],
    versions: [{ validFrom: '2026-01-01', definition }],
  };
  let marks = NO_MARKS;
  const run = (gigabytes: number) => {
    const nothing = { calls: 1, coveredCalls: 0, serviceFeeCalls: 0, durationMs: 0, coveredUnits: 0 };
    const free = { chargeMicro: 0n, serviceFeeMicro: 0n, costMicro: 0n };
    const usage = {
      month: '2026-03',
      contractId: 1,
      service: 'data',
      class: 'data',
      billedUnits: gigabytes * 1e9,
      ...nothing,
      ...free,
    } as const;
    const bill = drawBill({
      ...facts(of({ startsOn: '2028-01-01' }), '2026-03', marks),
      rules: {
        rules: [rule],
        planChanges: [],
        bookings: [],
        offsets: zoneOffsets('Europe/Berlin'),
        months: ['2026-03'],
        usage: [usage],
        samples: [],
        billed: marks.billedRules,
      },
    });
    marks = withBills(marks, [bill]);
    return bill.lines.map(({ netMinor }) => Number(netMinor));
  };
  assert.deepEqual([run(9), run(12), run(12), run(14), run(11), run(10)], [[], [300], [], [300], [-450], [-150]]);
}

export function own(): readonly Outcome[] {
  return [
    ...CASES.map((one) => outcomeOf(one.id, () => check(one))),
    outcomeOf('a volume included, seen anew by each run', checkRules),
  ];
}
