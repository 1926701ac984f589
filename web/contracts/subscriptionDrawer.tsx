import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAct, useMay, useName, useSay } from '#app';
import { addDays, text } from '#base';
import { termOn, withdrawPartEndpoint } from '#contracts';
import { Amount, type Column, Count, DataGrid, DateText, EmptyState, Facts, Section, StatusTag, Trouble } from '#kit';
import { ChangeDialog, DiscountDialog, EndDialog, PauseDialog, RestartDialog } from './subscriptionDialogs.tsx';
import type { Holder, Subscription } from './types.ts';

interface SubscriptionDrawerProps {
  readonly subscription: Subscription;
  readonly holder: Holder;
  readonly onClose: () => void;
}

type Deed = 'change' | 'end' | 'restart' | 'pause' | 'discount';

/** A subscription with all that was, is and will be: terms, discounts, pauses, and what can be done with it. */
export function SubscriptionDrawer({ subscription, holder, onClose }: SubscriptionDrawerProps) {
  const say = useSay();
  const name = useName();
  const mayWrite = useMay()('customers.write');
  const [deed, setDeed] = useState<Deed | null>(null);
  const product = name(subscription.productName);
  const ended = subscription.endsOn !== null && subscription.endsOn <= holder.today;
  const dialog = { subscription, holder, name: product, onClose: () => setDeed(null) };
  const buttons: readonly (readonly [Deed, string])[] = ended
    ? [
        ['restart', say('Begin again')],
        ['change', say('Edit')],
        ['end', say('End')],
      ]
    : [
        ['change', say('Edit')],
        ['discount', say('Discount')],
        ['pause', say('Pause')],
        ['end', say('End')],
      ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={product}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Stack gap="lg">
        {mayWrite && (
          <Group gap="xs">
            {buttons.map(([key, label]) => (
              <Button key={key} size="xs" variant="default" onClick={() => setDeed(key)}>
                {label}
              </Button>
            ))}
          </Group>
        )}
        <About subscription={subscription} />
        <Terms subscription={subscription} holder={holder} />
        <Parts subscription={subscription} currency={holder.currency} mayWrite={mayWrite} />
      </Stack>
      {deed === 'change' && <ChangeDialog {...dialog} />}
      {deed === 'end' && <EndDialog {...dialog} />}
      {deed === 'restart' && <RestartDialog {...dialog} />}
      {deed === 'pause' && <PauseDialog {...dialog} />}
      {deed === 'discount' && <DiscountDialog {...dialog} />}
    </Drawer>
  );
}

function About({ subscription }: { readonly subscription: Subscription }) {
  const say = useSay();
  return (
    <Facts
      facts={[
        [
          say('Product'),
          <span key="code" className="mono">
            {subscription.productCode}
          </span>,
        ],
        [say('From'), <DateText key="from" date={subscription.startsOn} />],
        [say('To'), subscription.endsOn && <DateText key="to" date={addDays(subscription.endsOn, -1)} />],
        [say('Renewed on'), subscription.renewsOn && <DateText key="renews" date={subscription.renewsOn} />],
        [say('Line'), subscription.lineLabel],
        [say('Bundle'), subscription.bundleCode],
        [say('Printed below the name'), subscription.note],
        [say('Order number of the customer'), subscription.orderReference],
        [say('Cost centre'), subscription.costCentre],
      ]}
    />
  );
}

interface TermRow {
  readonly from: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly by: 'own' | 'catalogue' | 'stair';
  readonly when: 'past' | 'now' | 'later';
}

const BY: Readonly<Record<TermRow['by'], string>> = {
  own: text('agreed'),
  catalogue: text('catalogue'),
  stair: text('stairs'),
};
const WHEN: Readonly<Record<TermRow['when'], string>> = {
  past: text('was'),
  now: text('in force'),
  later: text('planned'),
};
const TONES = { past: 'quiet', now: 'good', later: 'info' } as const;

/** Quantity and price cut at every day on which one of them changes. */
function termRows({ terms, prices }: Subscription, today: string): TermRow[] {
  const days = [...new Set([...terms.map((term) => term.from), ...prices.map((step) => step.from)])].sort();
  const last = days.findLast((day) => day <= today);
  return days.flatMap((from): TermRow[] => {
    const step = prices.findLast((one) => one.from <= from);
    if (step === undefined) return [];
    const { quantity } = termOn({ terms }, from);
    const when = from > today ? 'later' : from === last ? 'now' : 'past';
    return [{ from, quantity, unitPrice: step.unitPrice, by: step.by, when }];
  });
}

function Terms({ subscription, holder }: { readonly subscription: Subscription; readonly holder: Holder }) {
  const say = useSay();
  const columns = useMemo<readonly Column<TermRow>[]>(
    () => [
      { key: 'from', title: say('From'), cell: (row) => <DateText date={row.from} /> },
      { key: 'quantity', title: say('Quantity'), align: 'right', cell: (row) => <Count value={row.quantity} /> },
      {
        key: 'price',
        title: `${say('Price')} ${holder.currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.unitPrice} exact />,
      },
      { key: 'by', title: say('By'), cell: (row) => say(BY[row.by]) },
      {
        key: 'when',
        title: say('State'),
        cell: (row) => <StatusTag tone={TONES[row.when]}>{say(WHEN[row.when])}</StatusTag>,
      },
    ],
    [say, holder.currency],
  );
  return (
    <Section title={say('Quantity and price over time')}>
      <DataGrid
        label={say('Quantity and price over time')}
        columns={columns}
        rows={termRows(subscription, holder.today)}
        rowKey={(row) => row.from}
        empty={<EmptyState title={say('No price in {currency}', { currency: holder.currency })} />}
      />
    </Section>
  );
}

interface Part {
  readonly key: string;
  readonly kind: 'discount' | 'pause';
  readonly id: number;
  readonly what: string;
  readonly from: string;
  readonly to: string | null;
}

function Parts({
  subscription,
  currency,
  mayWrite,
}: {
  readonly subscription: Subscription;
  readonly currency: string;
  readonly mayWrite: boolean;
}) {
  const say = useSay();
  const withdraw = useAct(withdrawPartEndpoint);
  const parts: Part[] = [
    ...subscription.discounts.map(({ id, kind, value, reason, from, to }) => {
      const off =
        kind === 'percent'
          ? say('{percent, number} % off', { percent: value })
          : say('{amount, number} {currency} off', { amount: value, currency });
      return {
        key: `d${id}`,
        kind: 'discount' as const,
        id,
        what: [off, reason].filter(Boolean).join(' · '),
        from,
        to,
      };
    }),
    ...subscription.pauses.map(({ id, from, to, billedPercent }) => {
      const what = say('Paused; {percent, number} % charged', { percent: billedPercent });
      return { key: `p${id}`, kind: 'pause' as const, id, what, from, to };
    }),
  ];
  const { mutate } = withdraw;
  const columns = useMemo<readonly Column<Part>[]>(
    () => [
      { key: 'what', title: say('Discount or pause'), cell: (row) => row.what, wrap: true },
      { key: 'from', title: say('From'), cell: (row) => <DateText date={row.from} /> },
      { key: 'to', title: say('To'), cell: (row) => (row.to ? <DateText date={addDays(row.to, -1)} /> : '–') },
      {
        key: 'deed',
        title: '',
        cell: (row) =>
          mayWrite && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => mutate({ params: { kind: row.kind, partId: row.id }, body: {} })}
            >
              {say('Take back')}
            </Button>
          ),
      },
    ],
    [say, mayWrite, mutate],
  );
  if (parts.length === 0) return null;
  return (
    <Section title={say('Discounts and pauses')}>
      {withdraw.error && <Trouble error={withdraw.error} />}
      <DataGrid
        label={say('Discounts and pauses')}
        columns={columns}
        rows={parts}
        rowKey={(row) => row.key}
        empty={<EmptyState title={say('None')} />}
      />
    </Section>
  );
}
