import { type Finding, Refusal } from '#base';
import type { Context } from '#platform/context';
import { newCustomer } from '../customer.ts';
import { type CustomerRow, readCustomerRows } from '../customerFile.ts';
import * as store from '../store.ts';
import type { Business } from './common.ts';
import { addCustomer, changeCustomer } from './customers.ts';

export interface ImportedCustomers {
  readonly added: number;
  readonly changed: number;
}

/**
 * Adds the customers of a CSV file, and changes those whose number is known by what their rows say. All or none; parents may stand in any row
 * before their children.
 * @throws Refusal `customerFile.nothing` with everything that is wrong, by row
 */
export async function importCustomers(
  ctx: Context,
  { text }: { readonly text: string },
  business: Business,
): Promise<ImportedCustomers> {
  const { rows, findings: unread } = readCustomerRows(text);
  if (unread.length > 0) throw new Refusal('invalid', 'customerFile.nothing', {}, unread);
  const findings: Finding[] = [];
  const done = { added: 0, changed: 0 };
  for (const row of rows) {
    try {
      done[await putRow(ctx, row, business)] += 1;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      findings.push(...told(row, refusal));
    }
  }
  if (findings.length > 0) throw new Refusal('invalid', 'customerFile.nothing', {}, findings);
  return done;
}

async function putRow(ctx: Context, row: CustomerRow, business: Business): Promise<keyof ImportedCustomers> {
  const { number, said } = row;
  const known = number === null ? null : await store.customerByNumber(ctx.tx, number);
  const parent = await parentOf(ctx, row);
  if (known !== null) {
    await changeCustomer(ctx, { customerId: known.id, change: { ...said, ...parent } }, business);
    return 'changed';
  }
  const parsed = newCustomer.safeParse({ ...said, ...parent, ...(number === null ? {} : { number }) });
  if (!parsed.success) {
    const [column = ''] = parsed.error.issues[0]?.path ?? [];
    throw new Refusal('invalid', 'customerFile.columnMissing', { column: String(column) });
  }
  await addCustomer(ctx, parsed.data);
  return 'added';
}

async function parentOf(ctx: Context, { parentNumber }: CustomerRow): Promise<{ readonly parentId?: number }> {
  if (parentNumber === null) return {};
  const parent = await store.customerByNumber(ctx.tx, parentNumber);
  if (parent === null) throw new Refusal('invalid', 'customer.parentUnknown', { customer: parentNumber });
  return { parentId: parent.id };
}

/** A refusal by the row it is about: what is wrong with it, each by itself. */
function told({ row, number, said }: CustomerRow, refusal: Refusal): Finding[] {
  const place = { line: row };
  const findings =
    refusal.findings.length > 0
      ? refusal.findings
      : [{ code: refusal.code, severity: 'error', params: refusal.params } as const];
  const customer = number ?? said.name ?? '';
  return [
    { code: 'customerFile.row', severity: 'error', place, params: { row, customer } },
    ...findings.map((finding) => ({ ...finding, place })),
  ];
}
