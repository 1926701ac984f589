import { audit, getTenant } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { type ExchangeRate, newExchangeRate } from '../exchangeRate.ts';
import * as store from '../store.ts';

/** Enters what a currency is worth from a date on; one of that date is replaced. @throws Refusal `exchangeRate.own` */
export async function setExchangeRate(ctx: Context, input: ExchangeRate): Promise<ExchangeRate> {
  const rate = newExchangeRate.parse(input);
  const { currency: own } = await getTenant(ctx);
  if (rate.currency === own) throw new Refusal('invalid', 'exchangeRate.own', { currency: own });
  const before = await rateOf(ctx, rate);
  await store.putExchangeRate(ctx.tx, ctx.tenantId, rate);
  await audit(ctx, {
    action: 'catalog.exchangeRate.set',
    subject: `exchangeRate/${rate.currency}`,
    detail: { before: before ?? null, after: rate },
  });
  return rate;
}

/** Takes a rate back; the one before it holds on. @throws Refusal `exchangeRate.unknown` */
export async function dropExchangeRate(ctx: Context, which: Omit<ExchangeRate, 'rate'>): Promise<ExchangeRate> {
  const before = await rateOf(ctx, which);
  if (before === undefined) {
    const { currency, validFrom } = which;
    throw new Refusal('notFound', 'exchangeRate.unknown', { currency, from: validFrom });
  }
  await store.deleteExchangeRate(ctx.tx, which);
  const subject = `exchangeRate/${before.currency}`;
  await audit(ctx, { action: 'catalog.exchangeRate.drop', subject, detail: { before } });
  return before;
}

/** All rates, by currency and date. */
export async function listExchangeRates(ctx: Context): Promise<readonly ExchangeRate[]> {
  return store.exchangeRates(ctx.tx);
}

async function rateOf(ctx: Context, { currency, validFrom }: Omit<ExchangeRate, 'rate'>) {
  const rates = await store.exchangeRates(ctx.tx);
  return rates.find((rate) => rate.currency === currency && rate.validFrom === validFrom);
}
