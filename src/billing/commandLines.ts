import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  rerated: text('{customer}, {month}: {before} → {after} ({difference}); to earlier invoices {correction}'),
  reratedSum: text(
    '{customers, plural, =0 {Nothing to rate again} one {One customer rated again} other {# customers rated again}}, {changed, plural, =0 {nothing changed} one {one month changed} other {# months changed}}',
  ),
  backedOut: text(
    '{file}: {removed, plural, one {one record} other {# records}} of {customers, plural, one {one customer} other {# customers}} taken out, {emptied} on issued invoices; to these {correction}',
  ),
  bandwidth: text(
    '{samples, plural, one {One sample} other {# samples}} of {lines, plural, one {one line} other {# lines}} taken, {replaced} in the place of earlier ones',
  ),
  run: text(
    '{run} · {month} {scope}: {state}, {drafts, plural, one {one draft} other {# drafts}}, net {net}, gross {gross}',
  ),
  withdrawn: text('Run {run} of {month} is withdrawn'),
  previewed: text('{customer}, {month}: net {net}, gross {gross}'),
  previewedNothing: text('{customer}, {month}: nothing to bill'),
  previewStale: text('Something waits to be rated again; amounts of calls may change'),
  nobody: text('Nobody’s usage'),
} as const;
