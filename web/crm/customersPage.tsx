import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { z } from 'zod';
import { useCall, useSay } from '#app';
import { CUSTOMER_SORTS, type customerReply, listCustomersEndpoint } from '#crm';
import { type Column, Count, DataGrid, EmptyState, FilterBar, Loaded, Page, StatusTag } from '#kit';
import { KIND_NAMES, TAX_NAMES } from './names.ts';

type Customer = z.output<typeof customerReply>;

const route = getRouteApi('/customers');

function useColumns(): readonly Column<Customer>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'number', title: say('Number'), width: 110, sort: 'server', cell: (row) => row.number },
      { key: 'name', title: say('Name'), sort: 'server', cell: (row) => row.name },
      { key: 'kind', title: say('Kind'), cell: (row) => say(KIND_NAMES[row.kind]) },
      { key: 'city', title: say('City'), sort: 'server', cell: (row) => `${row.postcode} ${row.city}` },
      { key: 'country', title: say('Country'), cell: (row) => row.country },
      {
        key: 'tax',
        title: say('VAT'),
        cell: (row) => <StatusTag tone="quiet">{say(TAX_NAMES[row.taxStatus])}</StatusTag>,
      },
      { key: 'email', title: say('E-mail'), cell: (row) => row.email },
    ],
    [say],
  );
}

/** Customers: found by number, name or city. */
export function CustomersPage() {
  const say = useSay();
  const columns = useColumns();
  const { q, page, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const known = CUSTOMER_SORTS.find((each) => each === sort) ?? 'number';
  const customers = useCall(listCustomersEndpoint, { query: { q, page, sort: known } });
  const search = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, q: text, page: 1 }) }),
    [navigate],
  );
  return (
    <Page title={say('Customers')}>
      <FilterBar
        q={q}
        onSearch={search}
        placeholder={say('Number, name or city')}
        aside={
          <span className="muted">
            {customers.data && (
              <>
                <Count value={customers.data.total} />{' '}
                {say('{n, plural, one {customer} other {customers}}', { n: customers.data.total })}
              </>
            )}
          </span>
        }
      />
      <Loaded of={customers}>
        {(list) => (
          <DataGrid
            label={say('Customers')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.id}
            link={(row) => ({ to: '/customers/$customerId', params: { customerId: String(row.id) } })}
            sort={known}
            onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next, page: 1 }) })}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
            empty={<EmptyState title={say('No customer found')}>{q && say('Nothing fits “{q}”.', { q })}</EmptyState>}
          />
        )}
      </Loaded>
    </Page>
  );
}
