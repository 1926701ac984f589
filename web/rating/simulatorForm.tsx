import { Button, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCall, useName, useSay, useSession } from '#app';
import { text } from '#base';
import { listPlansEndpoint, SERVICES } from '#catalog';
import { customerContractsEndpoint } from '#contracts';
import { getCustomerEndpoint } from '#crm';
import { CustomerSelect, SERVICE_NAMES } from '#kit';
import { isTimed, readAmount } from './amount.ts';
import type { Asked } from './asked.ts';

const route = getRouteApi('/price');

const AMOUNT_LABELS = {
  time: text('Duration (seconds or m:ss)'),
  volume: text('Volume (e.g. 50 MB)'),
  number: text('Number of messages or pages'),
} as const;

/** What is asked: whose price, which number, when and how long. It stands in the address once it is sent. */
export function SimulatorForm() {
  const say = useSay();
  const navigate = route.useNavigate();
  const inForce = route.useSearch();
  const [asked, setAsked] = useState<Asked>(inForce);
  useEffect(() => setAsked(inForce), [inForce]);
  const customer = useCall(
    getCustomerEndpoint,
    { params: { customerId: asked.customerId ?? 0 } },
    { enabled: asked.customerId !== undefined },
  );
  const set = (change: Partial<Asked>) => setAsked((before) => ({ ...before, ...change }));
  const { service, amount } = asked;
  const unreadable = amount !== '' && readAmount(service, amount) === null;
  const label = isTimed(service) ? 'time' : service === 'data' ? 'volume' : 'number';
  return (
    <form
      aria-label={say('What is asked')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!unreadable) void navigate({ search: asked });
      }}
    >
      <Stack gap="sm">
        <CustomerSelect
          customerId={asked.customerId ?? null}
          known={customer.data?.id === asked.customerId ? (customer.data ?? null) : null}
          onChoose={(chosen) => set({ customerId: chosen ?? undefined, lineId: undefined })}
          clearable
        />
        <LineSelect asked={asked} set={set} />
        <PlanSelect asked={asked} set={set} />
        <Select
          label={say('Service')}
          value={service}
          data={SERVICES.map((value) => ({ value, label: say(SERVICE_NAMES[value] ?? value) }))}
          onChange={(value) => set({ service: SERVICES.find((one) => one === value) ?? 'voice', amount: '' })}
          allowDeselect={false}
        />
        <SegmentedControl
          aria-label={say('Direction')}
          value={asked.direction}
          onChange={(value) => set({ direction: value === 'inbound' ? 'inbound' : 'outbound' })}
          data={[
            { value: 'outbound', label: say('outgoing') },
            { value: 'inbound', label: say('incoming') },
          ]}
        />
        <TextInput
          label={asked.direction === 'outbound' ? say('Number called') : say('Number calling')}
          placeholder="+49 30 1234567"
          name="number"
          value={asked.number}
          onChange={(event) => set({ number: event.currentTarget.value })}
          autoComplete="off"
        />
        <TextInput
          label={say(AMOUNT_LABELS[label])}
          value={amount}
          onChange={(event) => set({ amount: event.currentTarget.value })}
          error={unreadable && say('This is no amount')}
          autoComplete="off"
        />
        <When asked={asked} set={set} />
        <TextInput
          label={say('Visited network abroad (e.g. 20801)')}
          value={asked.network}
          onChange={(event) => set({ network: event.currentTarget.value })}
          autoComplete="off"
        />
        <Button type="submit">{say('What does it cost?')}</Button>
      </Stack>
    </form>
  );
}

interface FieldProps {
  readonly asked: Asked;
  readonly set: (change: Partial<Asked>) => void;
}

/** The lines of the customer; none chosen: the first in force. */
function LineSelect({ asked: { customerId, lineId }, set }: FieldProps) {
  const say = useSay();
  const contracts = useCall(
    customerContractsEndpoint,
    { params: { customerId: customerId ?? 0 } },
    { enabled: customerId !== undefined },
  );
  const lines = customerId === undefined ? [] : (contracts.data?.contracts ?? []).flatMap((contract) => contract.lines);
  return (
    <Select
      label={say('Line')}
      value={lineId === undefined ? '' : String(lineId)}
      data={[
        { value: '', label: say('the first in force') },
        ...lines.map((line) => ({ value: String(line.id), label: line.label })),
      ]}
      onChange={(value) => set({ lineId: value ? Number(value) : undefined })}
      allowDeselect={false}
      disabled={customerId === undefined}
      searchable
    />
  );
}

function PlanSelect({ asked: { plan, customerId }, set }: FieldProps) {
  const say = useSay();
  const name = useName();
  const plans = useCall(listPlansEndpoint, {});
  return (
    <Select
      label={say('Price plan')}
      value={plan ?? ''}
      data={[
        { value: '', label: customerId === undefined ? say('choose one, or a customer') : say('as in the contract') },
        ...(plans.data?.plans.map((each) => ({ value: each.code, label: name(each.name) })) ?? []),
      ]}
      onChange={(value) => set({ plan: value || undefined })}
      allowDeselect={false}
    />
  );
}

function When({ asked, set }: FieldProps) {
  const say = useSay();
  const { tenant } = useSession();
  return (
    <TextInput
      type="datetime-local"
      label={say('When it begins (empty: now)')}
      description={tenant.zone}
      value={asked.at}
      onChange={(event) => set({ at: event.currentTarget.value })}
    />
  );
}
