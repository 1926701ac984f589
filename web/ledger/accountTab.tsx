import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import { EmptyState, Facts, Loaded, Money } from '#kit';
import { customerAccountEndpoint } from '#ledger';
import { EntryDrawer } from './entryDrawer.tsx';
import { OpenItems } from './openItems.tsx';
import { SetOffDialog } from './settlingDialogs.tsx';
import { Statement } from './statement.tsx';

const route = getRouteApi('/customers/$customerId');

export type Standing = ReplyOf<typeof customerAccountEndpoint>['currencies'][number];

/** What a customer owes and what was booked for him: where he stands, what is open, every booking with the balance after it. */
export function AccountTab({ customerId }: { readonly customerId: number }) {
  const say = useSay();
  const account = useCall(customerAccountEndpoint, { params: { customerId } });
  return (
    <Loaded of={account}>
      {({ currencies }) =>
        currencies.length === 0 ? (
          <EmptyState title={say('Nothing booked yet')}>
            {say('Invoices, credit notes and payments appear here with what is left of them.')}
          </EmptyState>
        ) : (
          <Account customerId={customerId} currencies={currencies} />
        )
      }
    </Loaded>
  );
}

interface AccountProps {
  readonly customerId: number;
  readonly currencies: readonly Standing[];
}

function Account({ customerId, currencies }: AccountProps) {
  const say = useSay();
  const asked = route.useSearch().currency;
  const navigate = route.useNavigate();
  const mayWrite = useMay()('ledger.write');
  const [entryId, setEntryId] = useState<number | null>(null);
  const [settingOff, setSettingOff] = useState(false);
  const standing = currencies.find(({ currency }) => currency === asked) ?? currencies[0];
  const canSetOff = mayWrite && standing !== undefined && standing.setOff.length > 0;
  usePageActions(
    useMemo(
      () =>
        canSetOff
          ? [
              {
                id: 'setOff',
                label: text('Set off'),
                keys: 'v',
                group: 'page',
                run: () => setSettingOff(true),
              } as const,
            ]
          : [],
      [canSetOff],
    ),
  );
  if (standing === undefined) return null;
  const { currency } = standing;
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start">
        <Figures standing={standing} />
        <Group gap="xs">
          {currencies.length > 1 && (
            <SegmentedControl
              aria-label={say('Currency')}
              value={currency}
              data={currencies.map((each) => each.currency)}
              onChange={(chosen) =>
                void navigate({
                  search: (before) => ({ ...before, currency: chosen, page: undefined, open: undefined }),
                })
              }
            />
          )}
          {canSetOff && <Button onClick={() => setSettingOff(true)}>{say('Set off')}</Button>}
        </Group>
      </Group>
      <OpenItems customerId={customerId} currency={currency} onOpen={setEntryId} />
      <Statement customerId={customerId} currency={currency} onOpen={setEntryId} />
      {entryId !== null && <EntryDrawer entryId={entryId} onOpen={setEntryId} onClose={() => setEntryId(null)} />}
      {settingOff && <SetOffDialog customerId={customerId} standing={standing} onClose={() => setSettingOff(false)} />}
    </Stack>
  );
}

/** Zero is left out, but for the balance itself. */
function Figures({ standing }: { readonly standing: Standing }) {
  const say = useSay();
  const { currency } = standing;
  const figure = (value: string) => !/^0[.0]*$/.test(value) && <Money value={value} currency={currency} />;
  return (
    <Facts
      facts={[
        [
          say('Balance'),
          <strong key="balance">
            <Money value={standing.balance} currency={currency} />
          </strong>,
        ],
        [say('He owes'), figure(standing.owed)],
        [say('Overdue'), figure(standing.overdue)],
        [say('He is to get'), figure(standing.credit)],
        [say('Deposits held'), figure(standing.deposits)],
      ]}
    />
  );
}
