import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#base';
import { runsOfMonth } from '#billing/service';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import * as store from '../store.ts';

/**
 * Copies the documents of a usage month into a folder: `<number>.pdf` and `<number>.xml`. Files that are there are written over with
 * the same content. @returns how many documents
 */
export async function exportDocuments(
  app: App,
  actor: Actor,
  input: { readonly month: string; readonly dir: string },
): Promise<number> {
  const files = await inTransaction(app, actor, async (ctx) => {
    const found = [];
    for (const { id } of await runsOfMonth(ctx, input.month)) found.push(...(await store.filesOfRun(ctx.tx, id)));
    return found;
  });
  await mkdir(input.dir, { recursive: true });
  for (const { number, pdfSha256, xmlSha256 } of files) {
    await copyFile(app.files.path(pdfSha256), join(input.dir, `${number}.pdf`));
    await copyFile(app.files.path(xmlSha256), join(input.dir, `${number}.xml`));
  }
  return files.length;
}
