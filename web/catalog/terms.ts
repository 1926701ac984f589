import { useCallback } from 'react';
import { useLanguage, useSay } from '#app';
import { formatNumber } from '#base';
import type { TermsJson } from '#catalog';

const PPM_PER_PERCENT = 10_000;

/** What a price says beyond amount, fee and increments, in a line; empty where it says nothing. */
export function useTerms(): (terms: TermsJson | null) => string {
  const say = useSay();
  const { language } = useLanguage();
  return useCallback(
    (terms) => {
      if (terms === null) return '';
      const number = (value: string | number) => formatNumber(language, String(value));
      const percent = (ppm: number) => number(ppm / PPM_PER_PERCENT);
      const { steps, serviceFee, costPlus } = terms;
      const parts = [
        steps && say('{count, plural, one {one step} other {# steps}}', { count: steps.length }),
        terms.stepMode === 'total' && say('the step reached prices all'),
        terms.incrementOrigin === 'call' && say('increments over the whole call'),
        terms.grace && say('free below {units}', { units: number(terms.grace) }),
        terms.free && say('the first {units} free', { units: number(terms.free) }),
        terms.minimum && say('at least {units}', { units: number(terms.minimum) }),
        terms.attemptFee && say('attempt {amount}', { amount: number(terms.attemptFee) }),
        serviceFee &&
          say('service {call} a call, {minute} a minute', {
            call: number(serviceFee.perEvent),
            minute: number(serviceFee.perMinute),
          }),
        terms.minimumCharge && say('at least {amount} in all', { amount: number(terms.minimumCharge) }),
        terms.cap && say('at most {amount} in all', { amount: number(terms.cap) }),
        costPlus && say('cost + {percent} %', { percent: percent(costPlus.markupPpm) }),
        terms.discountPpm && say('− {percent} %', { percent: percent(terms.discountPpm) }),
        terms.discount && say('− {amount}', { amount: number(terms.discount) }),
      ];
      return parts.filter((part) => typeof part === 'string').join(', ');
    },
    [say, language],
  );
}
