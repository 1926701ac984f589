import { getTenant } from '#access/service';
import { addMonths, formatMinor } from '#base';
import type { Bill, Run } from '#billing';
import { getBill, getRun, issuedBills } from '#billing/service';
import type { Context } from '#platform/context';
import { serviceName } from '#usage';
import type { Against } from '../cause.ts';
import {
  byCause,
  type Circumstances,
  type Difference,
  differenceOf,
  type EffectSubject,
  type MovedUsage,
} from '../difference.ts';
import * as store from '../store.ts';
import { boundsOf } from './bounds.ts';
import type { RunBills } from './facts.ts';

/** Months between a bill and what it is compared with. */
const MONTHS: Readonly<Record<Against, number>> = { month: 1, year: 12 };

/** Splits every bill of the run by cause against earlier ones, and keeps the sums by cause. */
export async function keepDifferences(ctx: Context, run: Run, { drafts, previous, yearAgo }: RunBills): Promise<void> {
  const now = new Map(drafts.map(({ customerId, bill }) => [customerId, bill]));
  const rows: store.StoredDifference[] = [];
  for (const [against, earlier] of [
    ['month', previous],
    ['year', yearAgo],
  ] as const) {
    if (against === 'year' && earlier.size === 0) continue;
    const both = [...now.keys()].filter((customerId) => earlier.has(customerId));
    const about = await circumstances(ctx, run, against, both);
    for (const customerId of new Set([...now.keys(), ...earlier.keys()])) {
      const difference = differenceOf(earlier.get(customerId) ?? null, now.get(customerId) ?? null, about(customerId));
      rows.push({ customerId, against, ...difference, causes: byCause(difference.effects) });
    }
  }
  await store.replaceDifferences(ctx.tx, ctx.tenantId, run.id, rows);
}

/** One customer's bill of a run against an earlier one, effect by effect. @throws Refusal `run.unknown`, `run.noDraftOf` */
export async function billDifference(
  ctx: Context,
  runId: number,
  customerId: number,
  against: Against,
): Promise<{ readonly difference: Difference; readonly bill: Bill; readonly before: Bill | null }> {
  const run = await getRun(ctx, runId);
  const { bill } = await getBill(ctx, runId, customerId);
  const issued = await issuedBills(ctx, addMonths(run.month, -MONTHS[against]));
  const before = issued.find((one) => one.customerId === customerId)?.bill ?? null;
  const about = await circumstances(ctx, run, against, before === null ? [] : [customerId]);
  return { difference: differenceOf(before, bill, about(customerId)), bill, before };
}

/** What is known of the time between, by customer. Numbers that came and went are asked for the month before alone. */
async function circumstances(
  ctx: Context,
  run: Run,
  against: Against,
  customerIds: readonly number[],
): Promise<(customerId: number) => Circumstances> {
  const { zone } = await getTenant(ctx);
  const bounds = await boundsOf(ctx, run.month);
  const earlier = await boundsOf(ctx, addMonths(run.month, -MONTHS[against]));
  const shared = {
    subscriptions: await store.subscriptionDates(ctx.tx, run.id),
    ...(await store.pricesBetween(ctx.tx, run.id, earlier.from, bounds.to, zone)),
  };
  const asked = against === 'month' && customerIds.length > 0;
  const moved = async (which: 'new' | 'ended', month: store.MonthBounds) =>
    Map.groupBy(
      asked ? await store.movedUsage(ctx.tx, which, customerIds, bounds.from, month) : [],
      ({ customerId }) => customerId,
    );
  const came = await moved('new', bounds);
  const went = await moved('ended', earlier);
  return (customerId) => ({
    ...shared,
    newNumbers: (came.get(customerId) ?? []).flatMap(partsOf),
    endedNumbers: (went.get(customerId) ?? []).flatMap(partsOf),
  });
}

/** As bills have it: what premium numbers take stands on a line of its own. */
function partsOf(row: Awaited<ReturnType<typeof store.movedUsage>>[number]): MovedUsage[] {
  const { service, serviceFeeMicro, chargeMicro, ...usage } = row;
  const one = { ...usage, service: serviceName(service) };
  const transport = { ...one, part: 'transport' as const, chargeMicro: chargeMicro - serviceFeeMicro };
  return serviceFeeMicro === 0n ? [transport] : [transport, { ...one, part: 'service', chargeMicro: serviceFeeMicro }];
}

/** The same in the shape of `billDifferenceEndpoint`. */
export async function differenceReply(ctx: Context, runId: number, customerId: number, against: Against) {
  const { difference, bill } = await billDifference(ctx, runId, customerId, against);
  const { beforeMinor, nowMinor, effects } = difference;
  const money = (minor: bigint) => formatMinor(minor, bill.currency);
  return {
    currency: bill.currency,
    before: beforeMinor === null ? null : money(beforeMinor),
    now: money(nowMinor ?? 0n),
    difference: money((nowMinor ?? 0n) - (beforeMinor ?? 0n)),
    effects: effects.map(({ cause, minor, contractNumber, subject }) => ({
      cause,
      amount: money(minor),
      contractNumber,
      subject: subjectReply(subject),
    })),
  };
}

function subjectReply(subject: EffectSubject) {
  const none = { name: null, service: null, class: null, part: null, other: null };
  switch (subject.kind) {
    case 'usage':
      return { ...none, ...subject };
    case 'other':
      return { ...none, kind: subject.kind, other: subject.name };
    default:
      return { ...none, kind: subject.kind, name: subject.name };
  }
}
