import { text } from '#base';

/** What the commands on sources say. */
export const SOURCE_LINES = {
  source: text('{source} ({name}): {format}; times of {zone}, numbers of {country}; {role}; {paid}'),
  byRecords: text('its calls cost what the records say'),
  byList: text('paid by price list {list}'),
  billing: text('billed'),
  reconciliation: text('only compared with what is billed'),
  none: text('none'),
  added: text('{source}: added'),
  changed: text('{source}: changed'),
} as const;
