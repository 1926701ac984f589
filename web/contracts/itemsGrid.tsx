import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAct, useLanguage, useMay, useName, useSay } from '#app';
import { addDays, formatNumber } from '#base';
import { type DEPOSIT_ENDS, giveBackDepositEndpoint } from '#contracts';
import { Amount, type Column, Count, DataGrid, DateText, EmptyState, StatusTag } from '#kit';
import { usePeriod } from '../catalog/productNames.ts';
import { DateField, decimalOf, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import { PURPOSE_NAMES } from './names.ts';
import { SubscriptionDrawer } from './subscriptionDrawer.tsx';
import type { Contract, Holder, OneOff, Subscription } from './types.ts';

/** One thing a contract bills: a subscription or a one-off item. */
interface Item {
  readonly key: string;
  readonly name: string;
  readonly note: string | null;
  readonly billed: string;
  readonly quantity: number;
  readonly unitPrice: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly subscription: Subscription | null;
  readonly deposit: OneOff | null;
}

interface ItemsGridProps {
  readonly contract: Contract;
  readonly holder: Holder;
  /** Also what has ended. */
  readonly withEnded: boolean;
}

/** Subscriptions and items billed once; a row opens what it was and will be. */
export function ItemsGrid({ contract, holder, withEnded }: ItemsGridProps) {
  const say = useSay();
  const mayWrite = useMay()('customers.write');
  const [opened, setOpened] = useState<number | null>(null);
  const [deposit, setDeposit] = useState<OneOff | null>(null);
  const items = useItems(contract, holder, withEnded);
  const columns = useColumns(holder, mayWrite ? setDeposit : null);
  const subscription = contract.subscriptions.find((one) => one.id === opened);
  return (
    <>
      <DataGrid
        label={say('Products of contract {number}', { number: contract.number })}
        columns={columns}
        rows={items}
        rowKey={(row) => row.key}
        onOpen={(row) => setOpened(row.subscription?.id ?? null)}
        maxHeight={480}
        empty={<EmptyState title={say('No product')} />}
      />
      {subscription !== undefined && (
        <SubscriptionDrawer subscription={subscription} holder={holder} onClose={() => setOpened(null)} />
      )}
      {deposit !== null && <GiveBackDialog deposit={deposit} holder={holder} onClose={() => setDeposit(null)} />}
    </>
  );
}

function useItems(contract: Contract, { today }: Holder, withEnded: boolean): readonly Item[] {
  const say = useSay();
  const name = useName();
  const period = usePeriod();
  return [
    ...contract.subscriptions
      .filter((one) => withEnded || one.endsOn === null || one.endsOn > today)
      .map((one) => ({
        key: `s${one.id}`,
        name: name(one.productName),
        note: [one.lineLabel, one.lineLabel === one.note ? null : one.note].filter(Boolean).join(' · ') || null,
        billed: period(one.periodMonths),
        quantity: one.quantity,
        unitPrice: one.unitPrice,
        from: one.startsOn,
        to: one.endsOn,
        subscription: one,
        deposit: null,
      })),
    ...contract.oneOffs
      .filter((one) => withEnded || one.dueOn > today || one.left !== null)
      .map((one) => ({
        key: `o${one.id}`,
        name: name(one.productName),
        note: one.note,
        billed: say(PURPOSE_NAMES[one.purpose]),
        quantity: one.quantity,
        unitPrice: one.unitPrice,
        from: one.dueOn,
        to: null,
        subscription: null,
        deposit: one.left !== null && /[1-9]/.test(one.left) ? one : null,
      })),
  ];
}

function useColumns(
  { currency, today }: Holder,
  onGiveBack: ((deposit: OneOff) => void) | null,
): readonly Column<Item>[] {
  const say = useSay();
  return useMemo(
    () => [
      {
        key: 'name',
        title: say('Product'),
        cell: (row) => (
          <>
            {row.name}
            {row.note && <span className="muted"> · {row.note}</span>}
          </>
        ),
      },
      { key: 'billed', title: say('Billed'), cell: (row) => row.billed },
      { key: 'from', title: say('From'), cell: (row) => <DateText date={row.from} /> },
      { key: 'to', title: say('To'), cell: (row) => (row.to ? <DateText date={addDays(row.to, -1)} /> : '–') },
      { key: 'quantity', title: say('Quantity'), align: 'right', cell: (row) => <Count value={row.quantity} /> },
      {
        key: 'price',
        title: `${say('Price')} ${currency}`,
        align: 'right',
        cell: (row) => (row.unitPrice === null ? '–' : <Amount value={row.unitPrice} exact />),
      },
      {
        key: 'state',
        title: say('State'),
        cell: (row) => (
          <>
            {row.subscription && <SubscriptionState subscription={row.subscription} today={today} />}
            {row.deposit && onGiveBack && (
              <Button size="compact-xs" variant="subtle" onClick={() => row.deposit && onGiveBack(row.deposit)}>
                {say('Give back')}
              </Button>
            )}
          </>
        ),
      },
    ],
    [say, currency, today, onGiveBack],
  );
}

/** What is special about a subscription today. */
function SubscriptionState({ subscription, today }: { readonly subscription: Subscription; readonly today: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const holds = ({ from, to }: { readonly from: string; readonly to: string | null }) =>
    from <= today && (to === null || to > today);
  if (subscription.startsOn > today) return <StatusTag tone="info">{say('planned')}</StatusTag>;
  if (subscription.endsOn !== null && subscription.endsOn <= today)
    return <StatusTag tone="quiet">{say('Ended')}</StatusTag>;
  const paused = subscription.pauses.some(holds);
  const off = subscription.discounts.filter(holds);
  const later = [...subscription.terms, ...subscription.prices].some((one) => one.from > today);
  return (
    <>
      {paused && <StatusTag tone="warn">{say('paused')}</StatusTag>}{' '}
      {off.map((one) => (
        <StatusTag key={one.id} tone="good">
          {`−${formatNumber(language, one.value)}${one.kind === 'percent' ? ' %' : ''}`}
        </StatusTag>
      ))}{' '}
      {later && <StatusTag tone="info">{say('change planned')}</StatusTag>}
    </>
  );
}

interface GiveBackProps {
  readonly deposit: OneOff;
  readonly holder: Holder;
  readonly onClose: () => void;
}

function GiveBackDialog({ deposit, holder, onClose }: GiveBackProps) {
  const say = useSay();
  const act = useAct(giveBackDepositEndpoint);
  const [amount, setAmount] = useState(deposit.left ?? '');
  const [dueOn, setDueOn] = useState(holder.today);
  const money = decimalOf(amount);
  const give = (how: (typeof DEPOSIT_ENDS)[number]) => {
    if (money === null) return;
    const body = { amount: money, how, dueOn };
    act.mutate({ params: { depositId: deposit.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Give the deposit back')}
      verb={say('Give back')}
      onClose={onClose}
      onSubmit={() => give('depositReturned')}
      blocked={money === null || dueOn === ''}
      busy={act.isPending}
      error={act.error}
    >
      <TextField label={`${say('Amount')} ${holder.currency}`} value={amount} onChange={setAmount} required autoFocus />
      <DateField label={say('On the bill of the month of')} value={dueOn} onChange={setDueOn} />
      <Button variant="default" disabled={money === null} onClick={() => give('depositSetOff')}>
        {say('Set it off against what he owes instead')}
      </Button>
    </FormDialog>
  );
}
