import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useCall, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import {
  CUSTOMER_KINDS,
  CUSTOMER_SORTS,
  CUSTOMER_STATES,
  listBatchesEndpoint,
  listCustomersEndpoint,
  TAX_STATUSES,
} from '#crm';
import { type Column, Count, DataGrid, EmptyState, FilterBar, Loaded, Page, StatusTag } from '#kit';
import { BillingBatches } from './billingBatches.tsx';
import type { Customer } from './customerDraft.ts';
import { KIND_NAMES, STATE_NAMES, TAX_NAMES } from './names.ts';

const route = getRouteApi('/customers');

function useColumns(): readonly Column<Customer>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'number', title: say('Number'), width: 110, sort: 'server', cell: (row) => row.number },
      {
        key: 'name',
        title: say('Name'),
        sort: 'server',
        cell: (row) => (
          <>
            {row.name} {row.closedOn !== null && <StatusTag tone="quiet">{say('closed')}</StatusTag>}
          </>
        ),
      },
      { key: 'kind', title: say('Kind'), cell: (row) => <span className="nowrap">{say(KIND_NAMES[row.kind])}</span> },
      { key: 'city', title: say('City'), sort: 'server', cell: (row) => `${row.postcode} ${row.city}` },
      { key: 'country', title: say('Country'), cell: (row) => row.country },
      {
        key: 'tax',
        title: say('VAT'),
        cell: (row) => <StatusTag tone="quiet">{say(TAX_NAMES[row.taxStatus])}</StatusTag>,
      },
      { key: 'currency', title: say('Currency'), cell: (row) => row.currency },
      { key: 'batch', title: say('Billing cycle'), width: 120, cell: (row) => row.batchCode ?? '–' },
    ],
    [say],
  );
}

/** Customers: found by number, name or city, filtered by what they are; all of it stands in the address. */
export function CustomersPage() {
  const say = useSay();
  const columns = useColumns();
  const { q, page, sort, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const known = CUSTOMER_SORTS.find((each) => each === sort) ?? 'number';
  const customers = useCall(listCustomersEndpoint, { query: { ...filter, q, page, sort: known } });
  const search = useCallback(
    (typed: string) => void navigate({ search: (before) => ({ ...before, q: typed, page: 1 }) }),
    [navigate],
  );
  return (
    <Page
      title={say('Customers')}
      actions={
        <>
          <BillingBatches />
          <NewCustomer />
        </>
      }
    >
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
      >
        <Filters />
      </FilterBar>
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

function NewCustomer() {
  const say = useSay();
  const navigate = useNavigate();
  const mayWrite = useMay()('customers.write');
  const add = useCallback(() => void navigate({ to: '/customers/new' }), [navigate]);
  usePageActions(
    useMemo(
      () =>
        mayWrite
          ? [{ id: 'newCustomer', label: text('New customer'), keys: 'n', group: 'page', run: add } as const]
          : [],
      [mayWrite, add],
    ),
  );
  if (!mayWrite) return null;
  return (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
      {say('New customer')}
    </Button>
  );
}

/** Filters beside the search box. */
function Filters() {
  const say = useSay();
  const { state, kind, taxStatus, batch } = route.useSearch();
  const navigate = route.useNavigate();
  const batches = useCall(listBatchesEndpoint, {}).data?.rows ?? [];
  const set = (changed: object) => void navigate({ search: (before) => ({ ...before, ...changed, page: 1 }) });
  return (
    <>
      <Select
        w={120}
        aria-label={say('State')}
        value={state}
        allowDeselect={false}
        data={CUSTOMER_STATES.map((value) => ({ value, label: say(STATE_NAMES[value]) }))}
        onChange={(value) => set({ state: value })}
      />
      <Select
        w={150}
        aria-label={say('Kind')}
        placeholder={say('Kind')}
        clearable
        value={kind ?? null}
        data={CUSTOMER_KINDS.map((value) => ({ value, label: say(KIND_NAMES[value]) }))}
        onChange={(value) => set({ kind: value ?? undefined })}
      />
      <Select
        w={180}
        aria-label={say('VAT')}
        placeholder={say('VAT')}
        clearable
        value={taxStatus ?? null}
        data={TAX_STATUSES.map((value) => ({ value, label: say(TAX_NAMES[value]) }))}
        onChange={(value) => set({ taxStatus: value ?? undefined })}
      />
      {batches.length > 0 && (
        <Select
          w={160}
          aria-label={say('Billing cycle')}
          placeholder={say('Billing cycle')}
          clearable
          value={batch ?? null}
          data={batches.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(value) => set({ batch: value ?? undefined })}
        />
      )}
    </>
  );
}
