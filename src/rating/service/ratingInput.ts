import { getTenant, lastAuditSeq } from '#access/service';
import { zoneOffsets } from '#base';
import { priceBook } from '#catalog/service';
import { grantsForRating, linesForRating } from '#contracts/service';
import { listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import type { RateOnArrival } from '#usage';
import type { Period } from '#usage/service';
import { compileRating } from '../compile.ts';
import type { RatingInput } from '../input.ts';
import { monthSpan } from '../monthSpan.ts';
import { noteChanges } from './noteChanges.ts';

/** Everything rating depends on, as it stands now. */
export async function ratingInput(ctx: Context): Promise<RatingInput> {
  const sources = await listSources(ctx);
  return {
    book: await priceBook(ctx),
    lines: await linesForRating(ctx),
    sources: sources.map(({ id, country, supplierPriceListId, durationRounding }) => ({
      id,
      country,
      supplierListId: supplierPriceListId,
      durationRounding,
    })),
    grants: await grantsForRating(ctx),
    zone: (await getTenant(ctx)).zone,
  };
}

/** What rates records as they arrive, and the last audit entry whose change it knows. */
export interface Rater {
  readonly rate: RateOnArrival;
  readonly ratedAtSeq: number;
}

/**
 * The function that matches and rates records as they arrive, by lines, prices and sources as they stand now. Records rated after a change
 * that it does not know are noticed by their load and rated again (`noteChanges`).
 */
export async function compileRater(ctx: Context): Promise<Rater> {
  // Followed now, changes concern only the usage that is there, not that which this rater is going to rate.
  await noteChanges(ctx);
  const ratedAtSeq = await lastAuditSeq(ctx);
  return { rate: compileRating(await ratingInput(ctx)), ratedAtSeq };
}

/** A month of the tenant's zone as instants. */
export async function periodOf(ctx: Context, month: string): Promise<Period> {
  return monthSpan(month, zoneOffsets((await getTenant(ctx)).zone));
}
