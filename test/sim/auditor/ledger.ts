/** What the ledger and the numbers of documents must fulfil, whatever was billed. */
import type pg from 'pg';

/** Cents; those of a credit note negative. */
export interface IssuedDocument {
  readonly number: string;
  readonly runId: number;
  readonly customerId: number;
  readonly part: string;
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
}

/** @param issued in the order of the chain */
export async function ledgerTrouble(owner: pg.Client, issued: readonly IssuedDocument[]): Promise<string[]> {
  return [...gaps(issued), ...(await postingTrouble(owner, issued))];
}

/** Numbers of a series begin at 1 and are given one after another, in order. */
function gaps(issued: readonly IssuedDocument[]): string[] {
  const next = new Map<string, number>();
  return issued.flatMap(({ number }) => {
    const [series = '', count] = number.split('-');
    const wanted = (next.get(series) ?? 0) + 1;
    next.set(series, wanted);
    return Number(count) === wanted ? [] : [`number ${number} where ${series}-${wanted} was due`];
  });
}

/** Every set of postings sums to zero and is that of a document; what customers owe is what they were sent. */
async function postingTrouble(owner: pg.Client, issued: readonly IssuedDocument[]): Promise<string[]> {
  const { rows } = await owner.query<Record<string, string>>(`
    select e.document_number as number, e.customer_id, sum(p.amount_minor)::text as balance,
      coalesce(sum(p.amount_minor) filter (where p.account = 'receivable'), 0)::text as receivable,
      coalesce(-sum(p.amount_minor) filter (where p.account like 'vat/%'), 0)::text as vat
    from ledger.entry e left join ledger.posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    group by e.tenant_id, e.id order by e.id`);
  const entries = new Map(rows.map((row) => [row.number, row]));
  const troubles = issued.flatMap(({ number, net, tax, gross, customerId }) => {
    const entry = entries.get(number);
    entries.delete(number);
    const right =
      entry !== undefined &&
      (entry.balance ?? '0') === '0' &&
      entry.receivable === String(gross) &&
      entry.vat === String(tax) &&
      Number(entry.customer_id) === customerId;
    // Nothing to pay is nothing to post.
    return right || (entry === undefined && gross === 0n && net === 0n)
      ? []
      : [`ledger: ${number} over ${net} + ${tax}: ${JSON.stringify(entry)}`];
  });
  return [...troubles, ...[...entries.keys()].map((number) => `ledger: postings of no document: ${number}`)];
}
