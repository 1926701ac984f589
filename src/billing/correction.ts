/** Differences that re-rating makes to usage on issued invoices, as they are credited or debited on the next bill (rating.md 5). */
import type { DestinationClass } from '#catalog';
import type { ServiceName } from '#usage';

/** A version of a price list, by the list's code. */
export interface ListVersion {
  readonly list: string;
  readonly version: number;
}

/** How many records were charged by one version and would be by another; null = by none. */
export interface VersionChange {
  readonly before: ListVersion | null;
  readonly after: ListVersion | null;
  readonly records: number;
}

/** Why a month was rated again: a code (`rating.stale.<reason>`), and what was done to what, by whom, when. */
export interface CorrectionCause {
  readonly reason: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** What one contract is credited (negative) or debited for usage of one month, service and destination class. Written once, never changed. */
export interface UsageCorrection {
  readonly id: number;
  readonly customerId: number;
  readonly contractId: number;
  /** Of the usage, 'YYYY-MM'. */
  readonly month: string;
  readonly service: ServiceName;
  readonly class: DestinationClass;
  readonly records: number;
  readonly amountMicro: bigint;
  /** Of the amount, the premium number owners' part. */
  readonly serviceFeeMicro: bigint;
  readonly causes: readonly CorrectionCause[];
  readonly versions: readonly VersionChange[];
}

/** What a correction gives or takes for one record. */
export interface CorrectedRecord {
  readonly startMs: number;
  readonly dedupHi: number;
  readonly dedupLo: number;
  /** On whose invoice it stands. */
  readonly holderId: number;
  /** Who is credited or debited, on which contract. */
  readonly customerId: number;
  readonly contractId: number;
  readonly amountMicro: bigint;
  readonly serviceFeeMicro: bigint;
}

/** A correction to be written, with the records behind it. */
export interface NewCorrection extends Omit<UsageCorrection, 'id'> {
  readonly of: readonly CorrectedRecord[];
}

/** Several corrections of the same contract, month, service and class, as one line of a bill shows them. */
export interface CorrectionSum extends Omit<UsageCorrection, 'id' | 'customerId'> {
  readonly ids: readonly number[];
}

/** Sums corrections that stand on the same bill line, in order of month, contract, service and class. */
export function sumCorrections(corrections: readonly UsageCorrection[]): readonly CorrectionSum[] {
  const groups = Map.groupBy(corrections, (one) => [one.month, one.contractId, one.service, one.class].join('|'));
  return [...groups.values()].map((group) => {
    const { month, contractId, service, class: destinationClass } = group[0]!;
    return {
      ids: group.map((one) => one.id),
      month,
      contractId,
      service,
      class: destinationClass,
      records: group.reduce((sum, one) => sum + one.records, 0),
      amountMicro: group.reduce((sum, one) => sum + one.amountMicro, 0n),
      serviceFeeMicro: group.reduce((sum, one) => sum + one.serviceFeeMicro, 0n),
      causes: group.flatMap((one) => one.causes),
      versions: sumVersions(group.flatMap((one) => one.versions)),
    };
  });
}

/** Changes from and to the same versions as one. */
export function sumVersions(changes: readonly VersionChange[]): readonly VersionChange[] {
  const text = (version: ListVersion | null) => (version === null ? '' : `${version.list} ${version.version}`);
  const groups = Map.groupBy(changes, ({ before, after }) => `${text(before)}|${text(after)}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ ...group[0]!, records: group.reduce((sum, one) => sum + one.records, 0) }));
}
