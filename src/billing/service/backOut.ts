import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { Progress } from '#platform/progress';
import { type BackOutReport, backOutFile } from '#rating/service';
import { frozenUsage } from './frozenUsage.ts';
import { rerateUsage } from './rerating.ts';

/** What taking a file out came to; `correctionMicro`: what the next bills give back or take. */
export interface UsageBackOutReport extends BackOutReport {
  readonly correctionMicro: bigint;
}

/**
 * Takes a file's records out and rates again what that changes: charges of others (allowances), and credits for what stands on issued invoices.
 * Killed in between, the re-rating that every import and run begins with does the rest. @throws as `backOutFile`
 */
export async function backOutUsage(
  app: App,
  actor: Actor,
  { fileId, why }: { readonly fileId: number; readonly why: string },
  progress: Progress,
): Promise<UsageBackOutReport> {
  const report = await backOutFile(app, actor, { fileId, why, frozen: frozenUsage(null) });
  const rerated = await rerateUsage(app, actor, {}, progress);
  const correctionMicro = rerated.reduce((sum, month) => sum + month.correctionMicro, 0n);
  return { ...report, correctionMicro };
}
