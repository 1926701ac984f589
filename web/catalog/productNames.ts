import { useCallback } from 'react';
import { useSay } from '#app';
import { text } from '#base';
import type { PRODUCT_KINDS, PRORATIONS, TAX_CLASSES } from '#catalog';

type Named<List extends readonly string[]> = Readonly<Record<List[number], string>>;

export const KIND_NAMES: Named<typeof PRODUCT_KINDS> = {
  recurring: text('Recurring'),
  oneOff: text('One-off'),
  usage: text('Usage'),
  hardware: text('Hardware'),
  licence: text('Licence'),
};

export const TAX_CLASS_NAMES: Named<typeof TAX_CLASSES> = {
  standard: text('Standard rate'),
  intermediate: text('Intermediate rate'),
  reduced: text('Reduced rate'),
  zero: text('Zero rate'),
  exempt: text('Exempt'),
  outOfScope: text('Out of scope'),
};

export const PRORATION_NAMES: Named<typeof PRORATIONS> = {
  days: text('by days'),
  thirtieths: text('by thirtieths'),
  none: text('whole periods'),
};

export const BILLED_NAMES: Readonly<Record<'advance' | 'arrears', string>> = {
  advance: text('In advance'),
  arrears: text('In arrears'),
};

export const ALIGN_NAMES: Readonly<Record<'calendar' | 'anniversary', string>> = {
  calendar: text('from the first of the month'),
  anniversary: text('from the day of activation'),
};

export const PART_NAMES: Readonly<Record<'oneOff' | 'recurring' | 'licence', string>> = {
  oneOff: text('once'),
  recurring: text('recurring'),
  licence: text('licence'),
};

/** How often a fee comes round. */
export function usePeriod(): (months: number) => string {
  const say = useSay();
  return useCallback(
    (months) => {
      if (months === 1) return say('monthly');
      if (months === 3) return say('quarterly');
      if (months === 6) return say('half-yearly');
      if (months === 12) return say('yearly');
      return say('every {months} months', { months });
    },
    [say],
  );
}
