import { ActionIcon, Button, Group, NumberInput, Paper, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useName, useSay } from '#app';
import { type BundleCondition, type BundleQuestion, quantityExpression } from '#catalog';
import { BundleConditions } from './bundleConditions.tsx';
import type { ItemDraft } from './bundleDraft.ts';
import type { Product } from './productsPage.tsx';

interface BundleItemsProps {
  readonly items: readonly ItemDraft[];
  readonly questions: readonly BundleQuestion[];
  readonly products: readonly Product[];
  readonly currency: string;
  /** Number of a new row. */
  readonly nextRow: number;
  readonly onChange: (items: readonly ItemDraft[]) => void;
}

/** The products of a bundle: how many, at which price, and when at all. */
export function BundleItems({ items, questions, products, currency, nextRow, onChange }: BundleItemsProps) {
  const say = useSay();
  const name = useName();
  const sold = products.filter(({ kind, active }) => kind !== 'usage' && active);
  const change = (row: number, changed: Partial<ItemDraft>) =>
    onChange(items.map((each) => (each.row === row ? { ...each, ...changed } : each)));
  return (
    <Stack gap="xs">
      {items.map((item, index) => (
        <Paper key={item.row} p="xs">
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <Select
              label={say('Product')}
              style={{ flex: 1 }}
              searchable
              value={item.productCode === '' ? null : item.productCode}
              data={productChoices(item.productCode, sold, products, name)}
              onChange={(value) => change(item.row, { productCode: value ?? '' })}
            />
            <TextInput
              label={say('Price ({currency})', { currency })}
              w={100}
              placeholder={products.find(({ code }) => code === item.productCode)?.unitPrice ?? ''}
              value={item.unitPrice}
              onChange={(event) => change(item.row, { unitPrice: event.currentTarget.value })}
            />
            <TextInput
              label={say('Note')}
              w={150}
              value={item.note}
              onChange={(event) => change(item.row, { note: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="dark"
              aria-label={say('Remove item {row}', { row: index + 1 })}
              onClick={() => onChange(items.filter(({ row }) => row !== item.row))}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </Group>
          <Quantity item={item} questions={questions} onChange={(quantity) => change(item.row, { quantity })} />
          {questions.length > 0 && (
            <BundleConditions
              conditions={item.when}
              questions={questions}
              onChange={(when: readonly BundleCondition[]) => change(item.row, { when })}
            />
          )}
        </Paper>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => onChange([...items, newItem(nextRow)])}
        >
          {say('Add item')}
        </Button>
      </Group>
    </Stack>
  );
}

function newItem(row: number): ItemDraft {
  return { row, productCode: '', quantity: 1, when: [], unitPrice: '', otherPrices: {}, note: '' };
}

/** What is offered, and what the item already is. */
function productChoices(
  chosen: string,
  sold: readonly Product[],
  products: readonly Product[],
  name: ReturnType<typeof useName>,
) {
  const own = products.filter(({ code }) => code === chosen && !sold.some((each) => each.code === code));
  return [...own, ...sold].map((each) => ({ value: each.code, label: `${name(each.name)} (${each.code})` }));
}

interface QuantityProps {
  readonly item: ItemDraft;
  readonly questions: readonly BundleQuestion[];
  readonly onChange: (quantity: ItemDraft['quantity']) => void;
}

/** So many, or so many for a number that is asked. */
function Quantity({ item: { quantity }, questions, onChange }: QuantityProps) {
  const say = useSay();
  const name = useName();
  const numbers = questions.filter(({ kind }) => kind === 'number');
  const expression = typeof quantity === 'number' ? null : quantity;
  const field = (key: 'times' | 'each' | 'free' | 'plus' | 'min' | 'max', label: string, least: number) => (
    <NumberInput
      size="xs"
      w={64}
      hideControls
      label={label}
      min={least}
      value={expression?.[key] ?? ''}
      onChange={(value) => {
        const blank = key === 'min' || key === 'max' ? null : least;
        if (expression !== null) onChange({ ...expression, [key]: value === '' ? blank : Number(value) });
      }}
    />
  );
  return (
    <Group gap={6} mt={6} align="flex-end">
      <Select
        label={say('Quantity')}
        w={150}
        value={expression?.per ?? ''}
        data={[
          { value: '', label: say('fixed') },
          ...numbers.map(({ key, label }) => ({
            value: key,
            label: say('for {answer}', { answer: name(label) || key }),
          })),
        ]}
        onChange={(value) => onChange(value ? quantityExpression.parse({ per: value }) : 1)}
      />
      {expression === null ? (
        <NumberInput
          size="xs"
          w={64}
          hideControls
          label={say('Pieces')}
          min={1}
          value={typeof quantity === 'number' ? quantity : 1}
          onChange={(value) => onChange(Number(value) || 1)}
        />
      ) : (
        <>
          {field('times', say('Pieces'), 1)}
          {field('each', say('for every'), 1)}
          {field('free', say('beyond'), 0)}
          {field('plus', say('plus'), 0)}
          {field('min', say('At least'), 0)}
          {field('max', say('At most'), 0)}
          <Select
            label={say('Begun ones')}
            w={104}
            value={expression.roundUp ? 'up' : 'down'}
            data={[
              { value: 'up', label: say('count') },
              { value: 'down', label: say('do not count') },
            ]}
            onChange={(value) => onChange({ ...expression, roundUp: value === 'up' })}
          />
        </>
      )}
    </Group>
  );
}
