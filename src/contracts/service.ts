import { audit, getTenant } from '#access/service';
import { type DateRange, type Finding, Refusal, startOfDayMs, zoneOffsets } from '#base';
import { plansById, productsById } from '#catalog/service';
import { getCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type Contract,
  checkDates,
  checkIdentifier,
  type Line,
  type NewContract,
  type NewLine,
  type NewOneOff,
  type NewSubscription,
  newContract,
  newLine,
  newOneOff,
  newSubscription,
  type OneOff,
  type Subscription,
} from './contract.ts';
import type { RatedLine } from './line.ts';
import * as store from './store.ts';

/** PostgreSQL's code for a violated exclusion constraint. */
const EXCLUSION_VIOLATION = '23P01';

/** Everything a customer has, as billing and the customer screen read it. */
export interface Holdings {
  readonly contracts: readonly Contract[];
  readonly subscriptions: readonly Subscription[];
  readonly oneOffs: readonly OneOff[];
  readonly lines: readonly Line[];
}

/** Adds a contract. @throws Refusal `customer.unknown`, `contract.invalid` */
export async function addContract(ctx: Context, input: NewContract): Promise<Contract> {
  const parsed = newContract.parse(input);
  await getCustomer(ctx, parsed.customerId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, null));
  const contract = { ...parsed, id: await nextNumber(ctx, 'contract') };
  await store.insertContract(ctx.tx, ctx.tenantId, contract);
  await audit(ctx, { action: 'contracts.contract.add', subject: `contract/${contract.id}`, detail: { ...contract } });
  return contract;
}

/** Adds a subscription. @throws Refusal `contract.unknown`, `contract.invalid` */
export async function addSubscription(ctx: Context, input: NewSubscription): Promise<Subscription> {
  const parsed = newSubscription.parse(input);
  const contract = await getContract(ctx, parsed.contractId);
  refuse(checkDates({ from: parsed.startsOn, to: parsed.endsOn }, rangeOf(contract)));
  const subscription = { ...parsed, id: await nextNumber(ctx, 'subscription') };
  await store.insertSubscription(ctx.tx, ctx.tenantId, subscription);
  await audit(ctx, {
    action: 'contracts.subscription.add',
    subject: `contract/${contract.id}`,
    detail: { ...subscription },
  });
  return subscription;
}

/** Adds an item billed once. @throws Refusal `contract.unknown` */
export async function addOneOff(ctx: Context, input: NewOneOff): Promise<OneOff> {
  const parsed = newOneOff.parse(input);
  const contract = await getContract(ctx, parsed.contractId);
  const oneOff = { ...parsed, id: await nextNumber(ctx, 'oneOff') };
  await store.insertOneOff(ctx.tx, ctx.tenantId, oneOff);
  await audit(ctx, { action: 'contracts.oneOff.add', subject: `contract/${contract.id}`, detail: { ...oneOff } });
  return oneOff;
}

/**
 * Gives a contract a line, also back in time.
 * @throws Refusal `contract.unknown`, `contract.invalid`, `contract.lineTaken` where another contract holds it at that time
 */
export async function addLine(ctx: Context, input: NewLine): Promise<Line> {
  const parsed = newLine.parse(input);
  const contract = await getContract(ctx, parsed.contractId);
  refuse([
    ...checkDates({ from: parsed.validFrom, to: parsed.validTo }, rangeOf(contract)),
    ...checkIdentifier(parsed.kind, parsed.identifier),
  ]);
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  const line: Line = {
    id: await nextNumber(ctx, 'line'),
    contractId: contract.id,
    kind: parsed.kind,
    identifier: parsed.identifier,
    label: parsed.label,
    sourceId: parsed.sourceId,
    validFromMs: startOfDayMs(offsets, parsed.validFrom),
    validToMs: parsed.validTo === null ? null : startOfDayMs(offsets, parsed.validTo),
  };
  try {
    await store.insertLine(ctx.tx, ctx.tenantId, line);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === EXCLUSION_VIOLATION) {
      throw new Refusal('conflict', 'contract.lineTaken', { identifier: line.identifier });
    }
    throw error;
  }
  await audit(ctx, { action: 'contracts.line.add', subject: `contract/${contract.id}`, detail: { ...line } });
  return line;
}

/** One contract. @throws Refusal `contract.unknown` */
export async function getContract(ctx: Context, contractId: number): Promise<Contract> {
  const contract = await store.contractById(ctx.tx, contractId);
  if (contract === null) throw new Refusal('notFound', 'contract.unknown', { contract: contractId });
  return contract;
}

/** Everything the customers given have (all customers where none are). */
export async function holdings(ctx: Context, customerIds?: readonly number[]): Promise<Holdings> {
  const contracts = await store.contracts(ctx.tx, customerIds);
  const ids = contracts.map((contract) => contract.id);
  return {
    contracts,
    subscriptions: await store.subscriptions(ctx.tx, ids),
    oneOffs: await store.oneOffs(ctx.tx, ids),
    lines: await store.lines(ctx.tx, ids),
  };
}

/** Every line of the tenant with what rating must know of its contract. */
export async function linesForRating(ctx: Context): Promise<RatedLine[]> {
  return store.ratedLines(ctx.tx);
}

/** What a customer has, worded for the customer screen. @throws Refusal `customer.unknown` */
export async function customerContracts(ctx: Context, customerId: number) {
  await getCustomer(ctx, customerId);
  const held = await holdings(ctx, [customerId]);
  const products = await productsById(ctx);
  const plans = await plansById(ctx);
  const product = (id: number) => {
    const found = products.get(id);
    if (found === undefined) throw new Error(`assertion failed: product ${id} is gone`);
    return found;
  };
  return {
    contracts: held.contracts.map((contract) => ({
      id: contract.id,
      number: contract.number,
      planName: plans.get(contract.pricePlanId)?.name ?? { de: '', fr: '', en: '' },
      startsOn: contract.startsOn,
      endsOn: contract.endsOn,
      subscriptions: held.subscriptions
        .filter((subscription) => subscription.contractId === contract.id)
        .map((subscription) => ({
          ...subscription,
          productName: product(subscription.productId).name,
          unitPrice: subscription.unitPrice ?? product(subscription.productId).unitPrice,
        })),
      oneOffs: held.oneOffs
        .filter((oneOff) => oneOff.contractId === contract.id)
        .map((oneOff) => ({ ...oneOff, productName: product(oneOff.productId).name })),
      lines: held.lines
        .filter((line) => line.contractId === contract.id)
        .map((line) => ({
          ...line,
          validFrom: new Date(line.validFromMs).toISOString(),
          validTo: line.validToMs === null ? null : new Date(line.validToMs).toISOString(),
        })),
    })),
  };
}

function rangeOf(contract: Contract): DateRange {
  return { from: contract.startsOn, to: contract.endsOn };
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new Refusal('invalid', 'contract.invalid', {}, findings);
}
