import { Button, Group, Menu, Paper, SimpleGrid, Stack } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguage, useMay, useName, useSay } from '#app';
import { addDays } from '#base';
import { Amount, Count, DateText, Facts, Section, StatusTag } from '#kit';
import { ItemDialog, OptionDialog, SubscriptionDialog } from './addDialogs.tsx';
import { BundleDialog } from './bundleDialog.tsx';
import {
  AcceptDialog,
  ChangeContractDialog,
  EndContractDialog,
  NoticeDialog,
  PlanDialog,
  WithdrawNoticeDialog,
} from './contractDialogs.tsx';
import { HistoryDrawer } from './historyDrawer.tsx';
import { AllowancesGrid, OptionsGrid } from './included.tsx';
import { ItemsGrid } from './itemsGrid.tsx';
import { LineDialog, LinesDialog } from './linesDialog.tsx';
import { LinesGrid } from './linesGrid.tsx';
import { nameIn, PLANNED_NAMES, STATE_NAMES } from './names.ts';
import { plannedChanges } from './planned.ts';
import type { Contract, Holder } from './types.ts';

/** Dialogs of a contract. */
export type Dialog =
  | 'subscription'
  | 'bundle'
  | 'item'
  | 'option'
  | 'lines'
  | 'line'
  | 'change'
  | 'plan'
  | 'notice'
  | 'withdraw'
  | 'end'
  | 'accept'
  | 'history';

interface ContractCardProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly withEnded: boolean;
  readonly dialog: Dialog | null;
  readonly onDialog: (dialog: Dialog | null) => void;
}

const TONES = { quote: 'info', active: 'good', ended: 'quiet' } as const;

/** A contract: what is in force, what will change, what can be done. */
export function ContractCard({ contract, holder, withEnded, dialog, onDialog }: ContractCardProps) {
  const say = useSay();
  const mayWrite = useMay()('customers.write');
  return (
    <Paper p="md">
      <Section
        title={
          contract.state === 'quote'
            ? say('Quote {number}', { number: contract.number })
            : say('Contract {number}', { number: contract.number })
        }
        aside={
          <Group gap="xs">
            <StatusTag tone={TONES[contract.state]}>{say(STATE_NAMES[contract.state])}</StatusTag>
            {mayWrite && <AddMenu contract={contract} onDialog={onDialog} />}
            <DeedMenu contract={contract} mayWrite={mayWrite} onDialog={onDialog} />
          </Group>
        }
      >
        <Stack gap="sm">
          <About contract={contract} />
          <PlannedList contract={contract} today={holder.today} />
          <ItemsGrid contract={contract} holder={holder} withEnded={withEnded} />
          {contract.options.length > 0 && <OptionsGrid options={contract.options} holder={holder} />}
          {contract.allowances.length > 0 && (
            <AllowancesGrid allowances={contract.allowances} currency={holder.currency} />
          )}
          {contract.state !== 'quote' && <LinesGrid contract={contract} holder={holder} withEnded={withEnded} />}
        </Stack>
      </Section>
      <Dialogs contract={contract} holder={holder} dialog={dialog} onClose={() => onDialog(null)} />
    </Paper>
  );
}

function AddMenu({ contract, onDialog }: Pick<ContractCardProps, 'contract' | 'onDialog'>) {
  const say = useSay();
  const entries: readonly (readonly [Dialog, string])[] = [
    ['subscription', say('Subscription')],
    ['bundle', say('Bundle')],
    ['item', say('Once: sale, credit, deposit')],
    ...(contract.state === 'quote'
      ? []
      : ([
          ['lines', say('Numbers')],
          ['line', say('SIM, trunk or login')],
          ['option', say('Option or pack')],
        ] as const)),
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
          {say('Add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(([dialog, label]) => (
          <Menu.Item key={dialog} onClick={() => onDialog(dialog)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function DeedMenu({
  contract,
  mayWrite,
  onDialog,
}: Pick<ContractCardProps, 'contract' | 'onDialog'> & { readonly mayWrite: boolean }) {
  const say = useSay();
  const deeds: readonly (readonly [Dialog, string])[] =
    contract.state === 'quote'
      ? [['accept', say('Accept the quote')]]
      : [
          ['plan', say('Other plan')],
          contract.noticeGivenOn === null ? ['notice', say('Notice')] : ['withdraw', say('Take notice back')],
          ['end', say('End by agreement')],
        ];
  const entries: readonly (readonly [Dialog, string])[] = [
    ...(mayWrite ? [...deeds, ['change', say('Running time and references')] as const] : []),
    ['history', say('History')],
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {say('Do')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(([dialog, label]) => (
          <Menu.Item key={dialog} onClick={() => onDialog(dialog)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface DialogsProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly dialog: Dialog | null;
  readonly onClose: () => void;
}

function Dialogs({ contract, holder, dialog, onClose }: DialogsProps) {
  const props = { contract, holder, onClose };
  switch (dialog) {
    case 'subscription':
      return <SubscriptionDialog {...props} />;
    case 'bundle':
      return <BundleDialog {...props} />;
    case 'item':
      return <ItemDialog {...props} />;
    case 'option':
      return <OptionDialog {...props} />;
    case 'lines':
      return <LinesDialog {...props} />;
    case 'line':
      return <LineDialog {...props} />;
    case 'change':
      return <ChangeContractDialog {...props} />;
    case 'plan':
      return <PlanDialog {...props} />;
    case 'notice':
      return <NoticeDialog {...props} />;
    case 'withdraw':
      return <WithdrawNoticeDialog {...props} />;
    case 'end':
      return <EndContractDialog {...props} />;
    case 'accept':
      return <AcceptDialog {...props} />;
    case 'history':
      return <HistoryDrawer contract={contract} onClose={onClose} />;
    case null:
      return null;
  }
}

function About({ contract }: { readonly contract: Contract }) {
  const say = useSay();
  const name = useName();
  const { minimumMonths, renewalMonths, noticeMonths, noticeDays, end } = contract;
  const months = (n: number) => say('{n, plural, one {# month} other {# months}}', { n });
  const notice = [
    noticeMonths > 0 ? months(noticeMonths) : '',
    noticeDays > 0 ? say('{n, plural, one {# day} other {# days}}', { n: noticeDays }) : '',
  ];
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="xl" verticalSpacing={0} style={{ alignItems: 'start' }}>
      <Facts
        facts={[
          [say('Plan'), name(contract.planName)],
          [say('From'), <DateText key="from" date={contract.startsOn} />],
          [say('To'), contract.endsOn && <DateText key="to" date={addDays(contract.endsOn, -1)} />],
          [
            say('Off all usage'),
            Number(contract.usageDiscount) !== 0 && say('{percent, number} %', { percent: contract.usageDiscount }),
          ],
        ]}
      />
      <Facts
        facts={[
          [say('Minimum term'), minimumMonths > 0 && months(minimumMonths)],
          [say('Notice'), notice.filter((part) => part !== '').join(' ')],
          [say('Renewed by'), renewalMonths > 0 && months(renewalMonths)],
          [say('Notice by'), end?.noticeBy && <DateText key="by" date={end.noticeBy} />],
        ]}
      />
      <Facts
        facts={[
          [say('Notice given on'), contract.noticeGivenOn && <DateText key="notice" date={contract.noticeGivenOn} />],
          [say('Accepted on'), contract.acceptedOn && <DateText key="accepted" date={contract.acceptedOn} />],
          [say('Order number of the customer'), contract.orderReference],
          [say('Cost centre'), contract.costCentre],
        ]}
      />
    </SimpleGrid>
  );
}

/** Planned changes, the next ones first; many are folded. */
const SHOWN = 6;

function PlannedList({ contract, today }: { readonly contract: Contract; readonly today: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const [all, setAll] = useState(false);
  const planned = plannedChanges(contract, today);
  if (planned.length === 0) return null;
  return (
    <Section title={say('What will change')}>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {(all ? planned : planned.slice(0, SHOWN)).map((one) => (
          <li key={one.key}>
            <DateText date={one.at.slice(0, 10)} /> · {nameIn(language, one.name)} {say(PLANNED_NAMES[one.what])}
            {one.quantity !== undefined && (
              <>
                {' · '}
                <Count value={one.quantity} />×
              </>
            )}
            {one.unitPrice !== undefined && (
              <>
                {' · '}
                <Amount value={one.unitPrice} exact />
              </>
            )}
          </li>
        ))}
      </ul>
      {planned.length > SHOWN && !all && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          {say('{n} more', { n: planned.length - SHOWN })}
        </Button>
      )}
    </Section>
  );
}
