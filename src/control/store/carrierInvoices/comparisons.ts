import { sql } from 'kysely';
import type { Context } from '#platform/context';
import type { CarrierCause, Effect } from '../../carrierInvoices/carrierCause.ts';
import type { Cell } from '../../carrierInvoices/cell.ts';
import type { CarrierDecision } from '../../carrierInvoices/decision.ts';

/** A comparison as it was kept; figures as JSON (`figuresJson.ts`). */
export interface StoredComparison {
  readonly comparedAt: Date;
  readonly loadNo: number;
  readonly figures: unknown;
}

export interface CarrierMonth {
  readonly carrierId: number;
  readonly month: string;
}

export async function comparisonOf(ctx: Context, { carrierId, month }: CarrierMonth): Promise<StoredComparison | null> {
  const { rows } = await sql<StoredComparison>`
    select compared_at as "comparedAt", load_no as "loadNo", figures from control.carrier_comparison
    where carrier_id = ${carrierId} and month = ${month}`.execute(ctx.tx);
  return rows[0] ?? null;
}

export async function deleteComparison(ctx: Context, { carrierId, month }: CarrierMonth): Promise<void> {
  await sql`delete from control.carrier_comparison where carrier_id = ${carrierId} and month = ${month}`.execute(
    ctx.tx,
  );
}

const CELLS_AT_ONCE = 2_000;

/** Puts a comparison in the place of the one before. */
export async function putComparison(
  ctx: Context,
  of: CarrierMonth,
  comparison: StoredComparison,
  cells: readonly Cell[],
): Promise<void> {
  await deleteComparison(ctx, of);
  await sql`
    insert into control.carrier_comparison (tenant_id, carrier_id, month, compared_at, load_no, figures)
    values (${ctx.tenantId}, ${of.carrierId}, ${of.month}, ${comparison.comparedAt}, ${comparison.loadNo},
            ${JSON.stringify(comparison.figures)}::jsonb)`.execute(ctx.tx);
  for (let start = 0; start < cells.length; start += CELLS_AT_ONCE) {
    const rows = cells.slice(start, start + CELLS_AT_ONCE).map((cell, index) => ({
      ...cell,
      no: start + index + 1,
      theirMicro: cell.theirMicro.toString(),
      ourMicro: cell.ourMicro.toString(),
      effects: cell.effects.map((effect) => ({ ...effect, amountMicro: effect.amountMicro.toString() })),
      causes: [...new Set(cell.effects.map(({ cause }) => cause))],
    }));
    await sql`
      insert into control.carrier_cell (tenant_id, carrier_id, month, no, key, kind, identifier, destination_id, service, label, customer_id,
        their_calls, their_seconds, their_micro, our_calls, our_seconds, our_micro, differs, effects, causes)
      select ${ctx.tenantId}, ${of.carrierId}, ${of.month}, t.no, t.key, t.kind, t.identifier, t."destinationId", t.service, t.label, t."customerId",
        t."theirCalls", t."theirSeconds", t."theirMicro", t."ourCalls", t."ourSeconds", t."ourMicro", t.differs, t.effects,
        array(select jsonb_array_elements_text(t.causes))
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (no int, key text, kind text, identifier text, "destinationId" int, service text,
        label text, "customerId" int, "theirCalls" bigint, "theirSeconds" bigint, "theirMicro" bigint, "ourCalls" bigint, "ourSeconds" bigint,
        "ourMicro" bigint, differs boolean, effects jsonb, causes jsonb)`.execute(ctx.tx);
  }
}

/** Which cells; what stands open is what differs and is neither accepted nor disputed, or has grown since. */
export interface CellFilter {
  readonly only: 'open' | 'differing' | 'disputed' | 'all';
  readonly cause: CarrierCause | null;
  readonly identifier: string | null;
  readonly destinationId: number | null;
  readonly q: string;
}

/** A cell with the last decision about it. */
export interface StoredCell extends Omit<Cell, 'effects'> {
  readonly effects: readonly (Omit<Effect, 'amountMicro'> & { readonly amountMicro: string })[];
  readonly customerName: string | null;
  readonly decision: 'accepted' | 'disputed' | null;
  readonly comment: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedMicro: bigint | null;
}

/** The last decision about a cell, as `decision`: it holds while the difference is no larger than it was. */
export const LAST_DECISION = sql`
  left join lateral (
    select d.kind, d.comment, d.actor, d.at, d.amount_micro from control.carrier_decision d
    where d.carrier_id = cell.carrier_id and d.month = cell.month and d.key = cell.key order by d.no desc limit 1
  ) decision on decision.kind <> 'reopened' and abs(cell.their_micro - cell.our_micro) <= abs(decision.amount_micro)`;

const DECIDED = sql`${LAST_DECISION}
  left join catalog.destination destination on destination.id = cell.destination_id
  left join crm.customer customer on customer.id = cell.customer_id`;

const whereCells = ({ carrierId, month }: CarrierMonth, filter: CellFilter) => {
  const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`
    where cell.carrier_id = ${carrierId} and cell.month = ${month}
      and (${filter.only} = 'all' or cell.differs)
      and (${filter.only} <> 'open' or decision.kind is null)
      and (${filter.only} <> 'disputed' or decision.kind = 'disputed')
      and (${filter.cause}::text is null or ${filter.cause} = any (cell.causes))
      and (${filter.identifier}::text is null or cell.identifier = ${filter.identifier})
      and (${filter.destinationId}::int is null or cell.destination_id = ${filter.destinationId})
      and (${filter.q} = '' or concat_ws(' ', cell.identifier, cell.label, destination.code, destination.name::text, customer.name) ilike ${like})`;
};

const CELL = sql`
  cell.key, cell.kind, cell.identifier, cell.destination_id as "destinationId", cell.service, cell.label, cell.customer_id as "customerId",
  cell.their_calls::float8 as "theirCalls", cell.their_seconds::float8 as "theirSeconds", cell.their_micro as "theirMicro",
  cell.our_calls::float8 as "ourCalls", cell.our_seconds::float8 as "ourSeconds", cell.our_micro as "ourMicro", cell.differs, cell.effects,
  customer.name as "customerName", decision.kind as decision, decision.comment, decision.actor as "decidedBy", decision.at as "decidedAt",
  decision.amount_micro as "decidedMicro"`;

/** Cells, the largest difference first. */
export async function carrierCells(
  ctx: Context,
  of: CarrierMonth,
  filter: CellFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: StoredCell[]; readonly total: number; readonly differenceMicro: bigint }> {
  const { rows } = await sql<StoredCell & { readonly total: number; readonly differenceMicro: bigint }>`
    select ${CELL}, count(*) over ()::int as total,
           coalesce(sum(cell.their_micro - cell.our_micro) filter (where cell.kind <> 'tax') over (), 0)::bigint as "differenceMicro"
    from control.carrier_cell cell ${DECIDED} ${whereCells(of, filter)}
    order by abs(cell.their_micro - cell.our_micro) desc, cell.no limit ${limit} offset ${offset}`.execute(ctx.tx);
  return { rows, total: rows[0]?.total ?? 0, differenceMicro: rows[0]?.differenceMicro ?? 0n };
}

/** Sums of cells by number or by destination. */
export interface CellSums {
  /** Number or account, or the name of a destination we cannot name; null = the rest. */
  readonly identifier: string | null;
  readonly destinationId: number | null;
  readonly label: string | null;
  readonly customerName: string | null;
  readonly theirCalls: number | null;
  readonly theirSeconds: number | null;
  readonly theirMicro: bigint;
  readonly ourCalls: number;
  readonly ourSeconds: number;
  readonly ourMicro: bigint;
  readonly differing: number;
}

export async function cellSums(
  ctx: Context,
  { carrierId, month }: CarrierMonth,
  by: 'identifier' | 'destination',
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: CellSums[]; readonly total: number }> {
  const group =
    by === 'identifier'
      ? sql`cell.identifier, null::int, null::text`
      : sql`null::text, cell.destination_id, case when cell.destination_id is null then cell.label end`;
  const { rows } = await sql<CellSums & { readonly total: number }>`
    select grouped.*, count(*) over ()::int as total from (
      select part.identifier, part.destination_id as "destinationId", part.label, case when count(distinct cell.customer_id) = 1 then min(customer.name) end as "customerName",
             case when bool_and(cell.their_calls is not null) then sum(cell.their_calls)::float8 end as "theirCalls",
             case when bool_and(cell.their_seconds is not null) then sum(cell.their_seconds)::float8 end as "theirSeconds",
             sum(cell.their_micro)::bigint as "theirMicro", sum(cell.our_calls)::float8 as "ourCalls", sum(cell.our_seconds)::float8 as "ourSeconds",
             sum(cell.our_micro)::bigint as "ourMicro", count(*) filter (where cell.differs)::int as differing
      from control.carrier_cell cell
      cross join lateral (select ${group}) as part (identifier, destination_id, label)
      left join crm.customer customer on customer.id = cell.customer_id
      where cell.carrier_id = ${carrierId} and cell.month = ${month} and (cell.kind = 'usage' or (cell.kind = 'product' and cell.identifier is not null and ${by} = 'identifier'))
      group by 1, 2, 3
    ) grouped
    order by abs("theirMicro" - "ourMicro") desc, identifier, "destinationId", label limit ${limit} offset ${offset}`.execute(
    ctx.tx,
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

/** How a month stands with a carrier: how many differences are decided, and the money of each. */
export interface Standing {
  readonly open: number;
  readonly openMicro: bigint;
  readonly accepted: number;
  readonly disputed: number;
  readonly disputedMicro: bigint;
}

export async function standingOf(ctx: Context, { carrierId, month }: CarrierMonth): Promise<Standing> {
  const amount = sql`abs(cell.their_micro - cell.our_micro)`;
  const { rows } = await sql<Standing>`
    select count(*) filter (where decision.kind is null)::int as open,
           coalesce(sum(${amount}) filter (where decision.kind is null), 0)::bigint as "openMicro",
           count(*) filter (where decision.kind = 'accepted')::int as accepted,
           count(*) filter (where decision.kind = 'disputed')::int as disputed,
           coalesce(sum(${amount}) filter (where decision.kind = 'disputed'), 0)::bigint as "disputedMicro"
    from control.carrier_cell cell ${DECIDED}
    where cell.carrier_id = ${carrierId} and cell.month = ${month} and cell.differs`.execute(ctx.tx);
  return rows[0] ?? { open: 0, openMicro: 0n, accepted: 0, disputed: 0, disputedMicro: 0n };
}

/** Differences of some keys, as they are now. */
export async function differencesOf(
  ctx: Context,
  { carrierId, month }: CarrierMonth,
  keys: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ key: string; amount: bigint }>`
    select key, their_micro - our_micro as amount from control.carrier_cell
    where carrier_id = ${carrierId} and month = ${month} and key = any (${[...keys]}::text[])`.execute(ctx.tx);
  return new Map(rows.map(({ key, amount }) => [key, amount]));
}

/** @param firstNo number of the first of them within the month */
export async function addCarrierDecisions(
  ctx: Context,
  { carrierId, month }: CarrierMonth,
  decisions: readonly CarrierDecision[],
  firstNo: number,
): Promise<void> {
  const rows = decisions.map((one, index) => ({
    ...one,
    amountMicro: one.amountMicro.toString(),
    no: firstNo + index,
  }));
  await sql`
    insert into control.carrier_decision (tenant_id, carrier_id, month, no, key, kind, comment, amount_micro, actor, at)
    select ${ctx.tenantId}, ${carrierId}, ${month}, t.no, t.key, t.kind, t.comment, t."amountMicro", t.actor, t.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (no int, key text, kind text, comment text, "amountMicro" bigint, actor text,
      at timestamptz)`.execute(ctx.tx);
}

/** What was decided about a difference, in order. */
export async function carrierDecisions(
  ctx: Context,
  { carrierId, month }: CarrierMonth,
  key: string,
): Promise<CarrierDecision[]> {
  const { rows } = await sql<CarrierDecision>`
    select key, kind, comment, amount_micro as "amountMicro", actor, at from control.carrier_decision
    where carrier_id = ${carrierId} and month = ${month} and key = ${key} order by no`.execute(ctx.tx);
  return rows;
}

/** Identifiers of the month's cells of calls: those that are named are not of the rest. */
export async function cellIdentifiers(ctx: Context, { carrierId, month }: CarrierMonth): Promise<string[]> {
  const { rows } = await sql<{ identifier: string }>`
    select distinct identifier from control.carrier_cell
    where carrier_id = ${carrierId} and month = ${month} and kind = 'usage' and identifier is not null`.execute(ctx.tx);
  return rows.map(({ identifier }) => identifier);
}

/** One cell by its key. */
export async function carrierCell(
  ctx: Context,
  { carrierId, month }: CarrierMonth,
  key: string,
): Promise<Pick<Cell, 'key' | 'kind' | 'identifier' | 'destinationId' | 'service' | 'label'> | null> {
  const { rows } = await sql<Pick<Cell, 'key' | 'kind' | 'identifier' | 'destinationId' | 'service' | 'label'>>`
    select key, kind, identifier, destination_id as "destinationId", service, label from control.carrier_cell
    where carrier_id = ${carrierId} and month = ${month} and key = ${key}`.execute(ctx.tx);
  return rows[0] ?? null;
}
