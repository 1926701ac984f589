/** Which items of a run have to be drawn, as far as that is cheap to tell. */
import type { PayingGroup } from './payingGroup.ts';

/** Raised when bills come out otherwise from the same facts. */
const DRAWING_VERSION = 1;

/** What every bill of a run depends on. */
export interface RunInputs {
  readonly month: string;
  readonly issueOn: string;
  /** Drawings that a forecast counts as billed, with the state they are in. */
  readonly after: readonly (readonly [runId: number, drawingNo: number, state: string])[];
  /** How often facts changed that bills are drawn from, by customer; 0 = facts of everybody. */
  readonly revisions: ReadonlyMap<number, number>;
  /** Who else is sent a part of a customer's bills, by customer. */
  readonly thirdParties: ReadonlyMap<number, readonly number[]>;
}

/** What an item is drawn from, as one text: the same text and no new usage gives the same bills. */
export function inputsOf(group: PayingGroup, { month, issueOn, after, revisions, thirdParties }: RunInputs): string {
  const revision = (customerId: number) => revisions.get(customerId) ?? 0;
  const members = group.members
    .flatMap(({ id }) => [id, ...(thirdParties.get(id) ?? [])])
    .map((id) => `${id}:${revision(id)}`);
  return [DRAWING_VERSION, month, issueOn, JSON.stringify(after), revision(0), group.payerId, ...members].join(' ');
}

/** An item as it stands. */
export interface KnownItem {
  readonly payerId: number;
  readonly state: 'waiting' | 'drawn' | 'failed' | 'issued';
  readonly inputDigest: string;
}

/** An item as it stands with why it was left out of the run, and by whom; null = it is in it. */
export interface ExcludableItem {
  readonly payerId: number;
  readonly excludedReason: string | null;
  readonly excludedBy: string | null;
}

/**
 * Paying groups that are to be left out because somebody in them was, with another payer: whoever was left out of a run stays out, whoever pays for
 * him by now.
 * @param entered who was in which group when the run was drawn before
 */
export function leftOutElsewhere(
  groups: readonly PayingGroup[],
  known: readonly ExcludableItem[],
  entered: readonly { readonly customerId: number; readonly payerId: number }[],
): readonly { readonly payerId: number; readonly reason: string; readonly by: string }[] {
  const out = new Map(known.filter((item) => item.excludedReason !== null).map((item) => [item.payerId, item]));
  const payers = new Map(entered.map(({ customerId, payerId }) => [customerId, payerId]));
  return groups.flatMap(({ payerId, members }) => {
    if (out.has(payerId)) return [];
    const item = members.map(({ id }) => out.get(payers.get(id) ?? 0)).find((found) => found !== undefined);
    return item === undefined ? [] : [{ payerId, reason: item.excludedReason ?? '', by: item.excludedBy ?? '' }];
  });
}

/** What is to be done with the items of a run before it is drawn (again). */
export interface ItemPlan {
  readonly draw: readonly { readonly payerId: number; readonly inputDigest: string }[];
  /** Payers of groups that are not in the run any more. */
  readonly gone: readonly number[];
  /** How many are as they would be drawn. */
  readonly kept: number;
}

/**
 * Draws what is new, what was not drawn yet, failed, or has other inputs or other usage than when it was drawn.
 * @param digests hex, by payer
 * @param usageChanged customers whose usage came, was rated again or was corrected since the run saw it
 */
export function planItems(
  groups: readonly PayingGroup[],
  known: readonly KnownItem[],
  digests: ReadonlyMap<number, string>,
  usageChanged: ReadonlySet<number>,
): ItemPlan {
  const before = new Map(known.map((item) => [item.payerId, item]));
  const draw: { payerId: number; inputDigest: string }[] = [];
  for (const { payerId, members } of groups) {
    const item = before.get(payerId);
    const inputDigest = digests.get(payerId) ?? '';
    const same =
      item?.state === 'drawn' && item.inputDigest === inputDigest && !members.some(({ id }) => usageChanged.has(id));
    if (!same) draw.push({ payerId, inputDigest });
    before.delete(payerId);
  }
  return { draw, gone: [...before.keys()], kept: groups.length - draw.length };
}
