/** The simulated year: months of deeds, files, drafts and issues, and the auditor's visit after each. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#base';
import { EVERYBODY, type RunScope } from '#billing';
import { customersOfRun, excludeDraft, listRunItems, runsOfMonth, withdrawRun } from '#billing/service';
import { type TestApp, testApp } from '#test/database';
import { audit, type Verdict } from './auditor/check.ts';
import { CallFiles } from './callFiles.ts';
import { Crashes, type CrashPlan } from './crashes.ts';
import { dayAfter, firstOf, monthAfter } from './days.ts';
import * as contracts from './deedsOnContracts.ts';
import * as subscriptions from './deedsOnSubscriptions.ts';
import type { Operation } from './operations.ts';
import { BEGIN, priceRows, SOURCES, setUpOperator } from './operator.ts';
import { type Random, randomFrom } from './random.ts';
import { Simulator } from './simulator.ts';

export interface YearPlan {
  readonly seed: number;
  readonly months: number;
  readonly customers: number;
  readonly callsPerFile: number;
  readonly deedsPerMonth: number;
  readonly crashes: CrashPlan;
}

export interface Year {
  readonly app: TestApp;
  readonly sim: Simulator;
  readonly verdict: Verdict;
  /** What was at work when the process was killed. */
  readonly died: readonly Operation['kind'][];
}

type Deeds = readonly (readonly [
  name: string,
  weight: number,
  deed: (sim: Simulator, files: CallFiles) => Promise<Parameters<Simulator['tell']>[0] | null>,
])[];

/** What an operator does all day, and how often. */
const DEEDS: Deeds = [
  ['subscribe', 5, subscriptions.subscribeMore],
  ['end subscription', 6, subscriptions.endOne],
  ['restart subscription', 3, subscriptions.restart],
  ['change quantity', 7, subscriptions.changeQuantity],
  ['change price', 7, subscriptions.changePrice],
  ['discount', 6, subscriptions.discount],
  ['pause', 5, subscriptions.pause],
  ['end discount or pause', 5, subscriptions.endDiscountOrPause],
  ['item', 7, subscriptions.item],
  ['give deposit back', 2, subscriptions.giveBack],
  ['new customer', 2, (sim) => contracts.newCustomer(sim)],
  ['new contract', 2, contracts.anotherContract],
  ['end contract', 4, contracts.endOneContract],
  ['change plan', 5, contracts.changeOnePlan],
  ['add line', 5, (sim, files) => contracts.addOneLine(sim, files.strays)],
  ['end line', 4, contracts.endOneLine],
  ['move line', 4, contracts.moveOneLine],
  ['change payer', 3, contracts.changePayer],
  ['share bills', 3, contracts.shareBills],
  ['product price', 3, contracts.changeProductPrice],
  ['call prices', 2, contracts.changePrices],
];

/**
 * Lives through the year. The app is open still; whoever asked closes it.
 * @param told each month's verdict; absent: the auditor comes once, at the end
 */
export async function liveYear(plan: YearPlan, told?: (month: string, verdict: Verdict) => void): Promise<Year> {
  const app = await testApp();
  const crashes = new Crashes(app, plan.crashes, plan.seed);
  const sim = new Simulator(app, randomFrom(plan.seed));
  const life = new Life(sim, crashes, plan);
  await life.begin();
  let verdict: Verdict = { troubles: [], documents: 0, calls: 0, records: 0, netCents: 0n };
  let month = '2026-01';
  for (let count = 0; count < plan.months && verdict.troubles.length === 0; count++) {
    await life.month(month);
    if (told !== undefined || count === plan.months - 1) verdict = await audit(app, sim.deeds);
    told?.(month, verdict);
    month = monthAfter(month);
  }
  return { app, sim, verdict, died: crashes.died };
}

class Life {
  readonly #sim: Simulator;
  readonly #random: Random;
  readonly #crashes: Crashes;
  readonly #plan: YearPlan;
  readonly #files: CallFiles;

  constructor(sim: Simulator, crashes: Crashes, plan: YearPlan) {
    this.#sim = sim;
    this.#random = sim.random;
    this.#crashes = crashes;
    this.#plan = plan;
    this.#files = new CallFiles(sim);
  }

  async begin(): Promise<void> {
    const sim = this.#sim;
    sim.turnTo(BEGIN);
    const rows = priceRows((from, to) => (sim.random.between(from, to) / 10_000).toFixed(4));
    await sim.run((ctx) => setUpOperator(ctx, sim.tell, rows));
    await sim.learnIds();
    for (let count = 0; count < this.#plan.customers; count++)
      await contracts.newCustomer(sim, dayAfter(BEGIN, this.#random.between(0, 45)));
  }

  /** A month, and its bills at the begin of the next. */
  async month(month: string): Promise<void> {
    const first = firstOf(month);
    const days = Array.from({ length: this.#plan.deedsPerMonth }, () => this.#random.between(1, 27)).sort(
      (a, b) => a - b,
    );
    for (const [index, day] of days.entries()) {
      this.#sim.turnTo(dayAfter(first, day));
      await this.#deed();
      if (index === Math.floor(days.length / 2)) {
        for (const source of SOURCES) await this.#deliver(source, 18);
        if (this.#random.percent(30)) await this.#draw(month); // a forecast
        if (this.#random.percent(30)) await this.#crashes.perform({ kind: 'rerate' });
        if (this.#random.percent(20)) await this.#takeFileOut();
      }
    }
    await this.#bill(month);
  }

  async #bill(month: string): Promise<void> {
    const sim = this.#sim;
    sim.turnTo(dayAfter(firstOf(monthAfter(month)), this.#random.between(0, 6)));
    for (const source of SOURCES) await this.#deliver(source, 20);
    const isDrawn = sim.deeds.some((deed) => deed.kind === 'drawn' && deed.month === month);
    if (!isDrawn && this.#random.percent(40)) await this.#billOne(month, sim.pick(sim.book.customers.values()));
    for (let rounds = this.#random.between(1, 3); rounds > 0; rounds--) {
      await this.#draw(month);
      await this.#whileLookedAt(rounds);
    }
    const { runId } = this.#lastDrawn();
    await this.#approveAndIssue(runId);
    const out = sim.deeds.filter((deed) => deed.kind === 'excluded').filter((deed) => deed.runId === runId);
    const late = sim.pick(out);
    if (late?.excluded === true && this.#random.percent(50))
      await this.#billOne(month, sim.book.customer(late.customerId));
  }

  async #approveAndIssue(runId: number): Promise<void> {
    for (const kind of ['approve', 'issue'] as const) {
      await this.#crashes.perform({ kind, runId });
      if (this.#random.percent(30)) await this.#deed();
    }
    this.#sim.tell({ kind: 'issued', runId });
  }

  /** One customer, with whoever is billed with him, before or after everybody else; where that is not done already. */
  async #billOne(month: string, customer: { readonly id: number } | null): Promise<void> {
    if (customer === null) return;
    try {
      await this.#draw(month, { kind: 'customer', key: String(customer.id) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#sim.noteRefused('bill one', error);
      return;
    }
    await this.#approveAndIssue(this.#lastDrawn().runId);
    this.#sim.noteDone('bill one alone');
  }

  /** A file was sent by mistake: its calls never were. */
  async #takeFileOut(): Promise<void> {
    const gone = new Set(this.#sim.deeds.flatMap((deed) => (deed.kind === 'backedOut' ? deed.name : [])));
    const files = this.#sim.deeds.filter((deed) => deed.kind === 'file').slice(-6);
    const file = this.#sim.pick(files.filter(({ name }) => !gone.has(name)));
    if (file === null) return;
    await this.#crashes.perform({ kind: 'backOut', name: file.name });
    this.#files.forget(file.source, file.content);
    this.#sim.tell({ kind: 'backedOut', name: file.name });
    this.#sim.noteDone('take file out');
  }

  /** Between drawing and drawing again, or approving: somebody is left out, something is changed, a file comes late, the run is taken back. */
  async #whileLookedAt(rounds: number): Promise<void> {
    for (let count = this.#random.between(0, 2); count > 0; count--) await this.#exclude();
    for (let count = this.#random.between(0, 3); count > 0; count--) await this.#deed();
    if (this.#random.percent(30)) await this.#deliver(this.#random.pick(SOURCES), 40);
    if (rounds > 1 && this.#random.percent(25)) {
      const { runId } = this.#lastDrawn();
      await this.#sim.run((ctx) => withdrawRun(ctx, { runId, reason: 'once more' }));
      this.#sim.tell({ kind: 'withdrawn', runId });
      this.#sim.noteDone('withdraw run');
    }
  }

  async #deed(): Promise<void> {
    const all = DEEDS.reduce((sum, [, weight]) => sum + weight, 0);
    let at = this.#random.below(all);
    for (const [name, weight, deed] of DEEDS) {
      at -= weight;
      if (at < 0) return this.#sim.act(name, () => deed(this.#sim, this.#files));
    }
  }

  async #deliver(source: string, sinceDays: number): Promise<void> {
    const file = this.#files.next(source, this.#plan.callsPerFile, sinceDays);
    const dir = join(this.#sim.app.dataDir, 'inbox');
    mkdirSync(dir, { recursive: true });
    const path = join(dir, file.name);
    writeFileSync(path, file.content);
    const operation = { kind: 'import', path, name: file.name, sourceCode: source } as const;
    await this.#crashes.perform(operation);
    // The same file once more is nothing.
    if (this.#random.percent(15)) await this.#crashes.perform(operation);
    this.#sim.tell(file);
  }

  async #draw(month: string, scope: RunScope = EVERYBODY): Promise<void> {
    const sim = this.#sim;
    await this.#crashes.perform({ kind: 'draw', month, scope });
    const runs = await sim.run((ctx) => runsOfMonth(ctx, month));
    const run = runs.find((one) => one.scope.kind === scope.kind && one.scope.key === scope.key);
    if (run === undefined) throw new Error(`assertion failed: no run of ${month} after it was drawn`);
    const failed = await sim.run((ctx) => listRunItems(ctx, run.id, { only: 'failed', page: 1, pageSize: 100 }));
    if (failed.total > 0) throw new Error(`bills of ${month} cannot be drawn: ${JSON.stringify(failed.rows)}`);
    const customerIds = [...(await sim.run((ctx) => customersOfRun(ctx, run.id)))];
    sim.tell({ kind: 'drawn', runId: run.id, month, issueOn: run.issueOn, customerIds });
  }

  /** Leaves a paying group out of the run, or takes one back in. */
  async #exclude(): Promise<void> {
    const sim = this.#sim;
    const { runId } = this.#lastDrawn();
    const customer = sim.pick(sim.book.customers.values());
    if (customer === null) return;
    const { id: customerId } = customer;
    const excluded = this.#random.percent(75);
    await sim.act('exclude', async () => {
      await sim.run((ctx) => excludeDraft(ctx, { runId, customerId, excluded, reason: 'to be looked at' }));
      return { kind: 'excluded', runId, customerId, excluded };
    });
  }

  #lastDrawn() {
    const drawn = this.#sim.deeds.findLast((deed) => deed.kind === 'drawn');
    if (drawn === undefined) throw new Error('assertion failed: nothing was drawn yet');
    return drawn;
  }
}
