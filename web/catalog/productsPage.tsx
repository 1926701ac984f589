import { Button, Select, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { type ReplyOf, useCall, useMay, useName, usePageActions, useSay } from '#app';
import { text } from '#base';
import { listProductFamiliesEndpoint, listProductsEndpoint, PRODUCT_KINDS } from '#catalog';
import { Amount, type Column, Count, DataGrid, EmptyState, FilterBar, Loaded, Page, StatusTag } from '#kit';
import { marginPercent } from './margin.ts';
import { ProductDialog } from './productDialog.tsx';
import { KIND_NAMES, TAX_CLASS_NAMES, usePeriod } from './productNames.ts';

export type Product = ReplyOf<typeof listProductsEndpoint>['products'][number];

const route = getRouteApi('/products');

function useColumns(families: ReadonlyMap<string, string>): readonly Column<Product>[] {
  const say = useSay();
  const name = useName();
  const period = usePeriod();
  return useMemo(
    () => [
      {
        key: 'name',
        title: say('Product'),
        cell: (row) => name(row.name),
        sort: (row) => name(row.name).toLowerCase(),
      },
      {
        key: 'code',
        title: say('Code'),
        cell: (row) => <span className="mono">{row.code}</span>,
        sort: (row) => row.code,
      },
      { key: 'kind', title: say('Kind'), cell: (row) => say(KIND_NAMES[row.kind]), sort: (row) => row.kind },
      {
        key: 'family',
        title: say('Family'),
        cell: (row) => (row.familyCode === null ? '–' : (families.get(row.familyCode) ?? row.familyCode)),
        sort: (row) => row.familyCode ?? '',
      },
      {
        key: 'price',
        title: say('Price'),
        align: 'right',
        cell: (row) => (row.unitPrice === null ? '–' : <Amount value={row.unitPrice} exact />),
        sort: (row) => Number(row.unitPrice ?? 0),
      },
      {
        key: 'period',
        title: say('Due'),
        cell: (row) =>
          row.kind === 'recurring' || row.kind === 'licence' ? period(row.recurrence.months) : say('once'),
        sort: (row) => row.recurrence.months,
      },
      {
        key: 'margin',
        title: say('Margin'),
        align: 'right',
        cell: (row) => {
          const margin = marginPercent(row.unitPrice, row.buyingPrice);
          return margin === null ? <span className="muted">–</span> : <span className="num">{margin} %</span>;
        },
        sort: (row) => Number(marginPercent(row.unitPrice, row.buyingPrice) ?? 101),
      },
      { key: 'tax', title: say('VAT'), cell: (row) => say(TAX_CLASS_NAMES[row.taxClass]) },
      { key: 'account', title: say('Account'), cell: (row) => row.revenueAccount, sort: (row) => row.revenueAccount },
      {
        key: 'state',
        title: say('State'),
        cell: (row) => (
          <StatusTag tone={row.active ? 'good' : 'quiet'}>{row.active ? say('offered') : say('retired')}</StatusTag>
        ),
        sort: (row) => (row.active ? 0 : 1),
      },
    ],
    [say, name, period, families],
  );
}

interface ProductFiltersProps {
  readonly familyNames: ReadonlyMap<string, string>;
  /** How many are shown. */
  readonly children: ReactNode;
}

/** What narrows the list; it stands in the address. */
function ProductFilters({ familyNames, children }: ProductFiltersProps) {
  const say = useSay();
  const navigate = route.useNavigate();
  const { q, kind, family, retired } = route.useSearch();
  const search = useCallback(
    (typed: string) => void navigate({ search: (before) => ({ ...before, q: typed }) }),
    [navigate],
  );
  return (
    <FilterBar q={q} onSearch={search} placeholder={say('Name, code or supplier’s reference')} aside={children}>
      <Select
        aria-label={say('Kind')}
        w={150}
        value={kind ?? ''}
        data={[
          { value: '', label: say('All kinds') },
          ...PRODUCT_KINDS.map((value) => ({ value, label: say(KIND_NAMES[value]) })),
        ]}
        onChange={(value) => {
          const chosen = PRODUCT_KINDS.find((each) => each === value);
          void navigate({ search: (before) => ({ ...before, kind: chosen }) });
        }}
      />
      <Select
        aria-label={say('Family')}
        w={170}
        value={family ?? ''}
        data={[
          { value: '', label: say('All families') },
          ...[...familyNames].map(([value, label]) => ({ value, label })),
        ]}
        onChange={(value) => void navigate({ search: (before) => ({ ...before, family: value || undefined }) })}
      />
      <Switch
        size="xs"
        label={say('with retired ones')}
        checked={retired}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          void navigate({ search: (before) => ({ ...before, retired: checked }) });
        }}
      />
    </FilterBar>
  );
}

/** What is sold beside usage: found, filtered, sorted; all of it stands in the address. */
export function ProductsPage() {
  const say = useSay();
  const name = useName();
  const navigate = route.useNavigate();
  const { q, kind, family, retired, sort } = route.useSearch();
  const [adding, setAdding] = useState(false);
  const products = useCall(listProductsEndpoint, {});
  const families = useCall(listProductFamiliesEndpoint, {});
  const familyNames = useMemo(
    () => new Map((families.data?.families ?? []).map((each) => [each.code, name(each.name)])),
    [families.data, name],
  );
  const columns = useColumns(familyNames);
  const mayChange = useMay()('catalog.write');
  usePageActions(
    useMemo(
      () =>
        mayChange
          ? [
              {
                id: 'newProduct',
                label: text('New product'),
                keys: 'n',
                group: 'page',
                run: () => setAdding(true),
              } as const,
            ]
          : [],
      [mayChange],
    ),
  );
  const fits = (row: Product) =>
    (retired || row.active) &&
    (kind === undefined || row.kind === kind) &&
    (family === undefined || row.familyCode === family) &&
    `${row.code} ${row.name.de} ${row.name.fr} ${row.name.en} ${row.supplierReference ?? ''}`
      .toLowerCase()
      .includes(q.toLowerCase());
  return (
    <Page
      title={say('Products')}
      subtitle={say('Fees, set-ups, devices and licences, with their prices over time')}
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            {say('New product')}
          </Button>
        )
      }
    >
      <Loaded of={products}>
        {(list) => {
          const rows = list.products.filter(fits);
          return (
            <>
              <ProductFilters familyNames={familyNames}>
                <span className="muted">
                  <Count value={rows.length} /> {say('{n, plural, one {product} other {products}}', { n: rows.length })}
                </span>
              </ProductFilters>
              <DataGrid
                label={say('Products')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.code}
                link={(row) => ({ to: '/products/$code', params: { code: row.code } })}
                sort={sort}
                onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next }) })}
                maxHeight="calc(100vh - 200px)"
                empty={
                  <EmptyState title={say('No product found')}>
                    {list.products.length === 0 && say('Add the first one: a monthly fee, a set-up, a telephone.')}
                  </EmptyState>
                }
              />
            </>
          );
        }}
      </Loaded>
      {adding && (
        <ProductDialog
          product={null}
          onClose={() => setAdding(false)}
          onSaved={(code) => void navigate({ to: '/products/$code', params: { code } })}
        />
      )}
    </Page>
  );
}
