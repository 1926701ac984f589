import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  imported: text(
    '{added, plural, one {one customer} other {# customers}} added, {changed, plural, one {one} other {#}} changed',
  ),
} as const;
