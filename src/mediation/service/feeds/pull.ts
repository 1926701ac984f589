/** A turn of a feed that asks a carrier's API: window by window, page by page; what a page brought and how far we came are kept together. */
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { sha256 } from '#platform/hash';
import { parseExact, textAt, valueAt } from '../../feeds/exactJson.ts';
import type { Feed } from '../../feeds/feed.ts';
import {
  afterPage,
  afterWindow,
  beginSweep,
  detailUrl,
  filled,
  type Names,
  namesOf,
  nextLink,
  type PullCursor,
  pageUrl,
  pullCursorSchema,
  type Window,
  waitedEnough,
  windowOf,
  withProvisional,
} from '../../feeds/pull.ts';
import type { SettingsOf } from '../../feeds/settings.ts';
import * as store from '../../store.ts';
import { Api, type ApiAnswer } from './api.ts';
import { feedSecret } from './feeds.ts';
import { queueFile } from './importing.ts';

/** Details kept at a time. */
const DETAILS = 20;

interface Pulling {
  readonly app: App;
  readonly actor: Actor;
  readonly feed: Feed;
  readonly settings: SettingsOf<'pull'>;
  readonly api: Api;
  readonly signal: AbortSignal;
}

/** Asks for everything there is to ask for now, or until the signal. @throws Refusal as `Api.get`, `mediation.pullItems` */
export async function pullRecords(
  app: App,
  actor: Actor,
  feed: Feed,
  settings: SettingsOf<'pull'>,
  signal: AbortSignal,
): Promise<void> {
  const { secret, stored } = await inTransaction(app, actor, async (ctx) => ({
    secret: await feedSecret(app, ctx, feed),
    stored: (await store.feedInside(ctx.tx, feed.id))?.cursor ?? {},
  }));
  const pulling: Pulling = { app, actor, feed, settings, api: new Api(app, settings, secret, signal), signal };
  let cursor = beginSweep(settings, pullCursorSchema.parse(stored), app.clock.now());
  while (cursor?.sweep != null && !signal.aborted)
    cursor = await step(pulling, cursor, windowOf(settings, cursor.sweep));
}

/** One request and what follows from it. */
async function step(pulling: Pulling, cursor: PullCursor, window: Window): Promise<PullCursor> {
  const { settings, api } = pulling;
  if (settings.each !== undefined && cursor.each === null) {
    const each = await listEach(pulling, window);
    return keep(pulling, each.length === 0 ? afterWindow(cursor, window) : { ...cursor, each });
  }
  const names = namesOf(settings, window, cursor.each?.[0] ?? null);
  const url = pageUrl(settings, names, cursor.page);
  if (url === null) throw new Refusal('unavailable', 'mediation.pullElsewhere', { location: cursor.page ?? '' });
  const answer = await api.get(url);
  if (answer === null) return keep(pulling, afterPage(cursor, window, null));
  if (settings.paging.kind === 'listThenDetail')
    return takeDetails(pulling, cursor, window, names, answer, settings.paging.detailUrl);
  if (settings.items === undefined) return takeWhole(pulling, cursor, window, answer);
  return takePage(pulling, cursor, window, names, answer, settings.items);
}

/** The values of `each`: texts or numbers in a list. */
async function listEach({ settings, api }: Pulling, window: Window): Promise<string[]> {
  const url = new URL(filled(settings.each ?? '', namesOf(settings, window, null)));
  const answer = await api.get(url);
  return answer === null ? [] : idsIn(parsed(answer, url.host), url.host);
}

/** The answer as a whole is a file. */
async function takeWhole(pulling: Pulling, cursor: PullCursor, window: Window, answer: ApiAnswer): Promise<PullCursor> {
  const { app, feed } = pulling;
  const document =
    pulling.settings.paging.kind === 'nextLink' && pulling.settings.paging.path !== undefined
      ? parsed(answer, feed.code)
      : null;
  const after = afterPage(cursor, window, nextPage(pulling, cursor, answer, document, 1));
  const stored = answer.body === '' ? null : await app.files.put(Buffer.from(answer.body));
  return keep(pulling, after, async (ctx) => {
    if (stored !== null) await queueFile(ctx, feed, { ...stored, name: null, origin: null, items: null });
  });
}

/** The answer holds records. */
async function takePage(
  pulling: Pulling,
  cursor: PullCursor,
  window: Window,
  names: Names,
  answer: ApiAnswer,
  path: readonly string[],
): Promise<PullCursor> {
  const { feed } = pulling;
  const document = parsed(answer, feed.code);
  const found = valueAt(document, path);
  if (!Array.isArray(found)) throw new Refusal('unavailable', 'mediation.pullItems', { path: path.join('.') });
  const { items, anyProvisional } = itemsOf(pulling, window, names, found);
  const minded = anyProvisional ? withProvisional(cursor, window) : cursor;
  const after = afterPage(minded, window, nextPage(pulling, cursor, answer, document, found.length));
  return keep(pulling, after, async (ctx) => void (await store.insertItems(ctx, feed.id, items)));
}

/** The answer lists ids; records whose ids are not known yet are asked for one by one and kept as they come. */
async function takeDetails(
  pulling: Pulling,
  cursor: PullCursor,
  window: Window,
  names: Names,
  answer: ApiAnswer,
  template: string,
): Promise<PullCursor> {
  const { app, actor, feed, settings, api, signal } = pulling;
  const listed = valueAt(parsed(answer, feed.code), settings.items ?? []);
  const ids = idsIn(listed, feed.code);
  const known = await inTransaction(app, actor, ({ tx }) =>
    store.knownKeys(
      tx,
      feed.id,
      ids.map((id) => keyOf(names, id)),
    ),
  );
  const wanted = ids.filter((id) => !known.has(keyOf(names, id).toString('hex')));
  let minded = cursor;
  for (let at = 0; at < wanted.length; at += DETAILS) {
    const items: store.NewItem[] = [];
    try {
      for (const id of wanted.slice(at, at + DETAILS)) {
        if (signal.aborted) return cursor;
        const detail = await api.get(detailUrl(template, names, id));
        if (detail === null) continue; // taken back by the carrier since it was listed
        const record = parsed(detail, feed.code);
        if (isProvisional(pulling, window, record)) minded = withProvisional(minded, window);
        else items.push({ key: keyOf(names, id), content: asItem(record) });
      }
    } finally {
      // Also what came before an error: a carrier that allows a few requests at a time is got through.
      await inTransaction(app, actor, (ctx) => store.insertItems(ctx, feed.id, items));
    }
  }
  return keep(pulling, afterPage(minded, window, null));
}

function itemsOf(
  pulling: Pulling,
  window: Window,
  names: Names,
  records: readonly unknown[],
): { readonly items: store.NewItem[]; readonly anyProvisional: boolean } {
  const { id: path } = pulling.settings;
  const items: store.NewItem[] = [];
  let anyProvisional = false;
  for (const record of records) {
    if (isProvisional(pulling, window, record)) {
      anyProvisional = true;
      continue;
    }
    const content = asItem(record);
    const id = path === undefined ? null : textAt(record, path);
    items.push({ key: id === null ? sha256(content) : keyOf(names, id), content });
  }
  return { items, anyProvisional };
}

function isProvisional({ app, settings }: Pulling, window: Window, record: unknown): boolean {
  const { provisional } = settings;
  if (provisional === undefined) return false;
  const value = valueAt(record, provisional.path);
  return (value === undefined || value === null || value === '') && !waitedEnough(settings, window, app.clock.now());
}

const asItem = (record: unknown): Buffer => Buffer.from(`${JSON.stringify(record)}\n`);

/** Ids are told apart by what they were listed for. */
const keyOf = (names: Names, id: string): Buffer => sha256(`${names.each ?? ''}\n${id}`);

function idsIn(listed: unknown, host: string): string[] {
  if (!Array.isArray(listed)) throw new Refusal('unavailable', 'mediation.pullItems', { path: host });
  return listed.map((_, index) => textAt(listed, [String(index)]) ?? '').filter((id) => id !== '');
}

/** What asks for the next page; null after the last one. */
function nextPage(
  { settings: { paging } }: Pulling,
  cursor: PullCursor,
  { link }: ApiAnswer,
  document: unknown,
  records: number,
): string | null {
  switch (paging.kind) {
    case 'nextLink':
      return (paging.path === undefined ? nextLink(link) : textAt(document, paging.path)) || null;
    case 'cursor':
      return textAt(document, paging.path) || null;
    case 'page':
      return records === 0 ? null : String(Number(cursor.page ?? paging.first) + 1);
    default:
      return null;
  }
}

function parsed({ body }: ApiAnswer, host: string): unknown {
  try {
    return parseExact(body);
  } catch {
    throw new Refusal('unavailable', 'mediation.pullJson', { host });
  }
}

/** Keeps the cursor, with what came, in one transaction. */
async function keep(pulling: Pulling, cursor: PullCursor, also?: (ctx: Context) => Promise<void>): Promise<PullCursor> {
  const { app, actor, feed } = pulling;
  await inTransaction(app, actor, async (ctx) => {
    await also?.(ctx);
    await store.setCursor(ctx.tx, feed.id, cursor);
  });
  return cursor;
}
