import { Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct, useSay } from '#app';
import { latest } from '#base';
import {
  addDiscountsEndpoint,
  changeSubscriptionEndpoint,
  DISCOUNT_KINDS,
  endSubscriptionEndpoint,
  pauseSubscriptionEndpoint,
  restartSubscriptionEndpoint,
} from '#contracts';
import { CountField, DateField, decimalOf, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import type { Holder, Subscription } from './types.ts';

export interface SubscriptionDialogProps {
  readonly subscription: Subscription;
  readonly holder: Holder;
  /** Name of the product. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Quantity or price from a day on, the past included. */
export function ChangeDialog({ subscription, holder, name, onClose }: SubscriptionDialogProps) {
  const say = useSay();
  const act = useAct(changeSubscriptionEndpoint);
  const [from, setFrom] = useState(holder.today);
  const [quantity, setQuantity] = useState(subscription.quantity);
  const [price, setPrice] = useState('');
  const [follow, setFollow] = useState('keep');
  const own = price === '' ? undefined : decimalOf(price);
  const submit = () => {
    const unitPrice = follow === 'catalogue' ? null : (own ?? undefined);
    const body = {
      from,
      ...(quantity === subscription.quantity ? {} : { quantity }),
      ...(unitPrice === undefined ? {} : { unitPrice }),
    };
    act.mutate({ params: { subscriptionId: subscription.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Change {product}', { product: name })}
      verb={say('Edit')}
      onClose={onClose}
      onSubmit={submit}
      blocked={from === '' || own === null}
      busy={act.isPending}
      error={act.error}
    >
      <Group gap="xs" grow>
        <DateField label={say('From')} value={from} onChange={setFrom} autoFocus />
        <CountField label={say('Quantity')} value={quantity} onChange={setQuantity} min={1} />
      </Group>
      <Group gap="xs" align="flex-end">
        <SegmentedControl
          aria-label={say('Price')}
          value={follow}
          onChange={setFollow}
          data={[
            { value: 'keep', label: say('Price stays') },
            { value: 'own', label: say('Own price') },
            { value: 'catalogue', label: say('Price of the catalogue') },
          ]}
        />
        {follow === 'own' && (
          <TextField label={`${say('Own price')} ${holder.currency}`} value={price} onChange={setPrice} required />
        )}
      </Group>
      {from !== '' && from < holder.today && (
        <Text size="sm" className="muted">
          {say('A day in the past: the next bill gives or takes the difference to what was billed.')}
        </Text>
      )}
    </FormDialog>
  );
}

/** The end of a subscription, moved or taken back. */
export function EndDialog({ subscription, name, onClose }: SubscriptionDialogProps) {
  const say = useSay();
  const act = useAct(endSubscriptionEndpoint);
  const [endsOn, setEndsOn] = useState(subscription.endsOn ?? '');
  return (
    <FormDialog
      title={say('End {product}', { product: name })}
      verb={endsOn === '' ? say('Let it run on') : say('End it')}
      onClose={onClose}
      onSubmit={() =>
        act.mutate(
          { params: { subscriptionId: subscription.id }, body: { endsOn: endsOn === '' ? null : endsOn } },
          { onSuccess: onClose },
        )
      }
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

/** A subscription that ended begins again. */
export function RestartDialog({ subscription, holder, name, onClose }: SubscriptionDialogProps) {
  const say = useSay();
  const act = useAct(restartSubscriptionEndpoint);
  const [from, setFrom] = useState(holder.today);
  return (
    <FormDialog
      title={say('Begin {product} again', { product: name })}
      verb={say('Begin again')}
      onClose={onClose}
      onSubmit={() =>
        act.mutate({ params: { subscriptionId: subscription.id }, body: { from } }, { onSuccess: onClose })
      }
      blocked={from === ''}
      busy={act.isPending}
      error={act.error}
    >
      <DateField label={say('From')} value={from} onChange={setFrom} autoFocus />
    </FormDialog>
  );
}

/** Less, or nothing, is charged for a time. */
export function PauseDialog({ subscription, holder, name, onClose }: SubscriptionDialogProps) {
  const say = useSay();
  const act = useAct(pauseSubscriptionEndpoint);
  const [from, setFrom] = useState(holder.today);
  const [to, setTo] = useState('');
  const [percent, setPercent] = useState('0');
  const billedPercent = decimalOf(percent);
  const submit = () => {
    if (billedPercent === null) return;
    const body = { from, to: to === '' ? null : to, billedPercent };
    act.mutate({ params: { subscriptionId: subscription.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Pause {product}', { product: name })}
      verb={say('Pause')}
      onClose={onClose}
      onSubmit={submit}
      blocked={from === '' || billedPercent === null}
      busy={act.isPending}
      error={act.error}
    >
      <Group gap="xs" grow>
        <DateField label={say('From')} value={from} onChange={setFrom} autoFocus />
        <DateField label={say('First day in force again')} value={to} onChange={setTo} required={false} />
        <TextField label={say('Still charged, in percent')} value={percent} onChange={setPercent} required />
      </Group>
    </FormDialog>
  );
}

/** Something off the fee for a time. */
export function DiscountDialog({ subscription, holder, name, onClose }: SubscriptionDialogProps) {
  const say = useSay();
  const act = useAct(addDiscountsEndpoint);
  const [kind, setKind] = useState<(typeof DISCOUNT_KINDS)[number]>('percent');
  const [typed, setTyped] = useState('');
  const [from, setFrom] = useState(latest(subscription.startsOn, holder.today));
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const value = decimalOf(typed);
  const submit = () => {
    if (value === null) return;
    const discount = { kind, value, from, to: to === '' ? null : to, reason: reason === '' ? null : reason };
    act.mutate(
      { params: { subscriptionId: subscription.id }, body: { discounts: [discount] } },
      { onSuccess: onClose },
    );
  };
  return (
    <FormDialog
      title={say('Discount on {product}', { product: name })}
      verb={say('Give it')}
      onClose={onClose}
      onSubmit={submit}
      blocked={value === null || from === ''}
      busy={act.isPending}
      error={act.error}
    >
      <Group gap="xs" align="flex-end" grow>
        <SegmentedControl
          aria-label={say('Kind')}
          value={kind}
          onChange={(chosen) => setKind(DISCOUNT_KINDS.find((each) => each === chosen) ?? 'percent')}
          data={[
            { value: 'percent', label: say('Percent') },
            { value: 'amount', label: `${say('Amount')} ${holder.currency}` },
          ]}
        />
        <TextField label={say('Off the fee of a period')} value={typed} onChange={setTyped} required autoFocus />
      </Group>
      <Group gap="xs" grow>
        <DateField label={say('From')} value={from} onChange={setFrom} />
        <DateField label={say('First day without it')} value={to} onChange={setTo} required={false} />
      </Group>
      <TextField label={say('Reason, printed on the bill')} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
