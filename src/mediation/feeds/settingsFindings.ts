import type { Finding } from '#base';
import type { PullSettings } from './pullSettings.ts';
import type { FeedSettings, SettingsOf } from './settings.ts';

/** What is wrong with settings that have the right form. */
export function settingsFindings(settings: FeedSettings): Finding[] {
  const findings: Finding[] = [];
  const wrong = (field: string, code: string) => findings.push({ code, severity: 'error', place: { field } });
  const patterns: [string, string | undefined][] = [
    ['names', 'names' in settings ? settings.names : undefined],
    ['sequence', 'sequence' in settings ? settings.sequence : undefined],
    ['only', 'only' in settings ? settings.only : undefined],
    ['counter', 'counter' in settings ? settings.counter : undefined],
  ];
  for (const [field, pattern] of patterns)
    if (pattern !== undefined && !isRegex(pattern)) wrong(field, 'mediation.feedPattern');
  if ('afterwards' in settings && settings.afterwards === 'move' && settings.moveTo === undefined)
    wrong('moveTo', 'mediation.feedMoveTo');
  if ('grows' in settings && settings.grows && settings.afterwards !== 'keep')
    wrong('afterwards', 'mediation.feedGrows');
  if (settings.kind === 'pull') {
    if (!URL.canParse(settings.url.replace(/\{\w+\}/g, 'x'))) wrong('url', 'mediation.feedUrl');
    for (const name of missingVariables(settings)) wrong(`variables.${name}`, 'mediation.feedVariable');
    if (settings.items === undefined && ['cursor', 'page'].includes(settings.paging.kind))
      wrong('items', 'mediation.feedItems');
    if (settings.provisional !== undefined && (settings.id === undefined || settings.window === undefined))
      wrong('provisional', 'mediation.feedProvisional');
    if (settings.window !== undefined && settings.window.overlapS >= settings.window.lengthS)
      wrong('window.overlapS', 'mediation.feedOverlap');
  }
  return findings;
}

function isRegex(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Names in addresses and queries that nothing stands for. */
function missingVariables(settings: SettingsOf<'pull'>): string[] {
  return variableNames(settings).filter((name) => !Object.hasOwn(settings.variables, name));
}

/** Names in addresses and queries that stand for something of the account: neither the window nor what is listed gives them. */
export function variableNames({ url, each, query, auth, paging, window }: PullSettings): string[] {
  const known = new Set(['id', ...(each === undefined ? [] : ['each'])]);
  if (window !== undefined) for (const name of ['from', 'to']) known.add(name);
  const texts = [
    ...[url, each ?? '', ...Object.values(query)],
    ...(auth.kind === 'oauth2' ? [auth.tokenUrl] : []),
    ...(paging.kind === 'listThenDetail' ? [paging.detailUrl] : []),
  ];
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  return [...new Set(names)].filter((name) => !known.has(name));
}
