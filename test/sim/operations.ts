/** The long work of a month: what may be killed at any moment and is then started again. */
import type { RunScope } from '#billing';
import { backOutUsage, getRun, importRater, rerateUsage, summarise } from '#billing/service';
import { approveRun, decideFindings, listFindings, prepareRun } from '#control/service';
import { issueRun } from '#invoicing/service';
import { fileByName, importFile } from '#mediation/service';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { testActor } from '#test/database';

export type Operation =
  | { readonly kind: 'import'; readonly path: string; readonly name: string; readonly sourceCode: string }
  | { readonly kind: 'backOut'; readonly name: string }
  | { readonly kind: 'rerate' }
  | { readonly kind: 'draw'; readonly month: string; readonly scope: RunScope }
  | { readonly kind: 'approve'; readonly runId: number }
  | { readonly kind: 'issue'; readonly runId: number };

export const CLERK = testActor(1, 'clerk');
const APPROVER = testActor(1, 'approver');

/** Does it, or what is left of it. */
export async function perform(app: App, operation: Operation): Promise<void> {
  switch (operation.kind) {
    case 'import': {
      const { path, name, sourceCode } = operation;
      await importFile(app, CLERK, { path, name, sourceCode }, await importRater(app, CLERK), silentProgress);
      return;
    }
    case 'backOut':
      return backOut(app, operation.name);
    case 'rerate':
      await rerateUsage(app, CLERK, {}, silentProgress);
      return;
    case 'draw':
      await prepareRun(app, CLERK, { month: operation.month, scope: operation.scope }, silentProgress);
      return;
    case 'approve':
      return approve(app, operation.runId);
    case 'issue':
      await issueRun(app, CLERK, { runId: operation.runId }, silentProgress);
  }
}

async function backOut(app: App, name: string): Promise<void> {
  const { id: fileId, state } = await inTransaction(app, CLERK, (ctx) => fileByName(ctx, name));
  if (state === 'imported') await backOutUsage(app, CLERK, { fileId, why: 'sent by mistake' }, silentProgress);
  else await rerateUsage(app, CLERK, {}, silentProgress);
}

/** Two persons: the clerk accepts what checks found, another approves what he sees; unless that is done. */
async function approve(app: App, runId: number): Promise<void> {
  const run = await inTransaction(app, CLERK, (ctx) => getRun(ctx, runId));
  if (run.state === 'approved') return;
  await inTransaction(app, CLERK, async (ctx) => {
    const query = { severity: 'all', open: 'open', page: 1, pageSize: 100_000 } as const;
    const keys = (await listFindings(ctx, runId, query)).rows.map(({ key }) => key);
    if (keys.length > 0) await decideFindings(ctx, { runId, keys, accepted: true, comment: 'looked at' });
  });
  await inTransaction(app, APPROVER, async (ctx) =>
    approveRun(ctx, { runId, digest: (await summarise(ctx, runId)).digest }),
  );
}
