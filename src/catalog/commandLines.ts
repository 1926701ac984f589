import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  preview: text(
    '{list} from {date}: {prices, plural, one {one price} other {# prices}}: {new} new, {dearer} dearer, {cheaper} cheaper, {changed} changed otherwise, {closed} closed, {unchanged} as before',
  ),
  new: text('new: {target} {band} {after}'),
  closed: text('closed: {target} {band} {before}'),
  changed: text('{target} {band}: {before} → {after}'),
  changedPercent: text('{target} {band}: {before} → {after} ({percent} %)'),
  more: text('{count, plural, one {and one more change} other {and # more changes}}'),
  imported: text('{list}: version {version} from {date}, {prices, plural, one {one price} other {# prices}}'),
  product: text('{code}  {name}  {price, number, price} {currency}'),
  retired: text('{code}  {name}  {price, number, price} {currency}, no longer offered'),
  productPrice: text('  from {from}: {price, number, price} {currency}'),
} as const;
