/** A customer with what he has, as deeds want it: ids by the names that people use. */
import { productsById } from '#catalog/service';
import { holdings } from '#contracts/service';
import { findCustomerByNumber } from '#crm/service';
import type { Context } from '#platform/context';
import type { Ids } from './buildCustomer.ts';
import type { DemoContract, DemoCustomer } from './customers.ts';

export interface Holder extends Ids {
  readonly customerId: number;
  /** Of his first contract, as the table tells it. */
  readonly contractId: number;
  readonly contract: DemoContract;
  /** Id of his first subscription to a product. */
  subscription(product: string): number;
  /** Id of the line with an identifier. */
  line(identifier: string): number;
}

export async function holderOf(ctx: Context, { number, contracts }: DemoCustomer, ids: Ids): Promise<Holder> {
  const customer = await findCustomerByNumber(ctx, number);
  const contract = contracts[0];
  if (customer === null || contract === undefined) throw new Error(`assertion failed: no customer ${number}`);
  const held = await holdings(ctx, [customer.id]);
  const products = await productsById(ctx);
  const id = <One extends { readonly id: number }>(what: string, found: One | undefined): number => {
    if (found === undefined) throw new Error(`assertion failed: ${number} has no ${what}`);
    return found.id;
  };
  return {
    ...ids,
    customerId: customer.id,
    contract,
    contractId: id(
      contract.number,
      held.contracts.find((one) => one.number === contract.number),
    ),
    subscription: (code) =>
      id(
        code,
        held.subscriptions.find((one) => products.get(one.productId)?.code === code),
      ),
    line: (identifier) =>
      id(
        identifier,
        held.lines.find((one) => one.identifier === identifier),
      ),
  };
}
