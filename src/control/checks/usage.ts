/** Checks that look at the month's usage itself. */
import { formatMicro } from '#base';
import { type Check, check, count, type Found, MICRO_PER_MINOR, minutes, money, percent } from '../check.ts';
import type { PeakFact, RunFacts } from '../facts.ts';

const MINUTE_MS = 60_000;

export const USAGE_CHECKS: readonly Check[] = [
  // Usage nobody put a price on is given away.
  check('control.unpriced', 'error', 'usage', ({ unpriced }) =>
    unpriced.map(({ customerId, customerName, prefix, records, durationMs }) => ({
      customerId,
      params: { customer: customerName, prefix, records, minutes: Math.ceil(durationMs / MINUTE_MS) },
    })),
  ),
  check(
    'control.unmatched',
    'warning',
    'usage',
    ({ unmatched, endedLines }, set) => {
      const ended = new Set(endedLines.map(({ identifier }) => identifier));
      return unmatched
        .filter((one) => !ended.has(one.identifier) && one.chargeMicro >= set('unmatched.money') * MICRO_PER_MINOR)
        .map(({ identifier, sourceName, records, chargeMicro }) => ({
          subject: ['identifier', identifier],
          params: { identifier, source: sourceName, records, amount: formatMicro(chargeMicro, 2) },
          riskMicro: chargeMicro,
        }));
    },
    [money('unmatched.money', 0)],
  ),
  check('control.usageAfterEnd', 'warning', 'usage', ({ endedLines, unmatched }) =>
    endedLines.flatMap((line) => {
      const usage = unmatched.find(({ identifier }) => identifier === line.identifier);
      if (usage === undefined) return [];
      const { identifier, customerId, customerName, contractNumber, endedOn } = line;
      const params = {
        customer: customerName,
        contract: contractNumber,
        identifier,
        ended: endedOn,
        records: usage.records,
        amount: formatMicro(usage.chargeMicro, 2),
      };
      return [{ customerId, subject: ['identifier', identifier], params, riskMicro: usage.chargeMicro }];
    }),
  ),
  check(
    'control.longCall',
    'warning',
    'usage',
    ({ longCalls }, set) =>
      longCalls
        .filter(({ longestMs }) => longestMs > Number(set('longCall.minutes')) * MINUTE_MS)
        .map(({ customerId, customerName, lineLabel, calls, longestMs, chargeMicro }) => ({
          customerId,
          params: {
            customer: customerName,
            line: lineLabel,
            detail: lineLabel,
            calls,
            minutes: Math.floor(longestMs / MINUTE_MS),
            amount: formatMicro(chargeMicro, 2),
          },
          riskMicro: chargeMicro,
        })),
    [minutes('longCall.minutes', 240)],
  ),
  check(
    'control.nightSpike',
    'warning',
    'usage',
    (facts, set) =>
      spikes(facts, set('nightSpike.money'), set('nightSpike.percent'), (peak) => [
        peak.nightMicro,
        peak.nightBeforeMicro,
      ]),
    [money('nightSpike.money', 20), percent('nightSpike.percent', 300)],
  ),
  check(
    'control.weekendSpike',
    'warning',
    'usage',
    (facts, set) =>
      spikes(facts, set('weekendSpike.money'), set('weekendSpike.percent'), (peak) => [
        peak.weekendMicro,
        peak.weekendBeforeMicro,
      ]),
    [money('weekendSpike.money', 20), percent('weekendSpike.percent', 300)],
  ),
  check(
    'control.manyNumbers',
    'info',
    'usage',
    ({ calledNumbers }, set) =>
      calledNumbers
        .filter(({ numbers }) => numbers > Number(set('manyNumbers.count')))
        .map(({ customerId, customerName, lineLabel, numbers }) => ({
          customerId,
          params: { customer: customerName, line: lineLabel, detail: lineLabel, numbers },
        })),
    [count('manyNumbers.count', 500)],
  ),
  check('control.stale', 'warning', 'usage', ({ stale, month }) =>
    stale === 0 ? [] : [{ subject: ['rerating', month], params: { customers: stale } }],
  ),
];

/** Usage in hours in which nobody should be working, much more of it than the month before. */
function spikes(
  { peaks }: RunFacts,
  least: bigint,
  share: bigint,
  amounts: (peak: PeakFact) => readonly [now: bigint, before: bigint],
): Found[] {
  return peaks.flatMap((peak) => {
    const [now, before] = amounts(peak);
    if (now < least * MICRO_PER_MINOR || now === 0n || now * 100n < before * share) return [];
    return [
      {
        customerId: peak.customerId,
        params: { customer: peak.customerName, now: formatMicro(now, 2), before: formatMicro(before, 2) },
        riskMicro: now - before,
      },
    ];
  });
}
