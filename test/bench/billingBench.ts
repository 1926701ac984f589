/** Drawing a month's drafts: many customers at first, and again after little changed. */
import { draftRun, rerateUsage } from '#billing/service';
import { addSubscription, changePlan } from '#contracts/service';
import { reviewRun } from '#control/service';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { AT } from '../../demo/calendar.ts';
import { addBilledCustomers, BILLING_MONTH, type BillingSize, loadRecords } from './billingScene.ts';
import { documentFigure, type Figure } from './figure.ts';
import { measured } from './measure.ts';
import { openScene } from './scene.ts';

export interface BillingBenchOptions {
  readonly customers: number;
  readonly recordsEach: number;
}

/** A tenth of the customers first: what a customer costs should not depend on how many there are. */
const SHARES = [10, 1] as const;
const SUBSCRIPTIONS_EACH = 5;

/** Measures and hands over each figure as it is known. */
export async function benchBilling(options: BillingBenchOptions, tell: (figure: Figure) => void): Promise<void> {
  let base: Figure | undefined;
  for (const share of SHARES) {
    const size = {
      customers: Math.round(options.customers / share),
      subscriptionsEach: SUBSCRIPTIONS_EACH,
      recordsEach: options.recordsEach,
    };
    base = await benchSize(size, tell, base);
  }
}

async function benchSize(size: BillingSize, tell: (figure: Figure) => void, base?: Figure): Promise<Figure> {
  const scene = await openScene();
  try {
    const { app, clock, staff, serverPid } = scene;
    const first = await addBilledCustomers(scene, size);
    await loadRecords(scene, first, size);
    clock.set(AT.draft(BILLING_MONTH));
    // As every import does: what its loads change is rated before anybody asks for drafts.
    await rerateUsage(app, staff.clerk, {}, silentProgress);
    const draft = () => draftRun(app, staff.clerk, { month: BILLING_MONTH }, silentProgress);
    const all = `${size.customers.toLocaleString('en')} customers`;
    const drawn = await measured(draft, serverPid);
    const figure = documentFigure(`drafts of ${all}`, size.customers, drawn.cost, base);
    tell(figure);
    const checked = await measured(
      () => inTransaction(app, staff.clerk, (ctx) => reviewRun(ctx, drawn.result.id)),
      serverPid,
    );
    tell(documentFigure(`checks of ${all}`, size.customers, checked.cost));
    tell(documentFigure(`again, nothing changed, ${all}`, size.customers, (await measured(draft, serverPid)).cost));
    await inTransaction(app, staff.clerk, (ctx) =>
      addSubscription(ctx, { contractId: first.contractId, productId: first.productIds[0]!, startsOn: '2026-06-15' }),
    );
    const again = await measured(draft, serverPid);
    tell(documentFigure(`again, one contract changed, ${all}`, size.customers, again.cost));
    // Of a plan the usage too: the month's calls of the customer are rated again.
    await inTransaction(app, staff.clerk, (ctx) =>
      changePlan(ctx, { contractId: first.contractId, pricePlanId: first.otherPlanId, from: '2026-06-20' }),
    );
    const rerated = await measured(draft, serverPid);
    tell(documentFigure(`again, one plan changed, ${all}`, size.customers, rerated.cost));
    return figure;
  } finally {
    await scene.close();
  }
}
