/**
 * What should have been billed: goes through all deeds from the first on, and at every issue asks anew what each customer owed by all that was known when the
 * drafts were drawn, less what he was billed before.
 */
import { Book } from '../book.ts';
import type { Deed, DeedOf } from '../deeds.ts';
import { type Charged, chargeAll } from './charges.ts';
import { type AuditedDocument, documentsOf } from './documents.ts';
import { duePeriods } from './fees.ts';
import { type AuditedCall, readFiles } from './files.ts';
import { halfUp, NANO, nano } from './money.ts';

/** What one customer owes on a contract by one bill, in cents. */
export interface Owed {
  readonly contractId: number;
  readonly what: 'fees' | 'items' | 'deposits' | 'usage' | 'corrections';
  readonly cents: bigint;
}

export interface AuditedRun {
  readonly runId: number;
  readonly month: string;
  /** By customer, those left out excepted. */
  readonly owed: ReadonlyMap<number, readonly Owed[]>;
  readonly documents: readonly AuditedDocument[];
  /** Calls that came onto a document here, with what they cost there; none ever comes onto another. */
  readonly calls: ReadonlyMap<string, Charged>;
}

/** All runs issued so far. */
export function auditRuns(deeds: readonly Deed[]): AuditedRun[] {
  const account = new Account();
  const runs: AuditedRun[] = [];
  for (const [index, deed] of deeds.entries()) {
    if (deed.kind !== 'issued') continue;
    const isOfRun = (one: Deed) => 'runId' in one && one.runId === deed.runId;
    const drawnAt = deeds.findLastIndex((one, at) => at < index && one.kind === 'drawn' && isOfRun(one));
    const drawn = deeds[drawnAt] as DeedOf<'drawn'>;
    runs.push(account.bill(deeds.slice(0, drawnAt), drawn, leftOut(deeds.slice(0, index), deed.runId)));
  }
  return runs;
}

/**
 * Who stays out of a run: whoever was left out and everybody billed with him then; and, when it is drawn again, everybody billed with any of them by
 * then.
 */
function leftOut(deeds: readonly Deed[], runId: number): ReadonlySet<number> {
  const out = new Set<number>();
  let groups = new Map<number, readonly number[]>();
  for (const [index, deed] of deeds.entries()) {
    if (deed.kind === 'drawn' && deed.runId === runId) {
      const book = new Book(deeds.slice(0, index));
      const members = Map.groupBy(deed.customerIds, (id) => payerOf(book, id));
      groups = new Map([...members.values()].flatMap((group) => group.map((id) => [id, group] as const)));
      for (const group of members.values()) if (group.some((id) => out.has(id))) for (const id of group) out.add(id);
    } else if (deed.kind === 'excluded' && deed.runId === runId) {
      for (const id of groups.get(deed.customerId) ?? []) {
        if (deed.excluded) out.add(id);
        else out.delete(id);
      }
    }
  }
  return out;
}

/** What was billed so far. */
class Account {
  /** Cents by service period. */
  readonly #fees = new Map<string, bigint>();
  readonly #items = new Set<DeedOf<'item'>>();
  readonly #calls = new Set<string>();
  /** Ten-thousandths by contract, month and destination, corrections included. */
  readonly #usage = new Map<string, bigint>();

  bill(deeds: readonly Deed[], drawn: DeedOf<'drawn'>, out: ReadonlySet<number>): AuditedRun {
    const book = new Book(deeds);
    const { calls } = readFiles(deeds.filter((deed) => deed.kind === 'file'));
    const gone = new Set(deeds.flatMap((deed) => (deed.kind === 'backedOut' ? deed.name : [])));
    const inRun = new Set(drawn.customerIds.filter((id) => !out.has(id)));
    const known = chargeAll(
      book,
      calls.filter(({ start, file }) => start.slice(0, 7) <= drawn.month && !gone.has(file)),
    );
    const owed = new Map<number, Owed[]>();
    const owe = (contractId: number, what: Owed['what'], cents: bigint) => {
      const { customerId } = book.contract(contractId);
      if (cents !== 0n) owed.set(customerId, [...(owed.get(customerId) ?? []), { contractId, what, cents }]);
    };
    const isBilled = (contractId: number) => inRun.has(book.contract(contractId).customerId);
    this.#billFees(book, drawn.month, isBilled, owe);
    this.#billItems(book, drawn.month, isBilled, owe);
    this.#billCorrections(known, isBilled, owe);
    const fresh = this.#billUsage(known, isBilled, owe);
    const documents = documentsOf(book, owed, drawn);
    const { runId, month } = drawn;
    return { runId, month, owed, documents, calls: new Map(fresh.map((charged) => [charged.call.key, charged])) };
  }

  #billFees(book: Book, month: string, isBilled: IsBilled, owe: Owe): void {
    for (const subscription of book.subscriptions.values()) {
      if (!isBilled(subscription.contractId)) continue;
      const due = duePeriods(book, subscription, month);
      const isOfIt = (key: string) => key.startsWith(`${subscription.id}/`);
      const gone = [...this.#fees.keys()].filter((key) => isOfIt(key) && !due.some((period) => period.key === key));
      for (const { key, cents, isDue } of [...due, ...gone.map((key) => ({ key, cents: 0n, isDue: true }))]) {
        const before = this.#fees.get(key);
        if (!isDue && before === undefined) continue;
        owe(subscription.contractId, 'fees', cents - (before ?? 0n));
        this.#fees.set(key, cents);
      }
    }
  }

  #billItems(book: Book, month: string, isBilled: IsBilled, owe: Owe): void {
    for (const item of book.items) {
      // Set-up fees are made anew with every book: the same thing by what it says.
      if (this.#hasItem(book, item) || !isBilled(item.contractId) || item.dueOn.slice(0, 7) > month) continue;
      const cents = halfUp(nano(item.unitPrice) * BigInt(item.quantity), NANO / 100n);
      owe(item.contractId, item.taxed ? 'items' : 'deposits', cents);
      this.#items.add(item);
    }
  }

  #hasItem(book: Book, item: DeedOf<'item'>): boolean {
    const same = (other: DeedOf<'item'>) => JSON.stringify(other) === JSON.stringify(item);
    const place = book.items.filter((other, at) => at <= book.items.indexOf(item) && same(other)).length;
    return [...this.#items].filter(same).length >= place;
  }

  /** Calls on documents whose charge or owner is another by now. What does not come to a cent yet waits. */
  #billCorrections(known: readonly Charged[], isBilled: IsBilled, owe: Owe): void {
    const due = new Map<string, bigint>();
    for (const key of this.#usage.keys()) due.set(key, 0n);
    for (const charged of known) if (this.#calls.has(charged.call.key)) add(due, usageKey(charged), charged.amount);
    for (const [key, amount] of due) {
      const contractId = Number(key.split(' ')[0]);
      const difference = amount - (this.#usage.get(key) ?? 0n);
      const cents = halfUp(difference, 100n);
      if (cents === 0n || !isBilled(contractId)) continue;
      owe(contractId, 'corrections', cents);
      add(this.#usage, key, difference);
    }
  }

  /** Calls that are on no document yet: one rounding for each contract, month and kind of destination. */
  #billUsage(known: readonly Charged[], isBilled: IsBilled, owe: Owe): Charged[] {
    const fresh = known.filter((charged) => !this.#calls.has(charged.call.key) && isBilled(charged.contractId));
    const sums = new Map<string, bigint>();
    for (const charged of fresh) add(sums, usageKey(charged), charged.amount);
    for (const [key, amount] of sums) {
      owe(Number(key.split(' ')[0]), 'usage', halfUp(amount, 100n));
      add(this.#usage, key, amount);
    }
    for (const { call } of fresh) this.#calls.add(call.key);
    return fresh;
  }
}

type IsBilled = (contractId: number) => boolean;
type Owe = (contractId: number, what: Owed['what'], cents: bigint) => void;

function usageKey({ contractId, call, destination }: Charged): string {
  return `${contractId} ${call.start.slice(0, 7)} ${destination}`;
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Who gets the documents in the end. */
export function payerOf(book: Book, customerId: number): number {
  const { payerId } = book.customer(customerId);
  return payerId === null ? customerId : payerOf(book, payerId);
}

export type { AuditedCall };
