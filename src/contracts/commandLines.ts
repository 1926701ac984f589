import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  ending: text('{date, date}  {number}  {customer}: ends'),
  noticeBy: text('{date, date}  {number}  {customer}: notice by then, else renewed on {renewsOn, date}'),
  noneEnding: text('No contract ends or renews by {by, date}'),
  moved: text('{line} is on contract {contract} from {at}'),
  held: text('{label}  {contract}  {from} – {to}'),
  neverHeld: text('Nobody ever had {identifier}'),
  lines: text('{count, plural, one {one line} other {# lines}} on contract {contract} from {from, date}'),
  badLine: text('line {row}: {text}: {trouble}'),
  preview: text(
    '{rule} on {on, date}: {percent} %, {subscriptions, plural, one {one subscription} other {# subscriptions}} of {customers, plural, one {one customer} other {# customers}}',
  ),
  impact: text('{number} {name}: {old} → {new} in twelve months ({difference})'),
  applied: text('Indexation {id} is in force: {changed, plural, one {one price} other {# prices}}'),
  letters: text('{count, plural, one {one letter} other {# letters}} kept'),
  undone: text('Indexation {id} is undone: {changed, plural, one {one price} other {# prices}}'),
  values: text('{count, plural, one {one value} other {# values}} of {series}'),
} as const;
