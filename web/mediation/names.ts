import { text } from '#base';

/** Why a format leaves records out that are no calls to bill; the key is the filter's reason. */
export const FILTER_NAMES: Readonly<Record<string, string>> = {
  localChannel: text('inner leg of the telephone system'),
  omitted: text('marked as not to bill'),
  secondLeg: text('second leg of the same call'),
  noCall: text('not a call'),
  unanswered: text('not answered'),
};
