import { auditOf, today } from '#access/service';
import { Refusal } from '#base';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { type Contract, contractState } from '../contract.ts';
import { contractEnds } from '../runningTime.ts';
import * as store from '../store.ts';
import { getContract } from './common.ts';

/** What was done to a contract and what is on it, newest first. @throws Refusal `contract.unknown` */
export async function contractHistory(ctx: Context, contractId: number) {
  await getContract(ctx, contractId);
  const entries = await auditOf(ctx, `contract/${contractId}`);
  return { entries: entries.map(({ subject: _, at, ...entry }) => ({ ...entry, at: at.toISOString() })) };
}

/** The contract, or quote, with a number. @throws Refusal `contract.unknown` */
export async function contractByNumber(ctx: Context, number: string): Promise<Contract> {
  const contract = await store.contractByNumber(ctx.tx, number);
  if (contract === null) throw new Refusal('notFound', 'contract.unknown', { contract: number });
  return contract;
}

/** Contracts that end, renew, or need notice by a day, the soonest first. */
export async function contractsEnding(ctx: Context, by: string) {
  const day = await today(ctx);
  const customers = await customersById(ctx);
  const found = (await store.contracts(ctx.tx)).flatMap((contract) => {
    const state = contractState(contract, day);
    if (state !== 'active') return [];
    const { renewsOn, noticeBy } = contract.endsOn === null ? contractEnds(contract, day) : NEVER;
    const due = contract.endsOn ?? noticeBy ?? renewsOn;
    if (due === null || due > by || (contract.endsOn === null && due < day)) return [];
    const customer = customers.get(contract.customerId);
    const { id, number, customerId, endsOn } = contract;
    const named = { customerNumber: customer?.number ?? '', customerName: customer?.name ?? '' };
    return [{ id, number, customerId, ...named, state, endsOn, renewsOn, noticeBy, due }];
  });
  found.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id - b.id));
  return { contracts: found.map(({ due: _, ...contract }) => contract) };
}

const NEVER = { renewsOn: null, noticeBy: null };
