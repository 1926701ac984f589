import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  issued: text('{month}: {issued, plural, one {one document} other {# documents}} issued'),
  chainWhole: text('{documents, plural, one {One document} other {# documents}}, none changed since it was issued'),
  booksWhole: text(
    '{entries, plural, one {One booking} other {# bookings}}, none changed since it was booked; every account adds up',
  ),
  record: text('As the source says it:'),
  onInvoice: text('Invoice {number} of {issuedOn}, line {line} “{name}”:'),
  lineSum: text('{calls, plural, one {one call} other {# calls}}, {charge} exactly, rounded once to {net}'),
  notInvoiced: text('On no invoice yet'),
} as const;
