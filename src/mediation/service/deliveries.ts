/** What a file is among the others of its sender: the next one, one that was missing, or one that came before. */
import type { Finding } from '#base';
import type { LoadContext } from '#platform/db';
import type { Format } from '../language/format.ts';
import type { FileReading } from '../reading/reading.ts';
import * as store from '../store.ts';

/** Findings about a file's number and name; one of severity `error` puts it aside. */
export async function deliveryFindings(
  ctx: LoadContext,
  file: { readonly id: number; readonly name: string; readonly sourceId: number; readonly format: Format },
  reading: FileReading,
): Promise<Finding[]> {
  const { fileControl } = file.format;
  if (fileControl === undefined) return [];
  const findings: Finding[] = [];
  const number = reading.fileNumber;
  const earlier = await store.earlierDelivery(ctx, file.sourceId, { ...file, number });
  if (earlier !== null) {
    const params = { first: earlier.name, ...(number === null ? {} : { number: number.number }) };
    if (fileControl.redelivery === 'duplicate')
      findings.push({ code: 'mediation.redelivered', severity: 'error', params });
    else if (fileControl.redelivery === undefined && earlier.by === 'number')
      findings.push({ code: 'mediation.numberAgain', severity: 'warning', params });
  }
  const gap = number === null ? null : await store.gapBefore(ctx, file.sourceId, number);
  if (gap !== null)
    findings.push({
      code: 'mediation.numberGap',
      severity: fileControl.onGap === 'quarantine' ? 'error' : 'warning',
      params: { from: gap.from, to: gap.to, missing: gap.to - gap.from + 1 },
    });
  return findings;
}
