import { text } from '#base';

/** What `carrier-invoice` says. */
export const CARRIER_LINES = {
  carrier: text(
    '{code}  {name}: agrees up to {tolerance} or {percent} %, {days, plural, one {one day} other {# days}} either way',
  ),
  preview: text(
    '{carrier} {number}, {month}: {lines, plural, one {one line} other {# lines}}, net {net, number, money} {currency}',
  ),
  column: text('  {heading} → {column}'),
  columnUnknown: text('  {heading} → nothing'),
  unknownDestination: text('  No destination of ours: “{name}” ({amount, number, money})'),
  imported: text('{carrier}: invoice {number} of {month} imported, net {net, number, money} {currency}'),
  again: text('{carrier}: invoice {number} of {month} was imported already; nothing is changed'),
  compared: text(
    '{carrier} {month}: billed {theirs, number, money}, by our price list {ours, number, money}, difference {difference, number, money} {currency}; {open, plural, one {one difference is} other {# differences are}} open',
  ),
  cause: text('  {cause}: {amount, number, money}'),
  difference: text('{mark} {what}  {difference, number, money}'),
  why: text('    {why} ({amount, number, money})'),
  invoice: text('  {number} of {date}, net {net, number, money} {currency}, {file}'),
  more: text('{count, plural, one {and one more} other {and # more}}'),
  decided: text('{count, plural, one {One difference} other {# differences}} decided'),
  withdrawn: text('Invoice {number} is withdrawn'),
} as const;
