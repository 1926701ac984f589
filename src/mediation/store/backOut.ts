/** The SQL of files taken out again, on the loader role. */
import { sql } from 'kysely';
import type { LoadContext } from '#platform/db';
import type { FileRow } from '../files.ts';

export type FileToBackOut = Pick<FileRow, 'name' | 'state' | 'firstAt' | 'lastAt'>;

export async function fileToBackOut(load: LoadContext, fileId: number): Promise<FileToBackOut | null> {
  const { rows } = await sql<FileToBackOut>`
    select name, state, first_at as "firstAt", last_at as "lastAt" from mediation.file
    where tenant_id = ${load.tenantId} and id = ${fileId}`.execute(load.tx);
  return rows[0] ?? null;
}

export async function noteBackedOut(
  load: LoadContext,
  fileId: number,
  done: {
    readonly why: string;
    readonly replacedBy: number | null;
    readonly removed: number;
    readonly emptied: number;
  },
): Promise<void> {
  await sql`
    update mediation.file set state = 'backedOut', backed_out_at = ${new Date(load.clock.now())}, backed_out_by = ${load.actor.name},
      backed_out_why = ${done.why}, replaced_by = ${done.replacedBy}, taken_out = ${done.removed}, emptied = ${done.emptied}
    where tenant_id = ${load.tenantId} and id = ${fileId}`.execute(load.tx);
}
