import { text } from '#base';

/** What the commands on feeds and files say. */
export const FEED_LINES = {
  feed: text(
    '{feed} ({kind}, source {source}): {state}; last file {file}; last call {call}; {waiting, plural, =0 {nothing waits} one {one waits} other {# wait}}; {gaps, plural, =0 {no gaps} one {one gap} other {# gaps}}',
  ),
  none: text('none'),
  error: text('  last error: {error}'),
  added: text('{feed}: added'),
  changed: text('{feed}: {state}'),
  removed: text('{feed}: removed; the files it brought stay'),
  ran: text('{feed}: {files, plural, =0 {nothing new} one {one file imported} other {# files imported}}'),
  asked: text('{feed}: the running server does it now'),
  compared: text(
    '{source}: {paired, plural, one {one call} other {# calls}} as billed, {differing} of another duration or cost, {onlyBilled} billed and not seen, {onlySeen} seen and not billed',
  ),
  replayed: text(
    '{file}: {tried, plural, one {one reject} other {# rejects}} read again: {stored} stored, {duplicates} duplicates, {filtered} filtered, {rejected} still rejected',
  ),
} as const;
