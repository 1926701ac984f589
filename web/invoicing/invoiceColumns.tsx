import { useMemo } from 'react';
import { type ReplyOf, useSay } from '#app';
import type { listInvoicesEndpoint } from '#invoicing';
import { Amount, type Column, Count, DateText, StatusTag } from '#kit';

export type InvoiceList = ReplyOf<typeof listInvoicesEndpoint>;
export type InvoiceRow = InvoiceList['rows'][number];

/** Columns of a list of issued documents; the totals are of the whole filter and shown where all are in one currency. */
export function useInvoiceColumns(sums: InvoiceList['sums']): readonly Column<InvoiceRow>[] {
  const say = useSay();
  return useMemo(() => {
    const only = sums.length === 1 ? sums[0] : undefined;
    const unit = only ? ` ${only.currency}` : '';
    return [
      {
        key: 'number',
        title: say('Number'),
        sort: 'server',
        cell: (row) => (
          <>
            {row.number} {row.kind === 'creditNote' && <StatusTag tone="warn">{say('Credit note')}</StatusTag>}
          </>
        ),
        total: say('Together'),
      },
      {
        key: 'customer',
        title: say('Customer'),
        sort: 'server',
        cell: (row) => `${row.customerNumber} ${row.customerName}`,
      },
      { key: 'issuedOn', title: say('Invoice date'), cell: (row) => <DateText date={row.issuedOn} /> },
      { key: 'dueOn', title: say('Due'), sort: 'server', cell: (row) => <DateText date={row.dueOn} /> },
      { key: 'calls', title: say('Calls'), align: 'right', cell: (row) => <Count value={row.calls} /> },
      {
        key: 'net',
        title: say('Net') + unit,
        align: 'right',
        cell: (row) => <Amount value={row.net} />,
        total: only && <Amount value={only.net} />,
      },
      {
        key: 'gross',
        title: say('Gross') + unit,
        align: 'right',
        sort: 'server',
        cell: (row) => <Amount value={row.gross} />,
        total: only && <Amount value={only.gross} />,
      },
      {
        key: 'documents',
        title: say('Documents'),
        cell: (row) => (
          <span style={{ display: 'inline-flex', gap: 10 }}>
            <a href={documentUrl(row.number, 'pdf')} target="_blank" rel="noreferrer">
              PDF
            </a>
            <a href={documentUrl(row.number, 'xml')} target="_blank" rel="noreferrer">
              XML
            </a>
          </span>
        ),
      },
    ];
  }, [say, sums]);
}

/** Where a document is: as people read it, or as machines do. */
export function documentUrl(number: string, kind: 'pdf' | 'xml'): string {
  return `/api/invoices/${encodeURIComponent(number)}/${kind}`;
}
