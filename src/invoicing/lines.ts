/** Lines of a bill as lines of an invoice: names in the buyer's language, quantity and price that give the net. */
import { addDays, formatDecimal, formatDuration, formatVolume, MICRO_DECIMALS, monthEnd, monthStart } from '#base';
import type { BillLine, CorrectionLine, ListVersion, UsageLine, UsagePart } from '#billing';
import { unitOf } from '#catalog';
import type { ServiceName } from '#usage';
import { oneOff, periodRule, recurring, thirdPayer } from './feeLines.ts';
import type { InvoiceLine } from './invoice.ts';
import { type Amount, priceOf, shared } from './lineAmount.ts';
import { describe, type LineContext, references } from './lineContext.ts';
import { isMessage, lineUnit, QUANTITY_DECIMALS, scaledQuantity } from './quantity.ts';
import type { Words } from './texts.ts';

/** Decimals an average price per minute is shown with where they suffice. */
const AVERAGE_DECIMALS = 4;

export function invoiceLine(line: BillLine, position: number, context: LineContext): InvoiceLine {
  const { tax } = line;
  const common = {
    id: String(position),
    netMinor: BigInt(line.netMinor),
    taxCategory: tax?.category ?? context.taxCategory,
    taxPercent: tax?.percent ?? context.taxPercent,
    revenueAccount: line.revenueAccount,
    ...(line.costCentre === undefined ? {} : { costCentre: line.costCentre }),
  };
  const worded = wordedLine(line, common, context);
  if (context.manyTaxes !== true || tax === undefined) return worded;
  const rate = context.words('line.tax', { category: tax.category, percent: tax.percent });
  return { ...worded, description: describe([worded.description ?? '', rate]) };
}

type Common = Omit<InvoiceLine, 'kind' | 'name' | 'description' | keyof Amount>;

function wordedLine(line: BillLine, common: Common, context: LineContext): InvoiceLine {
  switch (line.kind) {
    case 'recurring':
      return { ...common, kind: line.trueUp === undefined ? 'recurring' : 'correction', ...recurring(line, context) };
    case 'oneOff':
    case 'deposit':
      return { ...common, kind: line.kind, ...oneOff(line, context) };
    case 'periodRule':
      return { ...common, kind: line.trueUp === undefined ? 'periodRule' : 'correction', ...periodRule(line, context) };
    case 'thirdPayer':
      return { ...common, kind: 'thirdPayer', ...thirdPayer(line, context) };
    case 'correction':
      return { ...common, kind: 'correction', ...correction(line, context) };
    case 'usage':
      return { ...common, kind: 'usage', ...usage(line, context) };
  }
}

/** What usage a line sums. */
export interface UsageScopeOfLine {
  readonly month: string;
  readonly contractNumber: string;
  readonly class: string;
  readonly service: ServiceName;
  readonly part: UsagePart;
}

/** Joins a usage line with its groups of calls. */
export function usageKey(of: UsageScopeOfLine): string {
  const service = of.service === 'voice' ? '' : `/${of.service}`;
  return `${of.month}/${of.contractNumber}/${of.class}${service}${of.part === 'service' ? '/passThrough' : ''}`;
}

/** What is credited or debited, for which month, why, and by which versions of the price lists. */
function correction(line: CorrectionLine, context: LineContext) {
  const { words } = context;
  const version = (one: ListVersion | null) =>
    one === null ? words('line.noPriceList') : `${one.list} ${one.version}`;
  const versions = line.versions
    .map(({ before, after }) => ({ before: version(before), after: version(after) }))
    .filter(({ before, after }) => before !== after)
    .map((change) => words('line.correctionVersions', change));
  return {
    name: usageName(line, words),
    description: describe([
      words('line.corrected', { month: line.month, records: line.records }),
      ...line.reasons.map((reason) => words('line.correctionReason', { reason })),
      ...versions,
      ...references(line, context),
    ]),
    ...shared(1, BigInt(line.netMinor), context.currency),
    periodFrom: monthStart(line.month),
    periodTo: addDays(monthEnd(line.month), -1),
  };
}

function usage(line: UsageLine, context: LineContext) {
  const { words } = context;
  const month = words(line.late ? 'line.lateUsage' : 'line.usageMonth', { month: line.month });
  return {
    name: usageName(line, words),
    description: describe([month, ...figures(line, context), ...references(line, context)]),
    ...(line.part === 'service'
      ? shared(line.calls, BigInt(line.netMinor), context.currency)
      : averaged(line, context.currency)),
    periodFrom: monthStart(line.month),
    periodTo: addDays(monthEnd(line.month), -1),
    attributes: attributes(line, context),
    usage: {
      key: usageKey(line),
      service: line.service,
      part: line.part,
      calls: line.calls,
      coveredCalls: line.coveredCalls,
      durationMs: line.durationMs,
      chargeMicro: BigInt(line.chargeMicro),
    },
  };
}

/** Calls are named by where they go; everything else by what it is, then by where. */
function usageName(
  { service, class: destinationClass, part }: Pick<UsageLine, 'service' | 'class' | 'part'>,
  words: Words,
): string {
  const kind = service === 'voice' ? 'calls' : service;
  if (part === 'service') return words('line.passThroughName', { service: kind });
  if (kind === 'calls') return words(`class.${destinationClass}`);
  return words('line.serviceName', { service: kind, class: destinationClass });
}

/** How much it was, how much of it included, and whose money it is. */
function figures(line: UsageLine, { words, language }: LineContext): string[] {
  const { calls, coveredCalls } = line;
  if (line.part === 'service') return [words('line.passThrough', { calls })];
  const included = coveredCalls > 0 ? [words('line.included', { calls: coveredCalls })] : [];
  if (line.service === 'voice')
    return [words('line.calls', { calls, seconds: Math.round(line.durationMs / 1000) }), ...included];
  const volume = unitOf(line.service) === 'byte' ? formatVolume(language, line.billedUnits) : '';
  const items = isMessage(line.service) ? line.billedUnits : calls;
  return [words('line.items', { service: line.service, items }), volume, ...included];
}

function attributes(line: UsageLine, { words, language }: LineContext) {
  const count = line.service === 'voice' ? 'attribute.calls' : 'attribute.items';
  const all = [{ name: words(count), value: String(line.calls) }];
  if (line.part === 'service') return all;
  if (line.service === 'voice')
    all.push({ name: words('attribute.duration'), value: formatDuration(Math.round(line.durationMs / 1000)) });
  else if (unitOf(line.service) === 'byte')
    all.push({ name: words('attribute.volume'), value: formatVolume(language, line.billedUnits) });
  if (line.coveredCalls > 0) all.push({ name: words('attribute.included'), value: String(line.coveredCalls) });
  return all;
}

/**
 * Charged minutes (messages, megabytes) at their average price, which is the agreed price where all calls of the line cost the same; what
 * allowances covered is left out, unless they covered everything. One piece at the net where no price with six decimals would give the net
 * (Peppol R120).
 */
function averaged(line: UsageLine, currency: string): Amount {
  const net = BigInt(line.netMinor);
  const nothing = BigInt(line.chargeMicro) === 0n;
  const units = nothing ? line.billedUnits : line.billedUnits - line.coveredUnits;
  const unit = lineUnit(line.service, units);
  const quantity = units > 0 ? scaledQuantity(units, unit.units) : 0n;
  if (net < 0n || quantity <= 0n) return shared(1, net, currency);
  const exact = { amount: BigInt(line.chargeMicro), scale: MICRO_DECIMALS };
  const price = priceOf(exact, { amount: quantity, scale: QUANTITY_DECIMALS }, net, AVERAGE_DECIMALS, currency);
  if (price === null) return shared(1, net, currency);
  return { quantity: formatDecimal(quantity, QUANTITY_DECIMALS), unitCode: unit.code, unitPrice: price };
}
