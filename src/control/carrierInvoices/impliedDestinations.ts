import type { UsageGroup } from './usageGroups.ts';
import { isWithin, NO_SHIFT, theirTotals } from './usageTotals.ts';

/** A meaning is believed where so much of what speaks of it agrees. */
const LEAST_SHARE = 0.8;

interface Counted {
  readonly destinationId: number;
  readonly calls: number | null;
  readonly seconds: number | null;
}

/**
 * Destinations of ours that a carrier bills under another one: id → the one it bills. Price lists cut the world in different pieces; where a number's
 * calls to one of theirs that we have none of are exactly those to one of ours that they bill none of, again and again, both mean the same.
 */
export function impliedDestinations(groups: readonly UsageGroup[]): ReadonlyMap<number, number> {
  const votes = new Map<number, Map<number, number>>();
  const chances = new Map<number, number>();
  const byNumber = Map.groupBy(groups, ({ identifier }) =>
    identifier === null ? '' : `${identifier.kind} ${identifier.key}`,
  );
  for (const some of byNumber.values()) {
    const theirs = some.filter((group) => ourCalls(group) === 0).flatMap(theirCount);
    const ours = some.filter(({ theirs: lines }) => lines.length === 0).flatMap(ourCount);
    if (theirs.length === 0) continue;
    for (const { destinationId } of ours) chances.set(destinationId, (chances.get(destinationId) ?? 0) + 1);
    for (const [one, other] of pairs(theirs, ours)) {
      const of = votes.get(one) ?? new Map<number, number>();
      votes.set(one, of.set(other, (of.get(other) ?? 0) + 1));
    }
  }
  const implied = new Map<number, number>();
  for (const [one, of] of votes) {
    const [best] = [...of].sort(([a, x], [b, y]) => y - x || a - b);
    if (best !== undefined && best[1] >= 2 && best[1] >= (chances.get(one) ?? 0) * LEAST_SHARE)
      implied.set(one, best[0]);
  }
  // Never round in a circle: what stands for another is not stood for.
  for (const standIn of [...implied.values()]) implied.delete(standIn);
  return implied;
}

/** Ours and theirs of one number that are the same calls. */
function pairs(theirs: readonly Counted[], ours: readonly Counted[]): readonly (readonly [number, number])[] {
  const found = theirs.flatMap((their) => {
    const same = ours.filter((our) => isSame(their, [our]));
    return same.length === 1 ? [[same[0]!.destinationId, their.destinationId] as const] : [];
  });
  const [only] = theirs;
  if (found.length > 0 || theirs.length !== 1 || only === undefined || ours.length < 2 || !isSame(only, ours))
    return found;
  return ours.map(({ destinationId }) => [destinationId, only.destinationId] as const);
}

function isSame(their: Counted, ours: readonly Counted[]): boolean {
  const sum = (of: (one: Counted) => number | null) => ours.reduce((total, one) => total + (of(one) ?? 0), 0);
  const calls = sum((one) => one.calls);
  if (their.calls === null && their.seconds === null) return false;
  if (their.calls !== null && their.calls !== calls) return false;
  // Each call may be rounded to a second in another way.
  return their.seconds === null || Math.abs(their.seconds - sum((one) => one.seconds)) <= Math.max(calls, 30);
}

function ourCalls({ ours }: UsageGroup): number {
  return ours.reduce((sum, row) => (isWithin(row, NO_SHIFT) ? sum + row.calls : sum), 0);
}

function theirCount({ destinationId, theirs }: UsageGroup): readonly Counted[] {
  if (destinationId === null || theirs.length === 0) return [];
  const { calls, seconds } = theirTotals(theirs);
  return [{ destinationId, calls, seconds }];
}

function ourCount(group: UsageGroup): readonly Counted[] {
  const calls = ourCalls(group);
  if (group.destinationId === null || calls === 0) return [];
  const within = group.ours.filter((row) => isWithin(row, NO_SHIFT));
  return [
    {
      destinationId: group.destinationId,
      calls,
      seconds: within.reduce((sum, { secondsBy }) => sum + (secondsBy[0] ?? 0), 0),
    },
  ];
}
