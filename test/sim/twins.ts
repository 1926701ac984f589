import type { App } from '#platform/app';
import { type DatabaseDigest, databaseDigest, differences } from '../digest.ts';

/** What tells how often something was tried, and by what way it came about, rather than what came of it. */
const WAYS = ['access.audit', 'billing.run', 'billing.run_item', 'control.', 'platform.', 'rating.'];

/** Numbers of entries of the trail, in which every trial is told. */
const PLACES_IN_TRAIL = ['usage.load.rated_at_seq', 'billing.usage_correction.causes'];

/** Digest of all facts: documents, postings, files, usage, what customers have and what was billed to them. */
export async function documentsDigest(app: App): Promise<DatabaseDigest> {
  const all = await databaseDigest(app, PLACES_IN_TRAIL);
  const perTable = Object.fromEntries(
    Object.entries(all.perTable).filter(
      ([name]) => !WAYS.some((way) => name === way || (way.endsWith('.') && name.startsWith(way))),
    ),
  );
  return { ...all, perTable };
}

export { differences };
