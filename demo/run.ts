/**
 * The demo: sets up the made-up operator, lives through three months of deeds and record files, issues two and leaves the third in
 * review. Everything happens at fixed instants of a virtual clock, so two runs, or a run killed and started again, end in the
 * same database.
 */
import { join } from 'node:path';
import { addMonths } from '#base';
import { runOfMonth } from '#billing/service';
import { exportDocuments } from '#invoicing/service';
import { type App, closeApp, openApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { silentLog } from '#platform/log';
import type { Progress } from '#platform/progress';
import { type Billing, draftMonth, issueMonth } from './bill.ts';
import { buildOperator, OPERATOR_TENANT } from './build.ts';
import { SET_UP_MS } from './calendar.ts';
import { type Delivering, deliverLate, deliverMonth } from './deliver.ts';
import { deliverCarrierBill } from './deliverCarrierBill.ts';
import { doDeeds } from './doDeeds.ts';
import { DEMO_MONTHS, generateMonth } from './generate.ts';
import { readStaff } from './staff.ts';
import { type DemoSummary, summarise } from './summary.ts';

export interface DemoOptions {
  /** Where the program keeps its data; absent = as configured. */
  readonly dataDir?: string | undefined;
  /** Where record files and documents are written. */
  readonly outDir: string;
  /** 1 = about 63,000 records a month. */
  readonly scale: number;
  readonly progress: Progress;
}

export interface DemoReport {
  readonly summary: DemoSummary;
  /** Nothing was left to do: the months were lived through before. */
  readonly unchanged: boolean;
}

/** The last month stays in review. */
const LAST_MONTH = DEMO_MONTHS[DEMO_MONTHS.length - 1]!;

/** Runs the demo on a data folder of its own and closes it again. */
export async function runDemo({ dataDir, outDir, scale, progress }: DemoOptions): Promise<DemoReport> {
  const startedMs = performance.now();
  const clock = virtualClock(SET_UP_MS);
  const app = await openApp({ clock, log: silentLog, ...(dataDir === undefined ? {} : { dataDir }) });
  try {
    await buildOperator(app, progress);
    const unchanged = await isLivedThrough(app);
    if (!unchanged) await liveThroughMonths({ app, clock, progress, outDir, scale });
    const summary = await summarise(app, (performance.now() - startedMs) / 1000);
    return { summary, unchanged };
  } finally {
    await closeApp(app, { stopDatabase: 'unlessUsed' });
  }
}

/** Whether the last month has its drafts: then every step before it is done. */
async function isLivedThrough(app: App): Promise<boolean> {
  const { clerk } = await readStaff(app, OPERATOR_TENANT);
  const run = await inTransaction(app, clerk, (ctx) => runOfMonth(ctx, LAST_MONTH));
  return run !== null && run.state !== 'draft' && run.state !== 'calculated';
}

interface Living extends Omit<Billing, 'staff'> {
  readonly outDir: string;
  readonly scale: number;
}

async function liveThroughMonths({ outDir, scale, ...base }: Living): Promise<void> {
  const { app } = base;
  const staff = await readStaff(app, OPERATOR_TENANT);
  const billing: Billing = { ...base, staff };
  const delivering: Delivering = { ...base, actor: staff.clerk };
  for (const month of DEMO_MONTHS) {
    await doDeeds(base.app, base.clock, staff.clerk, month);
    base.progress.phase('demoGenerate');
    const generated = generateMonth(month, join(outDir, 'records', month), { scale });
    await deliverMonth(delivering, month, generated);
    if (month === LAST_MONTH) await draftMonth(billing, month);
    else {
      await issueMonth(billing, month);
      await exportDocuments(app, staff.clerk, { month, dir: join(outDir, month) });
      await deliverCarrierBill(delivering, month, join(outDir, 'carriers'), scale);
      await deliverLate(delivering, month, generated);
    }
  }
}

/** The month after the last: "today" of the demo. */
export const DEMO_TODAY_MONTH = addMonths(LAST_MONTH, 1);
