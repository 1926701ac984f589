import {
  ActionIcon,
  Button,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAct, useCall, useSay } from '#app';
import { isCurrency } from '#base';
import { isSubscribed, type NewProductPrice, newProductPrice, setProductPriceEndpoint } from '#catalog';
import { previewProductPriceEndpoint } from '#contracts';
import { DiffValue, Trouble } from '#kit';
import { decimal } from './productDialog.tsx';
import type { Product } from './productsPage.tsx';

/** How long typing rests before the effect is asked for. */
const REST_MS = 300;
const CURRENCIES = ['EUR', 'CHF', 'GBP', 'USD', 'PLN', 'CZK', 'DKK', 'SEK', 'NOK'].filter(isCurrency);

interface Stair {
  readonly fromMonth: number;
  readonly toMonth: number | null;
  readonly unitPrice: string;
}

interface Draft {
  readonly validFrom: string;
  readonly currency: string;
  readonly unitPrice: string;
  readonly setupFee: string;
  readonly buyingPrice: string;
  readonly existing: 'follow' | 'keep';
  readonly stairs: readonly Stair[];
}

function priceOf(draft: Draft): NewProductPrice | null {
  const read = newProductPrice.safeParse({
    ...draft,
    unitPrice: decimal(draft.unitPrice),
    setupFee: decimal(draft.setupFee) || null,
    buyingPrice: decimal(draft.buyingPrice) || null,
    stairs: draft.stairs.map((stair) => ({ ...stair, unitPrice: decimal(stair.unitPrice) })),
  });
  return read.success ? read.data : null;
}

/** A price from a date on: entered, its effect seen at once, then put in force. */
export function ProductPriceDialog({ product, onClose }: { readonly product: Product; readonly onClose: () => void }) {
  const say = useSay();
  const act = useAct(setProductPriceEndpoint);
  const [draft, setDraft] = useState<Draft>({
    validFrom: '',
    currency: product.currency,
    unitPrice: '',
    setupFee: '',
    buyingPrice: '',
    existing: 'follow',
    stairs: [],
  });
  const set = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const price = priceOf(draft);
  const field = (key: 'unitPrice' | 'setupFee' | 'buyingPrice', label: string, required = false) => (
    <TextInput
      label={label}
      required={required}
      value={draft[key]}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
      autoComplete="off"
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={say('New price of {product}', { product: product.code })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (price !== null) act.mutate({ params: { code: product.code }, body: price }, { onSuccess: onClose });
        }}
      >
        <Stack gap="sm">
          <Group gap="xs" grow>
            <TextInput
              type="date"
              label={say('Valid from')}
              required
              value={draft.validFrom}
              onChange={(event) => set({ validFrom: event.currentTarget.value })}
              data-autofocus
            />
            <Select
              label={say('Currency')}
              value={draft.currency}
              data={CURRENCIES}
              onChange={(value) => set({ currency: value ?? product.currency })}
            />
            {field('unitPrice', say('Price'), true)}
            {field('setupFee', say('Set-up fee'))}
            {field('buyingPrice', say('Buying price ({currency})', { currency: product.currency }))}
          </Group>
          <SegmentedControl
            aria-label={say('Who has it already')}
            value={draft.existing}
            onChange={(value) => set({ existing: value === 'keep' ? 'keep' : 'follow' })}
            data={[
              { value: 'follow', label: say('Who has it already pays it too') },
              { value: 'keep', label: say('Who has it already keeps his price') },
            ]}
          />
          {isSubscribed(product.kind) && <Stairs stairs={draft.stairs} onChange={(stairs) => set({ stairs })} />}
          <Impact code={product.code} price={price} />
          {act.error && <Trouble error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={price === null} loading={act.isPending}>
              {say('Put in force')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Stairs({
  stairs,
  onChange,
}: {
  readonly stairs: readonly Stair[];
  readonly onChange: (stairs: readonly Stair[]) => void;
}) {
  const say = useSay();
  const change = (at: number, changed: Partial<Stair>) =>
    onChange(stairs.map((stair, index) => (index === at ? { ...stair, ...changed } : stair)));
  const next = (stairs.at(-1)?.toMonth ?? 0) + 1;
  return (
    <Stack gap={6}>
      {stairs.map((stair, index) => (
        // A stair has no other identity than its place.
        <Group key={String(index)} gap="xs" align="flex-end" wrap="nowrap">
          <NumberInput
            size="xs"
            label={say('From month')}
            min={1}
            max={600}
            value={stair.fromMonth}
            onChange={(value) => change(index, { fromMonth: Number(value) || 1 })}
          />
          <NumberInput
            size="xs"
            label={say('To month (empty: for ever)')}
            min={1}
            max={600}
            value={stair.toMonth ?? ''}
            onChange={(value) => change(index, { toMonth: value === '' ? null : Number(value) })}
          />
          <TextInput
            label={say('Price')}
            value={stair.unitPrice}
            onChange={(event) => change(index, { unitPrice: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="dark"
            aria-label={say('Remove stair {row}', { row: index + 1 })}
            onClick={() => onChange(stairs.filter((_, at) => at !== index))}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => onChange([...stairs, { fromMonth: next, toMonth: next + 2, unitPrice: '' }])}
        >
          {say('Another price for some months')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Whom the price reaches and what it changes in a month, asked when typing rests. */
function Impact({ code, price }: { readonly code: string; readonly price: NewProductPrice | null }) {
  const say = useSay();
  const key = JSON.stringify(price);
  const [asked, setAsked] = useState<NewProductPrice | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(JSON.parse(key)), REST_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const impact = useCall(
    previewProductPriceEndpoint,
    { params: { code }, body: asked ?? { validFrom: '', unitPrice: '' } },
    { enabled: asked !== null },
  );
  if (price === null)
    return (
      <Text size="sm" className="muted">
        {say('The effect is shown here as soon as date and price stand.')}
      </Text>
    );
  if (impact.error) return <Trouble error={impact.error} />;
  if (impact.data === undefined)
    return (
      <Text size="sm" className="muted">
        {say('Reckoning …')}
      </Text>
    );
  const { subscriptions, affected, customers, monthlyDifference, currency } = impact.data;
  return (
    <Text size="sm" aria-live="polite">
      {say(
        'Reaches {affected} of {subscriptions} subscriptions, of {customers, plural, one {one customer} other {# customers}}',
        {
          affected,
          subscriptions,
          customers,
        },
      )}
      {': '}
      <DiffValue value={monthlyDifference} /> {currency} {say('a month')}
    </Text>
  );
}
