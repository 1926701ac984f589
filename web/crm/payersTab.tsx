import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, usePageActions, useSay } from '#app';
import { addDays, text } from '#base';
import {
  addThirdPayerEndpoint,
  changeThirdPayerEndpoint,
  listCustomersEndpoint,
  listThirdPayersEndpoint,
  THIRD_PAYER_SHARES,
} from '#crm';
import { Amount, type Column, CustomerSelect, DataGrid, DateText, EmptyState, Loaded, Section, Trouble } from '#kit';
import type { Customer } from './customerDraft.ts';
import { SHARE_NAMES } from './names.ts';

type Share = ReplyOf<typeof listThirdPayersEndpoint>['rows'][number];

const BEGINNING = '1900-01-01';
/** Customers below, shown at once. */
const BELOW = 200;

function useColumns(currency: string): readonly Column<Share>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'payer', title: say('Payer'), cell: (row) => `${row.payerNumber} ${row.payerName}` },
      { key: 'share', title: say('Share'), cell: (row) => say(SHARE_NAMES[row.share]) },
      {
        key: 'amount',
        title: `${say('Net per bill')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.amount} exact />,
      },
      { key: 'reference', title: say('His reference'), cell: (row) => row.reference ?? '–' },
      {
        key: 'from',
        title: say('From'),
        cell: (row) => (row.validFrom === BEGINNING ? '–' : <DateText date={row.validFrom} />),
      },
      {
        key: 'to',
        title: say('To'),
        cell: (row) => (row.validTo === null ? '–' : <DateText date={addDays(row.validTo, -1)} />),
      },
    ],
    [say, currency],
  );
}

/** Who pays parts of a customer's bills, and whom he pays for. */
export function PayersTab({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const shares = useCall(listThirdPayersEndpoint, { params: { customerId: customer.id } });
  const columns = useColumns(customer.currency);
  const [open, setOpen] = useState<Share | 'new' | null>(null);
  const mayWrite = useMay()('customers.write') && customer.closedOn === null;
  usePageActions(
    useMemo(
      () =>
        mayWrite
          ? [{ id: 'newPayer', label: text('New payer'), keys: 'n', group: 'page', run: () => setOpen('new') } as const]
          : [],
      [mayWrite],
    ),
  );
  return (
    <Stack gap="lg">
      <Section
        title={say('Others who pay a part')}
        aside={mayWrite && <Button onClick={() => setOpen('new')}>{say('New payer')}</Button>}
      >
        <Loaded of={shares}>
          {({ rows }) => (
            <DataGrid
              label={say('Others who pay a part')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              {...(mayWrite ? { onOpen: setOpen } : {})}
              empty={
                <EmptyState title={say('Nobody else pays')}>
                  {say('An employer, an insurer or a public fund can pay a fixed amount, or the rest above one.')}
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Section>
      <Below customer={customer} />
      {open !== null && (
        <PayerDialog customer={customer} share={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}

function Below({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const below = useCall(listCustomersEndpoint, { query: { parentId: customer.id, pageSize: BELOW } });
  const columns = useMemo<readonly Column<Customer>[]>(
    () => [
      { key: 'number', title: say('Number'), cell: (row) => row.number },
      { key: 'name', title: say('Name'), cell: (row) => row.name },
      {
        key: 'payer',
        title: say('Invoices'),
        cell: (row) => (row.payer === 'parent' ? say('paid here') : say('pays himself')),
      },
    ],
    [say],
  );
  return (
    <Section title={say('Customers below')}>
      <Loaded of={below}>
        {({ rows }) => (
          <DataGrid
            label={say('Customers below')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            link={(row) => ({
              to: '/customers/$customerId',
              params: { customerId: String(row.id) },
              search: { tab: 'master' },
            })}
            empty={
              <EmptyState title={say('No customer below')}>
                {customer.parentId !== null && (
                  <Link
                    to="/customers/$customerId"
                    params={{ customerId: String(customer.parentId) }}
                    search={{ tab: 'payers' }}
                  >
                    {say('To the customer above')}
                  </Link>
                )}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Section>
  );
}

interface DialogProps {
  readonly customer: Customer;
  readonly share: Share | null;
  readonly onClose: () => void;
}

function PayerDialog({ customer, share, onClose }: DialogProps) {
  const say = useSay();
  const add = useAct(addThirdPayerEndpoint);
  const change = useAct(changeThirdPayerEndpoint);
  const [payerId, setPayerId] = useState<number | null>(share?.payerId ?? null);
  const [draft, setDraft] = useState({
    share: share?.share ?? ('fixed' as const),
    amount: share?.amount ?? '',
    reference: share?.reference ?? '',
    validFrom: share === null || share.validFrom === BEGINNING ? '' : share.validFrom,
    validTo: share?.validTo ?? '',
  });
  const field = (key: Exclude<keyof typeof draft, 'share'>, label: string, more: object = {}) => (
    <TextInput
      label={label}
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.currentTarget.value })}
      {...more}
    />
  );
  const params = { customerId: customer.id };
  const save = () => {
    if (payerId === null) return;
    const body = {
      payerId,
      share: draft.share,
      amount: draft.amount.trim().replace(',', '.'),
      reference: draft.reference.trim() || null,
      validFrom: draft.validFrom || BEGINNING,
      validTo: draft.validTo || null,
    };
    if (share === null) add.mutate({ params, body }, { onSuccess: onClose });
    else change.mutate({ params: { ...params, thirdPayerId: share.id }, body }, { onSuccess: onClose });
  };
  const error = add.error ?? change.error;
  const known = share && { id: share.payerId, number: share.payerNumber, name: share.payerName };
  return (
    <Modal
      opened
      onClose={onClose}
      title={share === null ? say('New payer') : say('Change the share of {payer}', { payer: share.payerName })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="xs">
          <CustomerSelect label={say('Payer')} customerId={payerId} known={known} onChoose={setPayerId} autoFocus />
          <Group gap="xs" grow>
            <Select
              label={say('Share')}
              value={draft.share}
              allowDeselect={false}
              data={THIRD_PAYER_SHARES.map((value) => ({ value, label: say(SHARE_NAMES[value]) }))}
              onChange={(value) =>
                setDraft({ ...draft, share: THIRD_PAYER_SHARES.find((each) => each === value) ?? 'fixed' })
              }
            />
            {field('amount', say('Net per bill'), { required: true })}
          </Group>
          {field('reference', say('His reference'))}
          <Group gap="xs" grow>
            {field('validFrom', say('From'), { type: 'date' })}
            {field('validTo', say('No longer from'), { type: 'date' })}
          </Group>
          {error && <Trouble error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button
              type="submit"
              disabled={payerId === null || draft.amount.trim() === ''}
              loading={add.isPending || change.isPending}
            >
              {say('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
