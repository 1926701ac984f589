import { Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAct, useSay } from '#app';
import { Amount, type Column, ConfirmWithNumbers, DataGrid, EmptyState, Money } from '#kit';
import { reverseEntryEndpoint, setOffEndpoint, WRITE_OFF_REASONS, writeOffEndpoint } from '#ledger';
import type { Standing } from './accountTab.tsx';
import type { Entry } from './entryDrawer.tsx';
import { KIND_NAMES, REASON_NAMES } from './names.ts';

const MOST_NOTE = 200;

interface SetOffDialogProps {
  readonly customerId: number;
  readonly standing: Standing;
  readonly onClose: () => void;
}

type Share = Standing['setOff'][number];

/** What the customer is to get against what he owes, the oldest first, as the server proposes it. */
export function SetOffDialog({ customerId, standing, onClose }: SetOffDialogProps) {
  const say = useSay();
  const setOff = useAct(setOffEndpoint);
  const [note, setNote] = useState('');
  const { currency } = standing;
  const columns = useMemo<readonly Column<Share>[]>(
    () => [
      { key: 'number', title: say('Document'), cell: (row) => row.documentNumber },
      {
        key: 'side',
        title: say('Side'),
        cell: (row) => (row.side === 'credit' ? say('he is to get') : say('he owes')),
      },
      { key: 'amount', title: currency, align: 'right', cell: (row) => <Amount value={row.amount} /> },
    ],
    [say, currency],
  );
  const items = standing.setOff.map(({ entryId, amount }) => ({ entryId, amount }));
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Set off credits against what is owed?')}
      numbers={[[say('Balance'), <Money key="balance" value={standing.balance} currency={currency} />]]}
      verb={say('Set off')}
      onConfirm={() => setOff.mutateAsync({ params: { customerId }, body: { currency, items, ...said(note) } })}
    >
      <Stack gap="xs">
        <DataGrid
          label={say('Set off')}
          columns={columns}
          rows={standing.setOff}
          rowKey={(row) => row.entryId}
          maxHeight={280}
          empty={<EmptyState title={say('Nothing to set off')} />}
        />
        <NoteField value={note} onChange={setNote} />
      </Stack>
    </ConfirmWithNumbers>
  );
}

interface EntryDialogProps {
  readonly entry: Entry;
  readonly onClose: () => void;
}

/** Gives up what is left of a document, or a part of it. */
export function WriteOffDialog({ entry, onClose }: EntryDialogProps) {
  const say = useSay();
  const writeOff = useAct(writeOffEndpoint);
  const remaining = entry.openItem?.remaining ?? '0';
  const left = remaining.replace('-', '');
  const taxed = entry.postings.some(({ account }) => account.startsWith('vat/'));
  const [amount, setAmount] = useState(left);
  const [reason, setReason] = useState<(typeof WRITE_OFF_REASONS)[number]>('uncollectible');
  const [correctVat, setCorrectVat] = useState(taxed);
  const [note, setNote] = useState('');
  const plain = amount.trim().replace(',', '.');
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Write off {document}?', { document: entry.documentNumber })}
      numbers={[[say('Open'), <Money key="open" value={remaining} currency={entry.currency} />]]}
      verb={say('Write off')}
      blocked={!/^\d+(\.\d+)?$/.test(plain)}
      onConfirm={() =>
        writeOff.mutateAsync({
          params: { entryId: entry.entryId },
          body: { amount: plain, reason, correctVat, ...said(note) },
        })
      }
    >
      <Stack gap="xs">
        <TextInput
          label={`${say('Amount')} ${entry.currency}`}
          value={amount}
          inputMode="decimal"
          required
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <Select
          label={say('Reason')}
          value={reason}
          allowDeselect={false}
          data={WRITE_OFF_REASONS.map((value) => ({ value, label: say(REASON_NAMES[value]) }))}
          onChange={(value) => setReason(WRITE_OFF_REASONS.find((each) => each === value) ?? 'uncollectible')}
        />
        {taxed && (
          <Checkbox
            label={say('Take back the VAT on it')}
            description={say('Only where the law already allows it: the price has fallen, or it will never be paid.')}
            checked={correctVat}
            onChange={(event) => setCorrectVat(event.currentTarget.checked)}
          />
        )}
        <NoteField value={note} onChange={setNote} />
      </Stack>
    </ConfirmWithNumbers>
  );
}

/** Mirrors a booking: what it settled is open again. */
export function ReverseDialog({ entry, onClose }: EntryDialogProps) {
  const say = useSay();
  const reverse = useAct(reverseEntryEndpoint);
  const [note, setNote] = useState('');
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Reverse booking {entry}?', { entry: entry.entryId })}
      numbers={[
        [say('Kind'), say(KIND_NAMES[entry.kind])],
        [say('Document'), entry.documentNumber],
      ]}
      verb={say('Reverse')}
      blocked={note.trim() === ''}
      onConfirm={() => reverse.mutateAsync({ params: { entryId: entry.entryId }, body: { note: note.trim() } })}
    >
      <Stack gap="xs">
        {say('What it settled is open again, due as before. The booking itself stays.')}
        <NoteField value={note} onChange={setNote} required />
      </Stack>
    </ConfirmWithNumbers>
  );
}

interface NoteFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
}

function NoteField({ value, onChange, required = false }: NoteFieldProps) {
  const say = useSay();
  return (
    <TextInput
      label={say('Note')}
      value={value}
      required={required}
      maxLength={MOST_NOTE}
      autoComplete="off"
      data-autofocus={required ? true : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function said(note: string): { note?: string } {
  return note.trim() === '' ? {} : { note: note.trim() };
}
