/** What the clerk enters again and again: customers, contracts, fees, numbers. */
import type { Client } from '../client.ts';
import type { Operator } from './operator.ts';

type Said = Readonly<Record<string, unknown>>;

interface WithId {
  readonly id: number;
}

/** A customer of Hamburg who pays in euros and is taxed at home, unless it is said otherwise. */
export function customerSaid(number: string, name: string, said: Said = {}) {
  return {
    number,
    name,
    kind: 'company',
    street: 'Am Fischmarkt 3',
    postcode: '22767',
    city: 'Hamburg',
    country: 'DE',
    email: `${number}@kunden.example`,
    language: 'de',
    currency: 'EUR',
    taxStatus: 'domestic',
    ...said,
  };
}

/** Answers the id of what was entered, as all of these do. */
export async function enterCustomer(clerk: Client, number: string, name: string, said: Said = {}): Promise<number> {
  return (await clerk.post<WithId>('/api/customers', customerSaid(number, name, said))).id;
}

/** A contract on a plan, by the plan's code. */
export async function enterContract(
  operator: Operator,
  clerk: Client,
  { plan, ...said }: { readonly customerId: number; readonly number: string; readonly plan: string } & Said,
): Promise<number> {
  const contract = { ...said, pricePlanId: operator.plans.get(plan) };
  return (await clerk.post<WithId>('/api/contracts', contract)).id;
}

/** A subscription to a product, by the product's code. */
export async function enterFee(
  operator: Operator,
  clerk: Client,
  contractId: number,
  { product, ...said }: { readonly product: string; readonly startsOn: string } & Said,
): Promise<number> {
  const subscription = { ...said, productId: operator.products.get(product) };
  return (await clerk.post<WithId>(`/api/contracts/${contractId}/subscriptions`, subscription)).id;
}

/** A German number as it is dialled at home. */
export async function enterNumber(
  clerk: Client,
  contractId: number,
  { number, label, validFrom }: { readonly number: string; readonly label: string; readonly validFrom: string },
): Promise<number> {
  const line = { kind: 'number', identifier: international(number), label, validFrom };
  return (await clerk.post<WithId>(`/api/contracts/${contractId}/lines`, line)).id;
}

export function international(number: string): string {
  return number.replace(/^0/, '49');
}
