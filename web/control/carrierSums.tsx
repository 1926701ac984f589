import { getRouteApi } from '@tanstack/react-router';
import { type ReplyOf, useCall, useName, useSay } from '#app';
import { carrierSumsEndpoint } from '#control';
import { Amount, type Column, Count, DataGrid, DiffValue, Duration, EmptyState, Loaded, StatusTag } from '#kit';

const route = getRouteApi('/carrier-invoices/$carrier/$month');

type Sum = ReplyOf<typeof carrierSumsEndpoint>['rows'][number];

interface CarrierSumsProps {
  readonly by: 'identifier' | 'destination';
  readonly currency: string;
}

/** The month by number or by destination; a row leads to its differences. */
export function CarrierSums({ by, currency }: CarrierSumsProps) {
  const say = useSay();
  const { carrier: code, month } = route.useParams();
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useCall(carrierSumsEndpoint, { params: { code, month }, query: { by, page } });
  const columns = useColumns(by, currency);
  const narrow = ({ identifier, destination, label }: Sum) =>
    void navigate({
      search: (before) => ({
        ...before,
        view: 'differences',
        only: 'all',
        cause: undefined,
        page: 1,
        identifier: by === 'identifier' ? (identifier ?? undefined) : undefined,
        destination: destination?.code,
        q: by === 'destination' && destination === null ? (label ?? '') : '',
      }),
    });
  return (
    <Loaded of={found}>
      {(list) => (
        <DataGrid
          label={by === 'identifier' ? say('By number') : say('By destination')}
          columns={columns}
          rows={list.rows}
          rowKey={({ identifier, destination, label }) => `${identifier} ${destination?.code} ${label}`}
          onOpen={narrow}
          page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
          maxHeight="calc(100vh - 300px)"
          empty={<EmptyState title={say('The invoices bill no calls')} />}
        />
      )}
    </Loaded>
  );
}

function useColumns(by: CarrierSumsProps['by'], currency: string): readonly Column<Sum>[] {
  const say = useSay();
  const name = useName();
  const count = (value: number | null) => (value === null ? <span className="muted">?</span> : <Count value={value} />);
  const time = (value: number | null) =>
    value === null ? <span className="muted">?</span> : <Duration seconds={value} />;
  return [
    by === 'identifier'
      ? {
          key: 'identifier',
          title: say('Number or account'),
          cell: ({ identifier }) => identifier ?? say('All others'),
        }
      : {
          key: 'destination',
          title: say('Destination'),
          cell: ({ destination, label }) =>
            destination === null ? (label ?? say('All others')) : name(destination.name),
        },
    ...(by === 'identifier'
      ? [{ key: 'customer', title: say('Customer'), cell: ({ customerName }: Sum) => customerName ?? '–' }]
      : []),
    { key: 'theirCalls', title: say('Calls billed'), align: 'right', cell: ({ theirCalls }) => count(theirCalls) },
    { key: 'ourCalls', title: say('Our calls'), align: 'right', cell: ({ ourCalls }) => count(ourCalls) },
    { key: 'theirTime', title: say('Duration billed'), align: 'right', cell: ({ theirSeconds }) => time(theirSeconds) },
    { key: 'ourTime', title: say('Our duration'), align: 'right', cell: ({ ourSeconds }) => time(ourSeconds) },
    {
      key: 'their',
      title: say('Billed {currency}', { currency }),
      align: 'right',
      cell: ({ their }) => <Amount value={their} />,
    },
    {
      key: 'our',
      title: say('Expected {currency}', { currency }),
      align: 'right',
      cell: ({ our }) => <Amount value={our} />,
    },
    {
      key: 'difference',
      title: say('Difference {currency}', { currency }),
      align: 'right',
      cell: ({ difference }) => <DiffValue value={difference} />,
    },
    {
      key: 'differing',
      title: say('Differ'),
      align: 'right',
      cell: ({ differing }) =>
        differing === 0 ? <StatusTag tone="good">{say('agrees')}</StatusTag> : <Count value={differing} />,
    },
  ];
}
