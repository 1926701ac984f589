import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useName, useSay } from '#app';
import {
  addProductEndpoint,
  changeProductEndpoint,
  isSubscribed,
  listProductFamiliesEndpoint,
  listProductsEndpoint,
  PRODUCT_KINDS,
  TAX_CLASSES,
} from '#catalog';
import { Trouble } from '#kit';
import { LocalNameFields } from './localNameFields.tsx';
import { filled, NO_NAME } from './localNames.ts';
import { KIND_NAMES, TAX_CLASS_NAMES } from './productNames.ts';
import type { Product } from './productsPage.tsx';
import { RhythmFields, rhythmOf } from './rhythmFields.tsx';

interface ProductDialogProps {
  /** Null: a new one. */
  readonly product: Product | null;
  readonly onClose: () => void;
  readonly onSaved?: (code: string) => void;
}

/** What is typed of a product. */
function draftOf(product: Product | null) {
  return {
    code: product?.code ?? '',
    name: product?.name ?? NO_NAME,
    kind: product?.kind ?? ('recurring' as const),
    unitPrice: '',
    buyingPrice: '',
    familyCode: product?.familyCode ?? null,
    revenueAccount: product?.revenueAccount ?? '',
    taxClass: product?.taxClass ?? ('standard' as const),
    setupProductCode: product?.setupProductCode ?? null,
    minimumTermMonths: product?.minimumTermMonths ?? 0,
    noticeMonths: product?.noticeMonths ?? 0,
    renewalMonths: product?.renewalMonths ?? 0,
    supplier: product?.supplier ?? '',
    supplierReference: product?.supplierReference ?? '',
    rhythm: rhythmOf('recurring'),
  };
}
type Draft = ReturnType<typeof draftOf>;

/** Adds a product with its first price, or changes what can be changed of one. */
export function ProductDialog({ product, onClose, onSaved }: ProductDialogProps) {
  const say = useSay();
  const add = useAct(addProductEndpoint);
  const change = useAct(changeProductEndpoint);
  const [draft, setDraft] = useState<Draft>(() => draftOf(product));
  const set = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const { error } = product === null ? add : change;
  const save = () => {
    const { code, kind, unitPrice, buyingPrice, rhythm, revenueAccount, ...said } = draft;
    const body = {
      ...said,
      name: filled(draft.name),
      supplier: draft.supplier.trim() || null,
      supplierReference: draft.supplierReference.trim() || null,
      ...(revenueAccount.trim() === '' ? {} : { revenueAccount }),
    };
    const done = {
      onSuccess: () => {
        onSaved?.(code);
        onClose();
      },
    };
    if (product !== null) return change.mutate({ params: { code: product.code }, body }, done);
    const first = { code, kind, unitPrice: decimal(unitPrice), buyingPrice: decimal(buyingPrice) || null };
    return add.mutate({ body: { ...body, ...first, ...(isSubscribed(kind) ? rhythm : {}) } }, done);
  };
  const missing = product === null && (draft.code.trim() === '' || draft.unitPrice.trim() === '');
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={product === null ? say('New product') : say('Change {product}', { product: product.code })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          {product === null && <FirstFields draft={draft} set={set} />}
          <LocalNameFields
            label={say('Name')}
            value={draft.name}
            onChange={(name) => set({ name })}
            autoFocus={product !== null}
          />
          <AccountFields draft={draft} set={set} />
          {isSubscribed(draft.kind) && (
            <>
              {product === null && <RhythmFields value={draft.rhythm} onChange={(rhythm) => set({ rhythm })} />}
              <TermFields draft={draft} set={set} except={product?.code} />
            </>
          )}
          <Group gap="xs" grow>
            <TextInput
              label={say('Supplier')}
              value={draft.supplier}
              onChange={(event) => set({ supplier: event.currentTarget.value })}
            />
            <TextInput
              label={say('Supplier’s reference')}
              value={draft.supplierReference}
              onChange={(event) => set({ supplierReference: event.currentTarget.value })}
            />
          </Group>
          {error && <Trouble error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={missing} loading={add.isPending || change.isPending}>
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
  readonly set: (changed: Partial<Draft>) => void;
}

/** What is said once: code, kind, the first price. */
function FirstFields({ draft, set }: FieldsProps) {
  const say = useSay();
  return (
    <Group gap="xs" grow>
      <TextInput
        label={say('Code')}
        required
        value={draft.code}
        onChange={(event) => set({ code: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        label={say('Kind')}
        value={draft.kind}
        data={PRODUCT_KINDS.map((value) => ({ value, label: say(KIND_NAMES[value]) }))}
        onChange={(value) => {
          const kind = PRODUCT_KINDS.find((each) => each === value) ?? 'recurring';
          set({ kind, rhythm: rhythmOf(kind), renewalMonths: kind === 'licence' ? 12 : 0 });
        }}
      />
      <TextInput
        label={say('Price')}
        required
        value={draft.unitPrice}
        onChange={(event) => set({ unitPrice: event.currentTarget.value })}
      />
      <TextInput
        label={say('Buying price')}
        value={draft.buyingPrice}
        onChange={(event) => set({ buyingPrice: event.currentTarget.value })}
      />
    </Group>
  );
}

function AccountFields({ draft, set }: FieldsProps) {
  const say = useSay();
  const name = useName();
  const families = useCall(listProductFamiliesEndpoint, {}).data?.families ?? [];
  const account = families.find(({ code }) => code === draft.familyCode)?.revenueAccount;
  return (
    <Group gap="xs" grow>
      <Select
        label={say('Family')}
        value={draft.familyCode ?? ''}
        data={[
          { value: '', label: say('none') },
          ...families.map((each) => ({ value: each.code, label: name(each.name) })),
        ]}
        onChange={(value) => set({ familyCode: value || null })}
      />
      <TextInput
        label={say('Revenue account')}
        placeholder={account ?? ''}
        required={account === undefined}
        value={draft.revenueAccount}
        onChange={(event) => set({ revenueAccount: event.currentTarget.value })}
      />
      <Select
        label={say('VAT')}
        value={draft.taxClass}
        data={TAX_CLASSES.map((value) => ({ value, label: say(TAX_CLASS_NAMES[value]) }))}
        onChange={(value) => set({ taxClass: TAX_CLASSES.find((each) => each === value) ?? 'standard' })}
      />
    </Group>
  );
}

function TermFields({ draft, set, except }: FieldsProps & { readonly except: string | undefined }) {
  const say = useSay();
  const name = useName();
  const products = useCall(listProductsEndpoint, {}).data?.products ?? [];
  const months = (key: 'minimumTermMonths' | 'noticeMonths' | 'renewalMonths', label: string) => (
    <NumberInput
      size="xs"
      label={label}
      min={0}
      max={120}
      value={draft[key]}
      onChange={(value) => set({ [key]: Number(value) || 0 })}
    />
  );
  return (
    <Group gap="xs" grow align="flex-end">
      <Select
        label={say('Set-up charged at the start')}
        value={draft.setupProductCode ?? ''}
        data={[
          { value: '', label: say('none') },
          ...products
            .filter(({ kind, code, active }) => kind === 'oneOff' && code !== except && active)
            .map((each) => ({ value: each.code, label: name(each.name) })),
        ]}
        onChange={(value) => set({ setupProductCode: value || null })}
        searchable
      />
      {months('minimumTermMonths', say('Minimum term (months)'))}
      {months('noticeMonths', say('Notice (months)'))}
      {months('renewalMonths', say('Renewed by (months)'))}
    </Group>
  );
}

/** What people type for an amount: a decimal comma will do. */
export function decimal(typed: string): string {
  return typed.trim().replace(',', '.');
}
