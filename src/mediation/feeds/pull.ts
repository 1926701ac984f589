/** How a puller goes through an API: windows of time, pages, addresses. No step is taken twice once its answer is kept. */
import { z } from 'zod';
import type { InstantForm, PullSettings } from './pullSettings.ts';

/** How far a puller has come. */
export const pullCursorSchema = z.object({
  /** Everything before was asked for; null before the first sweep. */
  doneMs: z.number().nullable().default(null),
  /** A pass through time in windows, at work: where it is and where it ends. */
  sweep: z.object({ atMs: z.number(), toMs: z.number() }).nullable().default(null),
  /** Values of `each` still to be asked for in this window, the first one at work; null: not listed yet. */
  each: z.array(z.string()).nullable().default(null),
  /** The next page of the value at work; null = the first one. */
  page: z.string().nullable().default(null),
  /** Start of the earliest window with provisional records, as the last sweep found it, and as this one has until now. */
  provisionalMs: z.number().nullable().default(null),
  foundMs: z.number().nullable().default(null),
});
export type PullCursor = z.output<typeof pullCursorSchema>;

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Begins a sweep where none is at work: from where the last one ended, less the overlap, or back to provisional records, until the sender
 * knows its records. Null while there is nothing to ask for.
 */
export function beginSweep(settings: PullSettings, cursor: PullCursor, nowMs: number): PullCursor | null {
  if (cursor.sweep !== null) return cursor;
  const { window } = settings;
  if (window === undefined) return { ...cursor, sweep: { atMs: 0, toMs: nowMs } };
  const { doneMs, provisionalMs } = cursor;
  const lastMs = nowMs - window.delayS * 1_000;
  const beginMs = doneMs === null ? lastMs - window.historyS * 1_000 : doneMs - window.overlapS * 1_000;
  const atMs = Math.min(beginMs, provisionalMs ?? beginMs);
  const toMs = Math.max(lastMs, doneMs ?? lastMs);
  if (toMs <= atMs || (provisionalMs === null && doneMs !== null && lastMs <= doneMs)) return null;
  return { ...cursor, sweep: { atMs, toMs }, foundMs: null };
}

/** Shortest window that provisional records shorten windows to. */
const SHORTEST_S = 900;

/**
 * The window at work. Where records may be provisional, windows end at fixed instants and are short beside the time those are waited for,
 * so that asking again does not put off their end.
 */
export function windowOf(settings: PullSettings, { atMs, toMs }: NonNullable<PullCursor['sweep']>): Window {
  const { window, provisional } = settings;
  if (window === undefined) return { fromMs: atMs, toMs };
  if (provisional === undefined) return { fromMs: atMs, toMs: Math.min(toMs, atMs + window.lengthS * 1_000) };
  const lengthMs = 1_000 * Math.min(window.lengthS, Math.max(SHORTEST_S, Math.floor(provisional.withinS / 4)));
  return { fromMs: atMs, toMs: Math.min(toMs, (Math.floor(atMs / lengthMs) + 1) * lengthMs) };
}

/** Whether provisional records of a window are taken as they are, since they have been waited for long enough. */
export function waitedEnough(settings: PullSettings, window: Window, nowMs: number): boolean {
  return settings.provisional === undefined || window.toMs <= nowMs - settings.provisional.withinS * 1_000;
}

/** An instant as a query wants it. */
export function writeInstant(ms: number, form: InstantForm): string {
  const iso = new Date(ms).toISOString();
  switch (form) {
    case 'iso':
      return iso.replace(/\.\d+Z$/, 'Z');
    case 'isoMs':
      return iso;
    case 'date':
      return iso.slice(0, 10);
    case 'epochS':
      return String(Math.floor(ms / 1_000));
    case 'epochMs':
      return String(ms);
  }
}

/** What stands for the names in an address. */
export type Names = Readonly<Record<string, string>>;

/** Names of a request: the account's, the window's, the value of `each`. */
export function namesOf(settings: PullSettings, window: Window, each: string | null): Names {
  const form = settings.window?.form ?? 'iso';
  return {
    ...settings.variables,
    from: writeInstant(window.fromMs, form),
    to: writeInstant(window.toMs, form),
    ...(each === null ? {} : { each }),
  };
}

/** An address with its names filled in, escaped. */
export function filled(template: string, names: Names): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(names, name) ? encodeURIComponent(names[name] ?? '') : whole,
  );
}

/** Address of a window's page; a page that is an address itself must lie on the same server, since we sign in there. */
export function pageUrl(settings: PullSettings, names: Names, page: string | null): URL | null {
  const url = new URL(filled(settings.url, names));
  for (const [name, template] of Object.entries(settings.query))
    url.searchParams.set(
      name,
      template.replace(/\{(\w+)\}/g, (whole, key: string) => names[key] ?? whole),
    );
  const { paging } = settings;
  if (paging.kind === 'page') url.searchParams.set(paging.param, page ?? String(paging.first));
  if (page === null) return url;
  if (paging.kind === 'cursor') url.searchParams.set(paging.param, page);
  if (paging.kind !== 'nextLink') return url;
  const next = URL.canParse(page, url) ? new URL(page, url) : null;
  return next !== null && next.origin === url.origin ? next : null;
}

/** Address of one record (`listThenDetail`). */
export function detailUrl(template: string, names: Names, id: string): URL {
  return new URL(filled(template, { ...names, id }));
}

/** The address in a header `Link` that says `rel="next"` (RFC 8288). */
export function nextLink(header: string | null): string | null {
  for (const part of (header ?? '').split(/,(?=\s*<)/)) {
    const link = /^\s*<([^>]*)>(.*)$/.exec(part);
    if (link !== null && /;\s*rel\s*=\s*(?:"(?:[^"]* )?next(?: [^"]*)?"|next)(?:;|\s|$)/i.test(link[2] ?? ''))
      return link[1] ?? null;
  }
  return null;
}

/** The cursor when a page was kept and another one follows, or (`next` null) the next value of `each`, the next window, or the end. */
export function afterPage(cursor: PullCursor, window: Window, next: string | null): PullCursor {
  if (next !== null) return { ...cursor, page: next };
  const each = cursor.each === null ? null : cursor.each.slice(1);
  if (each !== null && each.length > 0) return { ...cursor, each, page: null };
  return afterWindow({ ...cursor, each: null, page: null }, window);
}

/** The cursor when a window is done. */
export function afterWindow(cursor: PullCursor, window: Window): PullCursor {
  const { sweep } = cursor;
  if (sweep !== null && window.toMs < sweep.toMs) return { ...cursor, sweep: { ...sweep, atMs: window.toMs } };
  const doneMs = Math.max(cursor.doneMs ?? window.toMs, window.toMs);
  return { ...cursor, doneMs, sweep: null, provisionalMs: cursor.foundMs, foundMs: null };
}

/** The cursor when a window turned out to hold provisional records. */
export function withProvisional(cursor: PullCursor, window: Window): PullCursor {
  return { ...cursor, foundMs: Math.min(cursor.foundMs ?? window.fromMs, window.fromMs) };
}
