import { Button, Group } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useMonth, useName, useSay, useSession } from '#app';
import { text } from '#base';
import {
  Amount,
  Bones,
  CallExplanation,
  type CallKey,
  CallStatus,
  type Column,
  DataGrid,
  DateTimeText,
  EmptyState,
  Included,
  Loaded,
  SERVICE_NAMES,
  Used,
  UsedUnits,
} from '#kit';
import { listUsageEndpoint } from '#rating';

type Call = ReplyOf<typeof listUsageEndpoint>['rows'][number];

const DIRECTIONS: Readonly<Record<Call['direction'], string>> = {
  outbound: text('outgoing'),
  inbound: text('incoming'),
  internal: text('internal'),
  forwarded: text('forwarded'),
};

/** What a customer used in the month shown; each call opens the derivation of its amount. */
export function CallsTab({ customerId }: { readonly customerId: number }) {
  const month = useMonth();
  return month === null ? <Bones /> : <CallsOf key={month} customerId={customerId} month={month} />;
}

function useColumns(currency: string): readonly Column<Call>[] {
  const say = useSay();
  const name = useName();
  return useMemo(
    () => [
      { key: 'at', title: say('When'), cell: (row) => <DateTimeText at={row.startAt} seconds /> },
      { key: 'line', title: say('Line'), cell: (row) => <span className="nowrap">{row.lineLabel ?? '–'}</span> },
      { key: 'service', title: say('Service'), cell: (row) => say(SERVICE_NAMES[row.service] ?? '') },
      { key: 'direction', title: say('Direction'), cell: (row) => say(DIRECTIONS[row.direction]) },
      { key: 'calling', title: say('Caller'), cell: (row) => row.calling },
      { key: 'called', title: say('Called'), cell: (row) => row.called },
      {
        key: 'destination',
        title: say('Destination'),
        cell: (row) => (row.destination ? name(row.destination.name) : '–'),
      },
      {
        key: 'duration',
        title: say('Used'),
        align: 'right',
        cell: (row) => <Used service={row.service} seconds={row.durationMs / 1000} volume={row.volume} />,
      },
      {
        key: 'billed',
        title: say('Billed'),
        align: 'right',
        cell: (row) => <UsedUnits service={row.service} units={row.billedUnits} />,
      },
      { key: 'included', title: say('Included'), cell: (row) => row.covered && <Included /> },
      {
        key: 'charge',
        title: `${say('Amount')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.charge} decimals={4} exact />,
      },
      {
        key: 'status',
        title: say('State'),
        cell: (row) => <CallStatus status={row.status} />,
      },
    ],
    [say, name, currency],
  );
}

function CallsOf({ customerId, month }: { readonly customerId: number; readonly month: string }) {
  const say = useSay();
  const { tenant } = useSession();
  const columns = useColumns(tenant.currency);
  // Pages are found by their beginnings, so the way back is the list of those seen.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const calls = useCall(listUsageEndpoint, { query: { customerId, month, cursor } });
  const [asked, setAsked] = useState<CallKey | null>(null);
  return (
    <Loaded of={calls}>
      {({ rows, next }) => (
        <>
          <DataGrid
            label={say('Calls of the month')}
            columns={columns}
            rows={rows}
            rowKey={(row) => `${row.fileId} ${row.recordNo}`}
            onOpen={(row) => setAsked({ fileId: row.fileId, recordNo: row.recordNo })}
            empty={<EmptyState title={say('No calls in this month')} />}
          />
          {(cursors.length > 0 || next !== null) && (
            <Group gap="xs" mt={8} justify="flex-end">
              <Button
                variant="default"
                disabled={cursors.length === 0}
                onClick={() => setCursors(cursors.slice(0, -1))}
              >
                {say('Previous page')}
              </Button>
              <Button
                variant="default"
                disabled={next === null}
                onClick={() => next !== null && setCursors([...cursors, next])}
              >
                {say('Next page')}
              </Button>
            </Group>
          )}
          <CallExplanation call={asked} onClose={() => setAsked(null)} />
        </>
      )}
    </Loaded>
  );
}
