/** Whatever is booked, in whatever order: the books agree with a model of them that knows nothing of postings. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import {
  customerAccount,
  openItems,
  postDocuments,
  postPayment,
  reverseEntry,
  setOff,
  statement,
  verifyLedger,
  writeOff,
} from './service.ts';

let app: TestApp;
before(async () => {
  app = await testApp();
});
after(() => app.close());

const inApp = <T>(work: (ctx: Context) => Promise<T>) => inTransaction(app, app.actor, work);

/** What stands on the account: entries by number, each with what it moves of which item. */
class Model {
  readonly entries = new Map<number, { kind: string; moves: { item: number; by: bigint }[]; undone: boolean }>();
  readonly dueOn = new Map<number, string>();

  left(item: number): bigint {
    let left = 0n;
    for (const { moves } of this.entries.values()) for (const move of moves) if (move.item === item) left += move.by;
    return left;
  }

  open(): { item: number; left: bigint }[] {
    return [...this.dueOn.keys()]
      .map((item) => ({ item, left: this.left(item) }))
      .filter(({ left }) => left !== 0n)
      .sort((a, b) => {
        const [dueA = '', dueB = ''] = [this.dueOn.get(a.item), this.dueOn.get(b.item)];
        return dueA < dueB ? -1 : dueA > dueB ? 1 : a.item - b.item;
      });
  }

  balance(): bigint {
    return this.open().reduce((sum, { left }) => sum + left, 0n);
  }

  write(id: number, kind: string, moves: { item: number; by: bigint }[], dueOn?: string): void {
    this.entries.set(id, { kind, moves: moves.filter(({ by }) => by !== 0n), undone: false });
    if (dueOn !== undefined && moves.some(({ item, by }) => item === id && by !== 0n)) this.dueOn.set(id, dueOn);
  }

  /** Money that settles the oldest on the other side first; what is left is an item of its own. */
  pay(id: number, amount: bigint, dueOn: string): void {
    const sign = amount > 0n ? 1n : -1n;
    let rest = amount * sign;
    const moves = this.open()
      .filter(({ left }) => left * sign > 0n)
      .map(({ item, left }) => {
        const by = left * sign < rest ? left * sign : rest;
        rest -= by;
        return { item, by: -by * sign };
      });
    this.write(id, amount > 0n ? 'payment' : 'refund', [...moves, { item: id, by: -rest * sign }], dueOn);
  }

  /** Set-offs of what it left first, the latest first, then itself; null = it must be refused. */
  toReverse(id: number): number[] | null {
    const entry = this.entries.get(id);
    if (entry === undefined || entry.undone || !['payment', 'refund', 'writeOff', 'setOff'].includes(entry.kind))
      return null;
    const since = [...this.entries].filter(
      ([other, { moves, undone, kind }]) =>
        other !== id && !undone && kind !== 'reversal' && moves.some(({ item }) => item === id),
    );
    if (since.some(([, { kind }]) => kind !== 'setOff')) return null;
    return [...since.map(([other]) => other).reverse(), id];
  }

  reverse(id: number, reversalId: number): void {
    const entry = this.entries.get(id)!;
    entry.undone = true;
    this.write(
      reversalId,
      'reversal',
      entry.moves.map(({ item, by }) => ({ item, by: -by })),
    );
  }
}

const amount = fc.bigInt({ min: 1n, max: 80_000n });
const percent = fc.bigInt({ min: 1n, max: 100n });
/** Weighted so that payments often leave something, which is set off, which is taken back. */
const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('document' as const),
      net: fc.bigInt({ min: -10_000n, max: 30_000n }),
      due: fc.integer({ min: 10, max: 28 }),
      taxed: fc.boolean(),
      deposit: fc.constantFrom(0n, 0n, 5_000n),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pay' as const), amount: amount.map((each) => -each) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('setOff' as const), percent: fc.oneof(percent, fc.constant(100n)) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('writeOff' as const),
      which: fc.nat(),
      percent,
      correctVat: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat({ max: 20 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer Of> ? Of : never;
type DeedTo<Do extends Deed['do']> = Extract<Deed, { do: Do }>;

/** A customer of his own per run; the numbers of entries go on over all of them. */
let customerId = 0;
let lastEntry = 0;
const EUR = 'EUR';
const TODAY = '2026-11-23';

const DO: { readonly [Do in Deed['do']]: (model: Model, deed: DeedTo<Do>) => Promise<void> } = {
  async document(model, { net, due, taxed, deposit }) {
    const tax = taxed ? (net * 19n) / 100n : 0n;
    const gross = net + tax + deposit;
    const dueOn = `2026-11-${due}`;
    await inApp((ctx) =>
      postDocuments(ctx, [
        {
          kind: gross < 0n ? 'creditNote' : 'invoice',
          documentNumber: `D${lastEntry + 1}`,
          customerId,
          bookedOn: '2026-11-03',
          dueOn,
          currency: EUR,
          grossMinor: gross,
          revenue: [
            { account: '4400', netMinor: net / 3n },
            { account: '4401', netMinor: net - net / 3n },
          ],
          deposits: [{ account: '1710', netMinor: deposit }],
          taxes: [{ category: taxed ? 'S' : 'AE', percent: taxed ? '19' : '0', taxMinor: tax }],
        },
      ]),
    );
    lastEntry += 1;
    model.write(lastEntry, 'document', [{ item: lastEntry, by: gross }], dueOn);
  },
  async pay(model, { amount: paid }) {
    const reference = `P${lastEntry + 1}`;
    const payment = {
      reference,
      customerId,
      currency: EUR,
      amountMinor: paid,
      bookedOn: TODAY,
      channel: 'transfer',
    } as const;
    const { entryId } = await inApp((ctx) => postPayment(ctx, payment));
    lastEntry += 1;
    assert.equal(entryId, lastEntry);
    model.pay(entryId, paid, TODAY);
  },
  async setOff(model, { percent: share }) {
    const { currencies } = await inApp((ctx) => customerAccount(ctx, customerId));
    const proposed = (currencies[0]?.setOff ?? []).map(({ entryId, amount: text, side }) => ({
      entryId,
      side,
      amountMinor: BigInt(text.replace('.', '')),
    }));
    const sides = Map.groupBy(proposed, ({ side }) => side);
    const sumOf = (side: 'credit' | 'debit') =>
      (sides.get(side) ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    assert.equal(sumOf('credit'), sumOf('debit'), 'what is proposed is even');
    const [credit, debit] = [sides.get('credit')?.[0], sides.get('debit')?.[0]];
    if (credit === undefined || debit === undefined) return;
    const [smaller = 0n] = [credit.amountMinor, debit.amountMinor].toSorted((a, b) => (a < b ? -1 : 1));
    const off = (smaller * share + 99n) / 100n;
    const items = [credit, debit].map(({ entryId }) => ({ entryId, amountMinor: off }));
    await inApp((ctx) => setOff(ctx, { customerId, currency: EUR, items }));
    lastEntry += 1;
    model.write(lastEntry, 'setOff', [
      { item: credit.entryId, by: off },
      { item: debit.entryId, by: -off },
    ]);
  },
  async writeOff(model, { which, percent: share, correctVat }) {
    const open = model.open();
    const item = open[which % (open.length || 1)];
    if (item === undefined) return;
    const left = item.left < 0n ? -item.left : item.left;
    const off = (left * share + 99n) / 100n;
    const input = { entryId: item.item, amountMinor: off, reason: 'uncollectible', correctVat } as const;
    await inApp((ctx) => writeOff(ctx, input));
    lastEntry += 1;
    model.write(lastEntry, 'writeOff', [{ item: item.item, by: item.left < 0n ? off : -off }]);
  },
  async reverse(model, { which }) {
    // What cannot be reversed is asked for too, the rest more often.
    const ids = [...model.entries.keys()];
    const money = ids.filter((each) => /payment|refund/.test(model.entries.get(each)?.kind ?? ''));
    const among = which % 3 === 0 ? ids : money;
    const id = among.at(-1 - (which % (among.length || 1)));
    if (id === undefined) return;
    const reversing = model.toReverse(id);
    const attempt = inApp((ctx) => reverseEntry(ctx, { entryId: id, note: 'x' }));
    if (reversing === null) return assert.rejects(attempt, Refusal);
    await attempt;
    for (const each of reversing) {
      lastEntry += 1;
      model.reverse(each, lastEntry);
    }
  },
};

function perform(model: Model, one: Deed): Promise<void> {
  // The table is keyed by the very word that tells the kinds apart.
  const of = DO[one.do] as (model: Model, deed: Deed) => Promise<void>;
  return of(model, one);
}

async function compare(model: Model): Promise<void> {
  const found = await inApp((ctx) => openItems(ctx, customerId));
  assert.deepEqual(
    found.map(({ entryId, remainingMinor }) => ({ item: entryId, left: remainingMinor })),
    model.open(),
  );
  const text = (minor: bigint) =>
    `${minor < 0n ? '-' : ''}${String(minor < 0n ? -minor : minor)
      .padStart(3, '0')
      .replace(/(..)$/, '.$1')}`;
  const { currencies } = await inApp((ctx) => customerAccount(ctx, customerId));
  const told = await inApp((ctx) => statement(ctx, customerId, { currency: EUR, page: 1, pageSize: 1 }));
  assert.deepEqual(
    [currencies[0]?.balance ?? '0.00', told.closing, told.rows[0]?.balance ?? '0.00'],
    Array(3).fill(text(model.balance())),
  );
}

/** Sum of all postings of all customers: what is owed to one account is owed by another. */
async function sumOfAll(): Promise<string> {
  const { rows } = await inApp(({ tx }) =>
    sql<{ sum: string }>`select coalesce(sum(amount_minor), 0)::text as sum from ledger.posting`.execute(tx),
  );
  return rows[0]?.sum ?? '';
}

test('after any documents, payments, set-offs, write-offs and reversals, every item and balance is what the model says', async () => {
  const property = fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 24, size: 'max' }), async (deeds) => {
    customerId += 1;
    const model = new Model();
    for (const one of deeds) {
      await perform(model, one);
      await compare(model);
    }
    assert.equal(await sumOfAll(), '0');
  });
  await fc.assert(property, { numRuns: 20 });
  const report = await inApp(verifyLedger);
  assert.deepEqual(report, { entries: lastEntry, findings: [] });
});
