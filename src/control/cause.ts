/**
 * Why a bill is another amount than an earlier one. Every cause belongs to one group: the columns of the review. A cause names what changed,
 * not whether it is right.
 */
import { text } from '#base';

/**
 * `newSubscription`, `endedSubscription`: a fee that was not there before, or is there no more. `rhythm`: a fee of several months that falls due in
 * one of them. `newLine`, `endedLine`: usage of numbers that came or went. `usageMore`, `usageLess`: more or less of it at the price before.
 * `allowance`: more or less of it covered. `usagePrice`: prices that changed; `planChange`: another price plan; `usageMix`: the same prices, other
 * destinations, times and lengths within the class. `lateRecords`: usage of months billed before. `correction`: usage rated again. `trueUp`: fees of
 * periods billed before.
 */
export const CAUSE_GROUPS = {
  subscriptions: ['newSubscription', 'endedSubscription', 'quantity', 'rhythm'],
  prices: ['price', 'discount', 'usagePrice', 'planChange'],
  time: ['proration', 'pause'],
  lines: ['newLine', 'endedLine'],
  usage: ['usageMore', 'usageLess', 'allowance', 'usageMix'],
  oneOff: ['oneOff', 'credit', 'deposit'],
  rules: ['periodRule'],
  past: ['lateRecords', 'correction', 'trueUp'],
  payer: ['thirdPayer'],
} as const;

export type CauseGroup = keyof typeof CAUSE_GROUPS;
export type Cause = (typeof CAUSE_GROUPS)[CauseGroup][number];

export const CAUSES: readonly Cause[] = Object.values(CAUSE_GROUPS).flat();
export const GROUPS = [
  'subscriptions',
  'prices',
  'time',
  'lines',
  'usage',
  'oneOff',
  'rules',
  'past',
  'payer',
] as const satisfies readonly CauseGroup[];

const GROUP_OF = new Map<Cause, CauseGroup>(
  GROUPS.flatMap((group) => CAUSE_GROUPS[group].map((cause): [Cause, CauseGroup] => [cause, group])),
);

/** With what a bill is compared: the month before, or the same month a year before. */
export const AGAINST = ['month', 'year'] as const;
export type Against = (typeof AGAINST)[number];

/** The group a cause belongs to. */
export function groupOf(cause: Cause): CauseGroup {
  return GROUP_OF.get(cause) ?? 'usage';
}

/** Whether a stored word is a cause. */
export function isCause(word: string): word is Cause {
  return (CAUSES as readonly string[]).includes(word);
}

/** Names of causes in the reader's language: English sources. */
export const CAUSE_NAMES: Readonly<Record<Cause, string>> = {
  newSubscription: text('New subscription'),
  endedSubscription: text('Ended subscription'),
  quantity: text('Other quantity'),
  rhythm: text('Fee not due every month'),
  price: text('Other price'),
  discount: text('Discount'),
  usagePrice: text('Prices of usage'),
  planChange: text('Other price plan'),
  proration: text('Parts of months'),
  pause: text('Pause'),
  newLine: text('New number'),
  endedLine: text('Number gone'),
  usageMore: text('More usage'),
  usageLess: text('Less usage'),
  allowance: text('Allowance'),
  usageMix: text('Other mix of destinations'),
  oneOff: text('One-off'),
  credit: text('Credit'),
  deposit: text('Deposit'),
  periodRule: text('Rule of the month'),
  lateRecords: text('Late records'),
  correction: text('Correction of usage'),
  trueUp: text('Correction of fees'),
  thirdPayer: text('Paid by others'),
};

/** Names of the groups: heads of columns. */
export const GROUP_NAMES: Readonly<Record<CauseGroup, string>> = {
  subscriptions: text('Subscriptions'),
  prices: text('Prices'),
  time: text('Parts of months'),
  lines: text('Numbers'),
  usage: text('Usage'),
  oneOff: text('One-off'),
  rules: text('Rules'),
  past: text('Earlier months'),
  payer: text('Payers'),
};
