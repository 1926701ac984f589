import { Group, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useSay } from '#app';
import { customerContractsEndpoint, endLineEndpoint, moveLineEndpoint } from '#contracts';
import { CustomerSelect } from '#kit';
import { DateField, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import type { Holder, Line } from './types.ts';

interface LineDialogProps {
  readonly line: Line;
  readonly holder: Holder;
  readonly onClose: () => void;
}

/** A line ends, or goes on. */
export function EndLineDialog({ line, onClose }: LineDialogProps) {
  const say = useSay();
  const act = useAct(endLineEndpoint);
  const [validTo, setValidTo] = useState('');
  return (
    <FormDialog
      title={say('End line {line}', { line: line.label })}
      verb={validTo === '' ? say('Let it run on') : say('End it')}
      onClose={onClose}
      onSubmit={() =>
        act.mutate(
          { params: { lineId: line.id }, body: { validTo: validTo === '' ? null : validTo } },
          { onSuccess: onClose },
        )
      }
      busy={act.isPending}
      error={act.error}
    >
      <DateField
        label={say('First day no longer in force')}
        description={say('Empty: it runs on')}
        value={validTo}
        onChange={setValidTo}
        required={false}
        autoFocus
      />
    </FormDialog>
  );
}

/** A line goes to another contract, of this customer or another, on a day or at an instant. */
export function MoveLineDialog({ line, holder, onClose }: LineDialogProps) {
  const say = useSay();
  const act = useAct(moveLineEndpoint);
  const [customerId, setCustomerId] = useState<number | null>(holder.customerId);
  const [contractId, setContractId] = useState<string | null>(null);
  const [day, setDay] = useState(holder.today);
  const [time, setTime] = useState('');
  const contracts = useCall(
    customerContractsEndpoint,
    { params: { customerId: customerId ?? 0 } },
    { enabled: customerId !== null },
  );
  const open = contracts.data?.contracts.filter((one) => one.state === 'active') ?? [];
  const [withFees, setWithFees] = useState(true);
  const at = time === '' ? day : instantOf(day, time);
  return (
    <FormDialog
      title={say('Move line {line}', { line: line.label })}
      verb={say('Move it')}
      onClose={onClose}
      onSubmit={() =>
        act.mutate(
          { params: { lineId: line.id }, body: { toContractId: Number(contractId), at: at ?? day, withFees } },
          { onSuccess: onClose },
        )
      }
      blocked={contractId === null || day === '' || at === null}
      busy={act.isPending}
      error={act.error}
    >
      <CustomerSelect
        customerId={customerId}
        known={null}
        onChoose={(chosen) => {
          setCustomerId(chosen);
          setContractId(null);
        }}
        autoFocus
      />
      <Select
        label={say('Contract')}
        required
        data={open.map((one) => ({ value: String(one.id), label: one.number }))}
        value={contractId}
        onChange={setContractId}
      />
      <Group gap="xs" grow>
        <DateField label={say('From')} value={day} onChange={setDay} />
        <TextField
          label={say('Time, if not from midnight')}
          value={time}
          onChange={setTime}
          placeholder="14:30+02:00"
        />
      </Group>
      <Switch
        label={say('With its fees')}
        checked={withFees}
        onChange={(event) => setWithFees(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

/** A time of day with its offset makes an instant; null where it is none. */
function instantOf(day: string, time: string): string | null {
  const match = /^(\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})$/.exec(time.trim());
  return match === null ? null : `${day}T${match[1] ?? ''}:00${match[2] ?? ''}`;
}
