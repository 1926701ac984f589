import { divideRounded, microToMinor, minorDecimals, parseDecimal, powerOfTen } from '#base';
import { convertMicro } from '#catalog';
import type { Effect } from './carrierCause.ts';
import type { CarrierInvoice } from './carrierInvoice.ts';
import { absolute, type Cell, type ComparedLine } from './cell.ts';
import { effect } from './usageEffects.ts';

/** An invoice with its lines, whose amounts are in its own currency. */
export interface InvoiceOf {
  readonly invoice: CarrierInvoice;
  readonly lines: readonly Pick<ComparedLine, 'amountMicro' | 'taxPercent'>[];
}

export interface DocumentContext {
  /** The operator's. */
  readonly currency: string;
  /** What the carrier should charge; null = as its lines say. */
  readonly vatPercent: string | null;
}

/** What is wrong with an invoice as such: its lines do not come to its sum, its tax to what they say, its net and tax to its gross. */
export function documentCells({ invoice, lines }: InvoiceOf, context: DocumentContext): readonly Cell[] {
  const own = (micro: bigint) => inOwn(micro, invoice, context.currency);
  const cells: Cell[] = [];
  const off = own(invoice.netMicro - invoice.linesMicro);
  const sumOff = absolute(off) > minorUnit(context.currency);
  const effects = sumOff ? effect('sums', off, {}, 'linesSum') : effect('rounding', off);
  if (off !== 0n) cells.push(cell('sum', `sum/${invoice.number}`, invoice.number, off, 0n, effects, sumOff));
  const { netMicro, taxMicro, grossMicro } = invoice;
  if (taxMicro === null) return cells;
  const expected = own(expectedTax({ invoice, lines }, context.vatPercent));
  const tax = own(taxMicro);
  // Each rate is rounded by itself: one minor unit each may come of that.
  const mayBeOff = minorUnit(context.currency) * BigInt(Math.max(1, ratesOf(lines).size));
  const isOff = absolute(tax - expected) > mayBeOff;
  const params = { theirs: [...ratesOf(lines)].join(' / ') || '?', ours: context.vatPercent ?? '?' };
  const wrongRate =
    context.vatPercent !== null && [...ratesOf(lines)].some((rate) => !sameRate(rate, context.vatPercent));
  const taxEffects = isOff
    ? effect('vat', tax - expected, wrongRate ? params : {}, wrongRate ? 'vat' : 'vatSum')
    : effect('rounding', tax - expected);
  cells.push(cell('tax', `tax/${invoice.number}`, invoice.number, tax, expected, taxEffects, isOff));
  if (grossMicro !== null && absolute(grossMicro - netMicro - taxMicro) > minorUnit(invoice.currency)) {
    const grossOff = own(grossMicro - netMicro - taxMicro);
    const says = effect('sums', grossOff, {}, 'grossSum');
    cells.push(cell('tax', `gross/${invoice.number}`, invoice.number, grossOff, 0n, says));
  }
  return cells;
}

/** An amount of an invoice in the operator's currency, by the rate it was imported with. */
export function inOwn(
  micro: bigint,
  { currency, rate }: Pick<CarrierInvoice, 'currency' | 'rate'>,
  own: string,
): bigint {
  const rates = [{ currency, validFrom: '1900-01-01', rate }];
  return convertMicro(micro, currency, { currency: own, date: '1900-01-01', rates }) ?? micro;
}

function minorUnit(currency: string): bigint {
  return powerOfTen(6 - minorDecimals(currency));
}

function ratesOf(lines: InvoiceOf['lines']): ReadonlySet<string> {
  return new Set(lines.flatMap(({ taxPercent }) => (taxPercent === null ? [] : [taxPercent])));
}

function sameRate(one: string, other: string | null): boolean {
  return other !== null && parseDecimal(one, 12) === parseDecimal(other, 12);
}

/** Tax by rate, each rounded to a minor unit (EN 16931 BR-CO-17); lines that tell none are taxed like the others, or as agreed. */
function expectedTax({ invoice, lines }: InvoiceOf, agreed: string | null): bigint {
  const told = ratesOf(lines);
  const usual = agreed ?? (told.size === 1 ? ([...told][0] ?? null) : null);
  if (agreed === null && told.size === 0) return invoice.taxMicro ?? 0n;
  const byRate = new Map<string, bigint>();
  for (const { taxPercent, amountMicro } of lines) {
    const rate = agreed ?? taxPercent ?? usual ?? '0';
    byRate.set(rate, (byRate.get(rate) ?? 0n) + amountMicro);
  }
  let tax = 0n;
  for (const [rate, micro] of byRate) {
    const exact = divideRounded(micro * (parseDecimal(rate, 3) ?? 0n), 100_000n, 'halfUp');
    tax += microToMinor(exact, invoice.currency) * minorUnit(invoice.currency);
  }
  return tax;
}

function cell(
  kind: 'tax' | 'sum',
  key: string,
  label: string,
  theirMicro: bigint,
  ourMicro: bigint,
  effects: readonly Effect[],
  differs = true,
): Cell {
  return {
    key,
    kind,
    identifier: null,
    destinationId: null,
    service: null,
    label,
    customerId: null,
    theirCalls: null,
    theirSeconds: null,
    theirMicro,
    ourCalls: 0,
    ourSeconds: 0,
    ourMicro,
    differs,
    effects,
  };
}
