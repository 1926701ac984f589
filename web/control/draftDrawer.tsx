import { Button, Drawer, Group, Stack, TextInput } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, useName, useSay } from '#app';
import { addDays } from '#base';
import { excludeDraftEndpoint } from '#billing';
import { draftBillEndpoint } from '#control';
import {
  Amount,
  CLASS_NAMES,
  type Column,
  Count,
  DataGrid,
  DateText,
  EmptyState,
  Facts,
  Loaded,
  Money,
  SERVICE_NAMES,
  StatusTag,
  Trouble,
  UsedUnits,
} from '#kit';
import { DifferenceOf } from './difference.tsx';
import { DraftFindings } from './draftFindings.tsx';
import { type Draft, draftPdfUrl } from './reviewPage.tsx';
import { TRUE_UP_NAMES } from './trueUpNames.ts';

type Bill = ReplyOf<typeof draftBillEndpoint>;
type Line = Bill['lines'][number];

interface DraftDrawerProps {
  readonly runId: string;
  readonly draft: Draft | null;
  /** Whether drafts can still be left out. */
  readonly changeable: boolean;
  readonly onClose: () => void;
}

/** One draft bill beside the list: its lines, its totals, the PDF it will be, and leaving it out. */
export function DraftDrawer({ runId, draft, changeable, onClose }: DraftDrawerProps) {
  const say = useSay();
  return (
    <Drawer
      opened={draft !== null}
      onClose={onClose}
      position="right"
      size={720}
      title={draft?.customerName}
      closeButtonProps={{ 'aria-label': say('Close') }}
      overlayProps={{ backgroundOpacity: 0.15 }}
    >
      {draft && <DraftBill runId={runId} draft={draft} changeable={changeable} />}
    </Drawer>
  );
}

function DraftBill({
  runId,
  draft,
  changeable,
}: {
  readonly runId: string;
  readonly draft: Draft;
  readonly changeable: boolean;
}) {
  const say = useSay();
  const may = useMay();
  const bill = useCall(draftBillEndpoint, { params: { runId, customerId: draft.customerId } });
  return (
    <Stack gap="sm">
      <Group gap="md">
        <Button
          component="a"
          href={draftPdfUrl(runId, draft.customerId)}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconFileTypePdf size={15} aria-hidden />}
        >
          {say('Draft as PDF')}
        </Button>
        <Link to="/customers/$customerId" params={{ customerId: String(draft.customerId) }} className="action">
          {say('To the customer')}
        </Link>
        {draft.state === 'excluded' && (
          <StatusTag tone="quiet">{say('left out: {reason}', { reason: draft.reason ?? '' })}</StatusTag>
        )}
      </Group>
      <DraftFindings
        runId={runId}
        customerId={draft.customerId}
        currency={bill.data?.currency ?? 'EUR'}
        changeable={changeable && may('runs.draft')}
      />
      <DifferenceOf runId={runId} customerId={draft.customerId} />
      <Loaded of={bill}>{(found) => <BillLines bill={found} />}</Loaded>
      {changeable && draft.state !== 'issued' && <Exclude runId={runId} draft={draft} />}
    </Stack>
  );
}

function useColumns(currency: string): readonly Column<Line & { readonly position: number }>[] {
  const say = useSay();
  const name = useName();
  return useMemo(
    () => [
      {
        key: 'name',
        title: say('Item'),
        cell: (row) => (
          <>
            {row.name ? name(row.name) : (row.other ?? say(CLASS_NAMES[row.class ?? ''] ?? ''))}
            {row.service !== null && row.service !== 'voice' && <> · {say(SERVICE_NAMES[row.service] ?? '')}</>}
            {row.part === 'service' && <span className="muted"> · {say('for the owner of the number')}</span>}
            {row.kind === 'correction' && (
              <>
                {' '}
                <StatusTag tone="warn">{say('correction')}</StatusTag>
              </>
            )}
            {row.kind === 'deposit' && <span className="muted"> · {say('deposit')}</span>}
            {row.trueUp !== null && (
              <>
                {' '}
                <StatusTag tone="warn">{say(TRUE_UP_NAMES[row.trueUp])}</StatusTag>
              </>
            )}
            {row.late && (
              <>
                {' '}
                <StatusTag tone="warn">{say('late')}</StatusTag>
              </>
            )}
          </>
        ),
      },
      {
        key: 'period',
        title: say('Period'),
        cell: (row) =>
          row.from && (
            <span className="nowrap">
              <DateText date={row.from} />
              {row.to && (
                <>
                  –<DateText date={addDays(row.to, -1)} />
                </>
              )}
            </span>
          ),
      },
      {
        key: 'quantity',
        title: say('Quantity'),
        align: 'right',
        cell: (row) => <Count value={row.calls ?? row.quantity} />,
      },
      {
        key: 'duration',
        title: say('Used'),
        align: 'right',
        cell: (row) =>
          row.billedUnits !== null &&
          row.part === 'transport' && <UsedUnits service={row.service ?? ''} units={row.billedUnits} />,
      },
      { key: 'net', title: `${say('Net')} ${currency}`, align: 'right', cell: (row) => <Amount value={row.net} /> },
    ],
    [say, name, currency],
  );
}

/** The lines of a bill with its sums. */
export function BillLines({ bill }: { readonly bill: Omit<Bill, 'state'> }) {
  const say = useSay();
  const columns = useColumns(bill.currency);
  const rows = bill.lines.map((line, position) => ({ ...line, position }));
  return (
    <>
      <DataGrid
        label={say('Lines of the bill')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.position}
        empty={<EmptyState title={say('Nothing to bill')} />}
      />
      <Facts
        facts={[
          [say('Net'), <Money key="n" value={bill.net} currency={bill.currency} />],
          [say('VAT'), <Money key="t" value={bill.tax} currency={bill.currency} />],
          [say('Gross'), <Money key="g" value={bill.gross} currency={bill.currency} />],
        ]}
      />
    </>
  );
}

function Exclude({ runId, draft }: { readonly runId: string; readonly draft: Draft }) {
  const say = useSay();
  const may = useMay();
  const [reason, setReason] = useState('');
  const exclude = useAct(excludeDraftEndpoint);
  if (!may('runs.draft')) return null;
  const excluded = draft.state === 'excluded';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        exclude.mutate({ params: { runId }, body: { customerId: draft.customerId, excluded: !excluded, reason } });
      }}
    >
      <Group align="flex-end" gap="xs">
        {!excluded && (
          <TextInput
            label={say('Leave this customer out, because')}
            w={360}
            required
            withAsterisk={false}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="default" loading={exclude.isPending}>
          {excluded ? say('Take back in') : say('Leave out')}
        </Button>
      </Group>
      {exclude.error && <Trouble error={exclude.error} />}
    </form>
  );
}
