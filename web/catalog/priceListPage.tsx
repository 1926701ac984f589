import { Button, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ReplyOf, useCall, useLanguage, useMay, useName, usePageActions, useSay } from '#app';
import { formatDateTime, text, zoneOffsets } from '#base';
import { getPriceListEndpoint } from '#catalog';
import {
  Amount,
  BAND_NAMES,
  CLASS_NAMES,
  type Column,
  Count,
  DataGrid,
  EmptyState,
  FilterBar,
  Loaded,
  Page,
  SERVICE_NAMES,
} from '#kit';
import { usePer } from './names.ts';
import { targetText } from './target.ts';
import { useTerms } from './terms.ts';

type Price = ReplyOf<typeof getPriceListEndpoint>['prices']['rows'][number];

const route = getRouteApi('/price-lists/$code');

function useColumns(currency: string): readonly Column<Price>[] {
  const say = useSay();
  const name = useName();
  const per = usePer();
  const terms = useTerms();
  return useMemo(
    () => [
      {
        key: 'target',
        title: say('For'),
        width: 130,
        cell: (row) => <span className="mono">{targetText(row.target)}</span>,
      },
      {
        key: 'destination',
        title: say('Destination'),
        cell: (row) => (row.destination === null ? say('by the numbering plan') : name(row.destination.name)),
      },
      { key: 'class', title: say('Class'), cell: (row) => say(CLASS_NAMES[row.destination?.class ?? ''] ?? '') },
      {
        key: 'service',
        title: say('Service'),
        cell: (row) => (
          <>
            {say(SERVICE_NAMES[row.service] ?? row.service)}
            {row.direction === 'inbound' && <span className="muted"> {say('incoming')}</span>}
          </>
        ),
      },
      { key: 'band', title: say('Time band'), cell: (row) => say(BAND_NAMES[row.band] ?? row.band) },
      {
        key: 'price',
        title: currency,
        align: 'right',
        cell: (row) => (
          <>
            <Amount value={row.price} decimals={4} exact /> <span className="muted">/ {per(row.per)}</span>
          </>
        ),
      },
      {
        key: 'fee',
        title: say('Connection fee'),
        align: 'right',
        cell: (row) => <Amount value={row.connectionFee} decimals={4} exact />,
      },
      { key: 'increments', title: say('Increment'), align: 'right', cell: (row) => row.increments },
      { key: 'terms', title: say('Further'), wrap: true, cell: (row) => terms(row.terms) },
    ],
    [say, name, per, terms, currency],
  );
}

/** The way to the import of another version, for those who may. */
function useImport(code: string): (() => void) | null {
  const navigate = route.useNavigate();
  const mayImport = useMay()('catalog.write');
  const open = useCallback(
    () => void navigate({ to: '/price-lists/$code/import', params: { code }, search: {} }),
    [navigate, code],
  );
  usePageActions(
    useMemo(
      () =>
        mayImport
          ? [{ id: 'importPrices', label: text('Import prices'), keys: 'i', group: 'page', run: open } as const]
          : [],
      [mayImport, open],
    ),
  );
  return mayImport ? open : null;
}

/** A price list: one version at a time, its prices found by number, prefix or destination. */
export function PriceListPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { code } = route.useParams();
  const { q, page, version } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useCall(getPriceListEndpoint, { params: { code }, query: { q, page, version } });
  const openImport = useImport(code);
  const columns = useColumns(list.data?.priceList.currency ?? 'EUR');
  const search = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, q: text, page: 1 }) }),
    [navigate],
  );
  return (
    <Loaded of={list}>
      {(found) => (
        <Page
          title={found.priceList.name}
          subtitle={<span className="mono">{found.priceList.code}</span>}
          actions={
            openImport && (
              <Button leftSection={<IconUpload size={15} aria-hidden />} onClick={openImport}>
                {say('Import prices')}
              </Button>
            )
          }
        >
          <FilterBar
            q={q}
            onSearch={search}
            placeholder={say('Number, prefix or destination')}
            aside={
              <span className="muted">
                <Count value={found.prices.total} />{' '}
                {say('{n, plural, one {price} other {prices}}', { n: found.prices.total })}
              </span>
            }
          >
            <Select
              aria-label={say('Version')}
              w={260}
              value={String(found.version)}
              onChange={(value) =>
                void navigate({ search: (before) => ({ ...before, version: Number(value), page: 1 }) })
              }
              data={found.priceList.versions.map((each) => ({
                value: String(each.version),
                label: say('Version {version}, from {from}', {
                  version: each.version,
                  from: formatDateTime(
                    language,
                    Date.parse(each.validFrom),
                    zoneOffsets(found.priceList.calendar.zone),
                  ).slice(0, 10),
                }),
              }))}
            />
          </FilterBar>
          <DataGrid
            label={say('Prices')}
            columns={columns}
            rows={found.prices.rows}
            rowKey={(row) => `${row.target} ${row.service} ${row.direction} ${row.band}`}
            page={{
              ...found.prices,
              onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }),
            }}
            empty={<EmptyState title={say('No price found')}>{q && say('Nothing fits “{q}”.', { q })}</EmptyState>}
          />
        </Page>
      )}
    </Loaded>
  );
}
