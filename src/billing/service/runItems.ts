import { pageOffset } from '#base';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import type { RunItem } from '../run.ts';
import * as store from '../store.ts';
import { getRun } from './runs.ts';

/** Which items of a run are asked for. */
export interface ItemQuery {
  readonly only: 'all' | 'failed' | 'excluded' | 'waiting';
  readonly page: number;
  readonly pageSize: number;
}

/** A page of a run's paying groups, in order of payer. @throws Refusal `run.unknown` */
export async function listRunItems(ctx: Context, runId: number, query: ItemQuery) {
  await getRun(ctx, runId);
  const found = (await store.items(ctx, runId)).filter((item) => isAsked(item, query.only));
  const from = pageOffset(query);
  const page = found.slice(from, from + query.pageSize);
  const customers = await customersById(
    ctx,
    page.map(({ payerId }) => payerId),
  );
  return {
    rows: page.map(({ payerId, state, excludedReason, excludedBy, error }) => ({
      payerId,
      payerNumber: customers.get(payerId)?.number ?? '',
      payerName: customers.get(payerId)?.name ?? '',
      state,
      excludedReason,
      excludedBy,
      error: error === null ? null : { code: error.code, params: { ...error.params } },
    })),
    total: found.length,
    page: query.page,
    pageSize: query.pageSize,
  };
}

function isAsked({ state, excludedReason }: RunItem, only: ItemQuery['only']): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'excluded':
      return excludedReason !== null;
    case 'failed':
      return state === 'failed' && excludedReason === null;
    case 'waiting':
      return state === 'waiting';
  }
}
