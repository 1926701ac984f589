import type { Actor } from '#base';
import type { ImportOptions } from '#mediation/service';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { compileRater, replacingFiles } from '#rating/service';
import { frozenUsage } from './frozenUsage.ts';

/** What rating and billing do within an import: rate each record, and take a file out that another replaces, minding issued invoices. */
export async function importRater(app: App, actor: Actor): Promise<ImportOptions> {
  const rater = await inTransaction(app, actor, compileRater);
  return { ...rater, replacing: replacingFiles(app, actor, frozenUsage(null)) };
}
