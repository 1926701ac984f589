import { formatMicro, localDateOf } from '#base';
import type { Allowance, LocalName, Option } from '#catalog';
import { allowancesById, optionsById, plansById, productsById } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import type { AllowanceGrant } from '../line.ts';
import { planOn } from '../plans.ts';
import { grantsOf } from '../rated.ts';
import { termOn } from '../subscription.ts';
import { subscriptionPrice } from '../subscriptionPrice.ts';
import { tenantOffsets } from './common.ts';
import { type Holdings, holdings } from './holdings.ts';

const NO_NAME: LocalName = { de: '', fr: '', en: '' };

/** What a customer has, worded for the customer screen. @throws Refusal `customer.unknown` */
export async function customerContracts(ctx: Context, customerId: number) {
  const { currency } = await getCustomer(ctx, customerId);
  const held = await holdings(ctx, [customerId]);
  const products = await productsById(ctx);
  const plans = await plansById(ctx);
  const options = await optionsById(ctx);
  const allowances = await allowancesById(ctx);
  const offsets = await tenantOffsets(ctx);
  const grants = grantsOf(held, { plans, options, allowances }, offsets);
  const today = localDateOf(offsets, ctx.clock.now());
  const product = (id: number) => {
    const found = products.get(id);
    if (found === undefined) throw new Error(`assertion failed: product ${id} is gone`);
    return found;
  };
  const planName = (id: number) => plans.get(id)?.name ?? NO_NAME;
  return {
    contracts: held.contracts.map((contract) => {
      const changes = held.planChanges.filter((change) => change.contractId === contract.id);
      return {
        id: contract.id,
        number: contract.number,
        planName: planName(planOn(contract, changes, today)),
        planChanges: changes.map(({ startsOn, pricePlanId }) => ({ startsOn, planName: planName(pricePlanId) })),
        usageDiscount: contract.usageDiscount,
        startsOn: contract.startsOn,
        endsOn: contract.endsOn,
        options: optionsBooked(held, contract.id, options),
        allowances: allowancesHeld(grants, held, contract.id, { options, allowances }),
        subscriptions: held.subscriptions
          .filter((subscription) => subscription.contractId === contract.id)
          .map((subscription) => ({
            ...subscription,
            productName: product(subscription.productId).name,
            quantity: termOn(subscription, today).quantity,
            unitPrice: subscriptionPrice(subscription, product(subscription.productId), currency, today) ?? '0',
          })),
        oneOffs: held.oneOffs
          .filter((oneOff) => oneOff.contractId === contract.id)
          .map((oneOff) => ({ ...oneOff, productName: product(oneOff.productId).name })),
        lines: held.lines
          .filter((line) => line.contractId === contract.id)
          .map((line) => ({ ...line, validFrom: instant(line.validFromMs), validTo: end(line.validToMs) })),
      };
    }),
  };
}

function optionsBooked(held: Holdings, contractId: number, options: ReadonlyMap<number, Option>) {
  return held.bookings
    .filter((booking) => booking.contractId === contractId)
    .map((booking) => ({
      id: booking.id,
      optionCode: options.get(booking.optionId)?.code ?? '',
      optionName: options.get(booking.optionId)?.name ?? NO_NAME,
      quantity: booking.quantity,
      lineLabel: held.lines.find((line) => line.id === booking.lineId)?.label ?? null,
      from: instant(booking.fromMs),
      to: end(booking.toMs),
    }));
}

/** Allowances that come by this contract: by its plans (`plan/<contract>/…`), by options booked on it (`booking/<booking>/…`). */
function allowancesHeld(
  grants: readonly AllowanceGrant[],
  held: Holdings,
  contractId: number,
  catalogue: { readonly options: ReadonlyMap<number, Option>; readonly allowances: ReadonlyMap<number, Allowance> },
) {
  return grants.flatMap((grant) => {
    const allowance = catalogue.allowances.get(grant.allowanceId);
    const [by, id] = grant.key.split('/');
    const booking = by === 'booking' ? held.bookings.find((one) => one.id === Number(id)) : undefined;
    const ofContract = booking === undefined ? Number(id) === contractId : booking.contractId === contractId;
    if (allowance === undefined || !ofContract) return [];
    return {
      key: grant.key,
      code: allowance.code,
      name: allowance.name,
      unit: allowance.unit,
      size: sizeText(allowance, grant.quantity),
      holder: allowance.holder,
      period: allowance.period.kind,
      optionName: booking === undefined ? null : (catalogue.options.get(booking.optionId)?.name ?? NO_NAME),
      from: instant(grant.fromMs),
      to: end(Number.isFinite(grant.toMs) ? grant.toMs : null),
    };
  });
}

function sizeText({ unit, size }: Allowance, quantity: number): string | null {
  if (size === null) return null;
  return unit === 'money' ? formatMicro(BigInt(size) * BigInt(quantity)) : String(size * quantity);
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function end(ms: number | null): string | null {
  return ms === null ? null : instant(ms);
}
