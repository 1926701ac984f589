import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useSay } from '#app';
import { Amount, type Column, DataGrid, DateText, EmptyState, Loaded, Section, StatusTag } from '#kit';
import { openItemsEndpoint } from '#ledger';
import { KIND_NAMES } from './names.ts';

type Row = ReplyOf<typeof openItemsEndpoint>['rows'][number];

const route = getRouteApi('/customers/$customerId');

interface OpenItemsProps {
  readonly customerId: number;
  readonly currency: string;
  readonly onOpen: (entryId: number) => void;
}

/** What a customer owes or is to get, document by document, the oldest due date first. */
export function OpenItems({ customerId, currency, onOpen }: OpenItemsProps) {
  const say = useSay();
  const page = route.useSearch().open ?? 1;
  const navigate = route.useNavigate();
  const items = useCall(openItemsEndpoint, { params: { customerId }, query: { currency, page } });
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      { key: 'number', title: say('Document'), cell: (row) => row.documentNumber },
      { key: 'kind', title: say('Kind'), cell: (row) => say(KIND_NAMES[row.kind]) },
      { key: 'bookedOn', title: say('Booked on'), cell: (row) => <DateText date={row.bookedOn} /> },
      { key: 'dueOn', title: say('Due'), cell: (row) => <DateText date={row.dueOn} /> },
      { key: 'overdue', title: say('Overdue'), cell: (row) => <Overdue row={row} /> },
      {
        key: 'amount',
        title: `${say('Amount')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.amount} />,
      },
      { key: 'remaining', title: say('Open'), align: 'right', cell: (row) => <Amount value={row.remaining} /> },
    ],
    [say, currency],
  );
  return (
    <Section title={say('Open items')}>
      <Loaded of={items}>
        {(list) => (
          <DataGrid
            label={say('Open items')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.entryId}
            onOpen={(row) => onOpen(row.entryId)}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, open: next }) }) }}
            empty={<EmptyState title={say('Everything is settled')} />}
          />
        )}
      </Loaded>
    </Section>
  );
}

/** What the customer is to get is never overdue for him. */
function Overdue({ row }: { readonly row: Row }) {
  const say = useSay();
  if (row.overdueDays === 0 || row.remaining.startsWith('-')) return '–';
  return (
    <StatusTag tone="warn">{say('{days, plural, one {one day} other {# days}}', { days: row.overdueDays })}</StatusTag>
  );
}
