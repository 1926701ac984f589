import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useName, useSay } from '#app';
import { addDays } from '#base';
import { listPlansEndpoint } from '#catalog';
import {
  acceptQuoteEndpoint,
  addContractEndpoint,
  changeContractEndpoint,
  changePlanEndpoint,
  contractEndEndpoint,
  endContractEndpoint,
  giveNoticeEndpoint,
  PLAN_RULES,
  withdrawNoticeEndpoint,
} from '#contracts';
import { listSitesEndpoint } from '#crm';
import { DateText, Facts } from '#kit';
import { CountField, DateField, ProductSelect, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import type { Contract, Holder } from './types.ts';

interface PlanSelectProps {
  readonly value: number | null;
  readonly onChange: (planId: number | null) => void;
}

function PlanSelect({ value, onChange }: PlanSelectProps) {
  const say = useSay();
  const name = useName();
  const plans = useCall(listPlansEndpoint, {});
  return (
    <Select
      label={say('Price plan')}
      required
      searchable
      data={plans.data?.plans.map((plan) => ({ value: String(plan.id), label: name(plan.name) })) ?? []}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
    />
  );
}

interface RunningTime {
  readonly minimumMonths: number;
  readonly noticeMonths: number;
  readonly noticeDays: number;
  readonly renewalMonths: number;
}

function RunningTimeFields({
  value,
  onChange,
}: {
  readonly value: RunningTime;
  readonly onChange: (value: RunningTime) => void;
}) {
  const say = useSay();
  const field = (key: keyof RunningTime, label: string, max: number) => (
    <CountField label={label} max={max} value={value[key]} onChange={(typed) => onChange({ ...value, [key]: typed })} />
  );
  return (
    <Group gap="xs" grow align="flex-end">
      {field('minimumMonths', say('Minimum term (months)'), 240)}
      {field('noticeMonths', say('Notice (months)'), 60)}
      {field('noticeDays', say('Notice (days)'), 366)}
      {field('renewalMonths', say('Renewed by (months)'), 120)}
    </Group>
  );
}

const NO_TERM: RunningTime = { minimumMonths: 0, noticeMonths: 0, noticeDays: 0, renewalMonths: 0 };

interface NewContractProps {
  readonly holder: Holder;
  readonly onClose: () => void;
}

/** A new contract, or a quote for one. */
export function NewContractDialog({ holder, onClose }: NewContractProps) {
  const say = useSay();
  const act = useAct(addContractEndpoint);
  const [number, setNumber] = useState('');
  const [plan, setPlan] = useState<number | null>(null);
  const [state, setState] = useState<'active' | 'quote'>('active');
  const [startsOn, setStartsOn] = useState(holder.today);
  const [time, setTime] = useState(NO_TERM);
  const [orderReference, setOrderReference] = useState('');
  const [siteId, setSiteId] = useState<number | null>(null);
  const submit = () => {
    if (plan === null) return;
    const { customerId } = holder;
    const references = { orderReference: orderReference === '' ? null : orderReference, siteId };
    const body = { customerId, number, pricePlanId: plan, state, startsOn, ...time, ...references };
    act.mutate({ body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={state === 'quote' ? say('New quote') : say('New contract')}
      verb={say('Create')}
      onClose={onClose}
      onSubmit={submit}
      blocked={plan === null || number === '' || startsOn === ''}
      busy={act.isPending}
      error={act.error}
      size={680}
    >
      <SegmentedControl
        aria-label={say('Contract or quote')}
        value={state}
        onChange={(value) => setState(value === 'quote' ? 'quote' : 'active')}
        data={[
          { value: 'active', label: say('Contract') },
          { value: 'quote', label: say('Quote') },
        ]}
      />
      <Group gap="xs" grow>
        <TextField label={say('Contract number')} value={number} onChange={setNumber} required autoFocus />
        <DateField label={say('Begins on')} value={startsOn} onChange={setStartsOn} />
      </Group>
      <PlanSelect value={plan} onChange={setPlan} />
      <RunningTimeFields value={time} onChange={setTime} />
      <Group gap="xs" grow>
        <TextField label={say('Order number of the customer')} value={orderReference} onChange={setOrderReference} />
        <SiteSelect customerId={holder.customerId} value={siteId} onChange={setSiteId} />
      </Group>
    </FormDialog>
  );
}

interface SiteSelectProps {
  readonly customerId: number;
  readonly value: number | null;
  readonly onChange: (siteId: number | null) => void;
}

function SiteSelect({ customerId, value, onChange }: SiteSelectProps) {
  const say = useSay();
  const sites = useCall(listSitesEndpoint, { params: { customerId } });
  return (
    <Select
      label={say('Site')}
      clearable
      data={sites.data?.rows.map((site) => ({ value: String(site.id), label: `${site.code} · ${site.name}` })) ?? []}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
    />
  );
}

interface ContractDialogProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly onClose: () => void;
}

/** Running time and references. */
export function ChangeContractDialog({ contract, holder, onClose }: ContractDialogProps) {
  const say = useSay();
  const act = useAct(changeContractEndpoint);
  const [time, setTime] = useState<RunningTime>(contract);
  const [orderReference, setOrderReference] = useState(contract.orderReference ?? '');
  const [costCentre, setCostCentre] = useState(contract.costCentre ?? '');
  const [siteId, setSiteId] = useState(contract.siteId);
  const submit = () => {
    const { minimumMonths, noticeMonths, noticeDays, renewalMonths } = time;
    const references = { orderReference: orderReference || null, costCentre: costCentre || null, siteId };
    const body = { minimumMonths, noticeMonths, noticeDays, renewalMonths, ...references };
    act.mutate({ params: { contractId: contract.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Contract {number}', { number: contract.number })}
      verb={say('Save')}
      onClose={onClose}
      onSubmit={submit}
      busy={act.isPending}
      error={act.error}
      size={680}
    >
      <RunningTimeFields value={time} onChange={setTime} />
      <Group gap="xs" grow>
        <TextField label={say('Order number of the customer')} value={orderReference} onChange={setOrderReference} />
        <TextField label={say('Cost centre')} value={costCentre} onChange={setCostCentre} />
        <SiteSelect customerId={holder.customerId} value={siteId} onChange={setSiteId} />
      </Group>
    </FormDialog>
  );
}

/** A quote becomes a contract. */
export function AcceptDialog({ contract, holder, onClose }: ContractDialogProps) {
  const say = useSay();
  const act = useAct(acceptQuoteEndpoint);
  const [acceptedOn, setAcceptedOn] = useState(holder.today);
  const [startsOn, setStartsOn] = useState(contract.startsOn);
  return (
    <FormDialog
      title={say('Accept quote {number}', { number: contract.number })}
      verb={say('Make it a contract')}
      onClose={onClose}
      onSubmit={() =>
        act.mutate({ params: { contractId: contract.id }, body: { acceptedOn, startsOn } }, { onSuccess: onClose })
      }
      blocked={acceptedOn === '' || startsOn === ''}
      busy={act.isPending}
      error={act.error}
    >
      <Group gap="xs" grow>
        <DateField label={say('Accepted on')} value={acceptedOn} onChange={setAcceptedOn} autoFocus />
        <DateField label={say('Begins on')} value={startsOn} onChange={setStartsOn} />
      </Group>
      <Text size="sm" className="muted">
        {say('What begins with the quote begins with the contract.')}
      </Text>
    </FormDialog>
  );
}

const RULE_NAMES = (say: (source: string) => string): Readonly<Record<(typeof PLAN_RULES)[number], string>> => ({
  now: say('Today'),
  nextPeriod: say('Next month'),
  date: say('On a day'),
});

/** Another plan, now, from next month or on a day, with the fees that go with it. */
export function PlanDialog({ contract, holder, onClose }: ContractDialogProps) {
  const say = useSay();
  const name = useName();
  const act = useAct(changePlanEndpoint);
  const [plan, setPlan] = useState<number | null>(null);
  const [rule, setRule] = useState<(typeof PLAN_RULES)[number]>('nextPeriod');
  const [from, setFrom] = useState('');
  const [ended, setEnded] = useState<string | null>(null);
  const [fee, setFee] = useState<number | null>(null);
  const running = contract.subscriptions.filter((one) => one.endsOn === null || one.endsOn > holder.today);
  const submit = () => {
    if (plan === null) return;
    const body = {
      pricePlanId: plan,
      rule,
      ...(rule === 'date' ? { from } : {}),
      endSubscriptionIds: ended === null ? [] : [Number(ended)],
      fees: fee === null ? [] : [{ productId: fee }],
    };
    act.mutate({ params: { contractId: contract.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Other plan for contract {number}', { number: contract.number })}
      verb={say('Change the plan')}
      onClose={onClose}
      onSubmit={submit}
      blocked={plan === null || (rule === 'date' && from === '')}
      busy={act.isPending}
      error={act.error}
    >
      <Facts facts={[[say('Now'), name(contract.planName)]]} />
      <PlanSelect value={plan} onChange={setPlan} />
      <Group gap="xs" align="flex-end">
        <SegmentedControl
          aria-label={say('From when')}
          value={rule}
          onChange={(value) => setRule(PLAN_RULES.find((each) => each === value) ?? 'nextPeriod')}
          data={PLAN_RULES.map((value) => ({ value, label: RULE_NAMES(say)[value] }))}
        />
        {rule === 'date' && <DateField label={say('From')} value={from} onChange={setFrom} />}
      </Group>
      <Group gap="xs" grow>
        <Select
          label={say('Fee that ends with the old plan')}
          clearable
          data={running.map((one) => ({ value: String(one.id), label: name(one.productName) }))}
          value={ended}
          onChange={setEnded}
        />
        <ProductSelect
          label={say('Fee that comes with the new plan')}
          value={fee}
          onChange={setFee}
          of="subscribed"
          clearable
        />
      </Group>
    </FormDialog>
  );
}

/** Notice of the end, with the day on which it takes effect before it is sent. */
export function NoticeDialog({ contract, holder, onClose }: ContractDialogProps) {
  const say = useSay();
  const act = useAct(giveNoticeEndpoint);
  const [givenOn, setGivenOn] = useState(holder.today);
  const [later, setLater] = useState('');
  const end = useCall(
    contractEndEndpoint,
    { params: { contractId: contract.id }, query: { on: givenOn } },
    { enabled: givenOn !== '' },
  );
  const submit = () =>
    act.mutate(
      { params: { contractId: contract.id }, body: { givenOn, ...(later === '' ? {} : { endsOn: later }) } },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={say('Notice for contract {number}', { number: contract.number })}
      verb={say('Take notice')}
      onClose={onClose}
      onSubmit={submit}
      blocked={givenOn === ''}
      busy={act.isPending}
      error={act.error}
    >
      <DateField label={say('Notice came in on')} value={givenOn} onChange={setGivenOn} autoFocus />
      <Facts
        facts={[
          [say('Last day'), end.data && <DateText key="end" date={addDays(later || end.data.earliestEnd, -1)} />],
          [say('To prevent renewal, notice by'), end.data?.noticeBy && <DateText key="by" date={end.data.noticeBy} />],
        ]}
      />
      <DateField
        label={say('First day no longer in force, if later')}
        value={later}
        onChange={setLater}
        required={false}
      />
    </FormDialog>
  );
}

/** Notice is taken back. */
export function WithdrawNoticeDialog({ contract, onClose }: ContractDialogProps) {
  const say = useSay();
  const act = useAct(withdrawNoticeEndpoint);
  return (
    <FormDialog
      title={say('Contract {number}', { number: contract.number })}
      verb={say('Take notice back')}
      onClose={onClose}
      onSubmit={() => act.mutate({ params: { contractId: contract.id }, body: {} }, { onSuccess: onClose })}
      busy={act.isPending}
      error={act.error}
    >
      <Text size="sm">{say('The contract and what ended with it run on.')}</Text>
    </FormDialog>
  );
}

/** The end by agreement, whatever notice says. */
export function EndContractDialog({ contract, onClose }: ContractDialogProps) {
  const say = useSay();
  const act = useAct(endContractEndpoint);
  const [endsOn, setEndsOn] = useState(contract.endsOn ?? '');
  const submit = () =>
    act.mutate(
      { params: { contractId: contract.id }, body: { endsOn: endsOn === '' ? null : endsOn } },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={say('End contract {number} by agreement', { number: contract.number })}
      verb={endsOn === '' ? say('Let it run on') : say('End it')}
      onClose={onClose}
      onSubmit={submit}
      busy={act.isPending}
      error={act.error}
    >
      <DateField
        label={say('First day no longer in force')}
        description={say('Empty: it runs on')}
        value={endsOn}
        onChange={setEndsOn}
        required={false}
        autoFocus
      />
    </FormDialog>
  );
}
