import { useMemo } from 'react';
import { type ReplyOf, useCall, useSay } from '#app';
import { listPriceListsEndpoint } from '#catalog';
import { type Column, Count, DataGrid, DateTimeText, EmptyState, Loaded, Page, StatusTag } from '#kit';

type PriceList = ReplyOf<typeof listPriceListsEndpoint>['priceLists'][number];

/** The version in force or, before the first, the first to come. */
function newest(list: PriceList) {
  return list.versions.at(-1);
}

function useColumns(): readonly Column<PriceList>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'name', title: say('Price list'), cell: (row) => row.name },
      { key: 'code', title: say('Code'), cell: (row) => <span className="mono">{row.code}</span> },
      {
        key: 'side',
        title: say('Side'),
        cell: (row) =>
          row.side === 'customer' ? (
            <StatusTag tone="info">{say('Selling')}</StatusTag>
          ) : (
            <StatusTag tone="quiet">{say('Buying')}</StatusTag>
          ),
      },
      { key: 'parent', title: say('Falls back on'), cell: (row) => row.parentCode ?? '–' },
      { key: 'versions', title: say('Versions'), align: 'right', cell: (row) => <Count value={row.versions.length} /> },
      {
        key: 'from',
        title: say('Newest from'),
        cell: (row) => {
          const version = newest(row);
          return version ? <DateTimeText at={version.validFrom} /> : '–';
        },
      },
      {
        key: 'prices',
        title: say('Prices'),
        align: 'right',
        cell: (row) => <Count value={newest(row)?.prices ?? 0} />,
      },
      { key: 'currency', title: say('Currency'), cell: (row) => row.currency },
    ],
    [say],
  );
}

/** Price lists of both sides: what we sell at and what carriers charge us. */
export function PriceListsPage() {
  const say = useSay();
  const columns = useColumns();
  const lists = useCall(listPriceListsEndpoint, {});
  return (
    <Page title={say('Price lists')} subtitle={say('What calls are sold at, and what the carriers charge for them')}>
      <Loaded of={lists}>
        {({ priceLists }) => (
          <DataGrid
            label={say('Price lists')}
            columns={columns}
            rows={priceLists}
            rowKey={(row) => row.code}
            link={(row) => ({ to: '/price-lists/$code', params: { code: row.code } })}
            empty={<EmptyState title={say('No price list yet')} />}
          />
        )}
      </Loaded>
    </Page>
  );
}
