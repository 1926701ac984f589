import { Button, Group, Stack, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { type Action, useCall, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import { customerContractsEndpoint } from '#contracts';
import { EmptyState, Loaded } from '#kit';
import { ContractCard, type Dialog } from './contractCard.tsx';
import { NewContractDialog } from './contractDialogs.tsx';
import type { Holder } from './types.ts';

interface Open {
  readonly contractId: number | 'new';
  readonly dialog: Dialog;
}

interface ContractsTabProps {
  readonly customerId: number;
  readonly currency: string;
}

/** What a customer has and was offered: contracts in force first, then quotes, then what has ended. */
export function ContractsTab({ customerId, currency }: ContractsTabProps) {
  const say = useSay();
  const mayWrite = useMay()('customers.write');
  const [open, setOpen] = useState<Open | null>(null);
  const [withEnded, setWithEnded] = useState(false);
  const contracts = useCall(customerContractsEndpoint, { params: { customerId } });
  const shown = (contracts.data?.contracts ?? [])
    .filter((one) => withEnded || one.state !== 'ended')
    .toSorted((a, b) => RANK[a.state] - RANK[b.state] || a.id - b.id);
  const first = shown.find((one) => one.state === 'active')?.id ?? shown[0]?.id ?? null;
  usePageActions(useMemo(() => (mayWrite ? pageActions(setOpen, first) : []), [mayWrite, first]));
  return (
    <Loaded of={contracts}>
      {({ today }) => {
        const holder: Holder = { customerId, currency, today };
        return (
          <Stack gap="lg">
            <Group justify="space-between">
              <Switch
                label={say('Also what has ended')}
                checked={withEnded}
                onChange={(event) => setWithEnded(event.currentTarget.checked)}
              />
              {mayWrite && (
                <Button
                  size="xs"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  onClick={() => setOpen({ contractId: 'new', dialog: 'change' })}
                >
                  {say('Contract or quote')}
                </Button>
              )}
            </Group>
            {shown.length === 0 && <EmptyState title={say('No contract yet')} />}
            {shown.map((contract) => (
              <ContractCard
                key={contract.id}
                contract={contract}
                holder={holder}
                withEnded={withEnded}
                dialog={open?.contractId === contract.id ? open.dialog : null}
                onDialog={(dialog) => setOpen(dialog === null ? null : { contractId: contract.id, dialog })}
              />
            ))}
            {open?.contractId === 'new' && <NewContractDialog holder={holder} onClose={() => setOpen(null)} />}
          </Stack>
        );
      }}
    </Loaded>
  );
}

const RANK = { active: 0, quote: 1, ended: 2 } as const;

/** Keys of the tab; what is added goes to the first contract in force. */
function pageActions(setOpen: (open: Open) => void, contractId: number | null): readonly Action[] {
  const add = (dialog: Dialog, label: string, keys: string): Action[] =>
    contractId === null
      ? []
      : [{ id: `contract.${dialog}`, label, keys, group: 'page', run: () => setOpen({ contractId, dialog }) }];
  return [
    {
      id: 'contract.new',
      label: text('New contract or quote'),
      keys: 'n',
      group: 'page',
      run: () => setOpen({ contractId: 'new', dialog: 'change' }),
    },
    ...add('subscription', text('Add a subscription'), 'a s'),
    ...add('bundle', text('Add a bundle'), 'a b'),
    ...add('lines', text('Add numbers'), 'a n'),
    ...add('option', text('Book an option'), 'a o'),
    ...add('item', text('Add something charged once'), 'a i'),
  ];
}
