import { formatDateTime, formatMoney, type Language, zoneOffsets } from '#base';
import { say } from '#platform/wording';
import { COMMAND_LINES } from '../commandLines.ts';
import { derivationLines } from './derivationLines.ts';
import type { SimulatedPrice } from './simulatePrice.ts';

const CHARGE_DECIMALS = 4;

/** A simulated price in words, line by line; times on the zone's wall clock. */
export function priceLines(language: Language, price: SimulatedPrice, zone: string): readonly string[] {
  const { customer, line, plan, cost, margin, currency } = price;
  const money = (decimal: string) => formatMoney(language, decimal, currency, CHARGE_DECIMALS);
  const told = [
    say(language, COMMAND_LINES.imagined, {
      calling: price.calling || '–',
      called: price.called || '–',
      start: formatDateTime(language, Date.parse(price.at), zoneOffsets(zone)),
      seconds: String(price.durationMs / 1000),
      units: price.units,
    }),
  ];
  if (customer !== null) told.push(say(language, COMMAND_LINES.customer, customer));
  if (line !== null)
    told.push(say(language, COMMAND_LINES.imaginedLine, { line: line.label, plan: plan?.code ?? '–' }));
  else told.push(say(language, COMMAND_LINES.imaginedPlan, { plan: plan?.code ?? '–' }));
  if (price.source !== null) told.push(say(language, COMMAND_LINES.imaginedSource, { source: price.source.name }));
  told.push(...derivationLines(language, price.lines));
  told.push(
    cost === null || margin === null
      ? say(language, COMMAND_LINES.charge, { charge: money(price.charge) })
      : say(language, COMMAND_LINES.margin, { charge: money(price.charge), cost: money(cost), margin: money(margin) }),
  );
  if (!/^0[.0]*$/.test(price.serviceFee))
    told.push(say(language, COMMAND_LINES.servicePart, { fee: money(price.serviceFee) }));
  return told;
}
