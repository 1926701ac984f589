import type { Tx } from '#platform/db';
import type { ExchangeRate } from '../exchangeRate.ts';
import { tables } from './tables.ts';

/** All rates, by currency and date. */
export async function exchangeRates(tx: Tx): Promise<ExchangeRate[]> {
  const rows = await tables(tx)
    .selectFrom('catalog.exchange_rate')
    .selectAll()
    .orderBy('currency')
    .orderBy('valid_from')
    .execute();
  return rows.map(({ currency, valid_from, rate }) => ({
    currency,
    validFrom: valid_from,
    rate: rate.replace(/\.?0+$/, ''),
  }));
}

/** Writes a rate; one of the same currency and date is replaced. */
export async function putExchangeRate(tx: Tx, tenantId: number, rate: ExchangeRate): Promise<void> {
  await tables(tx)
    .insertInto('catalog.exchange_rate')
    .values({ tenant_id: tenantId, currency: rate.currency, valid_from: rate.validFrom, rate: rate.rate })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'currency', 'valid_from']).doUpdateSet({ rate: rate.rate }),
    )
    .execute();
}

export async function deleteExchangeRate(tx: Tx, { currency, validFrom }: Omit<ExchangeRate, 'rate'>): Promise<void> {
  await tables(tx)
    .deleteFrom('catalog.exchange_rate')
    .where('currency', '=', currency)
    .where('valid_from', '=', validFrom)
    .execute();
}
