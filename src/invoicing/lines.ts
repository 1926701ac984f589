/** Lines of a bill as lines of an invoice: names in the buyer's language, quantity and price that give the net. */
import {
  addDays,
  divideRounded,
  formatDecimal,
  formatDuration,
  formatMinor,
  formatMoney,
  type Language,
  MICRO_DECIMALS,
  minorDecimals,
  monthEnd,
  monthStart,
  parseDecimal,
  powerOfTen,
} from '#base';
import type { BillLine, OneOffLine, RecurringLine, UsageLine } from '#billing';
import type { InvoiceLine, TaxCategory } from './invoice.ts';
import type { Words } from './texts.ts';

/** Decimals a catalogue price may have. */
const CATALOGUE_DECIMALS = 9;
/** Decimals of a unit price and of a quantity that every receiver takes (BR-FR: 6 and 4). */
const PRICE_DECIMALS = 6;
const QUANTITY_DECIMALS = 4;
/** Decimals an average price per minute is shown with where they suffice. */
const AVERAGE_DECIMALS = 4;

const ONE = 'C62';
const MINUTE = 'MIN';

export interface LineContext {
  readonly language: Language;
  readonly currency: string;
  readonly words: Words;
  readonly taxCategory: TaxCategory;
  readonly taxPercent: string;
  /** Contract numbers are told on the lines where there are several. */
  readonly manyContracts: boolean;
}

type Amount = Pick<InvoiceLine, 'quantity' | 'unitCode' | 'unitPrice'>;

export function invoiceLine(line: BillLine, position: number, context: LineContext): InvoiceLine {
  const common = {
    id: String(position),
    netMinor: BigInt(line.netMinor),
    taxCategory: context.taxCategory,
    taxPercent: context.taxPercent,
    revenueAccount: line.revenueAccount,
  };
  switch (line.kind) {
    case 'recurring':
      return { ...common, kind: 'recurring', ...recurring(line, context) };
    case 'oneOff':
      return { ...common, kind: 'oneOff', ...oneOff(line, context) };
    case 'usage':
      return { ...common, kind: 'usage', ...usage(line, context) };
  }
}

/** Joins a usage line with its groups of calls. */
export function usageKey(month: string, contractNumber: string, destinationClass: string): string {
  return `${month}/${contractNumber}/${destinationClass}`;
}

function recurring(line: RecurringLine, context: LineContext) {
  const whole = line.days === line.daysInMonth;
  const periodTo = addDays(line.to, -1);
  const price = formatMoney(context.language, tidyPrice(line.unitPrice), context.currency);
  const period = whole
    ? context.words('line.period', { from: line.from, to: periodTo })
    : context.words('line.prorated', {
        from: line.from,
        to: periodTo,
        days: line.days,
        daysInMonth: line.daysInMonth,
        price,
      });
  const stated = whole ? agreed(line.quantity, line.unitPrice, BigInt(line.netMinor), context.currency) : null;
  return {
    name: line.name[context.language],
    description: describe([period, contractOf(line, context)]),
    ...(stated ?? shared(line.quantity, BigInt(line.netMinor), context.currency)),
    periodFrom: line.from,
    periodTo,
  };
}

function oneOff(line: OneOffLine, context: LineContext) {
  const net = BigInt(line.netMinor);
  return {
    name: line.name[context.language],
    description: describe([line.note ?? '', contractOf(line, context)]),
    ...(agreed(line.quantity, line.unitPrice, net, context.currency) ?? shared(line.quantity, net, context.currency)),
  };
}

function usage(line: UsageLine, context: LineContext) {
  const { words } = context;
  const seconds = Math.round(line.durationMs / 1000);
  const month = words(line.late ? 'line.lateUsage' : 'line.usageMonth', { month: line.month });
  return {
    name: words(`class.${line.class}`),
    description: describe([month, words('line.calls', { calls: line.calls, seconds }), contractOf(line, context)]),
    ...averaged(line, context.currency),
    periodFrom: monthStart(line.month),
    periodTo: addDays(monthEnd(line.month), -1),
    attributes: [
      { name: words('attribute.calls'), value: String(line.calls) },
      { name: words('attribute.duration'), value: formatDuration(seconds) },
    ],
    usage: {
      key: usageKey(line.month, line.contractNumber, line.class),
      calls: line.calls,
      durationMs: line.durationMs,
      chargeMicro: BigInt(line.chargeMicro),
    },
  };
}

function contractOf(line: BillLine, context: LineContext): string {
  return context.manyContracts ? context.words('line.contract', { contract: line.contractNumber }) : '';
}

function describe(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** Quantity and price as agreed, where they give the net; a credit turns the quantity negative, never the price (BR-27). */
function agreed(quantity: number, unitPrice: string, netMinor: bigint, currency: string): Amount | null {
  const price = parseDecimal(unitPrice, CATALOGUE_DECIMALS);
  if (price === null) throw new Error(`assertion failed: not a price: ${unitPrice}`);
  const minorUnit = powerOfTen(CATALOGUE_DECIMALS - minorDecimals(currency));
  if (divideRounded(price * BigInt(quantity), minorUnit, 'halfUp') !== netMinor) return null;
  if (price % powerOfTen(CATALOGUE_DECIMALS - PRICE_DECIMALS) !== 0n) return null;
  const magnitude = price < 0n ? -price : price;
  return {
    quantity: String(price < 0n ? -quantity : quantity),
    unitCode: ONE,
    unitPrice: formatDecimal(magnitude, CATALOGUE_DECIMALS, minorDecimals(currency)),
  };
}

/** The net shared out over the pieces; where six decimals can't carry that, one piece at the net. */
function shared(quantity: number, netMinor: bigint, currency: string): Amount {
  const magnitude = netMinor < 0n ? -netMinor : netMinor;
  const sign = netMinor < 0n ? -1 : 1;
  const decimals = minorDecimals(currency);
  const total = { amount: magnitude, scale: decimals };
  const price = priceOf(total, { amount: BigInt(quantity), scale: 0 }, magnitude, decimals, currency);
  if (price !== null) return { quantity: String(sign * quantity), unitCode: ONE, unitPrice: price };
  return { quantity: String(sign), unitCode: ONE, unitPrice: formatMinor(magnitude, currency) };
}

/**
 * Charged minutes at their average price, which is the agreed price where all calls of the line cost the same; one piece at the
 * net where no price with six decimals would give the net (Peppol R120).
 */
function averaged(line: UsageLine, currency: string): Amount {
  const net = BigInt(line.netMinor);
  const minutes = divideRounded(BigInt(line.billedUnits) * powerOfTen(QUANTITY_DECIMALS), 60n, 'halfUp');
  if (net < 0n || minutes <= 0n) return shared(1, net, currency);
  const exact = { amount: BigInt(line.chargeMicro), scale: MICRO_DECIMALS };
  const price = priceOf(exact, { amount: minutes, scale: QUANTITY_DECIMALS }, net, AVERAGE_DECIMALS, currency);
  if (price === null) return shared(1, net, currency);
  return { quantity: formatDecimal(minutes, QUANTITY_DECIMALS), unitCode: MINUTE, unitPrice: price };
}

interface Scaled {
  readonly amount: bigint;
  readonly scale: number;
}

/** total ÷ quantity with as few decimals as give the net again, at least `fewest` and six at most; null where none do. */
function priceOf(total: Scaled, quantity: Scaled, netMinor: bigint, fewest: number, currency: string): string | null {
  const least = minorDecimals(currency);
  for (let decimals = fewest; decimals <= PRICE_DECIMALS; decimals += 1) {
    const dividend = total.amount * powerOfTen(decimals + quantity.scale);
    const price = divideRounded(dividend, quantity.amount * powerOfTen(total.scale), 'halfUp');
    const unit = powerOfTen(decimals - least + quantity.scale);
    if (divideRounded(price * quantity.amount, unit, 'halfUp') === netMinor)
      return formatDecimal(price, decimals, least);
  }
  return null;
}

function tidyPrice(unitPrice: string): string {
  return formatDecimal(parseDecimal(unitPrice, CATALOGUE_DECIMALS) ?? 0n, CATALOGUE_DECIMALS, 2);
}
