import { formatDecimal, formatMicro, latest, localDateOf } from '#base';
import type { Allowance, LocalName, Option, Product } from '#catalog';
import { allowancesById, optionsById, plansById, productsById } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { contractState, type OneOff } from '../contract.ts';
import { depositLeft } from '../deposit.ts';
import type { AllowanceGrant } from '../line.ts';
import { planOn } from '../plans.ts';
import { grantsOf } from '../rated.ts';
import { contractEnds } from '../runningTime.ts';
import { nextRenewal, type Subscription, termOn } from '../subscription.ts';
import { subscriptionPrice, subscriptionSteps } from '../subscriptionPrice.ts';
import { tenantOffsets } from './common.ts';
import { type Holdings, holdings } from './holdings.ts';

const PRICE_DECIMALS = 9;
const NO_NAME: LocalName = { de: '', fr: '', en: '' };

/** What a customer has and was offered, worded for the customer screen. @throws Refusal `customer.unknown` */
export async function customerContracts(ctx: Context, customerId: number) {
  const { currency } = await getCustomer(ctx, customerId);
  const held = await holdings(ctx, [customerId], { withQuotes: true });
  const products = await productsById(ctx);
  const plans = await plansById(ctx);
  const options = await optionsById(ctx);
  const allowances = await allowancesById(ctx);
  const offsets = await tenantOffsets(ctx);
  const grants = grantsOf(held, { plans, options, allowances }, offsets);
  const today = localDateOf(offsets, ctx.clock.now());
  const planName = (id: number) => plans.get(id)?.name ?? NO_NAME;
  return {
    today,
    contracts: held.contracts.map((contract) => {
      const changes = held.planChanges.filter((change) => change.contractId === contract.id);
      const pricePlanId = planOn(contract, changes, today);
      const running = contract.state === 'active' && contract.endsOn === null;
      return {
        ...contract,
        state: contractState(contract, today),
        pricePlanId,
        planName: planName(pricePlanId),
        planChanges: changes.map((change) => ({ ...change, planName: planName(change.pricePlanId) })),
        end: running ? contractEnds(contract, today) : null,
        options: optionsBooked(held, contract.id, options),
        allowances: allowancesHeld(grants, held, contract.id, { options, allowances }),
        subscriptions: held.subscriptions
          .filter((subscription) => subscription.contractId === contract.id)
          .map((one) => subscriptionView(one, productOf(products, one.productId), { held, currency, today })),
        oneOffs: held.oneOffs
          .filter((oneOff) => oneOff.contractId === contract.id)
          .map((one) => oneOffView(one, productOf(products, one.productId), held)),
        lines: held.lines
          .filter((line) => line.contractId === contract.id)
          .map((line) => ({ ...line, validFrom: instant(line.validFromMs), validTo: end(line.validToMs) })),
      };
    }),
  };
}

function productOf(products: ReadonlyMap<number, Product>, id: number): Product {
  const found = products.get(id);
  if (found === undefined) throw new Error(`assertion failed: product ${id} is gone`);
  return found;
}

interface Seen {
  readonly held: Holdings;
  readonly currency: string;
  readonly today: string;
}

function subscriptionView(subscription: Subscription, product: Product, { held, currency, today }: Seen) {
  const day = latest(today, subscription.startsOn);
  const { months } = product.recurrence;
  return {
    ...subscription,
    productCode: product.code,
    productName: product.name,
    quantity: termOn(subscription, day).quantity,
    unitPrice: subscriptionPrice(subscription, product, currency, day),
    periodMonths: months,
    renewsOn: product.kind === 'licence' ? nextRenewal(subscription, months, today) : null,
    terms: [...subscription.terms],
    prices: [...subscriptionSteps(subscription, product, currency)],
    discounts: [...subscription.discounts],
    pauses: [...subscription.pauses],
    lineLabel: held.lines.find((line) => line.id === subscription.lineId)?.label ?? null,
  };
}

function oneOffView(oneOff: OneOff, product: Product, held: Holdings) {
  const isTaken = oneOff.purpose === 'deposit' && oneOff.depositId === null;
  const left = isTaken ? formatDecimal(depositLeft(oneOff, held.oneOffs), PRICE_DECIMALS, 2) : null;
  return { ...oneOff, productName: product.name, left };
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
