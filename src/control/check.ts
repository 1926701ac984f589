import type { Finding, FindingParams, Severity } from '#base';
import type { RunFacts } from './facts.ts';

/** `money`: minor units of the operator's currency; `hour`: of the local day, 0 to 23. */
export const THRESHOLD_UNITS = ['money', 'percent', 'minutes', 'days', 'months', 'count', 'hour'] as const;
export type ThresholdUnit = (typeof THRESHOLD_UNITS)[number];

/** From when something is worth a look: every operator sets his own, within bounds. */
export interface Threshold {
  /** `<check>.<what>`, e.g. `jump.percent`. */
  readonly name: string;
  readonly unit: ThresholdUnit;
  readonly default: bigint;
  readonly min: bigint;
  readonly max: bigint;
}

/** What a check looks at: headings of the list. */
export const AREAS = ['bill', 'usage', 'customer', 'contract', 'purchase', 'intake'] as const;
export type Area = (typeof AREAS)[number];

/** A finding of a run, with the customer it concerns, if one. */
export interface RunFinding extends Finding {
  readonly customerId?: number;
}

/** What a threshold is set to. */
export type Settings = (name: string) => bigint;

/** One check: a pure function of the facts of a run. Its texts are the code's: what is wrong, `.why` it matters, `.todo` what to do. */
export interface Check {
  /** `control.…`: of its findings too. */
  readonly code: string;
  readonly severity: Severity;
  readonly area: Area;
  readonly thresholds: readonly Threshold[];
  readonly run: (facts: RunFacts, set: Settings) => readonly RunFinding[];
}

/** What a check says of one thing it found. */
export interface Found {
  readonly customerId?: number;
  /** Kind and key; absent = the customer. */
  readonly subject?: readonly [kind: string, key: string | number];
  readonly params: FindingParams;
  readonly riskMicro?: bigint;
}

/** A check from what it looks for, without the particulars that are the same for all its findings. */
export function check(
  code: string,
  severity: Severity,
  area: Area,
  look: (facts: RunFacts, set: Settings) => readonly Found[],
  thresholds: readonly Threshold[] = [],
): Check {
  const run = (facts: RunFacts, set: Settings) =>
    look(facts, set).map(({ customerId, subject, params, riskMicro }): RunFinding => {
      const [kind, key] = subject ?? ['customer', customerId ?? 0];
      return {
        code,
        severity,
        subject: { kind, key: String(key) },
        params,
        amountAtRiskMicro: riskMicro ?? 0n,
        ...(customerId === undefined ? {} : { customerId }),
      };
    });
  return { code, severity, area, thresholds, run };
}

export const money = (name: string, major: number): Threshold => ({
  name,
  unit: 'money',
  default: BigInt(major) * 100n,
  min: 0n,
  max: 100_000_000n,
});
export const percent = (name: string, value: number): Threshold => ({
  name,
  unit: 'percent',
  default: BigInt(value),
  min: 0n,
  max: 10_000n,
});
export const days = (name: string, value: number): Threshold => ({
  name,
  unit: 'days',
  default: BigInt(value),
  min: 0n,
  max: 1_000n,
});
export const months = (name: string, value: number): Threshold => ({
  name,
  unit: 'months',
  default: BigInt(value),
  min: 1n,
  max: 12n,
});
export const count = (name: string, value: number): Threshold => ({
  name,
  unit: 'count',
  default: BigInt(value),
  min: 1n,
  max: 1_000_000n,
});
export const minutes = (name: string, value: number): Threshold => ({
  name,
  unit: 'minutes',
  default: BigInt(value),
  min: 1n,
  max: 44_640n,
});

/** Minor units as micro-units, for the money at stake. */
export const MICRO_PER_MINOR = 10_000n;

export function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
