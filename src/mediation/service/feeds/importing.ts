/** From what feeds brought to records: items are cut into files, files are imported as any other. */
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction, nextNumber } from '#platform/db';
import { silentProgress } from '#platform/progress';
import type { Feed } from '../../feeds/feed.ts';
import { shallCut } from '../../feeds/schedule.ts';
import { type GatherSettings, gathers } from '../../feeds/settings.ts';
import { wrapItems } from '../../feeds/wrap.ts';
import type { ImportReport } from '../../importReport.ts';
import * as store from '../../store.ts';
import { getFormat } from '../formats.ts';
import type { ImportDoor, ImportOptions } from '../importDoor.ts';
import { importArchived } from '../importFile.ts';
import { sourceOf } from './feeds.ts';

/** A file somebody brought, archived already. */
export interface Brought {
  readonly name: string;
  readonly origin: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly items: number | null;
}

/** Puts a file into a feed's queue, within the caller's transaction. Returns its number. */
export async function queueFile(
  ctx: Context,
  feed: Feed,
  brought: Omit<Brought, 'name'> & { readonly name: string | null },
): Promise<number> {
  const no = await nextNumber(ctx, `feed/${feed.id}/file`);
  const name = brought.name ?? `${feed.code}-${String(no).padStart(6, '0')}`;
  await store.insertFeedFile(ctx, feed.id, { ...brought, name, no });
  return no;
}

/** Cuts what was gathered into files, as the settings say when, or (`all`) now. Returns how many files. */
export async function cutItems(app: App, actor: Actor, feed: Feed, all: boolean): Promise<number> {
  const { settings } = feed;
  if (!gathers(settings)) return 0;
  let files = 0;
  while (await cutOnce(app, actor, feed, settings, all)) files++;
  return files;
}

function cutOnce(app: App, actor: Actor, feed: Feed, settings: GatherSettings, all: boolean): Promise<boolean> {
  return inTransaction(app, actor, async (ctx) => {
    const gathered = await store.gathered(ctx.tx, feed.id);
    if (gathered.items === 0 || !(all || shallCut(gathered, settings, app.clock.now()))) return false;
    const items = await store.itemsToCut(ctx.tx, feed.id, settings.cutAtBytes);
    const last = items.at(-1);
    if (last === undefined) return false;
    const { format } = await sourceOf(ctx, feed);
    const contents = items.map(({ content }) => content);
    const stored = await app.files.put(
      settings.kind === 'pull' ? wrapItems((await getFormat(ctx, format)).structure, contents) : contentsOf(contents),
    );
    await queueFile(ctx, feed, { ...stored, name: null, origin: null, items: items.length });
    await store.setCutTo(ctx.tx, feed.id, last.no);
    return true;
  });
}

async function* contentsOf(contents: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* contents;
}

/** Imports one file of a feed's queue and notes what became of it; null when none waits (or, of a given number, it waits no more). */
export function importOne(
  app: App,
  actor: Actor,
  feed: Feed,
  no: number | null,
  options: ImportOptions,
): Promise<ImportReport | Refusal | null> {
  return inTransaction(app, actor, async (ctx) => {
    const file = await (no === null ? store.takeWaiting(ctx.tx, feed.id) : store.takeThis(ctx.tx, feed.id, no));
    if (file === null) return null;
    const { code } = await sourceOf(ctx, feed);
    const { name, sha256, bytes } = file;
    try {
      const report = await importArchived(
        app,
        actor,
        { name, sha256, bytes, sourceCode: code },
        options,
        silentProgress,
      );
      await store.settleFile(ctx, feed.id, file.no, { state: 'done', fileId: report.fileId, error: null });
      return report;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, params } = error;
      await store.settleFile(ctx, feed.id, file.no, { state: 'failed', fileId: null, error: { code, params } });
      return error;
    }
  });
}

/** Imports all that wait. Returns how many files were worked on. */
export async function importWaiting(app: App, actor: Actor, feed: Feed, door: ImportDoor): Promise<number> {
  let worked = 0;
  if (!(await inTransaction(app, actor, ({ tx }) => store.anyWaiting(tx, feed.id)))) return worked;
  const options = await door.rater(app, actor);
  while ((await importOne(app, actor, feed, null, options)) !== null) worked++;
  if (worked > 0) await door.imported(app, actor);
  return worked;
}
