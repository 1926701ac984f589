import { Drawer } from '@mantine/core';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useSay } from '#app';
import { text } from '#base';
import { contractHistoryEndpoint } from '#contracts';
import { type Column, DataGrid, DateTimeText, EmptyState, Loaded } from '#kit';
import type { Contract } from './types.ts';

type Entry = ReplyOf<typeof contractHistoryEndpoint>['entries'][number];

/** Deeds by the action that the trail holds. */
const DEEDS: Readonly<Record<string, string>> = {
  'contracts.contract.add': text('Contract added'),
  'contracts.contract.change': text('Contract changed'),
  'contracts.contract.accept': text('Quote accepted'),
  'contracts.contract.changePlan': text('Plan changed'),
  'contracts.contract.notice': text('Notice given'),
  'contracts.contract.withdrawNotice': text('Notice taken back'),
  'contracts.contract.end': text('End set'),
  'contracts.contract.move': text('Moved to another customer'),
  'contracts.subscription.add': text('Subscription added'),
  'contracts.subscription.change': text('Subscription changed'),
  'contracts.subscription.end': text('Subscription ended'),
  'contracts.discount.add': text('Discount given'),
  'contracts.discount.end': text('End of a discount moved'),
  'contracts.discount.withdraw': text('Discount taken back'),
  'contracts.pause.add': text('Paused'),
  'contracts.pause.end': text('End of a pause moved'),
  'contracts.pause.withdraw': text('Pause taken back'),
  'contracts.oneOff.add': text('Charged or credited once'),
  'contracts.booking.add': text('Option booked'),
  'contracts.booking.end': text('Option ended'),
  'contracts.line.add': text('Line added'),
  'contracts.line.end': text('Line ended'),
};

/** Who did what to a contract, from the audit trail. */
export function HistoryDrawer({ contract, onClose }: { readonly contract: Contract; readonly onClose: () => void }) {
  const say = useSay();
  const history = useCall(contractHistoryEndpoint, { params: { contractId: contract.id } });
  const columns = useMemo<readonly Column<Entry>[]>(
    () => [
      { key: 'at', title: say('When'), cell: (row) => <DateTimeText at={row.at} /> },
      { key: 'what', title: say('What'), cell: (row) => say(DEEDS[row.action] ?? row.action) },
      { key: 'who', title: say('Who'), cell: (row) => row.actor },
      {
        key: 'detail',
        title: say('Details'),
        wrap: true,
        cell: (row) => <span className="mono">{words(row.detail)}</span>,
      },
    ],
    [say],
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={860}
      title={say('History of contract {number}', { number: contract.number })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Loaded of={history}>
        {({ entries }) => (
          <DataGrid
            label={say('History of contract {number}', { number: contract.number })}
            columns={columns}
            rows={entries}
            rowKey={(row) => row.seq}
            empty={<EmptyState title={say('Nothing yet')} />}
          />
        )}
      </Loaded>
    </Drawer>
  );
}

/** What names things by their key tells people nothing. */
const KEYS = new Set(['id', 'contractId', 'customerId', 'productId', 'sourceId', 'subscription', 'revision']);

/** The detail of a deed in a line: what is empty is left out. */
function words(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '';
  return Object.entries(detail)
    .filter(([key]) => !KEYS.has(key))
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}
