import type { PeriodRuleDefinition } from '#catalog';

/** Mean rates of one access over five minutes, in bits per second: towards the customer, and from him. */
export interface BandwidthSample {
  readonly lineId: number;
  readonly contractId: number;
  readonly atMs: number;
  readonly inBits: number;
  readonly outBits: number;
}

type PercentileRule = Extract<PeriodRuleDefinition, { kind: 'percentile' }>;

/**
 * The value that `percent` of the samples do not exceed: sorted upwards, the one at rank ⌈n × percent ÷ 100⌉ (nearest rank). Of a month of five-minute
 * samples the highest 5 percent, 36 hours of 30 days, are free. No samples: 0.
 */
export function percentileOf(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.ceil((sorted.length * percent) / 100);
  return sorted[Math.max(rank, 1) - 1] ?? 0;
}

/** Bits per second to be billed: the percentile by direction, of each line or of all together. */
export function billedRates(
  samples: readonly BandwidthSample[],
  { percent, direction, perLine }: Pick<PercentileRule, 'percent' | 'direction' | 'perLine'>,
): number[] {
  const series = perLine ? [...Map.groupBy(samples, (sample) => sample.lineId).values()] : [addedUp(samples)];
  return series.map((ofSeries) => {
    const into = percentileOf(
      ofSeries.map((sample) => sample.inBits),
      percent,
    );
    const out = percentileOf(
      ofSeries.map((sample) => sample.outBits),
      percent,
    );
    if (direction === 'in') return into;
    if (direction === 'out') return out;
    return direction === 'sum' ? into + out : Math.max(into, out);
  });
}

/** The samples of several lines as those of one: what ran at the same time is added. */
function addedUp(samples: readonly BandwidthSample[]): Pick<BandwidthSample, 'inBits' | 'outBits'>[] {
  return [...Map.groupBy(samples, (sample) => sample.atMs).values()].map((same) => ({
    inBits: same.reduce((sum, { inBits }) => sum + inBits, 0),
    outBits: same.reduce((sum, { outBits }) => sum + outBits, 0),
  }));
}
