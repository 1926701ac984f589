import { getTenant } from '#access/service';
import { addMonths, localDateOf, MICRO_DECIMALS, monthsAfter, parseDecimal, zoneOffsets } from '#base';
import type { Bill, Run } from '#billing';
import { customersOfRun, type DrawnBill, issuedBills, listBills, listRuns } from '#billing/service';
import { contractEnds } from '#contracts';
import type { Customer } from '#crm';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { staleCustomers, unmatchedLines } from '#rating/service';
import type { Settings } from '../check.ts';
import type { ContractFact, RunFacts, SourceDaysFact, UnmatchedFact } from '../facts.ts';
import * as store from '../store.ts';
import { boundsOf } from './bounds.ts';

/** How many months back it is looked for usage that is missing and allowances that nobody used. */
const MONTHS_BACK = 12;
/** A night or weekend that costs less than this was never a spike: its month before need not be read. */
const SPIKE_MICRO = 1_000_000n;
const MINUTE_MS = 60_000;

/** A run's bills with the earlier ones they are compared with. */
export interface RunBills {
  readonly drafts: readonly DrawnBill[];
  readonly previous: ReadonlyMap<number, Bill>;
  readonly yearAgo: ReadonlyMap<number, Bill>;
}

/** Bills of a run beside those of the month before and of the same month a year before, of the same customers. */
export async function readBills(ctx: Context, run: Run): Promise<RunBills> {
  const entered = await customersOfRun(ctx, run.id);
  const before = async (months: number) => {
    const issued = await issuedBills(ctx, addMonths(run.month, -months));
    return new Map(issued.filter((one) => entered.has(one.customerId)).map((one) => [one.customerId, one.bill]));
  };
  return { drafts: await listBills(ctx, run.id), previous: await before(1), yearAgo: await before(12) };
}

/** Everything the checks look at. */
export async function readFacts(ctx: Context, run: Run, bills: RunBills, set: Settings): Promise<RunFacts> {
  const { zone, currency, country } = await getTenant(ctx);
  const today = localDateOf(zoneOffsets(zone), ctx.clock.now());
  const now = new Date(ctx.clock.now());
  const bounds = await boundsOf(ctx, run.month);
  const customers = await customersById(ctx);
  const unmatched = await unmatchedFacts(ctx, run.month);
  const { tx } = ctx;
  return {
    month: run.month,
    today,
    currency,
    operatorCountry: country,
    isFirstMonth: !(await listRuns(ctx)).some(({ state, month }) => state === 'issued' && month < run.month),
    ...(await billFacts(ctx, run, bills, customers)),
    ...(await usageFacts(ctx, run, set, customers)),
    customers: await customersAndPayers(ctx, run, customers),
    contracts: (await store.contractRows(tx, run.id)).map((row) => contractFact(row, today)),
    unmatched,
    endedLines: await store.endedLines(
      tx,
      unmatched.map(({ identifier }) => identifier),
      bounds,
      zone,
    ),
    unpriced: [...(await store.unpricedOfMonth(tx, bounds)), ...(await store.unpricedLate(tx, run.id, zone))],
    files: await store.troubledFiles(tx, bounds),
    gaps: await store.gaps(tx, bounds, now),
    duplicates: await store.duplicates(tx, run.id, today),
    lostLines: await store.lostLines(tx, run.id, today, zone),
    discountEnds: await store.discountEnds(tx, run.id, today),
    deposits: await store.deposits(tx, run.id, today),
    supplied: await store.supplied(tx, today),
    bought: await store.boughtNotSold(tx, run.month),
    carrierMonths: await store.carrierMonths(tx, run.month),
    listEnds: await store.listEnds(tx, today, zone),
    twice: await store.twice(tx, run.id, now),
    unused: await store.unused(tx, run.id, monthsBefore(run.month, Number(set('allowanceUnused.months')), 0)),
    failed: await store.failed(tx, run.id),
    stale: await staleCustomers(ctx, run.month),
  };
}

async function billFacts(ctx: Context, run: Run, bills: RunBills, customers: ReadonlyMap<number, Customer>) {
  const usageBefore = await store.usageBefore(ctx.tx, run.id, monthsBefore(run.month, MONTHS_BACK, 1));
  const nameOf = (customerId: number) => customers.get(customerId)?.name ?? String(customerId);
  const drawn = new Set(bills.drafts.map(({ customerId }) => customerId));
  return {
    bills: bills.drafts
      .filter((draft) => draft.state !== 'excluded')
      .map((draft) => ({
        customerId: draft.customerId,
        customerName: nameOf(draft.customerId),
        bill: draft.bill,
        previous: bills.previous.get(draft.customerId) ?? null,
        yearAgo: bills.yearAgo.get(draft.customerId) ?? null,
        usageBefore: usageBefore.get(draft.customerId) ?? [],
      })),
    gone: [...bills.previous]
      .filter(([customerId]) => !drawn.has(customerId))
      .map(([customerId, bill]) => ({
        customerId,
        customerName: nameOf(customerId),
        previousNetMinor: BigInt(bill.netMinor),
      })),
  };
}

async function usageFacts(ctx: Context, run: Run, set: Settings, customers: ReadonlyMap<number, Customer>) {
  const { zone, currency } = await getTenant(ctx);
  const { tx } = ctx;
  const bounds = await boundsOf(ctx, run.month);
  const longMs = Number(set('longCall.minutes')) * MINUTE_MS;
  const manyCalls = Number(set('manyNumbers.count'));
  const names = await store.sourceNames(tx);
  const entered = await customersOfRun(ctx, run.id);
  const lines = (await store.lineSums(tx, bounds, zone)).filter(({ customerId }) => entered.has(customerId));
  const awake = peaksOfCustomers(lines).filter(
    ({ nightMicro, weekendMicro }) => nightMicro >= SPIKE_MICRO || weekendMicro >= SPIKE_MICRO,
  );
  const awakeIds = awake.map(({ customerId }) => customerId);
  const before = await store.peaksOf(tx, awakeIds, await boundsOf(ctx, addMonths(run.month, -1)), zone);
  const ofLines = lines.filter(({ lineId }) => lineId !== 0);
  const idsOf = (some: readonly { readonly lineId: number }[]) => some.map(({ lineId }) => lineId);
  const days = await store.sourceDays(tx, bounds, zone);
  return {
    peaks: awake.map((one) => ({
      ...one,
      customerName: customers.get(one.customerId)?.name ?? '',
      nightBeforeMicro: before.get(one.customerId)?.nightMicro ?? 0n,
      weekendBeforeMicro: before.get(one.customerId)?.weekendMicro ?? 0n,
    })),
    longCalls: await store.longCalls(tx, idsOf(ofLines.filter((one) => one.longestMs > longMs)), bounds, longMs),
    calledNumbers: await store.calledNumbers(
      tx,
      ofLines.filter(({ records }) => records > manyCalls),
      bounds,
    ),
    destinations: await store.destinationFacts(tx, bounds, currency, await store.losingDestinations(tx, bounds)),
    sourceCosts: store.sourceCostsOf(days, names),
    sourceDays: sourceDaysOf(days, names),
  };
}

/** Of each customer what his lines brought by night and at weekends. */
function peaksOfCustomers(lines: readonly store.LineSum[]) {
  return [...Map.groupBy(lines, ({ customerId }) => customerId)].map(([customerId, of]) => ({
    customerId,
    nightMicro: of.reduce((sum, { nightMicro }) => sum + nightMicro, 0n),
    weekendMicro: of.reduce((sum, { weekendMicro }) => sum + weekendMicro, 0n),
  }));
}

function sourceDaysOf(days: readonly store.SourceDay[], names: ReadonlyMap<number, string>): SourceDaysFact[] {
  return [...Map.groupBy(days, ({ sourceId }) => sourceId)].map(([sourceId, of]) => ({
    sourceId,
    sourceName: names.get(sourceId) ?? '',
    records: new Map(of.map(({ day, records }) => [day, records])),
  }));
}

function contractFact(row: store.ContractRow, today: string): ContractFact {
  const { minimumMonths, noticeMonths, noticeDays, renewalMonths, ...fact } = row;
  const time = { startsOn: row.startsOn, minimumMonths, noticeMonths, noticeDays, renewalMonths };
  const runs = row.state === 'active' && row.endsOn === null && (minimumMonths > 0 || renewalMonths > 0);
  const { renewsOn, noticeBy } = runs ? contractEnds(time, today) : { renewsOn: null, noticeBy: null };
  const minimumTermOn = runs && minimumMonths > 0 ? monthsAfter(row.startsOn, minimumMonths) : null;
  return { ...fact, renewsOn, noticeBy, minimumTermOn };
}

async function customersAndPayers(
  ctx: Context,
  run: Run,
  customers: ReadonlyMap<number, Customer>,
): Promise<Customer[]> {
  const entered = await customersOfRun(ctx, run.id);
  // Who is paid for needs no bank details; his parent is in the run as payer.
  return [...customers.values()].filter((one) => entered.has(one.id) && one.closedOn === null);
}

/** Months before a month, the latest first, beginning so many back. */
function monthsBefore(month: string, howMany: number, first: number): string[] {
  return Array.from({ length: howMany }, (_, index) => addMonths(month, -index - first));
}

/** Lines of the month that belong to nobody, dearest first. */
export async function unmatchedFacts(ctx: Context, month: string): Promise<UnmatchedFact[]> {
  const { rows } = await unmatchedLines(ctx, month);
  const micro = (amount: string) => {
    const parsed = parseDecimal(amount, MICRO_DECIMALS);
    if (parsed === null) throw new Error(`assertion failed: not an amount: ${amount}`);
    return parsed;
  };
  return rows.map(({ identifier, sourceName, records, charge, cost }) => ({
    identifier,
    sourceName,
    records,
    chargeMicro: micro(charge),
    costMicro: micro(cost),
  }));
}
