/** Who works on a finding, and what happened to it. */
import { sql } from 'kysely';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import type { FindingEvent, NewEvent } from '../findingEvent.ts';

/** Adds what happened, numbered within the run. */
export async function addEvents(ctx: Context, runId: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const first = await nextNumber(ctx, `control.event/${runId}`, events.length);
  const at = new Date(ctx.clock.now());
  await sql`
    insert into control.finding_event (tenant_id, run_id, no, key, kind, comment, amount_micro, actor, at)
    select ${ctx.tenantId}, ${runId}, ${first}::int + t.i::int - 1, t.key, t.kind, t.comment, t.amount, ${ctx.actor.name}, ${at}
    from unnest(${events.map((one) => one.key)}::text[], ${events.map((one) => one.kind)}::text[], ${events.map((one) => one.comment)}::text[],
                ${events.map((one) => one.amountMicro.toString())}::bigint[]) with ordinality as t (key, kind, comment, amount, i)`.execute(
    ctx.tx,
  );
}

/** What happened to a finding of a run, or to all of them, in order. */
export async function eventsOf({ tx }: Context, runId: number, key: string | null): Promise<FindingEvent[]> {
  const { rows } = await sql<FindingEvent>`
    select no, key, kind, comment, amount_micro as "amountMicro", actor, at from control.finding_event
    where run_id = ${runId} and (${key}::text is null or key = ${key}) order by no`.execute(tx);
  return rows;
}

/** Gives findings to a user, or to nobody (null). */
export async function putAssignments(
  ctx: Context,
  runId: number,
  keys: readonly string[],
  assignedTo: string | null,
): Promise<void> {
  if (assignedTo === null) {
    await sql`delete from control.assignment where run_id = ${runId} and key = any (${[...keys]}::text[])`.execute(
      ctx.tx,
    );
    return;
  }
  await sql`
    insert into control.assignment (tenant_id, run_id, key, assigned_to, assigned_by, assigned_at)
    select ${ctx.tenantId}, ${runId}, key, ${assignedTo}, ${ctx.actor.name}, ${new Date(ctx.clock.now())} from unnest(${[...keys]}::text[]) as key
    on conflict (tenant_id, run_id, key) do update
      set assigned_to = excluded.assigned_to, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at`.execute(
    ctx.tx,
  );
}

/** Acceptances whose findings are for more money by now than they were accepted for, by so many percent. */
export async function outgrown(
  { tx }: Context,
  runId: number,
  percent: bigint,
): Promise<{ key: string; amountMicro: bigint }[]> {
  const { rows } = await sql<{ key: string; amountMicro: bigint }>`
    select f.key, max(f.amount_at_risk_micro) as "amountMicro"
    from control.finding f join control.decision d on d.run_id = f.run_id and d.key = f.key
    where f.run_id = ${runId} and d.accepted and f.amount_at_risk_micro * 100 > d.amount_micro * (100 + ${percent}::bigint)
    group by f.key order by f.key`.execute(tx);
  return rows;
}

/** Takes acceptances back that hold no more. */
export async function lapse({ tx }: Context, runId: number, keys: readonly string[]): Promise<void> {
  await sql`update control.decision set accepted = false where run_id = ${runId} and key = any (${[...keys]}::text[])`.execute(
    tx,
  );
}

/** Accepted findings of the run by key, with the money at stake then. */
export async function amountsAtStake({ tx }: Context, runId: number): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ key: string; amountMicro: bigint }>`
    select key, max(amount_at_risk_micro) as "amountMicro" from control.finding where run_id = ${runId} group by key`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.key, row.amountMicro]));
}
