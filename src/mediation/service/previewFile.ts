import type { Actor, Finding } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import type { ExpectedRecord } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';
import type { ReadingCounts, Reject } from '../reading/reading.ts';
import { noCounts } from '../reading/recordStage.ts';
import { headOf } from './content.ts';
import { getFormat } from './formats.ts';
import { getSource } from './sources.ts';

export interface Preview {
  /** The first records, normalised. */
  readonly records: readonly ExpectedRecord[];
  readonly rejects: readonly Reject[];
  /** Of the part looked at. */
  readonly counts: ReadingCounts;
  readonly findings: readonly Finding[];
}

/** Reads the beginning of a file (64 kB) as a source would, and stores nothing. @param most records to show */
export async function previewFile(
  app: App,
  actor: Actor,
  input: { readonly path: string; readonly sourceCode: string; readonly most?: number },
): Promise<Preview> {
  const { source, format } = await inTransaction(app, actor, async (ctx) => {
    const found = await getSource(ctx, input.sourceCode);
    return { source: found, format: await getFormat(ctx, found.format) };
  });
  const { compiled, findings } = compileFormat(format, source);
  if (compiled === null) return { records: [], rejects: [], counts: noCounts(), findings };
  const head = await headOf(input.path);
  // The last line is cut off where the file goes on: leave it out.
  const lastBreak = head.lastIndexOf(10);
  const { reading, records } = readContent(
    compiled,
    lastBreak < 0 ? head : head.subarray(0, lastBreak + 1),
    input.most ?? 20,
  );
  return {
    records,
    rejects: reading.rejects.slice(0, input.most ?? 20),
    counts: reading.counts,
    findings: reading.quarantine === null ? [] : [reading.quarantine],
  };
}
