import { Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useSay } from '#app';
import { invoiceCallsEndpoint } from '#invoicing';
import {
  Amount,
  CallExplanation,
  type CallKey,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  EmptyState,
  Included,
  Loaded,
  Used,
  UsedUnits,
} from '#kit';

type Calls = ReplyOf<typeof invoiceCallsEndpoint>;
type Call = Calls['rows'][number];
type Group = Calls['groups'][number];

const route = getRouteApi('/invoices/$number');

function useColumns(currency: string): readonly Column<Call>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'at', title: say('When'), cell: (row) => <DateTimeText at={row.startAt} seconds /> },
      { key: 'line', title: say('Line'), cell: (row) => row.lineLabel },
      { key: 'called', title: say('Called'), cell: (row) => row.called },
      { key: 'destination', title: say('Destination'), cell: (row) => row.destination },
      {
        key: 'duration',
        title: say('Used'),
        align: 'right',
        cell: (row) => <Used service={row.service} seconds={row.durationS} volume={row.volume} />,
      },
      {
        key: 'billed',
        title: say('Billed'),
        align: 'right',
        cell: (row) =>
          row.part === 'transport' && <UsedUnits service={row.service} units={row.billedUnits - row.coveredUnits} />,
      },
      { key: 'included', title: say('Included'), cell: (row) => row.covered && <Included /> },
      {
        key: 'charge',
        title: `${say('Amount')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.charge} decimals={4} exact />,
      },
    ],
    [say, currency],
  );
}

function useGroupColumns(currency: string): readonly Column<Group>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'line', title: say('Line'), cell: (row) => row.lineLabel },
      { key: 'class', title: say('Class'), cell: (row) => row.className },
      { key: 'calls', title: say('Calls'), align: 'right', cell: (row) => <Count value={row.calls} /> },
      {
        key: 'duration',
        title: say('Used'),
        align: 'right',
        cell: (row) =>
          row.part === 'transport' && <Used service={row.service} seconds={row.durationS} volume={row.volume} />,
      },
      {
        key: 'charge',
        title: `${say('Amount')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.charge} decimals={4} exact />,
      },
    ],
    [say, currency],
  );
}

/** The calls behind an invoice: sums by line and class, then every call; each opens the derivation of its amount. */
export function InvoiceCalls({ number, currency }: { readonly number: string; readonly currency: string }) {
  const say = useSay();
  const { page, line } = route.useSearch();
  const navigate = route.useNavigate();
  const calls = useCall(invoiceCallsEndpoint, { params: { number }, query: { page, line } });
  const columns = useColumns(currency);
  const groupColumns = useGroupColumns(currency);
  const [asked, setAsked] = useState<CallKey | null>(null);
  return (
    <Loaded of={calls}>
      {(found) => (
        <>
          <DataGrid
            label={say('Sums of the calls')}
            columns={groupColumns}
            rows={found.groups}
            rowKey={(row) => `${row.lineLabel} ${row.usageKey}`}
            maxHeight={260}
            empty={<EmptyState title={say('No calls on this invoice')} />}
          />
          {found.groups.length > 0 && (
            <>
              <Select
                label={say('Calls of')}
                w={280}
                my={10}
                value={line ?? ''}
                onChange={(value) =>
                  void navigate({ search: (before) => ({ ...before, page: 1, line: value || undefined }) })
                }
                data={[
                  { value: '', label: say('All lines') },
                  ...[...new Set(found.groups.map((group) => group.lineLabel))].map((label) => ({
                    value: label,
                    label,
                  })),
                ]}
              />
              <DataGrid
                label={say('Calls')}
                columns={columns}
                rows={found.rows}
                rowKey={(row) => `${row.fileId} ${row.recordNo} ${row.part}`}
                onOpen={(row) => setAsked({ fileId: row.fileId, recordNo: row.recordNo })}
                page={{
                  ...found,
                  onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }),
                }}
                empty={<EmptyState title={say('No calls on this invoice')} />}
              />
            </>
          )}
          <CallExplanation call={asked} onClose={() => setAsked(null)} />
        </>
      )}
    </Loaded>
  );
}
