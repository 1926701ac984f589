import { formatMicro } from '#base';
import type { RatedLine } from '#contracts';
import { holdings, linesForRating } from '#contracts/service';
import { customersById } from '#crm/service';
import { listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import { type Period, type UnmatchedTotals, unmatchedByIdentifier } from '#usage/service';
import { suggestOwner } from '../suggest.ts';
import { AccountOwners } from '../suggestAccount.ts';
import { periodOf } from './ratingInput.ts';

interface Gathered {
  readonly identifier: string;
  readonly kind: 'number' | 'account';
  readonly sourceId: number;
  records: number;
  durationMs: number;
  chargeMicro: bigint;
  costMicro: bigint;
  firstMs: number;
  lastMs: number;
}

/**
 * Lines without owner in a month of the tenant's zone: what they used, what it is worth by the default plan, and who probably owns them.
 * Dearest first.
 */
export async function unmatchedLines(ctx: Context, month: string) {
  const period = await periodOf(ctx, month);
  const gathered = gather(await unmatchedByIdentifier(ctx, period));
  const lines = await linesForRating(ctx);
  const sources = new Map((await listSources(ctx)).map((source) => [source.id, source]));
  const accounts = gathered.some(({ kind }) => kind === 'account') ? await accountOwners(ctx, lines, period) : null;
  const suggested = gathered.map(({ kind, identifier }) =>
    kind === 'number'
      ? suggestOwner(lines, identifier, period.fromMs, period.toMs)
      : (accounts?.find(identifier) ?? null),
  );
  const owners = [...new Set(suggested.flatMap((owner) => (owner === null ? [] : [owner.customerId])))];
  const customers = await customersById(ctx, owners);
  const contracts = new Map((await holdings(ctx, owners)).contracts.map((contract) => [contract.id, contract]));
  return {
    rows: gathered.map((one, index) => {
      const owner = suggested[index] ?? null;
      const customer = owner === null ? undefined : customers.get(owner.customerId);
      return {
        identifier: one.identifier,
        kind: one.kind,
        sourceId: one.sourceId,
        sourceName: sources.get(one.sourceId)?.name ?? '',
        records: one.records,
        durationMs: one.durationMs,
        charge: formatMicro(one.chargeMicro),
        cost: formatMicro(one.costMicro),
        firstAt: new Date(one.firstMs).toISOString(),
        lastAt: new Date(one.lastMs).toISOString(),
        suggestion:
          owner === null || customer === undefined
            ? null
            : {
                customerId: customer.id,
                customerNumber: customer.number,
                customerName: customer.name,
                contractId: owner.contractId,
                contractNumber: contracts.get(owner.contractId)?.number ?? '',
                reason: owner.reason,
                nearLine: owner.nearLine,
              },
      };
    }),
  };
}

/** Knows the accounts of all lines and the names of all customers with a contract. */
async function accountOwners(ctx: Context, lines: readonly RatedLine[], { fromMs, toMs }: Period) {
  const customers = await customersById(ctx);
  const contractOf = new Map((await holdings(ctx)).contracts.map(({ customerId, id }) => [customerId, id]));
  const named = [...customers.values()].flatMap(({ id, name }) => {
    const contractId = contractOf.get(id);
    return contractId === undefined ? [] : [{ customerId: id, name, contractId }];
  });
  return new AccountOwners(lines, named, fromMs, toMs);
}

/** One row per source and identifier, both directions together. */
function gather(totals: readonly UnmatchedTotals[]): readonly Gathered[] {
  const rows = new Map<string, Gathered>();
  for (const one of totals) {
    const identifier = one.number === 0 ? (one.account ?? one.text ?? '') : String(one.number);
    const kind = one.number === 0 ? 'account' : 'number';
    const key = `${one.sourceId} ${kind} ${identifier}`;
    const known = rows.get(key);
    if (known === undefined) {
      const { sourceId, records, durationMs, chargeMicro, costMicro, firstMs, lastMs } = one;
      rows.set(key, { identifier, kind, sourceId, records, durationMs, chargeMicro, costMicro, firstMs, lastMs });
      continue;
    }
    known.records += one.records;
    known.durationMs += one.durationMs;
    known.chargeMicro += one.chargeMicro;
    known.costMicro += one.costMicro;
    known.firstMs = Math.min(known.firstMs, one.firstMs);
    known.lastMs = Math.max(known.lastMs, one.lastMs);
  }
  return [...rows.values()].sort(dearestFirst);
}

function dearestFirst(a: Gathered, b: Gathered): number {
  if (a.chargeMicro !== b.chargeMicro) return a.chargeMicro > b.chargeMicro ? -1 : 1;
  return b.records - a.records || (a.identifier < b.identifier ? -1 : a.identifier > b.identifier ? 1 : 0);
}
