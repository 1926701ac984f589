import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useCall, useLanguage, useMonth, useSay } from '#app';
import { formatMonth } from '#base';
import { INVOICE_SORTS, listInvoicesEndpoint } from '#invoicing';
import { Count, DataGrid, EmptyState, FilterBar, Loaded, Page } from '#kit';
import { type InvoiceList, useInvoiceColumns } from './invoiceColumns.tsx';

const route = getRouteApi('/invoices');
const NO_SUMS: InvoiceList['sums'] = [];

/** Issued documents, of the month shown or of all. */
export function InvoicesPage() {
  const say = useSay();
  const { language } = useLanguage();
  const month = useMonth();
  const { q, page, sort, months } = route.useSearch();
  const navigate = route.useNavigate();
  const by = INVOICE_SORTS.find((each) => each === sort) ?? '-number';
  const filter = months === 'one' && month ? { month } : {};
  const invoices = useCall(listInvoicesEndpoint, { query: { q, page, sort: by, ...filter } });
  const columns = useInvoiceColumns(invoices.data?.sums ?? NO_SUMS);
  const search = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, q: text, page: 1 }) }),
    [navigate],
  );
  return (
    <Page title={say('Invoices')}>
      <FilterBar
        q={q}
        onSearch={search}
        placeholder={say('Invoice number or customer')}
        aside={
          <span className="muted">
            {invoices.data && (
              <>
                <Count value={invoices.data.total} />{' '}
                {say('{n, plural, one {document} other {documents}}', { n: invoices.data.total })}
              </>
            )}
          </span>
        }
      >
        <SegmentedControl
          aria-label={say('Months')}
          value={months}
          onChange={(value) =>
            void navigate({ search: (before) => ({ ...before, page: 1, months: value === 'all' ? 'all' : 'one' }) })
          }
          data={[
            { value: 'one', label: month ? formatMonth(language, month) : '…' },
            { value: 'all', label: say('All months') },
          ]}
        />
      </FilterBar>
      <Loaded of={invoices}>
        {(list) => (
          <DataGrid
            label={say('Invoices')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.number}
            link={(row) => ({ to: '/invoices/$number', params: { number: row.number } })}
            sort={by}
            onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next, page: 1 }) })}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
            maxHeight="calc(100vh - 200px)"
            empty={
              <EmptyState title={say('No invoice here')}>{say('Invoices appear when the month is issued.')}</EmptyState>
            }
          />
        )}
      </Loaded>
    </Page>
  );
}
