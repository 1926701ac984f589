import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ReplyOf, useCall, useMay, useName, usePageActions, useSay } from '#app';
import { text } from '#base';
import { listBundlesEndpoint } from '#catalog';
import { type Column, Count, DataGrid, EmptyState, FilterBar, Loaded, Page, StatusTag } from '#kit';

export type ListedBundle = ReplyOf<typeof listBundlesEndpoint>['bundles'][number];

const route = getRouteApi('/bundles');

/** Products that go into a contract together. */
export function BundlesPage() {
  const say = useSay();
  const name = useName();
  const navigate = route.useNavigate();
  const { q, sort } = route.useSearch();
  const bundles = useCall(listBundlesEndpoint, {});
  const mayChange = useMay()('catalog.write');
  const begin = useCallback(() => void navigate({ to: '/new-bundle' }), [navigate]);
  usePageActions(
    useMemo(
      () =>
        mayChange
          ? [{ id: 'newBundle', label: text('New bundle'), keys: 'n', group: 'page', run: begin } as const]
          : [],
      [mayChange, begin],
    ),
  );
  const columns = useMemo<readonly Column<ListedBundle>[]>(
    () => [
      { key: 'name', title: say('Bundle'), cell: (row) => name(row.name), sort: (row) => name(row.name).toLowerCase() },
      {
        key: 'code',
        title: say('Code'),
        cell: (row) => <span className="mono">{row.code}</span>,
        sort: (row) => row.code,
      },
      {
        key: 'kind',
        title: say('Kind'),
        cell: (row) =>
          row.questions.length === 0 ? (
            <StatusTag tone="quiet">{say('list')}</StatusTag>
          ) : (
            <StatusTag tone="info">{say('with questions')}</StatusTag>
          ),
        sort: (row) => row.questions.length,
      },
      { key: 'items', title: say('Items'), align: 'right', cell: (row) => <Count value={row.items.length} /> },
      {
        key: 'products',
        title: say('Products'),
        wrap: true,
        cell: (row) => row.items.map(({ productCode }) => productCode).join(', '),
      },
      {
        key: 'state',
        title: say('State'),
        cell: (row) => (
          <StatusTag tone={row.active ? 'good' : 'quiet'}>{row.active ? say('offered') : say('retired')}</StatusTag>
        ),
      },
    ],
    [say, name],
  );
  const search = useCallback(
    (typed: string) => void navigate({ search: (before) => ({ ...before, q: typed }) }),
    [navigate],
  );
  return (
    <Page
      title={say('Bundles')}
      subtitle={say('Products that are put into a contract together; quantities may follow from answers')}
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={begin}>
            {say('New bundle')}
          </Button>
        )
      }
    >
      <FilterBar q={q} onSearch={search} placeholder={say('Name, code or product')} />
      <Loaded of={bundles}>
        {(list) => (
          <DataGrid
            label={say('Bundles')}
            columns={columns}
            rows={list.bundles.filter((row) => fits(row, q))}
            rowKey={(row) => row.code}
            link={(row) => ({ to: '/bundles/$code', params: { code: row.code } })}
            sort={sort}
            onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next }) })}
            empty={
              <EmptyState title={say('No bundle here')}>
                {list.bundles.length === 0 && say('A bundle saves typing: what a usual customer gets, in one go.')}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Page>
  );
}

function fits({ code, name, items }: ListedBundle, q: string): boolean {
  const words = [code, name.de, name.fr, name.en, ...items.map(({ productCode }) => productCode)];
  return words.join(' ').toLowerCase().includes(q.toLowerCase());
}
