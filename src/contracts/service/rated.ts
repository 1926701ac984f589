import { allowancesById, optionsById, plansById } from '#catalog/service';
import type { Context } from '#platform/context';
import type { AllowanceGrant, RatedLine } from '../line.ts';
import { grantsOf, type RatedHoldings, ratedLines } from '../rated.ts';
import * as store from '../store.ts';
import { tenantOffsets } from './common.ts';

/** Every line of the tenant with what rating must know of its contract, in stretches of constant conditions. */
export async function linesForRating(ctx: Context): Promise<RatedLine[]> {
  return ratedLines(await everything(ctx), await optionsById(ctx), await tenantOffsets(ctx));
}

/** Every allowance that somebody holds, by plan or by option booked. */
export async function grantsForRating(ctx: Context): Promise<AllowanceGrant[]> {
  const catalogue = {
    plans: await plansById(ctx),
    options: await optionsById(ctx),
    allowances: await allowancesById(ctx),
  };
  return grantsOf(await everything(ctx), catalogue, await tenantOffsets(ctx));
}

async function everything({ tx }: Context): Promise<RatedHoldings> {
  return {
    contracts: await store.contracts(tx),
    planChanges: await store.planChanges(tx),
    bookings: await store.bookings(tx),
    lines: await store.lines(tx),
  };
}
