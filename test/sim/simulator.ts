import { Refusal } from '#base';
import { listPlans, listProducts } from '#catalog/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import type { TestApp } from '#test/database';
import { Book, type BookContract, type BookSubscription } from './book.ts';
import { dayAfter } from './days.ts';
import type { Deed } from './deeds.ts';
import { CLERK } from './operations.ts';
import { BEGIN } from './operator.ts';
import type { Random } from './random.ts';

/** A simulated operator at work: does deeds in the program and tells them. */
export class Simulator {
  readonly app: TestApp;
  readonly random: Random;
  /** All that was done so far. */
  readonly deeds: Deed[] = [];
  readonly book = new Book();
  /** Deeds that were refused, by code. */
  readonly refused = new Map<string, number>();
  /** Deeds done, by name. */
  readonly done = new Map<string, number>();
  today = BEGIN;
  #productIds: ReadonlyMap<string, number> = new Map();
  #planIds: ReadonlyMap<string, number> = new Map();
  #serial = 0;

  constructor(app: TestApp, random: Random) {
    this.app = app;
    this.random = random;
  }

  readonly tell = (deed: Deed): void => {
    this.deeds.push(deed);
    this.book.note(deed);
  };

  /** Turns to a day; each deed of it is a minute later than the one before. */
  turnTo(day: string): void {
    this.today = day;
    this.app.clock.set(Date.parse(`${day}T09:00:00Z`));
  }

  run<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
    this.app.clock.set(this.app.clock.now() + 60_000);
    return inTransaction(this.app, CLERK, work);
  }

  /** Does a deed, and tells it if it was not refused. @param deed returns what was done; null where there was nothing to do */
  async act(name: string, deed: () => Promise<Deed | readonly Deed[] | null>): Promise<void> {
    try {
      const done = await deed();
      if (done === null) return;
      for (const each of 'kind' in done ? [done] : done) this.tell(each);
      this.noteDone(name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.noteRefused(name, error);
    }
  }

  noteDone(name: string): void {
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  noteRefused(name: string, { code, findings }: Refusal): void {
    const why = `${name}: ${code} ${findings.map((finding) => finding.code).join(' ')}`.trim();
    this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
  }

  async learnIds(): Promise<void> {
    await this.run(async (ctx) => {
      this.#productIds = new Map((await listProducts(ctx)).map(({ code, id }) => [code, id]));
      this.#planIds = new Map((await listPlans(ctx)).map(({ code, id }) => [code, id]));
    });
  }

  productId(code: string): number {
    return this.#productIds.get(code) ?? 0;
  }
  planId(code: string): number {
    return this.#planIds.get(code) ?? 0;
  }

  /** A number that was never drawn before. */
  serial(): number {
    return ++this.#serial;
  }

  /** A day around today. */
  day(before: number, after: number): string {
    return dayAfter(this.today, this.random.between(-before, after));
  }

  /** An amount in cents from bound to bound, as a decimal. */
  cents(from: number, to: number): string {
    return (this.random.between(from, to) / 100).toFixed(2);
  }

  /** A price with four decimals that nobody paid before. */
  price(from: number, to: number): string {
    return `${this.cents(from, to)}${String(this.serial() % 100).padStart(2, '0')}`;
  }

  pick<Item>(items: Iterable<Item>): Item | null {
    const all = [...items];
    return all.length === 0 ? null : this.random.pick(all);
  }

  /** A contract in force at some time around today. */
  contract(): BookContract | null {
    return this.pick([...this.book.contracts.values()].filter(({ endsOn }) => endsOn === null || endsOn > this.today));
  }

  subscription(): BookSubscription | null {
    return this.pick(
      [...this.book.subscriptions.values()].filter(({ endsOn }) => endsOn === null || endsOn > this.today),
    );
  }
}
