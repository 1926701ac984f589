import { Group, SegmentedControl, Select, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useName, useSay } from '#app';
import { latest } from '#base';
import { listOptionsEndpoint } from '#catalog';
import {
  addCreditEndpoint,
  addOneOffEndpoint,
  addSubscriptionEndpoint,
  bookOptionEndpoint,
  CREDIT_REASONS,
  takeDepositEndpoint,
} from '#contracts';
import { CountField, DateField, decimalOf, ProductSelect, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import { REASON_NAMES } from './names.ts';
import type { Contract, Holder } from './types.ts';

interface AddDialogProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly onClose: () => void;
}

/** A subscription: a fee over time. */
export function SubscriptionDialog({ contract, holder, onClose }: AddDialogProps) {
  const say = useSay();
  const act = useAct(addSubscriptionEndpoint);
  const [productId, setProductId] = useState<number | null>(null);
  const [quantity, setQuantity] = useState(1);
  const [price, setPrice] = useState('');
  const [startsOn, setStartsOn] = useState(latest(contract.startsOn, holder.today));
  const [note, setNote] = useState('');
  const [setup, setSetup] = useState(true);
  const unitPrice = price === '' ? null : decimalOf(price);
  const submit = () => {
    if (productId === null) return;
    const body = { productId, quantity, unitPrice, startsOn, note: note === '' ? null : note, setup };
    act.mutate({ params: { contractId: contract.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Subscription for contract {number}', { number: contract.number })}
      verb={say('Add')}
      onClose={onClose}
      onSubmit={submit}
      blocked={productId === null || startsOn === '' || (price !== '' && unitPrice === null)}
      busy={act.isPending}
      error={act.error}
    >
      <ProductSelect label={say('Product')} value={productId} onChange={setProductId} of="subscribed" autoFocus />
      <Group gap="xs" grow>
        <CountField label={say('Quantity')} value={quantity} onChange={setQuantity} min={1} />
        <TextField
          label={`${say('Own price')} ${holder.currency}`}
          value={price}
          onChange={setPrice}
          placeholder={say('as in the catalogue')}
        />
        <DateField label={say('Begins on')} value={startsOn} onChange={setStartsOn} />
      </Group>
      <TextField label={say('Printed below the name')} value={note} onChange={setNote} />
      <Switch
        label={say('Charge the set-up fee of the product')}
        checked={setup}
        onChange={(event) => setSetup(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

const KINDS = ['sale', 'credit', 'deposit'] as const;
type Kind = (typeof KINDS)[number];

/** Something charged once, money given back, or a deposit. */
export function ItemDialog({ contract, holder, onClose }: AddDialogProps) {
  const say = useSay();
  const sell = useAct(addOneOffEndpoint);
  const credit = useAct(addCreditEndpoint);
  const deposit = useAct(takeDepositEndpoint);
  const [kind, setKind] = useState<Kind>('sale');
  const [productId, setProductId] = useState<number | null>(null);
  const [quantity, setQuantity] = useState(1);
  const [amount, setAmount] = useState('');
  const [dueOn, setDueOn] = useState(latest(contract.startsOn, holder.today));
  const [note, setNote] = useState('');
  const [reason, setReason] = useState<(typeof CREDIT_REASONS)[number]>('goodwill');
  const act = { sale: sell, credit, deposit }[kind];
  const money = decimalOf(amount);
  const submit = () => {
    if (productId === null || money === null) return;
    const params = { contractId: contract.id };
    const item = { productId, dueOn, note: note === '' ? null : note };
    const done = { onSuccess: onClose };
    if (kind === 'sale') sell.mutate({ params, body: { ...item, quantity, unitPrice: money } }, done);
    else if (kind === 'credit') credit.mutate({ params, body: { ...item, amount: money, reason } }, done);
    else deposit.mutate({ params, body: { ...item, amount: money } }, done);
  };
  return (
    <FormDialog
      title={say('Once on contract {number}', { number: contract.number })}
      verb={say('Add')}
      onClose={onClose}
      onSubmit={submit}
      blocked={productId === null || money === null || dueOn === ''}
      busy={act.isPending}
      error={act.error}
    >
      <SegmentedControl
        aria-label={say('What it is')}
        value={kind}
        onChange={(value) => {
          setKind(KINDS.find((each) => each === value) ?? 'sale');
          setProductId(null);
        }}
        data={[
          { value: 'sale', label: say('Sale') },
          { value: 'credit', label: say('Credit') },
          { value: 'deposit', label: say('Deposit') },
        ]}
      />
      <ProductSelect
        label={say('Product')}
        value={productId}
        onChange={setProductId}
        of={kind === 'deposit' ? 'deposit' : 'once'}
        autoFocus
      />
      <Group gap="xs" grow>
        {kind === 'sale' && <CountField label={say('Quantity')} value={quantity} onChange={setQuantity} min={1} />}
        <TextField
          label={`${kind === 'sale' ? say('Price of one') : say('Amount')} ${holder.currency}`}
          value={amount}
          onChange={setAmount}
          required
        />
        <DateField label={say('On the bill of the month of')} value={dueOn} onChange={setDueOn} />
      </Group>
      {kind === 'credit' && (
        <Select
          label={say('Reason')}
          allowDeselect={false}
          data={CREDIT_REASONS.map((value) => ({ value, label: say(REASON_NAMES[value]) }))}
          value={reason}
          onChange={(value) => setReason(CREDIT_REASONS.find((each) => each === value) ?? 'other')}
        />
      )}
      <Textarea
        label={say('Printed below the name')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={200}
      />
    </FormDialog>
  );
}

/** An option or pack, for all lines or one. */
export function OptionDialog({ contract, holder, onClose }: AddDialogProps) {
  const say = useSay();
  const name = useName();
  const act = useAct(bookOptionEndpoint);
  const options = useCall(listOptionsEndpoint, {});
  const [optionId, setOptionId] = useState<string | null>(null);
  const [lineId, setLineId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState(1);
  const [from, setFrom] = useState(latest(contract.startsOn, holder.today));
  const [until, setUntil] = useState('');
  const submit = () => {
    if (optionId === null) return;
    const body = {
      optionId: Number(optionId),
      lineId: lineId === null ? null : Number(lineId),
      quantity,
      from,
      until: until === '' ? null : until,
    };
    act.mutate({ params: { contractId: contract.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Option for contract {number}', { number: contract.number })}
      verb={say('Book')}
      onClose={onClose}
      onSubmit={submit}
      blocked={optionId === null || from === ''}
      busy={act.isPending}
      error={act.error}
    >
      <Group gap="xs" grow>
        <Select
          label={say('Option')}
          required
          searchable
          data={options.data?.options.map((one) => ({ value: String(one.id), label: name(one.name) })) ?? []}
          value={optionId}
          onChange={setOptionId}
          data-autofocus
        />
        <Select
          label={say('For')}
          placeholder={say('all lines of the contract')}
          clearable
          searchable
          data={contract.lines.map((line) => ({ value: String(line.id), label: line.label }))}
          value={lineId}
          onChange={setLineId}
        />
      </Group>
      <Group gap="xs" grow>
        <CountField label={say('Quantity')} value={quantity} onChange={setQuantity} min={1} max={1000} />
        <DateField label={say('From')} value={from} onChange={setFrom} />
        <DateField label={say('First day without it')} value={until} onChange={setUntil} required={false} />
      </Group>
    </FormDialog>
  );
}
