import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAct, useMay, useName, useSay } from '#app';
import { endBookingEndpoint } from '#contracts';
import { type Column, Count, DataGrid, DateTimeText, EmptyState } from '#kit';
import { AllowanceSize } from '../crm/allowanceSize.tsx';
import { DateField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import { HOLDER_NAMES } from './names.ts';
import type { AllowanceHeld, Holder, OptionBooked } from './types.ts';

/** Options booked on a contract. */
export function OptionsGrid({
  options,
  holder,
}: {
  readonly options: readonly OptionBooked[];
  readonly holder: Holder;
}) {
  const say = useSay();
  const name = useName();
  const mayWrite = useMay()('customers.write');
  const [ending, setEnding] = useState<OptionBooked | null>(null);
  const columns = useMemo<readonly Column<OptionBooked>[]>(
    () => [
      { key: 'name', title: say('Option'), cell: (row) => name(row.optionName) },
      { key: 'line', title: say('For'), cell: (row) => row.lineLabel ?? say(HOLDER_NAMES.contract) },
      { key: 'quantity', title: say('Quantity'), align: 'right', cell: (row) => <Count value={row.quantity} /> },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.from} /> },
      { key: 'to', title: say('Until'), cell: (row) => (row.to ? <DateTimeText at={row.to} /> : '–') },
      {
        key: 'deeds',
        title: '',
        cell: (row) =>
          mayWrite && (
            <Button size="compact-xs" variant="subtle" onClick={() => setEnding(row)}>
              {say('End')}
            </Button>
          ),
      },
    ],
    [say, name, mayWrite],
  );
  return (
    <>
      <DataGrid
        label={say('Options booked')}
        columns={columns}
        rows={options}
        rowKey={(row) => row.id}
        empty={<EmptyState title={say('No option')} />}
      />
      {ending !== null && <EndOptionDialog option={ending} holder={holder} onClose={() => setEnding(null)} />}
    </>
  );
}

function EndOptionDialog({
  option,
  holder,
  onClose,
}: {
  readonly option: OptionBooked;
  readonly holder: Holder;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const name = useName();
  const act = useAct(endBookingEndpoint);
  const [at, setAt] = useState(holder.today);
  return (
    <FormDialog
      title={say('End {product}', { product: name(option.optionName) })}
      verb={say('End it')}
      onClose={onClose}
      onSubmit={() => act.mutate({ params: { bookingId: option.id }, body: { at } }, { onSuccess: onClose })}
      blocked={at === ''}
      busy={act.isPending}
      error={act.error}
    >
      <DateField label={say('First day without it')} value={at} onChange={setAt} autoFocus />
    </FormDialog>
  );
}

/** What plan and options include. */
export function AllowancesGrid({
  allowances,
  currency,
}: {
  readonly allowances: readonly AllowanceHeld[];
  readonly currency: string;
}) {
  const say = useSay();
  const name = useName();
  const columns = useMemo<readonly Column<AllowanceHeld>[]>(
    () => [
      { key: 'name', title: say('Included'), cell: (row) => name(row.name) },
      {
        key: 'size',
        title: say('Amount included'),
        align: 'right',
        cell: (row) => <AllowanceSize allowance={row} currency={currency} />,
      },
      { key: 'holder', title: say('For'), cell: (row) => say(HOLDER_NAMES[row.holder]) },
      { key: 'by', title: say('By'), cell: (row) => (row.optionName ? name(row.optionName) : say('the price plan')) },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.from} /> },
      { key: 'to', title: say('Until'), cell: (row) => (row.to ? <DateTimeText at={row.to} /> : '–') },
    ],
    [say, name, currency],
  );
  return (
    <DataGrid
      label={say('What is included')}
      columns={columns}
      rows={allowances}
      rowKey={(row) => row.key}
      empty={<EmptyState title={say('Nothing included')} />}
    />
  );
}
