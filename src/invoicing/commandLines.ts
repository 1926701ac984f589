import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  issued: text('{month}: {issued, plural, one {one document} other {# documents}} issued'),
  chainWhole: text('{documents, plural, one {One document} other {# documents}}, none changed since it was issued'),
} as const;
