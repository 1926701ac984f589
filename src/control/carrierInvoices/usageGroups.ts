import { serviceName } from '#usage';
import type { ComparedLine } from './cell.ts';
import type { Identifier } from './identifier.ts';
import type { OurUsage } from './ourSide.ts';

/** What both sides say of the same calls. */
export interface UsageGroup {
  readonly identifier: Identifier | null;
  readonly destinationId: number | null;
  readonly service: string | null;
  /** A destination that we cannot name, as the carrier writes it. */
  readonly label: string | null;
  readonly theirs: readonly ComparedLine[];
  readonly ours: readonly OurUsage[];
}

export interface GroupingContext {
  readonly identify: (account: string) => Identifier;
  /** null = no destination of ours. */
  readonly destinationIdOf: (name: string) => number | null;
}

interface Grain {
  readonly byDestination: boolean;
  readonly byService: boolean;
}

interface Claim extends Grain {
  readonly identifier: Identifier | null;
}

type Open = { -readonly [Key in keyof Omit<UsageGroup, 'theirs' | 'ours'>]: UsageGroup[Key] } & {
  readonly theirs: ComparedLine[];
  readonly ours: OurUsage[];
};

/**
 * Puts their lines and our usage side by side, as finely as the invoice tells: by number and destination, by number alone, by destination alone, or all
 * in one. What of ours no line names is a group of its own, or belongs to the lines that name no number.
 */
export function usageGroups(
  lines: readonly ComparedLine[],
  usage: readonly OurUsage[],
  context: GroupingContext,
): readonly UsageGroup[] {
  const identifiers = new Map<string, Identifier>();
  const identified = (account: string | null) => {
    if (account === null) return null;
    const known = identifiers.get(account) ?? context.identify(account);
    identifiers.set(account, known);
    return known;
  };
  const claims = claimsOf(lines.map((line) => [line, identified(line.account)] as const));
  const groups = new Map<string, Open>();
  for (const line of lines) {
    const identifier = identified(line.account);
    const { byDestination, byService } = claims.of(identifier);
    const destinationId = byDestination ? context.destinationIdOf(line.destination ?? '') : null;
    const label = byDestination && destinationId === null ? line.destination : null;
    groupOf(groups, identifier, destinationId, byService ? line.service : null, label).theirs.push(line);
  }
  for (const row of usage) {
    const { identifier, byDestination, byService } = claims.claiming(row);
    const destinationId = byDestination ? row.destinationId : null;
    groupOf(groups, identifier, destinationId, byService ? serviceName(row.service) : null, null).ours.push(row);
  }
  return [...groups.values()];
}

function groupOf(
  groups: Map<string, Open>,
  identifier: Identifier | null,
  destinationId: number | null,
  service: string | null,
  label: string | null,
): Open {
  const key = JSON.stringify([identifier?.kind, identifier?.key, destinationId, service, label?.toLowerCase()]);
  const known = groups.get(key);
  if (known !== undefined) return known;
  const made = { identifier, destinationId, service, label, theirs: [], ours: [] };
  groups.set(key, made);
  return made;
}

/** Which of their identifiers a record of ours is billed under, and how finely that is told. */
function claimsOf(lines: readonly (readonly [ComparedLine, Identifier | null])[]) {
  const all = new Map<string, Claim>();
  const keyOf = (identifier: Identifier | null) => (identifier === null ? '' : `${identifier.kind} ${identifier.key}`);
  let longest = 0;
  for (const [line, identifier] of lines) {
    const before = all.get(keyOf(identifier));
    if (identifier?.kind === 'range') longest = Math.max(longest, identifier.key.length);
    all.set(keyOf(identifier), {
      identifier,
      byDestination: line.destination !== null && (before?.byDestination ?? true),
      byService: line.service !== null && (before?.byService ?? true),
    });
  }
  const someByDestination = [...all.values()].some(({ byDestination }) => byDestination);
  const claiming = ({ number, text, account }: OurUsage): Claim => {
    const named = number === null ? undefined : all.get(`number ${number}`);
    if (named !== undefined) return named;
    for (let length = Math.min(number?.length ?? 0, longest); length > 0; length--) {
      const range = all.get(`range ${number?.slice(0, length)}`);
      if (range !== undefined) return range;
    }
    for (const other of [account, text]) {
      const claim = other === null ? undefined : all.get(`text ${other.toLowerCase()}`);
      if (claim !== undefined) return claim;
    }
    const rest = all.get('');
    if (rest !== undefined) return rest;
    const own = number ?? account ?? text ?? '';
    const kind = number === null ? 'text' : 'number';
    return { identifier: { kind, key: own }, byDestination: someByDestination, byService: false };
  };
  return { of: (identifier: Identifier | null): Grain => all.get(keyOf(identifier))!, claiming };
}
