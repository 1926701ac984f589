/** Arbitrary histories of subscriptions, for properties of what is due. */
import fc from 'fast-check';
import { addDays } from '#base';
import { gridOf } from './grid.ts';
import type { ChargeHistory } from './history.ts';

const FIRST = '2026-01-01';
const dates = fc.integer({ min: 0, max: 900 }).map((days) => addDays(FIRST, days));
const price = fc.integer({ min: 0, max: 9_999_999 }).map((thousandths) => (thousandths / 1000).toFixed(3));
const spans = fc
  .tuple(dates, fc.option(fc.integer({ min: 1, max: 400 })))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));

const discounts = fc.array(
  fc
    .tuple(spans, fc.constantFrom('percent' as const, 'amount' as const), fc.integer({ min: 1, max: 100 }))
    .map(([span, kind, value]) => ({ ...span, kind, value: String(value), reason: null })),
  { maxLength: 3 },
);

const pauses = fc.array(
  fc
    .tuple(spans, fc.integer({ min: 0, max: 100 }))
    .map(([span, percent]) => ({ ...span, billedPercent: String(percent) })),
  { maxLength: 1 },
);

const steps = <Value>(of: fc.Arbitrary<Value>) =>
  fc
    .uniqueArray(fc.tuple(dates, of), { selector: ([date]) => date, maxLength: 4 })
    .map((all) => all.toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Any history; of the terms of a `base`, where one is given: the same service periods, everything else otherwise. */
export function histories(base?: ChargeHistory): fc.Arbitrary<ChargeHistory> {
  return fc
    .record({
      from: dates,
      days: fc.option(fc.integer({ min: -20, max: 900 })),
      months: fc.constantFrom(1, 1, 3, 5, 12),
      align: fc.constantFrom('calendar' as const, 'anniversary' as const),
      billed: fc.constantFrom('advance' as const, 'arrears' as const),
      proration: fc.record({
        method: fc.constantFrom('days' as const, 'thirtieths' as const, 'none' as const),
        start: fc.boolean(),
        end: fc.boolean(),
        change: fc.boolean(),
      }),
      first: fc.tuple(price, fc.integer({ min: 1, max: 20 })),
      prices: steps(price),
      quantities: steps(fc.integer({ min: 1, max: 20 })),
      discounts,
      pauses,
    })
    .map(({ from, days, months, align, first: [unitPrice, quantity], prices, quantities, ...rest }) => ({
      ...rest,
      from,
      to: days === null ? null : addDays(from, days),
      grid: gridOf({ months, align }, from),
      prices: [
        { from: FIRST, unitPrice },
        ...prices.filter(([date]) => date > FIRST).map(([date, one]) => ({ from: date, unitPrice: one })),
      ],
      quantities: [
        { from: FIRST, quantity },
        ...quantities.filter(([date]) => date > FIRST).map(([date, one]) => ({ from: date, quantity: one })),
      ],
      ...(base === undefined ? {} : { grid: base.grid, billed: base.billed, proration: base.proration }),
    }));
}

/** The same history told in more pieces: terms repeated, discounts and pauses cut in two. */
export function withCuts(history: ChargeHistory, days: readonly number[]): ChargeHistory {
  const cuts = days.map((day) => addDays(FIRST, day));
  const repeated = <Step extends { readonly from: string }>(all: readonly Step[]): Step[] =>
    [...all, ...cuts.flatMap((from) => ({ ...(all.findLast((one) => one.from <= from) ?? all[0]!), from }))].toSorted(
      (a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0),
    );
  const halved = <One extends { readonly from: string; readonly to: string | null }>(all: readonly One[]): One[] =>
    all.flatMap((one) => {
      const cut = cuts.find((date) => date > one.from && (one.to === null || date < one.to));
      return cut === undefined
        ? [one]
        : [
            { ...one, to: cut },
            { ...one, from: cut },
          ];
    });
  return {
    ...history,
    prices: repeated(history.prices),
    quantities: repeated(history.quantities),
    discounts: halved(history.discounts),
    pauses: halved(history.pauses),
  };
}
