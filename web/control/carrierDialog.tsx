import { Button, Group, Modal, MultiSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useAct, useCall, useSay } from '#app';
import { type listCarriersEndpoint, saveCarrierEndpoint } from '#control';
import { Trouble } from '#kit';
import { listSourcesEndpoint } from '#mediation';

type Carrier = ReplyOf<typeof listCarriersEndpoint>['carriers'][number];

/** The carrier as it is typed. */
interface Draft {
  readonly code: string;
  readonly name: string;
  readonly supplier: string;
  readonly sourceIds: string[];
  readonly vatPercent: string;
  readonly tolerance: string;
  readonly tolerancePercent: string;
  readonly lateDays: number;
}

interface CarrierDialogProps {
  /** null = a new one. */
  readonly carrier: Carrier | null;
  readonly onClose: () => void;
}

/** A carrier: whose calls it bills, what VAT is agreed, which differences do not matter. */
export function CarrierDialog({ carrier, onClose }: CarrierDialogProps) {
  const say = useSay();
  const save = useAct(saveCarrierEndpoint);
  const [draft, setDraft] = useState<Draft>({
    code: carrier?.code ?? '',
    name: carrier?.name ?? '',
    supplier: carrier?.supplier ?? '',
    sourceIds: (carrier?.sourceIds ?? []).map(String),
    vatPercent: carrier?.vatPercent ?? '',
    tolerance: carrier?.tolerance ?? '0.05',
    tolerancePercent: carrier?.tolerancePercent ?? '0.5',
    lateDays: carrier?.lateDays ?? 3,
  });
  const submit = () =>
    save.mutate(
      {
        params: { code: draft.code.trim() },
        body: {
          name: draft.name,
          supplier: draft.supplier.trim() || null,
          sourceIds: draft.sourceIds.map(Number),
          vatPercent: draft.vatPercent === '' ? null : draft.vatPercent,
          tolerance: draft.tolerance,
          tolerancePercent: draft.tolerancePercent,
          lateDays: draft.lateDays,
        },
      },
      { onSuccess: onClose },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={carrier === null ? say('New carrier') : carrier.name}
      size="lg"
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm">
          <Fields
            draft={draft}
            isNew={carrier === null}
            onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          />
          {save.error && <Trouble error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={draft.name.trim() === '' || draft.code.trim() === ''}
            >
              {say('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly isNew: boolean;
  readonly onChange: (change: Partial<Draft>) => void;
}

function Fields({ draft, isNew, onChange }: FieldsProps) {
  const say = useSay();
  const sources = useCall(listSourcesEndpoint, {});
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          size="xs"
          label={say('Name')}
          value={draft.name}
          data-autofocus
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label={say('Short name')}
          disabled={!isNew}
          value={draft.code}
          onChange={(event) => onChange({ code: event.currentTarget.value })}
        />
      </Group>
      <MultiSelect
        size="xs"
        label={say('Sources of its calls')}
        description={say(
          'Whose records are the calls that it bills: its own, or those of the telephone systems behind it',
        )}
        data={(sources.data?.sources ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.sourceIds}
        onChange={(sourceIds) => onChange({ sourceIds })}
        searchable
      />
      <TextInput
        size="xs"
        label={say('Supplier of products')}
        description={say('As the products name it: what customers have of them is compared with what is billed')}
        value={draft.supplier}
        onChange={(event) => onChange({ supplier: event.currentTarget.value })}
      />
      <Tolerances draft={draft} onChange={onChange} />
    </>
  );
}

/** What VAT is agreed, and which differences do not matter. */
function Tolerances({ draft, onChange }: Omit<FieldsProps, 'isNew'>) {
  const say = useSay();
  const decimal = (label: string, description: string, key: 'vatPercent' | 'tolerance' | 'tolerancePercent') => (
    <NumberInput
      size="xs"
      label={label}
      description={description}
      min={0}
      decimalScale={3}
      value={draft[key]}
      onChange={(value) => onChange({ [key]: String(value) })}
    />
  );
  return (
    <>
      <Group grow align="flex-start">
        {decimal(say('VAT %'), say('As agreed; 0 = reverse charge, empty = not checked'), 'vatPercent')}
        {decimal(say('Tolerance'), say('Per number and destination'), 'tolerance')}
        {decimal(say('Tolerance %'), say('Of our cost; the larger counts'), 'tolerancePercent')}
      </Group>
      <NumberInput
        size="xs"
        label={say('Days either way')}
        description={say('Its month may begin or end so many days beside ours')}
        min={0}
        max={10}
        value={draft.lateDays}
        onChange={(value) => onChange({ lateDays: Number(value) })}
      />
    </>
  );
}
