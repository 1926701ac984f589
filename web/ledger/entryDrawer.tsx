import { Button, Drawer, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useMay, useSay } from '#app';
import { type Column, DataGrid, DateText, DateTimeText, EmptyState, Facts, Loaded, Section, StatusTag } from '#kit';
import { ledgerEntryEndpoint } from '#ledger';
import { accountName, KIND_NAMES, REASON_NAMES } from './names.ts';
import { ReverseDialog, WriteOffDialog } from './settlingDialogs.tsx';
import { Side } from './statement.tsx';

export type Entry = ReplyOf<typeof ledgerEntryEndpoint>;
type Posting = Entry['postings'][number];

interface EntryDrawerProps {
  readonly entryId: number;
  /** Shows another booking instead. */
  readonly onOpen: (entryId: number) => void;
  readonly onClose: () => void;
}

/** A booking with its postings, and what can be done with it. */
export function EntryDrawer({ entryId, onOpen, onClose }: EntryDrawerProps) {
  const say = useSay();
  const entry = useCall(ledgerEntryEndpoint, { params: { entryId } });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={say('Booking {entry}', { entry: entryId })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Loaded of={entry}>{(found) => <Content entry={found} onOpen={onOpen} />}</Loaded>
    </Drawer>
  );
}

function Content({ entry, onOpen }: { readonly entry: Entry; readonly onOpen: (entryId: number) => void }) {
  const say = useSay();
  return (
    <Stack gap="lg">
      <Actions entry={entry} />
      <Facts
        facts={[
          [say('Kind'), say(KIND_NAMES[entry.kind])],
          [say('Document'), <DocumentLink key="document" entry={entry} />],
          [say('Booked on'), <DateText key="on" date={entry.bookedOn} />],
          [say('Reason'), entry.reason && say(REASON_NAMES[entry.reason])],
          [say('Note'), entry.note],
          [say('By'), entry.actor],
          [say('When'), <DateTimeText key="at" at={entry.createdAt} />],
          [say('Reverses'), entry.reverses && <OtherEntry entryId={entry.reverses} onOpen={onOpen} />],
          [say('Reversed by'), entry.reversedBy && <OtherEntry entryId={entry.reversedBy} onOpen={onOpen} />],
        ]}
      />
      <Postings entry={entry} />
    </Stack>
  );
}

/** What is left of what it opened can be given up; what moved money or settled can be taken back. */
function Actions({ entry }: { readonly entry: Entry }) {
  const say = useSay();
  const mayWrite = useMay()('ledger.write');
  const [deed, setDeed] = useState<'reverse' | 'writeOff' | null>(null);
  if (!mayWrite || (entry.openItem === null && !entry.reversible)) return null;
  return (
    <Group gap="xs">
      {entry.openItem !== null && (
        <Button size="xs" variant="default" onClick={() => setDeed('writeOff')}>
          {say('Write off')}
        </Button>
      )}
      {entry.reversible && (
        <Button size="xs" variant="default" onClick={() => setDeed('reverse')}>
          {say('Reverse')}
        </Button>
      )}
      {deed === 'reverse' && <ReverseDialog entry={entry} onClose={() => setDeed(null)} />}
      {deed === 'writeOff' && <WriteOffDialog entry={entry} onClose={() => setDeed(null)} />}
    </Group>
  );
}

function DocumentLink({ entry }: { readonly entry: Entry }) {
  const { documentNumber, kind } = entry;
  if (kind !== 'invoice' && kind !== 'creditNote') return documentNumber;
  return (
    <Link to="/invoices/$number" params={{ number: documentNumber }}>
      {documentNumber}
    </Link>
  );
}

function OtherEntry({ entryId, onOpen }: { readonly entryId: number; readonly onOpen: (entryId: number) => void }) {
  const say = useSay();
  return (
    <button type="button" className="row-open" onClick={() => onOpen(entryId)}>
      {say('Booking {entry}', { entry: entryId })}
    </button>
  );
}

function Postings({ entry }: { readonly entry: Entry }) {
  const say = useSay();
  const { currency } = entry;
  const columns = useMemo<readonly Column<Posting>[]>(
    () => [
      {
        key: 'account',
        title: say('Account'),
        cell: (row) => (
          <>
            {accountName(say, row.account)}
            {row.itemNumber !== null && row.itemNumber !== entry.documentNumber && (
              <>
                {' '}
                <StatusTag tone="quiet">{row.itemNumber}</StatusTag>
              </>
            )}
          </>
        ),
      },
      {
        key: 'debit',
        title: `${say('Debited')} ${currency}`,
        align: 'right',
        cell: (row) => <Side amount={row.amount} side="debit" />,
      },
      {
        key: 'credit',
        title: `${say('Credited')} ${currency}`,
        align: 'right',
        cell: (row) => <Side amount={row.amount} side="credit" />,
      },
    ],
    [say, currency, entry.documentNumber],
  );
  return (
    <Section title={say('Postings')}>
      <DataGrid
        label={say('Postings')}
        columns={columns}
        rows={entry.postings}
        rowKey={(row) => `${row.account} ${row.itemEntryId ?? ''}`}
        empty={<EmptyState title={say('A document of nothing has no postings')} />}
      />
    </Section>
  );
}
