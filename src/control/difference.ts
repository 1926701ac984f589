/**
 * A bill beside an earlier one, split by cause. Every line belongs to one subject (a subscription, a class of usage, a one-off item …), each
 * subject's difference is split by putting the new value of one factor after the other into the old bill, in a fixed order, and the last cause
 * takes what rounding left: so the causes of a subject add up to its difference, and those of all subjects to the difference of the bills,
 * exactly, whatever the bills are.
 */
import { monthEnd } from '#base';
import type { Bill, BillLine, UsagePart } from '#billing';
import type { LocalName } from '#catalog';
import type { Cause } from './cause.ts';
import { splitFee } from './splitFee.ts';
import { splitUsage, type UsageAmount } from './splitUsage.ts';

/** What part of a bill an effect is about. */
export type EffectSubject =
  | { readonly kind: 'subscription' | 'oneOff' | 'rule'; readonly id: number; readonly name: LocalName }
  | { readonly kind: 'usage'; readonly service: string; readonly class: string; readonly part: UsagePart }
  | { readonly kind: 'other'; readonly name: string };

/** So much of the difference comes from this cause. */
export interface Effect {
  readonly cause: Cause;
  /** Minor units of the bills' currency, never 0. */
  readonly minor: bigint;
  readonly contractNumber: string;
  readonly subject: EffectSubject;
}

/** Usage of numbers that are on one of the bills only, as it stands in one of their lines. */
export interface MovedUsage extends UsageAmount {
  readonly contractNumber: string;
  readonly service: string;
  readonly class: string;
  readonly part: UsagePart;
}

/** What the bills do not tell themselves. */
export interface Circumstances {
  /** Local dates of subscriptions, end exclusive; null = no end. */
  readonly subscriptions: ReadonlyMap<number, { readonly startsOn: string; readonly endsOn: string | null }>;
  /** Contracts that changed their price plan in between, and those whose price lists changed; by number. */
  readonly planChanged: ReadonlySet<string>;
  readonly pricesChanged: ReadonlySet<string>;
  /** On the later bill alone, and on the earlier one alone. */
  readonly newNumbers: readonly MovedUsage[];
  readonly endedNumbers: readonly MovedUsage[];
}

export const NOTHING_KNOWN: Circumstances = {
  subscriptions: new Map(),
  planChanged: new Set(),
  pricesChanged: new Set(),
  newNumbers: [],
  endedNumbers: [],
};

/** Two bills of a customer: null = he had none. The effects' sum is now less before. */
export interface Difference {
  readonly beforeMinor: bigint | null;
  readonly nowMinor: bigint | null;
  readonly effects: readonly Effect[];
}

/** A bill in another currency is no bill to compare with: as if there had been none. */
export function differenceOf(before: Bill | null, now: Bill | null, about: Circumstances = NOTHING_KNOWN): Difference {
  const earlier = before !== null && now !== null && before.currency !== now.currency ? null : before;
  const currency = (now ?? before)?.currency ?? '';
  const linesBefore = Map.groupBy(earlier?.lines ?? [], subjectKey);
  const linesNow = Map.groupBy(now?.lines ?? [], subjectKey);
  const effects = [...new Set([...linesNow.keys(), ...linesBefore.keys()])].flatMap((key) => {
    const pair = { before: linesBefore.get(key) ?? [], now: linesNow.get(key) ?? [] };
    const one = pair.now[0] ?? pair.before[0];
    if (one === undefined) return [];
    const causes = causesOf(one, pair, { earlier, now, about, currency });
    return causes
      .filter(([, minor]) => minor !== 0n)
      .map(([cause, minor]): Effect => ({ cause, minor, contractNumber: one.contractNumber, subject: subjectOf(one) }));
  });
  return {
    beforeMinor: earlier === null ? null : netOf(earlier.lines),
    nowMinor: now === null ? null : netOf(now.lines),
    effects,
  };
}

/** Sums of effects by cause. */
export function byCause(effects: readonly Effect[]): Map<Cause, bigint> {
  const sums = new Map<Cause, bigint>();
  for (const { cause, minor } of effects) sums.set(cause, (sums.get(cause) ?? 0n) + minor);
  return sums;
}

/** Lines of one subject on both bills. */
interface Pair {
  readonly before: readonly BillLine[];
  readonly now: readonly BillLine[];
}

interface Compared {
  readonly earlier: Bill | null;
  readonly now: Bill | null;
  readonly about: Circumstances;
  readonly currency: string;
}

function causesOf(one: BillLine, pair: Pair, compared: Compared): (readonly [Cause, bigint])[] {
  const whole = netOf(pair.now) - netOf(pair.before);
  switch (one.kind) {
    case 'recurring':
      if (one.trueUp !== undefined) return [['trueUp', whole]];
      return feeCauses(pair, compared, whole);
    case 'periodRule':
      return [[one.trueUp === undefined ? 'periodRule' : 'trueUp', whole]];
    case 'usage':
      return one.late ? [['lateRecords', whole]] : usageCauses(one, pair, compared);
    case 'oneOff':
      return [[isCredit(one) ? 'credit' : 'oneOff', whole]];
    case 'correction':
      return [['correction', whole]];
    case 'deposit':
    case 'thirdPayer':
      return [[one.kind, whole]];
  }
}

function feeCauses(
  pair: Pair,
  { earlier, now, about, currency }: Compared,
  whole: bigint,
): (readonly [Cause, bigint])[] {
  const before = pair.before.filter((line) => line.kind === 'recurring');
  const after = pair.now.filter((line) => line.kind === 'recurring');
  const one = after[0] ?? before[0];
  if (one === undefined) return [];
  if (before.length > 0 && after.length > 0) return splitFee(before, after, currency);
  const came = after.length > 0;
  const dates = about.subscriptions.get(one.subscriptionId);
  const since = earlier === null ? null : `${earlier.month}-01`;
  // It began before the earlier bill or goes on in the month after this one's, and is on one of them only: not due every month, or paused.
  const lasts = came
    ? dates !== undefined && since !== null && dates.startsOn < since
    : dates !== undefined && now !== null && (dates.endsOn === null || dates.endsOn > monthEnd(now.month));
  if (lasts) return [[one.months > 1 ? 'rhythm' : 'pause', whole]];
  return [[came ? 'newSubscription' : 'endedSubscription', whole]];
}

function usageCauses(one: BillLine & { kind: 'usage' }, pair: Pair, { about, currency }: Compared) {
  const key = usageKey(one);
  const moved = (usage: readonly MovedUsage[]) => sumOf(usage.filter((each) => usageKey(each) === key));
  const priceCause = about.planChanged.has(one.contractNumber)
    ? 'planChange'
    : about.pricesChanged.has(one.contractNumber)
      ? 'usagePrice'
      : 'usageMix';
  const side = (lines: readonly BillLine[]) => ({
    ...sumOf(
      lines.filter((line) => line.kind === 'usage').map((line) => ({ ...line, chargeMicro: BigInt(line.chargeMicro) })),
    ),
    netMinor: netOf(lines),
  });
  return splitUsage({
    before: side(pair.before),
    now: side(pair.now),
    gone: moved(about.endedNumbers),
    came: moved(about.newNumbers),
    priceCause,
    currency,
  });
}

function sumOf(usage: readonly UsageAmount[]): UsageAmount {
  return {
    calls: usage.reduce((sum, one) => sum + one.calls, 0),
    billedUnits: usage.reduce((sum, one) => sum + one.billedUnits, 0),
    coveredUnits: usage.reduce((sum, one) => sum + one.coveredUnits, 0),
    chargeMicro: usage.reduce((sum, one) => sum + one.chargeMicro, 0n),
  };
}

const usageKey = (of: Pick<MovedUsage, 'contractNumber' | 'service' | 'class' | 'part'>) =>
  `${of.service}/${of.class}/${of.part}/${of.contractNumber}`;

const isCredit = (line: BillLine & { kind: 'oneOff' }) => line.reason !== undefined || line.netMinor.startsWith('-');

/** Lines with the same key are one subject. */
function subjectKey(line: BillLine): string {
  switch (line.kind) {
    case 'recurring':
      return `recurring/${line.subscriptionId}/${line.trueUp !== undefined}`;
    case 'periodRule':
      return `rule/${line.ruleId}/${line.contractId}/${line.trueUp !== undefined}`;
    case 'usage':
      return `usage/${line.late}/${usageKey(line)}`;
    case 'correction':
      return `correction/${usageKey(line)}`;
    case 'oneOff':
    case 'deposit':
      return `${line.kind}/${line.oneOffId}/${line.kind === 'oneOff' && isCredit(line)}`;
    case 'thirdPayer':
      return `thirdPayer/${line.otherNumber}/${line.contractNumber}`;
  }
}

function subjectOf(line: BillLine): EffectSubject {
  switch (line.kind) {
    case 'recurring':
      return { kind: 'subscription', id: line.subscriptionId, name: line.name };
    case 'periodRule':
      return { kind: 'rule', id: line.ruleId, name: line.name };
    case 'oneOff':
    case 'deposit':
      return { kind: 'oneOff', id: line.oneOffId, name: line.name };
    case 'usage':
    case 'correction':
      return { kind: 'usage', service: line.service, class: line.class, part: line.part };
    case 'thirdPayer':
      return { kind: 'other', name: `${line.otherNumber} ${line.otherName}` };
  }
}

function netOf(lines: readonly BillLine[]): bigint {
  return lines.reduce((total, line) => total + BigInt(line.netMinor), 0n);
}
