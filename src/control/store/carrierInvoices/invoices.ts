import { sql } from 'kysely';
import type { Finding } from '#base';
import type { Context } from '#platform/context';
import type { CarrierInvoice, CarrierLine, InvoiceFormat } from '../../carrierInvoices/carrierInvoice.ts';
import type { ComparedLine } from '../../carrierInvoices/cell.ts';

/** A carrier's invoice with where it came from. */
export interface StoredCarrierInvoice extends CarrierInvoice {
  readonly sha256: string;
  readonly fileName: string;
  readonly format: InvoiceFormat;
  readonly findings: readonly Finding[];
  readonly importedBy: string;
  readonly importedAt: Date;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
}

const COLUMNS = sql`
  id, carrier_id as "carrierId", number, kind, month, issued_on as "issuedOn", currency, trim_scale(rate)::text as rate, net_micro as "netMicro",
  tax_micro as "taxMicro", gross_micro as "grossMicro", lines_micro as "linesMicro", sha256, file_name as "fileName", format, findings,
  imported_by as "importedBy", imported_at as "importedAt", withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt"`;

/** Invoices in order of import; null = of every carrier, of every month. Withdrawn ones are left out. */
export async function carrierInvoices(
  ctx: Context,
  of: { readonly carrierId: number | null; readonly month: string | null },
): Promise<StoredCarrierInvoice[]> {
  const { rows } = await sql<StoredCarrierInvoice>`
    select ${COLUMNS} from control.carrier_invoice
    where withdrawn_at is null and (${of.carrierId}::int is null or carrier_id = ${of.carrierId})
      and (${of.month}::text is null or month = ${of.month})
    order by id`.execute(ctx.tx);
  return rows;
}

export async function carrierInvoice(ctx: Context, id: number): Promise<StoredCarrierInvoice | null> {
  const { rows } = await sql<StoredCarrierInvoice>`
    select ${COLUMNS} from control.carrier_invoice where id = ${id}`.execute(ctx.tx);
  return rows[0] ?? null;
}

export async function insertCarrierInvoice(
  ctx: Context,
  invoice: Omit<StoredCarrierInvoice, 'withdrawnBy' | 'withdrawnAt'>,
): Promise<void> {
  const { id, carrierId, number, kind, month, issuedOn, currency, rate, netMicro, taxMicro, grossMicro, linesMicro } =
    invoice;
  await sql`
    insert into control.carrier_invoice (tenant_id, id, carrier_id, number, kind, month, issued_on, currency, rate, net_micro, tax_micro, gross_micro,
      lines_micro, sha256, file_name, format, findings, imported_by, imported_at)
    values (${ctx.tenantId}, ${id}, ${carrierId}, ${number}, ${kind}, ${month}, ${issuedOn}, ${currency}, ${rate}, ${netMicro}, ${taxMicro},
      ${grossMicro}, ${linesMicro}, ${invoice.sha256}, ${invoice.fileName}, ${invoice.format}, ${JSON.stringify(invoice.findings)}::jsonb,
      ${invoice.importedBy}, ${invoice.importedAt})`.execute(ctx.tx);
}

const LINES_AT_ONCE = 5_000;

export async function insertCarrierLines(
  ctx: Context,
  invoiceId: number,
  lines: readonly CarrierLine[],
): Promise<void> {
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    const rows = lines.slice(start, start + LINES_AT_ONCE).map((line, index) => ({
      ...line,
      no: start + index + 1,
      amountMicro: line.amountMicro.toString(),
    }));
    await sql`
      insert into control.carrier_invoice_line (tenant_id, invoice_id, no, place, kind, account, destination, service, reference, description,
        from_on, to_on, calls, seconds, quantity, unit_price, amount_micro, tax_percent)
      select ${ctx.tenantId}, ${invoiceId}, t.no, t.place, t.kind, t.account, t.destination, t.service, t.reference, t.description,
        t."from", t."to", t.calls, t.seconds, t.quantity, t."unitPrice", t."amountMicro", t."taxPercent"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (no int, place int, kind text, account text, destination text, service text,
        reference text, description text, "from" date, "to" date, calls bigint, seconds bigint, quantity numeric, "unitPrice" numeric,
        "amountMicro" bigint, "taxPercent" numeric)`.execute(ctx.tx);
  }
}

const LINE = sql`
  line.invoice_id as "invoiceId", invoice.number as "invoiceNumber", line.no, line.place, line.kind, line.account, line.destination, line.service,
  line.reference, line.description, line.from_on as "from", line.to_on as "to", line.calls::float8 as calls, line.seconds::float8 as seconds,
  trim_scale(line.quantity)::text as quantity, trim_scale(line.unit_price)::text as "unitPrice", line.amount_micro as "amountMicro",
  trim_scale(line.tax_percent)::text as "taxPercent"`;

/** The lines of some invoices, by invoice and number. */
export async function carrierLines(ctx: Context, invoiceIds: readonly number[]): Promise<ComparedLine[]> {
  const { rows } = await sql<ComparedLine>`
    select ${LINE} from control.carrier_invoice_line line join control.carrier_invoice invoice on invoice.id = line.invoice_id
    where line.invoice_id = any (${[...invoiceIds]}::int[]) order by line.invoice_id, line.no`.execute(ctx.tx);
  return rows;
}

/** A page of an invoice's lines; `q` is looked for in every word of them. */
export async function carrierLinePage(
  ctx: Context,
  { invoiceId, q, limit, offset }: { invoiceId: number; q: string; limit: number; offset: number },
): Promise<{ readonly rows: ComparedLine[]; readonly total: number }> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<ComparedLine & { readonly total: number }>`
    select ${LINE}, count(*) over ()::int as total
    from control.carrier_invoice_line line join control.carrier_invoice invoice on invoice.id = line.invoice_id
    where line.invoice_id = ${invoiceId}
      and (${q} = '' or concat_ws(' ', line.account, line.destination, line.reference, line.description) ilike ${like})
    order by line.no limit ${limit} offset ${offset}`.execute(ctx.tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

export async function markWithdrawn(ctx: Context, id: number, by: string, at: Date): Promise<void> {
  await sql`update control.carrier_invoice set withdrawn_by = ${by}, withdrawn_at = ${at} where id = ${id}`.execute(
    ctx.tx,
  );
}
