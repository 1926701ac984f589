import { sql } from 'kysely';
import type { LoadContext } from '#platform/db';

/** Keeps assignments and re-ratings of a tenant apart until the transaction ends; imports go on, they only add records. */
export async function lockRewriting(ctx: LoadContext): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rating.rewrite'), ${ctx.tenantId})`.execute(ctx.tx);
}
