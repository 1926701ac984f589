/** The clerk's month: draft, look at what was found, have it approved by a second person, issue. Each step only where it is due. */
import type { Run } from '#billing';
import { excludeDraft, getRun, listDrafts, runOfMonth } from '#billing/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { issueRun } from '#invoicing/service';
import type { App } from '#platform/app';
import type { VirtualClock } from '#platform/clock';
import { inTransaction } from '#platform/db';
import type { Progress } from '#platform/progress';
import { AT, issueDay } from './calendar.ts';
import type { Staff } from './staff.ts';

export interface Billing {
  readonly app: App;
  readonly clock: VirtualClock;
  readonly staff: Staff;
  readonly progress: Progress;
}

/** What the clerk writes beside a finding he has looked at. */
const COMMENT = 'Geprüft, in Ordnung.';
const RESTING = 'Anschluss ruht, nichts zu berechnen.';
const FINDINGS_PER_PAGE = 100;

const isBefore = (run: Run | null, states: readonly Run['state'][]) => run === null || states.includes(run.state);

/** Drafts the month and leaves it in review, with its findings. */
export async function draftMonth(billing: Billing, month: string): Promise<Run> {
  const { app, clock, staff, progress } = billing;
  const run = await inTransaction(app, staff.clerk, (ctx) => runOfMonth(ctx, month));
  if (run !== null && !isBefore(run, ['draft', 'calculated'])) return run;
  clock.set(AT.draft(month));
  return prepareRun(app, staff.clerk, { month, issueOn: issueDay(month) }, progress);
}

/** The whole way to issued invoices. */
export async function issueMonth(billing: Billing, month: string): Promise<void> {
  const { app, clock, staff, progress } = billing;
  const { id: runId, state } = await draftMonth(billing, month);
  if (state === 'inReview') {
    clock.set(AT.decide(month));
    await inTransaction(app, staff.clerk, (ctx) => excludeRestingCustomers(ctx, runId));
    await inTransaction(app, staff.clerk, (ctx) => acceptFindings(ctx, runId));
    clock.set(AT.approve(month));
    await inTransaction(app, staff.approver, async (ctx) => {
      const { digest } = await getRun(ctx, runId);
      if (digest === null) throw new Error(`assertion failed: run ${runId} has no digest`);
      await approveRun(ctx, { runId, digest });
    });
  }
  if (state === 'issued') return;
  clock.set(AT.issue(month));
  await issueRun(app, staff.clerk, { runId }, progress);
}

type Ctx = Parameters<typeof listFindings>[0];

/** Customers with nothing to pay get no invoice. */
async function excludeRestingCustomers(ctx: Ctx, runId: number): Promise<void> {
  for (const draft of await listDrafts(ctx, runId)) {
    if (draft.state !== 'draft' || draft.bill.lines.length > 0) continue;
    await excludeDraft(ctx, { runId, customerId: draft.customerId, excluded: true, reason: RESTING });
  }
}

async function acceptFindings(ctx: Ctx, runId: number): Promise<void> {
  const page = { page: 1, pageSize: FINDINGS_PER_PAGE, severity: 'all', open: 'open' } as const;
  for (;;) {
    const { rows } = await listFindings(ctx, runId, page);
    if (rows.length === 0) return;
    await decideFindings(ctx, { runId, keys: rows.map(({ key }) => key), accepted: true, comment: COMMENT });
  }
}
