import { text } from '#base';

/** What the commands of this slice say. */
export const LINES = {
  run: text('{month}: {state}, {drafts, plural, one {one bill} other {# bills}}, net {net}, gross {gross}'),
} as const;
