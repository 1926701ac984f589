/** The SQL of files' numbers: which came before, which are missing. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { FileNumber } from '../joining/fileControl.ts';

/** A file of a source that is in already, by its number or its name. */
export interface EarlierDelivery {
  readonly id: number;
  readonly name: string;
  readonly by: 'number' | 'name';
  readonly isNumbered: boolean;
  /** Of its records. */
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
}

/** The file that was delivered by the same number, or else by the same name. */
export async function earlierDelivery(
  ctx: Context,
  sourceId: number,
  file: { readonly id: number; readonly name: string; readonly number: FileNumber | null },
): Promise<EarlierDelivery | null> {
  const { number } = file;
  const { rows } = await sql<EarlierDelivery>`
    select id, name, number is not null as "isNumbered", first_at as "firstAt", last_at as "lastAt",
           case when number_of = ${number?.of ?? null} and number = ${number?.number ?? null}::bigint then 'number' else 'name' end as by
    from mediation.file
    where tenant_id = ${ctx.tenantId} and source_id = ${sourceId} and state = 'imported' and id <> ${file.id}
      and (name = ${file.name} or (number_of = ${number?.of ?? null} and number = ${number?.number ?? null}::bigint))
    order by by desc, id desc limit 1`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** Numbers missing right before a file's own, first and last; null where none is, or nothing of its sender came before. */
export async function gapBefore(
  ctx: Context,
  sourceId: number,
  { of, number, last }: FileNumber,
): Promise<{ readonly from: number; readonly to: number } | null> {
  const { rows } = await sql<{ before: bigint | null; highest: bigint | null }>`
    select max(number) filter (where number < ${number}) as before, max(number) as highest from mediation.file
    where tenant_id = ${ctx.tenantId} and source_id = ${sourceId} and state = 'imported' and number_of = ${of}
      and received_at > ${new Date(ctx.clock.now() - YEAR_MS)}`.execute(ctx.tx);
  const { before, highest } = rows[0] ?? { before: null, highest: null };
  if (highest === null) return null;
  const lowest = before === null ? null : Number(before);
  // Far below everything: the numbers have begun again.
  if (
    last !== null &&
    number < last / 4 &&
    Number(highest) > (last / 4) * 3 &&
    (lowest === null || lowest > last / 2)
  ) {
    if (Number(highest) < last) return { from: Number(highest) + 1, to: last };
    return number > 1 ? { from: 1, to: number - 1 } : null;
  }
  return lowest !== null && lowest + 1 < number ? { from: lowest + 1, to: number - 1 } : null;
}

/** Numbers of more than a year ago say nothing about those of today. */
const YEAR_MS = 366 * 86_400_000;
