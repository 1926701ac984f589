/** Checks that look at what carriers and suppliers take beside what customers pay. */
import { addDays, formatMicro } from '#base';
import { absolute, type Check, check, days, MICRO_PER_MINOR, money, percent } from '../check.ts';

export const PURCHASE_CHECKS: readonly Check[] = [
  check(
    'control.destinationMargin',
    'warning',
    'purchase',
    ({ destinations }, set) =>
      destinations
        .filter(
          ({ chargeMicro, costMicro }) => costMicro - chargeMicro > set('destinationMargin.money') * MICRO_PER_MINOR,
        )
        .map(({ destinationId, code, calls, chargeMicro, costMicro }) => ({
          subject: ['destination', destinationId],
          params: { destination: code, calls, loss: formatMicro(costMicro - chargeMicro, 2) },
          riskMicro: costMicro - chargeMicro,
        })),
    [money('destinationMargin.money', 1)],
  ),
  check(
    'control.carrierCost',
    'warning',
    'purchase',
    ({ sourceCosts }, set) =>
      sourceCosts
        .filter(({ theirMicro, ourMicro }) => {
          const difference = absolute(theirMicro - ourMicro);
          const share = absolute(ourMicro) * set('carrierCost.percent');
          return difference >= set('carrierCost.money') * MICRO_PER_MINOR && difference * 100n >= share;
        })
        .map(({ sourceId, sourceName, records, theirMicro, ourMicro }) => ({
          subject: ['source', sourceId],
          params: { source: sourceName, records, theirs: formatMicro(theirMicro, 2), ours: formatMicro(ourMicro, 2) },
          riskMicro: absolute(theirMicro - ourMicro),
        })),
    [percent('carrierCost.percent', 2), money('carrierCost.money', 10)],
  ),
  check('control.soldNotBought', 'warning', 'purchase', ({ supplied }) =>
    supplied
      .filter(({ hasBuyingPrice }) => !hasBuyingPrice)
      .map(({ productCode, supplier, subscriptions }) => ({
        subject: ['product', productCode],
        params: { product: productCode, supplier, subscriptions },
      })),
  ),
  check(
    'control.boughtNotSold',
    'warning',
    'purchase',
    ({ bought, month }, set) =>
      bought
        .filter(({ amountMicro }) => amountMicro >= set('boughtNotSold.money') * MICRO_PER_MINOR)
        .map(({ identifier, carrier, carrierCode, amountMicro }) => ({
          subject: ['carrierLine', `${carrierCode}/${month}/${identifier}`],
          params: { identifier, carrier, amount: formatMicro(amountMicro, 2) },
          riskMicro: amountMicro,
        })),
    [money('boughtNotSold.money', 1)],
  ),
  check(
    'control.carrierInvoice',
    'warning',
    'purchase',
    ({ carrierMonths, month }, set) =>
      carrierMonths
        .filter(({ openMicro }) => openMicro >= set('carrierInvoice.money') * MICRO_PER_MINOR)
        .map(({ carrierCode, carrier, theirMicro, ourMicro, open, openMicro }) => ({
          subject: ['carrierMonth', `${carrierCode}/${month}`],
          params: { carrier, open, theirs: formatMicro(theirMicro, 2), ours: formatMicro(ourMicro, 2) },
          riskMicro: openMicro,
        })),
    [money('carrierInvoice.money', 10)],
  ),
  check(
    'control.priceListEnding',
    'warning',
    'purchase',
    ({ listEnds, today }, set) =>
      listEnds
        .filter(({ endsOn }) => endsOn <= addDays(today, Number(set('priceListEnding.days'))))
        .map(({ code, endsOn, contracts }) => ({
          subject: ['priceList', code],
          params: { list: code, on: endsOn, contracts },
        })),
    [days('priceListEnding.days', 30)],
  ),
];
