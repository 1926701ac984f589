import { audit } from '#access/service';
import { localDateOf } from '#base';
import type { Context } from '#platform/context';
import { contractState } from '../contract.ts';
import { depositLeft } from '../deposit.ts';
import * as store from '../store.ts';
import { lockContract, tenantOffsets } from './common.ts';
import { holdings } from './holdings.ts';

/** What keeps a customer from being deleted, and what goes over when he is merged into another. */
export interface OpenBusiness {
  /** Contracts that have not ended, by number; among them those that begin later. */
  readonly contracts: readonly string[];
  readonly quotes: readonly string[];
  /** Lines in force now or later, as printed. */
  readonly lines: readonly string[];
  /** Deposits not given back, by their item's id. */
  readonly deposits: readonly number[];
  /** He has, or had, any contract at all: bills and usage may hang on it. */
  readonly everHad: boolean;
}

export async function openBusiness(ctx: Context, customerId: number): Promise<OpenBusiness> {
  const held = await holdings(ctx, [customerId], { withQuotes: true });
  const now = ctx.clock.now();
  const today = localDateOf(await tenantOffsets(ctx), now);
  const numbers = (state: 'active' | 'quote') =>
    held.contracts.filter((one) => contractState(one, today) === state).map((one) => one.number);
  return {
    contracts: numbers('active'),
    quotes: numbers('quote'),
    lines: held.lines.filter((line) => line.validToMs === null || line.validToMs > now).map((line) => line.label),
    deposits: held.oneOffs
      .filter((item) => item.purpose === 'deposit' && item.depositId === null)
      .filter((item) => depositLeft(item, held.oneOffs) > 0n)
      .map((item) => item.id),
    everHad: held.contracts.length > 0,
  };
}

export interface MoveContracts {
  readonly fromCustomerId: number;
  readonly toCustomerId: number;
  /** Epoch ms; absent = usage of all times goes over. */
  readonly usageFromMs?: number;
}

/**
 * Hands all contracts of a customer to another one, quotes too: what is used on them counts as his, from
 * `usageFromMs` on where usage before stands on documents of the other. Whoever merges customers
 * calls this, and refuses first while a run is open on them.
 * @returns ids of the contracts
 */
export async function moveContracts(
  ctx: Context,
  { fromCustomerId, toCustomerId, usageFromMs = 0 }: MoveContracts,
): Promise<readonly number[]> {
  const moved = await store.contracts(ctx.tx, { customerIds: [fromCustomerId], withQuotes: true });
  for (const { id } of moved) {
    await lockContract(ctx, id);
    await store.setCustomer(ctx.tx, id, toCustomerId);
    const lines = await store.lines(ctx.tx, [id]);
    await audit(ctx, {
      action: 'contracts.contract.move',
      subject: `contract/${id}`,
      detail: { fromCustomerId, toCustomerId },
      // By the lines what was used is found, whoever it was rated for.
      affects: [
        { kind: 'contract', id, fromMs: usageFromMs },
        ...lines.map((line) => ({ kind: 'line', id: line.id, fromMs: usageFromMs }) as const),
      ],
    });
  }
  return moved.map((one) => one.id);
}
