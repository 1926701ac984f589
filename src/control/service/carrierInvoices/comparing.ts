import { audit, getTenant } from '#access/service';
import { divideRounded, LANGUAGES, parseDecimal, Refusal } from '#base';
import { buyingPriceOn, type Product, plainWord } from '#catalog';
import { listProducts } from '#catalog/service';
import type { Context } from '#platform/context';
import { lastLoadNo } from '#usage/service';
import type { Carrier } from '../../carrierInvoices/carrier.ts';
import type { ComparedPeriod } from '../../carrierInvoices/cell.ts';
import { compare, type Figures } from '../../carrierInvoices/compare.ts';
import { comparedPeriod } from '../../carrierInvoices/comparedPeriod.ts';
import { figuresJson } from '../../carrierInvoices/figures.ts';
import type { BoughtProduct } from '../../carrierInvoices/ourSide.ts';
import * as store from '../../store.ts';
import { getCarrier } from './carriers.ts';
import { destinationNames } from './reading.ts';

/** A carrier's month. */
export interface MonthOfCarrier {
  readonly code: string;
  readonly month: string;
}

/**
 * Compares a carrier's invoices of a month with our cost as it is now, and keeps that.
 * @throws Refusal `carrier.unknown`, `carrierInvoice.nothingToCompare`
 */
export async function compareCarrierMonth(ctx: Context, { code, month }: MonthOfCarrier): Promise<Figures> {
  const carrier = await getCarrier(ctx, code);
  await store.lockCarrier(ctx, carrier.id);
  const figures = await compareMonth(ctx, carrier, month);
  if (figures === null)
    throw new Refusal('notFound', 'carrierInvoice.nothingToCompare', { carrier: carrier.name, month });
  await audit(ctx, {
    action: 'control.carrierInvoice.compare',
    subject: `carrier/${code}`,
    detail: { month, differing: figures.differing },
  });
  return figures;
}

/** The same; null where the month has no invoice (any more): then nothing is kept of it. */
export async function compareMonth(ctx: Context, carrier: Carrier, month: string): Promise<Figures | null> {
  const of = { carrierId: carrier.id, month };
  const invoices = await store.carrierInvoices(ctx, of);
  if (invoices.length === 0) {
    await store.deleteComparison(ctx, of);
    return null;
  }
  const { zone, currency, country } = await getTenant(ctx);
  const lines = await store.carrierLines(
    ctx,
    invoices.map(({ id }) => id),
  );
  const period = comparedPeriod(month, lines);
  const scope = { sourceIds: carrier.sourceIds, period, zone, days: carrier.lateDays };
  const loadNo = await lastLoadNo(ctx);
  const used = new Set(lines.map(({ destination }) => plainWord(destination ?? '')));
  const names = await destinationNames(ctx, carrier, used);
  const together = <Row extends { readonly destinationId: number }>(rows: readonly Row[]): readonly Row[] =>
    rows.map((row) => ({ ...row, destinationId: names.standIns.get(row.destinationId) ?? row.destinationId }));
  const { cells, figures } = compare({
    carrier,
    invoices: invoices.map((invoice) => ({
      invoice,
      lines: lines.filter(({ invoiceId }) => invoiceId === invoice.id),
    })),
    period,
    currency,
    country,
    usage: together(await store.ourUsage(ctx, scope)),
    ownLines: await store.ownLines(ctx, zone),
    rates: together(await store.buyingRates(ctx, scope)),
    products: await boughtProducts(ctx, carrier, period, currency),
    destinationIds: new Map([...names.ids].map(([name, id]) => [name, names.standIns.get(id) ?? id])),
  });
  const comparison = { comparedAt: new Date(ctx.clock.now()), loadNo, figures: figuresJson(figures) };
  await store.putComparison(ctx, of, comparison, cells);
  return figures;
}

/** Products that are bought of the carrier, with what customers had of them. */
async function boughtProducts(
  ctx: Context,
  carrier: Carrier,
  period: ComparedPeriod,
  currency: string,
): Promise<readonly BoughtProduct[]> {
  const supplier = carrier.supplier?.toLowerCase();
  const products = (await listProducts(ctx)).filter((one) => one.supplier?.toLowerCase() === supplier);
  if (supplier === undefined || products.length === 0) return [];
  const pieces = await store.piecesOf(
    ctx,
    products.map(({ id }) => id),
    period,
  );
  return products.map((product) => ({
    code: product.code,
    reference: product.supplierReference,
    names: LANGUAGES.map((language) => product.name[language]),
    milliPieces: pieces.get(product.id) ?? 0n,
    priceMicro: monthlyPriceMicro(product, currency, period.from),
  }));
}

/** What a piece costs us a month; a product that comes round less often costs its part. Rounded half up to a micro-unit. */
function monthlyPriceMicro(product: Product, currency: string, date: string): bigint | null {
  const price = buyingPriceOn(product.prices, { currency, ownCurrency: currency, date });
  const nano = price === null ? null : parseDecimal(price, 9);
  if (nano === null) return null;
  const comesRound = product.kind === 'recurring' || product.kind === 'licence';
  return divideRounded(nano, 1_000n * BigInt(comesRound ? product.recurrence.months : 1), 'halfUp');
}
