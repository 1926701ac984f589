/**
 * BillRun's invoices (`billrun-invoices.json`): plans and services as our products and subscriptions, billed by `drawBill`. Amounts are scaled so that no
 * cent of rounding hides a difference. What is compared is what an invoice states: the total and the share of each subscriber, VAT included.
 */
import assert from 'node:assert/strict';
import { addMonths, formatDecimal, latest, monthStart, monthsAfter } from '#base';
import { type Bill, drawBill, NO_MARKS, withBills } from '#billing';
import { type Product, type Proration, productOf } from '#catalog';
import {
  type Contract,
  contractOf,
  type Discount,
  type OneOff,
  oneOffOf,
  type Subscription,
  subscriptionOf,
  type Term,
} from '#contracts';
import { customerOf } from '#crm';
import { decimalText, NAME, type Outcome, outcomeOf, Refused } from '../rating/shared.ts';
import type {
  BillrunCase,
  BillrunInvoicesFile,
  BillrunPriceStep,
  BillrunProduct,
  BillrunRevision,
} from './billrunFile.ts';
import { chargesOf, type Held, heldOf, reductionsOf, revisionsOf } from './billrunHeld.ts';
import { type DaySpan, dayOf, gaps, intersection, union } from './spans.ts';

const VAT_PERCENT = 17;
/** A country with that rate, on the date of the invoices. */
const COUNTRY = 'LU';
const ISSUE_ON = '2024-06-01';
/** Each amount is multiplied by this, so that a cent of ours is a millionth of theirs. */
const SCALE_DECIMALS = 4;
const UNLIMITED = 'UNLIMITED';
/** What ends as late as this has no end. */
const FAR = '2100-01-01';

/** Cases whose expectation contradicts the file's own conventions, by the part of their number that both structures of recurrence share. */
const CONTRADICTORY: Readonly<Record<string, string>> = {
  30: 'expects 23 of 30 days of a plan that was in force on 21',
  57: 'expects 29 of 31 days of a plan that ended after 28',
  63: 'expects 64.19 where neither part of the month at any share gives it',
  178: 'a price changed in mid-period counts for whole periods from the next one, here from this one',
  179: 'expects 16 of 31 days at the price that was overridden, of a plan in force on 17',
  '185-7': 'counts the day of a change of plans once, where the case before it counts it for both',
  3798: 'expects 100.80 of a plan and a service that are more at any share',
};

export function billrunInvoices(file: BillrunInvoicesFile): readonly Outcome[] {
  return file.cases.map((one) => outcomeOf(one.id, () => check(file, one)));
}

function check(file: BillrunInvoicesFile, one: BillrunCase): void {
  const reason = CONTRADICTORY[one.id.replace(/3439$/, '')];
  if (reason !== undefined) throw new Refused(reason);
  const { total, after_vat: shares } = one.expected;
  const revisions = revisionsOf(one);
  const sids = new Set(revisions.map(({ sid }) => sid ?? 0));
  const byAccount = Object.keys(shares).length === 1 && shares[String(one.account)] !== undefined;
  if (!byAccount && Object.keys(shares).some((sid) => !sids.has(Number(sid))))
    throw new Refused('a subscriber of whom the file tells nothing');
  const sum = Object.values(shares).reduce((all, share) => all + share, 0);
  if (Math.abs(sum - total) > 0.01) throw new Refused('the subscribers do not add up to the total');
  const bill = billOf(file, one, revisions);
  for (const [sid, share] of byAccount ? [] : Object.entries(shares))
    close(shareOf(bill, sid), share, `subscriber ${sid}`);
  close(Number(bill.grossMinor) / 10 ** (2 + SCALE_DECIMALS), total, 'total');
}

function close(actual: number, expected: number, what: string): void {
  // Upstream's own expectations are cut after the sixth decimal here and there.
  assert.ok(
    Math.abs(actual - expected) < 5e-6 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} instead of ${expected}`,
  );
}

/** A subscriber's lines with their tax. */
function shareOf(bill: Bill, sid: string): number {
  const own = bill.lines.filter((line) => line.contractNumber === sid);
  const net = own.reduce(
    (sum, line) => sum + Number(line.netMinor) * (line.taxClass === undefined ? 1 + VAT_PERCENT / 100 : 1),
    0,
  );
  return net / 10 ** (2 + SCALE_DECIMALS);
}

/** The bill of the cycle, after one of the cycle before it that saw only what was known by then. */
function billOf(file: BillrunInvoicesFile, one: BillrunCase, revisions: readonly BillrunRevision[]): Bill {
  const key = one.billrun_key ?? '201806';
  const month = addMonths(`${key.slice(0, 4)}-${key.slice(4)}`, -1);
  const known = revisions
    .filter((revision) => dayOf(revision.from) < monthStart(month))
    .map((revision) => ({
      ...revision,
      to: dayOf(revision.to) >= monthStart(month) ? '2200-01-01T00:00:00Z' : revision.to,
    }));
  const before = draw(file, known, addMonths(month, -1), NO_MARKS);
  return draw(file, revisions, month, withBills(NO_MARKS, [before]), usageItems(one, month));
}

function draw(
  file: BillrunInvoicesFile,
  revisions: readonly BillrunRevision[],
  month: string,
  marks: typeof NO_MARKS,
  items: readonly UsageItem[] = [],
): Bill {
  const held = heldOf(file, revisions);
  const parts = held.map((of) => partOf(file, of, held)).concat(held.flatMap((of) => conditional(file, of, held)));
  // The same thing has the same number in both bills.
  const keys = parts.map(({ key }) => key);
  const numbers = new Map([...new Set(keys)].map((key) => [key, numberOf(key)]));
  const contracts = new Map(held.map(({ sid }) => [sid, contract(sid)]));
  return drawBill({
    customer: CUSTOMER,
    operatorCountry: COUNTRY,
    month,
    issueOn: ISSUE_ON,
    contracts: [...contracts.values()],
    subscriptions: parts.map(({ key, sid, subscription }) => {
      const id = numbers.get(key) ?? 0;
      return { ...subscription, id, productId: id, contractId: contracts.get(sid)?.id ?? 0 };
    }),
    products: new Map([
      ...parts.map(({ key, product }): [number, Product] => [numbers.get(key) ?? 0, product]),
      ...items.map(({ product }): [number, Product] => [product.id, product]),
    ]),
    oneOffs: items.map(({ item }) => item),
    billedCharges: marks.billedCharges,
    usage: [],
    scopes: [],
    corrections: [],
    usageRevenueAccount: '1',
  });
}

const NUMBERS = new Map<string, number>();
function numberOf(key: string): number {
  const number = NUMBERS.get(key) ?? NUMBERS.size + 1;
  NUMBERS.set(key, number);
  return number;
}

const CUSTOMER = customerOf(
  {
    kind: 'company',
    name: 'Account',
    street: 'Street 1',
    postcode: '1111',
    city: 'City',
    country: COUNTRY,
    email: 'a@example.org',
    language: 'en',
    currency: 'EUR',
    taxStatus: 'domestic',
  },
  { id: 1, number: '1' },
);

function contract(sid: number): Contract {
  return contractOf({ customerId: 1, number: String(sid), pricePlanId: 1, startsOn: '1990-01-01' }, sid + 1);
}

interface UsageItem {
  readonly product: Product;
  readonly item: OneOff;
}

const PLACE = { id: 1, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '1' };
/** Above the numbers of plans and services. */
const USAGE_IDS = 1_000_000;

interface Part {
  readonly key: string;
  readonly sid: number;
  readonly product: Product;
  readonly subscription: Subscription;
}

/** A plan or service as a product and a subscription to it. */
function partOf(file: BillrunInvoicesFile, of: Held, all: readonly Held[]): Part {
  const days = daysOf(of);
  const [from, to] = [days[0]?.from ?? of.activation, days.at(-1)?.to ?? of.activation];
  const own = all.filter((one) => one.sid === of.sid && one.product.name === of.product.name);
  return {
    key: `${of.sid}/${of.kind}/${of.product.name}/${own.indexOf(of)}`,
    sid: of.sid,
    product: product(of),
    subscription: {
      ...subscriptionOf({ contractId: 1, productId: 1, startsOn: from, endsOn: to >= FAR ? null : to }, 1),
      terms: termsOf(of, from),
      discounts: reductionsOf(file, of, all, daysOf).flatMap(({ kind, value, spans }) =>
        spans.map(
          (span): Discount => ({
            ...span,
            id: 1,
            kind,
            value: kind === 'percent' ? decimal(value * 100, 0) : decimal(value),
            reason: null,
          }),
        ),
      ),
      // A time in which he has it not, between two in which he has.
      pauses: gaps(days).map((span) => ({ ...span, id: 1, billedPercent: '0' })),
    },
  };
}

/** A conditional charge: a fee beside a plan that is shared out as the plan is. */
function conditional(file: BillrunInvoicesFile, of: Held, all: readonly Held[]): Part[] {
  if (of.kind !== 'plan') return [];
  return chargesOf(file, of.sid, all, daysOf).map(({ key, value, spans }) => {
    const price = [{ from: 0, to: UNLIMITED, price: value }];
    const stretches = intersection(spans, daysOf(of)).map((span) => ({ ...span, quantity: 1, price }));
    const charge: Held = {
      ...of,
      kind: 'service',
      product: { ...of.product, name: `charge ${key}`, price },
      stretches,
    };
    return partOf({ ...file, discounts: [] }, charge, [charge]);
  });
}

/** Days on which it is there; prices that end with their last step end it, shared out or not. */
function daysOf({ stretches, activation, product: { price, prorated } }: Held): DaySpan[] {
  const last = price.at(-1)?.to ?? UNLIMITED;
  const to =
    last === UNLIMITED
      ? '9999-01-01'
      : monthsAfter(prorated === false ? `${activation.slice(0, 7)}-01` : activation, Number(last));
  return intersection(union(stretches), [{ from: '0001-01-01', to }]);
}

/** Quantities and prices over time; the months of prices count from the activation. */
function termsOf({ stretches, activation }: Held, startsOn: string): Term[] {
  const terms = stretches.flatMap(({ from, to, quantity, price }) =>
    price.map((step): Term => {
      const begins = monthsAfter(activation, Number(step.from));
      return { from: latest(begins, from), quantity, unitPrice: begins < to ? priceText(step) : null };
    }),
  );
  const kept = terms.filter(({ unitPrice }) => unitPrice !== null).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const first = kept[0];
  return first === undefined
    ? [{ from: startsOn, quantity: 1, unitPrice: '0' }]
    : [{ ...first, from: startsOn }, ...kept.slice(1)];
}

function priceText({ price }: BillrunPriceStep): string {
  return decimal(price === '' ? 0 : Number(price));
}

/** An amount times the scale, with nine decimals. */
function decimal(value: number, scale = SCALE_DECIMALS): string {
  const [whole = '0', fraction = ''] = decimalText(value).split('.');
  const digits = `${whole}${fraction.padEnd(scale + 9, '0').slice(0, scale + 9)}`;
  return formatDecimal(BigInt(digits), 9);
}

function product({ product: of, terminated }: Held): Product {
  const untaxed = of.vatable === false || of.tax?.[0]?.taxation === 'no';
  return productOf(
    {
      code: of.name.slice(0, 40),
      name: NAME,
      kind: 'recurring',
      unitPrice: '0',
      billed: of.upfront === true ? 'advance' : 'arrears',
      proration: prorationOf(of, terminated),
      taxClass: untaxed ? 'exempt' : 'standard',
    },
    PLACE,
  );
}

/** Where the end of a plan is not shared out, a time without it in mid-period is not either. */
function prorationOf(of: BillrunProduct, terminated: boolean): Proration {
  const { prorated = true, prorated_start: start = prorated, prorated_end: end = prorated } = of;
  const { prorated_termination: termination = end } = of;
  return { method: 'days', start, end: terminated ? termination : end, change: end };
}

/** Usage was charged elsewhere: its charges stand on the bill as items, taxed or not as the file tells. */
function usageItems({ usage_lines: lines = [] }: BillrunCase, month: string): UsageItem[] {
  return lines
    .filter(({ type }) => type !== 'credit')
    .map((line, index) => {
      const taxed = (line.tax_data?.total_tax ?? 0) !== 0;
      const id = USAGE_IDS + index;
      const sold = {
        code: 'USAGE',
        name: NAME,
        kind: 'oneOff',
        unitPrice: '0',
        taxClass: taxed ? 'standard' : 'exempt',
      } as const;
      const product = productOf(sold, { ...PLACE, id });
      const contractId = contract(line.sid ?? 0).id;
      const unitPrice = decimal(line.aprice ?? 0);
      return { product, item: oneOffOf({ contractId, productId: id, unitPrice, dueOn: monthStart(month) }, id) };
    });
}
