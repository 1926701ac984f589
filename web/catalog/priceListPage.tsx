import { Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ReplyOf, useCall, useLanguage, useName, useSay } from '#app';
import { formatDateTime, zoneOffsets } from '#base';
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
} from '#kit';

type Price = ReplyOf<typeof getPriceListEndpoint>['prices']['rows'][number];

const route = getRouteApi('/price-lists/$code');

function useColumns(currency: string): readonly Column<Price>[] {
  const say = useSay();
  const name = useName();
  return useMemo(
    () => [
      { key: 'prefix', title: say('Prefix'), width: 130, cell: (row) => <span className="mono">+{row.prefix}</span> },
      { key: 'destination', title: say('Destination'), cell: (row) => name(row.destination.name) },
      { key: 'class', title: say('Class'), cell: (row) => say(CLASS_NAMES[row.destination.class] ?? '') },
      { key: 'band', title: say('Time band'), cell: (row) => say(BAND_NAMES[row.band] ?? row.band) },
      {
        key: 'perMinute',
        title: `${currency} / ${say('minute')}`,
        align: 'right',
        cell: (row) => <Amount value={row.perMinute} decimals={4} exact />,
      },
      {
        key: 'fee',
        title: say('Connection fee'),
        align: 'right',
        cell: (row) => <Amount value={row.connectionFee} decimals={4} exact />,
      },
      { key: 'increments', title: say('Increment'), align: 'right', cell: (row) => row.increments },
    ],
    [say, name, currency],
  );
}

/** A price list: one version at a time, its prices found by number, prefix or destination. */
export function PriceListPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { code } = route.useParams();
  const { q, page, version } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useCall(getPriceListEndpoint, { params: { code }, query: { q, page, version } });
  const columns = useColumns(list.data?.priceList.currency ?? 'EUR');
  const search = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, q: text, page: 1 }) }),
    [navigate],
  );
  return (
    <Loaded of={list}>
      {(found) => (
        <Page title={found.priceList.name} subtitle={<span className="mono">{found.priceList.code}</span>}>
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
            rowKey={(row) => `${row.prefix} ${row.band}`}
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
