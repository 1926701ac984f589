import { Refusal } from '#base';
import { customersById, getCustomer, payingCustomers } from '#crm/service';
import type { Context } from '#platform/context';
import { staleList } from '#rating/service';
import { lastLoadNo } from '#usage/service';
import type { Bill } from '../bill.ts';
import { documentsOf } from '../documents.ts';
import type { DraftDocument } from '../draftDocument.ts';
import { groupsInScope } from '../scope.ts';
import { drawBills, readPayers, readShared } from './drawBills.ts';
import { openable } from './openDrawing.ts';

export interface BillPreview {
  /** The customer's own; null where there is nothing to bill. */
  readonly bill: Bill | null;
  /** What his paying group would be sent. */
  readonly documents: readonly DraftDocument[];
  /** Whether something of his waits to be rated again. */
  readonly stale: boolean;
}

/**
 * What a run of the month would bill a customer by now, without any run: nothing is written, nothing is rated again. Earlier runs that are not
 * issued yet count as billed, as they are drafted.
 * @throws Refusal `customer.unknown`, `run.monthNotBegun`, `run.noUsageProduct`, and what refuses his bill
 */
export async function previewBill(
  ctx: Context,
  { customerId, month }: { readonly customerId: number; readonly month: string },
): Promise<BillPreview> {
  await getCustomer(ctx, customerId);
  const { issueOn, earlier } = await openable(
    ctx,
    { month, scope: { kind: 'customer', key: String(customerId) } },
    true,
  );
  const [group] = groupsInScope(
    [...(await payingCustomers(ctx)).values()],
    { kind: 'customer', key: String(customerId) },
    [],
  );
  if (group === undefined) throw new Error(`assertion failed: customer ${customerId} is in no group`);
  const afterRuns = earlier.map(({ id }) => id);
  const shared = await readShared(ctx, { month, issueOn, lastLoadNo: await lastLoadNo(ctx), afterRuns });
  const ids = group.members.map(({ id }) => id);
  const drawings = await drawBills(ctx, shared, [...(await customersById(ctx, ids)).values()]);
  const bills = ids.flatMap((id): Bill[] => {
    const drawing = drawings.get(id);
    if (drawing === undefined) return [];
    if ('error' in drawing) throw new Refusal('invalid', drawing.error.code, drawing.error.params);
    return drawing.bill === null ? [] : [drawing.bill];
  });
  const payersOf = await readPayers(ctx, shared, ids);
  return {
    bill: bills.find((bill) => bill.customerId === customerId) ?? null,
    documents: documentsOf(bills, payersOf(group.payerId)),
    stale: (await staleList(ctx, { customerIds: ids, upToMonth: month })).length > 0,
  };
}
