import { audit, getTenant } from '#access/service';
import { type Finding, monthEnd, monthStart, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { Line } from '#contracts';
import { holdings } from '#contracts/service';
import type { Context } from '#platform/context';
import { type BandwidthSample, percentileOf } from '../periodRules/percentile.ts';
import { type BandwidthRow, readBandwidth } from '../periodRules/readBandwidth.ts';
import * as store from '../store.ts';

export interface BandwidthImport {
  readonly samples: number;
  /** Of these, in the place of samples of the same line and time. */
  readonly replaced: number;
  readonly lines: number;
}

/**
 * Takes a file of five-minute samples. Each belongs to the contract that its line is on at the time. All of it is taken, or nothing.
 * @throws Refusal `bandwidth.wrong` with what is wrong, row by row
 */
export async function importBandwidth(ctx: Context, input: { readonly csv: string }): Promise<BandwidthImport> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  const { rows, findings } = readBandwidth(input.csv, offsets);
  const lines = Map.groupBy((await holdings(ctx)).lines, (line) => line.identifier);
  const samples: BandwidthSample[] = [];
  const unknown: Finding[] = [];
  for (const row of rows) {
    const line = lineAt(lines.get(row.identifier) ?? [], row);
    if (line === undefined) unknown.push(unknownLine(row));
    else
      samples.push({
        lineId: line.id,
        contractId: line.contractId,
        atMs: row.atMs,
        inBits: row.inBits,
        outBits: row.outBits,
      });
  }
  const all = [...findings, ...oncePerLine(unknown)];
  if (all.length > 0) throw new Refusal('invalid', 'bandwidth.wrong', { count: all.length }, all);
  if (samples.length === 0) throw new Refusal('invalid', 'bandwidth.empty');
  const report = {
    samples: samples.length,
    replaced: await store.putBandwidth(ctx, samples),
    lines: new Set(samples.map(({ lineId }) => lineId)).size,
  };
  await audit(ctx, { action: 'billing.bandwidth.import', subject: 'bandwidth', detail: { ...report } });
  return report;
}

function lineAt(lines: readonly Line[], { atMs }: BandwidthRow): Line | undefined {
  return lines.find((line) => line.validFromMs <= atMs && (line.validToMs === null || atMs < line.validToMs));
}

function unknownLine({ row, identifier }: BandwidthRow): Finding {
  return { code: 'bandwidth.unknownLine', severity: 'error', place: { line: row }, params: { row, line: identifier } };
}

function oncePerLine(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.toReversed().map((finding) => [finding.params?.line, finding])).values()].toReversed();
}

/** What was measured on the lines of a contract in a month: samples of those there should be, and the 95th percentiles. */
export async function bandwidthOf(ctx: Context, { contractId, month }: { contractId: number; month: string }) {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  const fromMs = startOfDayMs(offsets, monthStart(month));
  const toMs = startOfDayMs(offsets, monthEnd(month));
  const samples = await store.bandwidthSamples(ctx.tx, { contractIds: [contractId], fromMs, toMs });
  const expected = (toMs - fromMs) / 300_000;
  const rate = (values: readonly number[]) => percentileOf(values, 95);
  return [...Map.groupBy(samples, ({ lineId }) => lineId)].map(([lineId, own]) => ({
    lineId,
    samples: own.length,
    expected,
    inBits: rate(own.map(({ inBits }) => inBits)),
    outBits: rate(own.map(({ outBits }) => outBits)),
  }));
}
