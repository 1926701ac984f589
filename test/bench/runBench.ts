/** The run of a month: drafts with checks, approval, documents. */
import { join } from 'node:path';
import { excludeDraft, getRun, listDrafts } from '#billing/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { issueRun } from '#invoicing/service';
import { importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater } from '#rating/service';
import { AT } from '../../demo/calendar.ts';
import { deliverMonth } from '../../demo/deliver.ts';
import { generateMonth } from '../../demo/generate.ts';
import { documentFigure, type Figure } from './figure.ts';
import { measured } from './measure.ts';
import { writeRecordFile } from './recordFile.ts';
import { addBenchCustomers, openScene, type Scene } from './scene.ts';

export interface RunBenchOptions {
  /** Customers with few calls. */
  readonly customers: number;
  readonly callsEach: number;
}

/** A month before the demo's customers pay anything. */
const EARLY_MONTH = '2026-06';
const DEMO_MONTH = '2026-08';

/** Measures and hands over each figure as it is known. */
export async function benchRun(options: RunBenchOptions, tell: (figure: Figure) => void): Promise<void> {
  await inScene(async (scene) => {
    await addBenchCustomers(scene, options.customers, `${EARLY_MONTH}-01`);
    await importCalls(scene, options);
    await benchMonth(scene, EARLY_MONTH, `${options.callsEach} calls`, tell);
  });
  await inScene(async (scene) => {
    const files = generateMonth(DEMO_MONTH, join(scene.dir, 'records'));
    const { app, clock, staff } = scene;
    await deliverMonth({ app, clock, actor: staff.clerk, progress: silentProgress }, DEMO_MONTH, files);
    await benchMonth(scene, DEMO_MONTH, 'demo, ~1,000 calls', tell);
  });
}

async function inScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = await openScene();
  try {
    await work(scene);
  } finally {
    await scene.close();
  }
}

async function importCalls({ app, clock, staff, dir }: Scene, { customers, callsEach }: RunBenchOptions) {
  const path = join(dir, 'calls.csv');
  writeRecordFile({ path, source: 'atlantique', month: EARLY_MONTH, records: customers * callsEach, customers });
  clock.set(AT.import(EARLY_MONTH, 0));
  const rater = await inTransaction(app, staff.clerk, compileRater);
  await importFile(app, staff.clerk, { path, name: 'calls.csv', sourceCode: 'atlantique' }, rater, silentProgress);
}

async function benchMonth(scene: Scene, month: string, kind: string, tell: (figure: Figure) => void): Promise<void> {
  const { app, clock, staff, serverPid } = scene;
  clock.set(AT.draft(month));
  const drafting = await measured(() => prepareRun(app, staff.clerk, { month }, silentProgress), serverPid);
  const runId = drafting.result.id;
  tell(documentFigure(`drafts and checks (${kind})`, drafting.result.drafts, drafting.cost));
  const payers = await inTransaction(app, staff.clerk, (ctx) => leaveOutTheIdle(ctx, runId));
  const approving = await measured(() => approve(scene, runId), serverPid);
  tell(documentFigure(`accept and approve (${kind})`, payers, approving.cost));
  clock.set(AT.issue(month));
  const issuing = await measured(() => issueRun(app, staff.clerk, { runId }, silentProgress), serverPid);
  tell(documentFigure(`issue PDF, XML, posting (${kind})`, payers, issuing.cost));
}

type Ctx = Parameters<typeof getRun>[0];

/** @returns how many get an invoice */
async function leaveOutTheIdle(ctx: Ctx, runId: number): Promise<number> {
  const drafts = (await listDrafts(ctx, runId)).filter(({ state }) => state === 'draft');
  const idle = drafts.filter(({ bill }) => bill.lines.length === 0);
  for (const { customerId } of idle)
    await excludeDraft(ctx, { runId, customerId, excluded: true, reason: 'nothing to pay' });
  return drafts.length - idle.length;
}

async function approve({ app, staff }: Scene, runId: number): Promise<void> {
  await inTransaction(app, staff.clerk, async (ctx) => {
    for (;;) {
      const page = { page: 1, pageSize: 100, severity: 'all', open: 'open' } as const;
      const { rows } = await listFindings(ctx, runId, page);
      if (rows.length === 0) return;
      await decideFindings(ctx, { runId, keys: rows.map(({ key }) => key), accepted: true, comment: 'bench' });
    }
  });
  await inTransaction(app, staff.approver, async (ctx) => {
    const { digest } = await getRun(ctx, runId);
    if (digest === null) throw new Error(`assertion failed: run ${runId} has no digest`);
    await approveRun(ctx, { runId, digest });
  });
}
