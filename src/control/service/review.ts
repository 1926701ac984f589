import { getTenant } from '#access/service';
import {
  type Actor,
  addMonths,
  type Finding,
  MICRO_DECIMALS,
  monthEnd,
  monthStart,
  parseDecimal,
  startOfDayMs,
  worstFirst,
  zoneOffsets,
} from '#base';
import type { Bill, Run } from '#billing';
import {
  type CallHelp,
  customersOfRun,
  type DraftInput,
  draftRun,
  issuedBills,
  listBills,
  moveRun,
} from '#billing/service';
import { customersById } from '#crm/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import type { Progress } from '#platform/progress';
import { unmatchedLines } from '#rating/service';
import { CHECKS } from '../checks.ts';
import type { RunFacts, UnmatchedFact } from '../facts.ts';
import { findingKey } from '../findingKey.ts';
import * as store from '../store.ts';

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
  const facts = await readFacts(ctx, run);
  const findings = CHECKS.flatMap((check) => check.run(facts)).sort(worstFirst);
  await store.replaceFindings(ctx.tx, ctx.tenantId, runId, findings.map(asRow));
  await store.deleteApproval(ctx.tx, runId);
  return run;
}

function asRow(finding: Finding, index: number): store.FindingRow {
  return {
    id: index + 1,
    key: findingKey(finding),
    customerId: finding.subject?.kind === 'customer' ? Number(finding.subject.key) : null,
    subjectKind: finding.subject?.kind ?? '',
    subjectKey: finding.subject?.key ?? '',
    code: finding.code,
    severity: finding.severity,
    params: { ...finding.params },
    amountAtRiskMicro: finding.amountAtRiskMicro ?? 0n,
  };
}

/** The month of a run as instants of the operator's zone. */
export async function boundsOf(ctx: Context, month: string): Promise<store.MonthBounds> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  return {
    from: new Date(startOfDayMs(offsets, monthStart(month))),
    to: new Date(startOfDayMs(offsets, monthEnd(month))),
  };
}

async function readFacts(ctx: Context, run: Run): Promise<RunFacts> {
  const bounds = await boundsOf(ctx, run.month);
  const customers = await customersById(ctx);
  const entered = await customersOfRun(ctx, run.id);
  const previous = await billsBefore(ctx, run.month, entered);
  const drafts = await listBills(ctx, run.id);
  return {
    month: run.month,
    currency: (await getTenant(ctx)).currency,
    bills: drafts
      .filter((draft) => draft.state !== 'excluded')
      .map((draft) => ({
        customerId: draft.customerId,
        customerName: customers.get(draft.customerId)?.name ?? String(draft.customerId),
        bill: draft.bill,
        previous: previous.get(draft.customerId) ?? null,
      })),
    gone: [...previous]
      .filter(([customerId]) => !drafts.some((draft) => draft.customerId === customerId))
      .map(([customerId, bill]) => ({
        customerId,
        customerName: customers.get(customerId)?.name ?? String(customerId),
        previousNetMinor: BigInt(bill.netMinor),
      })),
    unmatched: await unmatchedFacts(ctx, run.month),
    unpriced: [
      ...(await store.unpricedOfMonth(ctx.tx, bounds)),
      ...(await store.unpricedLate(ctx.tx, run.id, (await getTenant(ctx)).zone)),
    ],
    files: await store.troubledFiles(ctx.tx, bounds),
  };
}

/** Lines of the month that belong to nobody, dearest first. */
export async function unmatchedFacts(ctx: Context, month: string): Promise<UnmatchedFact[]> {
  const { rows } = await unmatchedLines(ctx, month);
  return rows.map(({ identifier, sourceName, records, charge }) => {
    const chargeMicro = parseDecimal(charge, MICRO_DECIMALS);
    if (chargeMicro === null) throw new Error(`assertion failed: not an amount: ${charge}`);
    return { identifier, sourceName, records, chargeMicro };
  });
}

/** What was issued for the month before, by customer; of the customers of this run alone. */
async function billsBefore(
  ctx: Context,
  month: string,
  customerIds: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Bill>> {
  const issued = await issuedBills(ctx, addMonths(month, -1));
  return new Map(issued.filter((one) => customerIds.has(one.customerId)).map((one) => [one.customerId, one.bill]));
}
