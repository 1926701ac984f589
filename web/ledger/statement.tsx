import { Group, Text, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useSay } from '#app';
import { isLocalDate } from '#base';
import { Amount, type Column, DataGrid, DateText, EmptyState, Loaded, Money, Section, StatusTag } from '#kit';
import { statementEndpoint } from '#ledger';
import { KIND_NAMES } from './names.ts';

type Row = ReplyOf<typeof statementEndpoint>['rows'][number];

const route = getRouteApi('/customers/$customerId');

interface StatementProps {
  readonly customerId: number;
  readonly currency: string;
  readonly onOpen: (entryId: number) => void;
}

function useColumns(): readonly Column<Row>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'number', title: say('Document'), cell: (row) => row.documentNumber },
      { key: 'bookedOn', title: say('Booked on'), cell: (row) => <DateText date={row.bookedOn} /> },
      {
        key: 'kind',
        title: say('Kind'),
        cell: (row) => (
          <>
            {say(KIND_NAMES[row.kind])}
            {row.reversedBy !== null && (
              <>
                {' '}
                <StatusTag tone="quiet">{say('reversed')}</StatusTag>
              </>
            )}
          </>
        ),
      },
      { key: 'debit', title: say('Debited'), align: 'right', cell: (row) => <Side amount={row.amount} side="debit" /> },
      {
        key: 'credit',
        title: say('Credited'),
        align: 'right',
        cell: (row) => <Side amount={row.amount} side="credit" />,
      },
      { key: 'balance', title: say('Balance'), align: 'right', cell: (row) => <Amount value={row.balance} /> },
    ],
    [say],
  );
}

/** Every booking of a customer in a currency with the balance after it, newest first. */
export function Statement({ customerId, currency, onOpen }: StatementProps) {
  const say = useSay();
  const { from, to, page } = route.useSearch();
  const navigate = route.useNavigate();
  const query = { currency, page: page ?? 1, from, to };
  const statement = useCall(statementEndpoint, { params: { customerId }, query });
  const columns = useColumns();
  const bound = (key: 'from' | 'to', label: string, value: string | undefined) => (
    <TextInput
      type="date"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => {
        const day = event.currentTarget.value;
        const said = isLocalDate(day) ? day : undefined;
        void navigate({ search: (before) => ({ ...before, [key]: said, page: undefined }) });
      }}
    />
  );
  return (
    <Section
      title={say('Account statement')}
      aside={
        <Group gap="xs">
          {bound('from', say('From'), from)}
          {bound('to', say('To'), to)}
        </Group>
      }
    >
      <Loaded of={statement}>
        {(list) => (
          <>
            <DataGrid
              label={say('Account statement')}
              columns={columns}
              rows={list.rows}
              rowKey={(row) => row.entryId}
              onOpen={(row) => onOpen(row.entryId)}
              page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
              empty={<EmptyState title={say('Nothing booked in this time')} />}
            />
            <Text size="sm" className="muted" mt={6}>
              {from !== undefined && (
                <>
                  {say('Balance before')} <Money value={list.opening} currency={currency} /> ·{' '}
                </>
              )}
              {say('Balance at the end')} <Money value={list.closing} currency={currency} />
            </Text>
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** An amount on its side of the account; the other side is empty. */
export function Side({ amount, side }: { readonly amount: string; readonly side: 'debit' | 'credit' }) {
  const negative = amount.startsWith('-');
  if (negative !== (side === 'credit') || /^0[.0]*$/.test(amount)) return null;
  return <Amount value={negative ? amount.slice(1) : amount} />;
}
