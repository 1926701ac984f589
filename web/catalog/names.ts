import { useCallback } from 'react';
import { useSay } from '#app';
import { text } from '#base';

/** What prices are per, by the names price lists use; measures of data are called so everywhere. */
const PER_NAMES: Readonly<Record<string, string>> = {
  second: text('second'),
  minute: text('minute'),
  hour: text('hour'),
  byte: text('byte'),
  piece: text('piece'),
};

/** `30 second` in the reader's language. */
export function usePer(): (per: string) => string {
  const say = useSay();
  return useCallback(
    (per) => {
      const [, count = '', name = per] = /^(\d+ )?(.+)$/.exec(per) ?? [];
      return count + say(PER_NAMES[name] ?? name);
    },
    [say],
  );
}

/** How a new version treats a price. */
export const CHANGE_NAMES: Readonly<Record<string, string>> = {
  new: text('new'),
  dearer: text('dearer'),
  cheaper: text('cheaper'),
  changed: text('changed otherwise'),
  closed: text('closed'),
};

export const DIRECTION_NAMES: Readonly<Record<string, string>> = {
  outbound: text('outgoing'),
  inbound: text('incoming'),
};
