import { useMemo } from 'react';
import type { ReplyOf } from '#app';
import { useCall, useSay } from '#app';
import { listInvoicesEndpoint } from '#invoicing';
import { Amount, type Column, Count, DataGrid, DateText, EmptyState, Loaded } from '#kit';

type Row = ReplyOf<typeof listInvoicesEndpoint>['rows'][number];

/** What a customer was billed, newest first. */
export function InvoicesTab({ customerId }: { readonly customerId: number }) {
  const say = useSay();
  const invoices = useCall(listInvoicesEndpoint, { query: { customerId, pageSize: 200 } });
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      { key: 'number', title: say('Number'), cell: (row) => row.number },
      { key: 'issuedOn', title: say('Invoice date'), cell: (row) => <DateText date={row.issuedOn} /> },
      { key: 'dueOn', title: say('Due'), cell: (row) => <DateText date={row.dueOn} /> },
      { key: 'calls', title: say('Calls'), align: 'right', cell: (row) => <Count value={row.calls} /> },
      { key: 'net', title: say('Net'), align: 'right', cell: (row) => <Amount value={row.net} /> },
      { key: 'gross', title: say('Gross'), align: 'right', cell: (row) => <Amount value={row.gross} /> },
    ],
    [say],
  );
  return (
    <Loaded of={invoices}>
      {(list) => (
        <DataGrid
          label={say('Invoices')}
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.number}
          link={(row) => ({ to: '/invoices/$number', params: { number: row.number } })}
          empty={
            <EmptyState title={say('No invoice here')}>{say('Invoices appear when the month is issued.')}</EmptyState>
          }
        />
      )}
    </Loaded>
  );
}
