import { type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { StoredInvoice } from './content.ts';

interface DocumentRow {
  tenant_id: number;
  number: string;
  position: bigint;
  kind: 'invoice' | 'creditNote';
  run_id: number | null;
  customer_id: number;
  part: string;
  issued_on: string;
  due_on: string;
  period_from: string;
  period_to: string;
  currency: string;
  net_minor: bigint;
  tax_minor: bigint;
  gross_minor: bigint;
  content: StoredInvoice;
  usage_records: bigint;
  pdf_sha256: Buffer;
  xml_sha256: Buffer;
  prev_hash: Buffer;
  hash: Buffer;
  issued_at: Date;
}

type InvoicingTables = { 'invoicing.document': DocumentRow };

const documents = (tx: Tx) => tx.withTables<InvoicingTables>();

/** An issued document as stored; hashes as lower-case hexadecimal. */
export interface StoredDocument {
  readonly number: string;
  readonly position: number;
  readonly runId: number | null;
  readonly customerId: number;
  /** Of several of a run: '' or what it is about, see `DraftDocument`. */
  readonly part: string;
  readonly content: StoredInvoice;
  readonly calls: number;
  readonly pdfSha256: string;
  readonly xmlSha256: string;
  readonly prevHash: string;
  readonly hash: string;
  readonly issuedAt: Date;
}

/** What lists show: everything but the content. */
export type DocumentSummary = Omit<StoredDocument, 'content'> &
  Pick<DocumentRow, 'kind' | 'currency'> & {
    readonly issuedOn: string;
    readonly dueOn: string;
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
    readonly grossMinor: bigint;
    readonly customerNumber: string;
    readonly customerName: string;
  };

/** @param periodEnd exclusive end of the period, one day after what is printed */
export async function insertDocument(
  tx: Tx,
  tenantId: number,
  document: StoredDocument,
  periodEnd: string,
): Promise<void> {
  const { content } = document;
  await documents(tx)
    .insertInto('invoicing.document')
    .values({
      tenant_id: tenantId,
      number: document.number,
      position: BigInt(document.position),
      kind: content.kind,
      run_id: document.runId,
      customer_id: document.customerId,
      part: document.part,
      issued_on: content.issuedOn,
      due_on: content.dueOn,
      period_from: content.periodFrom,
      period_to: periodEnd,
      currency: content.currency,
      net_minor: BigInt(content.totals.netMinor),
      tax_minor: BigInt(content.totals.taxMinor),
      gross_minor: BigInt(content.totals.grossMinor),
      content: sql<StoredInvoice>`${JSON.stringify(content)}::jsonb`,
      usage_records: BigInt(document.calls),
      pdf_sha256: Buffer.from(document.pdfSha256, 'hex'),
      xml_sha256: Buffer.from(document.xmlSha256, 'hex'),
      prev_hash: Buffer.from(document.prevHash, 'hex'),
      hash: Buffer.from(document.hash, 'hex'),
      issued_at: document.issuedAt,
    })
    .execute();
}

export async function documentByNumber(tx: Tx, number: string): Promise<StoredDocument | null> {
  const row = await documents(tx)
    .selectFrom('invoicing.document')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The documents that went to customers in a run, in the order of the chain. */
export async function documentsOfRun(tx: Tx, runId: number, customerIds: readonly number[]): Promise<StoredDocument[]> {
  const rows = await documents(tx)
    .selectFrom('invoicing.document')
    .selectAll()
    .where('run_id', '=', runId)
    .where('customer_id', '=', sql<number>`any(${customerIds})`)
    .orderBy('position')
    .execute();
  return rows.map(fromRow);
}

/** Hash of the document at a position of the chain; null where there is none. */
export async function hashAt(tx: Tx, position: number): Promise<string | null> {
  const row = await documents(tx)
    .selectFrom('invoicing.document')
    .select('hash')
    .where('position', '=', BigInt(position))
    .executeTakeFirst();
  return row?.hash.toString('hex') ?? null;
}

/** Documents in the order of the chain, after a position. */
export async function documentsAfter(tx: Tx, position: number, limit: number): Promise<StoredDocument[]> {
  const rows = await documents(tx)
    .selectFrom('invoicing.document')
    .selectAll()
    .where('position', '>', BigInt(position))
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Number and files of all documents of a run, in order of number. */
export async function filesOfRun(tx: Tx, runId: number) {
  const rows = await documents(tx)
    .selectFrom('invoicing.document')
    .select(['number', 'pdf_sha256', 'xml_sha256'])
    .where('run_id', '=', runId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    pdfSha256: row.pdf_sha256.toString('hex'),
    xmlSha256: row.xml_sha256.toString('hex'),
  }));
}

export interface DocumentFilter {
  readonly runId: number | null;
  readonly customerId: number | null;
  /** Part of number or buyer's name; empty finds all. */
  readonly q: string;
}

const SORT_COLUMNS = { number: 'number', customer: 'name', gross: 'gross_minor', dueOn: 'due_on' } as const;

export interface DocumentPage {
  readonly sort: keyof typeof SORT_COLUMNS;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

const buyerName = sql<string>`content -> 'buyer' ->> 'name'`;

function filtered(filter: DocumentFilter) {
  const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(${filter.runId}::int is null or run_id = ${filter.runId})
    and (${filter.customerId}::int is null or customer_id = ${filter.customerId})
    and (${filter.q} = '' or number ilike ${pattern} or ${buyerName} ilike ${pattern})`;
}

export async function documentPage(tx: Tx, filter: DocumentFilter, page: DocumentPage): Promise<DocumentSummary[]> {
  const direction = page.descending ? 'desc' : 'asc';
  const rows = await documents(tx)
    .selectFrom('invoicing.document')
    .select([
      'number',
      'position',
      'kind',
      'run_id',
      'customer_id',
      'part',
      'issued_on',
      'due_on',
      'currency',
      'net_minor',
      'tax_minor',
      'gross_minor',
      'usage_records',
      'pdf_sha256',
      'xml_sha256',
      'prev_hash',
      'hash',
      'issued_at',
      buyerName.as('name'),
      sql<string>`content -> 'buyer' ->> 'customerNumber'`.as('customer_number'),
    ])
    .where(filtered(filter))
    .orderBy(sql.ref(SORT_COLUMNS[page.sort]), direction)
    .orderBy('number', direction)
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    position: Number(row.position),
    kind: row.kind,
    runId: row.run_id,
    customerId: row.customer_id,
    part: row.part,
    customerNumber: row.customer_number,
    customerName: row.name,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    currency: row.currency,
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    grossMinor: row.gross_minor,
    calls: Number(row.usage_records),
    pdfSha256: row.pdf_sha256.toString('hex'),
    xmlSha256: row.xml_sha256.toString('hex'),
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
    issuedAt: row.issued_at,
  }));
}

/** How many documents a filter has, and their sums, per currency. */
export async function documentSums(tx: Tx, filter: DocumentFilter) {
  const rows = await documents(tx)
    .selectFrom('invoicing.document')
    .select((of) => [
      'currency',
      of.fn.countAll<bigint>().as('documents'),
      sql<string>`sum(net_minor)`.as('net'),
      sql<string>`sum(gross_minor)`.as('gross'),
    ])
    .where(filtered(filter))
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  return rows.map((row) => ({
    currency: row.currency,
    documents: Number(row.documents),
    netMinor: BigInt(row.net),
    grossMinor: BigInt(row.gross),
  }));
}

function fromRow(row: DocumentRow): StoredDocument {
  return {
    number: row.number,
    position: Number(row.position),
    runId: row.run_id,
    customerId: row.customer_id,
    part: row.part,
    content: row.content,
    calls: Number(row.usage_records),
    pdfSha256: row.pdf_sha256.toString('hex'),
    xmlSha256: row.xml_sha256.toString('hex'),
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
    issuedAt: row.issued_at,
  };
}
