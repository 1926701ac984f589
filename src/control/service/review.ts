import { type Actor, worstFirst } from '#base';
import type { Run } from '#billing';
import { type CallHelp, type DraftInput, draftRun, moveRun } from '#billing/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import type { Progress } from '#platform/progress';
import type { RunFinding } from '../check.ts';
import { CHECKS } from '../checks.ts';
import { findingKey } from '../findingKey.ts';
import * as store from '../store.ts';
import { keepDifferences } from './differences.ts';
import { readBills, readFacts } from './facts.ts';
import { setThresholds } from './thresholds.ts';

/**
 * Draws all drafts of a month and checks them: what "Draft" does on the screen and in the CLI. Again at any time before issue.
 * @throws Refusal as `draftRun`
 */
export async function prepareRun(
  app: App,
  actor: Actor,
  input: DraftInput,
  progress: Progress,
  callHelp?: CallHelp,
): Promise<Run> {
  const run = await draftRun(app, actor, input, progress, callHelp);
  progress.phase('check');
  return inTransaction(app, actor, (ctx) => reviewRun(ctx, run.id));
}

/** Runs all checks on the drafts as they are and puts the run in review; an earlier approval falls. */
export async function reviewRun(ctx: Context, runId: number): Promise<Run> {
  // Locked first, so that no other drawing changes the drafts while they are looked at.
  const run = await moveRun(ctx, runId, 'inReview');
  const set = await setThresholds(ctx);
  const bills = await readBills(ctx, run);
  const facts = await readFacts(ctx, run, bills, set);
  const findings = CHECKS.flatMap((check) => check.run(facts, set)).sort(worstFirst);
  const before = await store.amountsAtStake(ctx, runId);
  await store.replaceFindings(ctx.tx, ctx.tenantId, runId, findings.map(asRow));
  await noteChanges(ctx, runId, before, new Set(findings.map(findingKey)), set('acceptance.percent'));
  await keepDifferences(ctx, run, bills);
  await store.deleteApproval(ctx.tx, runId);
  return run;
}

/** What is mended is told as gone; an acceptance for much less money than is at stake now has to be given again. */
async function noteChanges(
  ctx: Context,
  runId: number,
  before: ReadonlyMap<string, bigint>,
  keys: ReadonlySet<string>,
  percent: bigint,
): Promise<void> {
  const gone = [...before].filter(([key]) => !keys.has(key));
  const outgrown = await store.outgrown(ctx, runId, percent);
  await store.lapse(
    ctx,
    runId,
    outgrown.map(({ key }) => key),
  );
  await store.addEvents(ctx, runId, [
    ...gone.map(([key, amountMicro]) => ({ key, kind: 'gone' as const, comment: '', amountMicro })),
    ...outgrown.map(({ key, amountMicro }) => ({ key, kind: 'lapsed' as const, comment: '', amountMicro })),
  ]);
}

function asRow(finding: RunFinding, index: number): store.FindingRow {
  return {
    id: index + 1,
    key: findingKey(finding),
    customerId: finding.customerId ?? null,
    subjectKind: finding.subject?.kind ?? '',
    subjectKey: finding.subject?.key ?? '',
    code: finding.code,
    severity: finding.severity,
    params: { ...finding.params },
    amountAtRiskMicro: finding.amountAtRiskMicro ?? 0n,
  };
}
