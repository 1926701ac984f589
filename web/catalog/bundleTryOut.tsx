import { NumberInput, Paper, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useName, useSay } from '#app';
import { divideRounded, formatMinor, minorDecimals, parseDecimal, powerOfTen } from '#base';
import {
  type Bundle,
  type BundleAnswers,
  type BundleQuestion,
  type ChosenItem,
  checkAnswers,
  expandBundle,
  PRODUCT_PRICE_DECIMALS,
} from '#catalog';
import { Amount, DataGrid, Money, Section } from '#kit';
import { PART_NAMES } from './productNames.ts';
import type { Product } from './productsPage.tsx';

interface BundleTryOutProps {
  readonly bundle: Pick<Bundle, 'questions' | 'items'>;
  readonly products: ReadonlyMap<number, Product>;
  readonly currency: string;
}

/** Answers tried out: the items they give and what those cost, at once. */
export function BundleTryOut({ bundle, products, currency }: BundleTryOutProps) {
  const say = useSay();
  const name = useName();
  const [given, setGiven] = useState<BundleAnswers>({});
  // Answers to questions that were changed or removed meanwhile count no more.
  const answers = Object.fromEntries(
    Object.entries(given).filter(([key, answer]) => checkAnswers(bundle.questions, { [key]: answer }).length === 0),
  );
  const items = expandBundle(bundle, answers, { products, currency });
  const priceOf = ({ productId, unitPrice }: ChosenItem) => unitPrice ?? products.get(productId)?.unitPrice ?? '0';
  return (
    <Section title={say('Try it out')}>
      <Paper p="sm">
        <Stack gap="sm">
          {bundle.questions.map((question) => (
            <Asked
              key={question.key}
              question={question}
              value={answers[question.key] ?? question.standard}
              onChange={(answer) => setGiven((before) => ({ ...before, [question.key]: answer }))}
            />
          ))}
          <DataGrid
            label={say('Items')}
            columns={[
              {
                key: 'product',
                title: say('Product'),
                wrap: true,
                cell: ({ productId }) => name(products.get(productId)?.name ?? { de: '', fr: '', en: '' }),
              },
              { key: 'quantity', title: say('Quantity'), align: 'right', cell: ({ quantity }) => quantity },
              {
                key: 'price',
                title: say('Price'),
                align: 'right',
                cell: (item) => <Amount value={priceOf(item)} exact />,
              },
              { key: 'part', title: say('Due'), cell: ({ part }) => say(PART_NAMES[part]) },
            ]}
            rows={items}
            rowKey={(item) => `${items.indexOf(item)}`}
            empty={
              <Text size="sm" p="sm">
                {say('Nothing follows from these answers.')}
              </Text>
            }
          />
          <Text size="sm" component="div" aria-live="polite">
            {say('A month')}: <Money value={monthly(items, products, priceOf, currency)} currency={currency} /> ·{' '}
            {say('Once')}: <Money value={once(items, priceOf, currency)} currency={currency} />
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}

interface AskedProps {
  readonly question: BundleQuestion;
  readonly value: boolean | string | number;
  readonly onChange: (answer: boolean | string | number) => void;
}

function Asked({ question, value, onChange }: AskedProps) {
  const say = useSay();
  const name = useName();
  const label = name(question.label) || question.key;
  switch (question.kind) {
    case 'number':
      return (
        <NumberInput
          size="xs"
          label={label}
          min={question.min}
          max={question.max}
          value={Number(value)}
          onChange={(typed) => onChange(Number(typed) || 0)}
        />
      );
    case 'yesNo':
      return (
        <Select
          label={label}
          value={value === true ? 'yes' : 'no'}
          data={[
            { value: 'yes', label: say('yes') },
            { value: 'no', label: say('no') },
          ]}
          onChange={(chosen) => onChange(chosen === 'yes')}
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={String(value)}
          data={question.choices.map((each) => ({ value: each.value, label: name(each.label) || each.value }))}
          onChange={(chosen) => onChange(chosen ?? question.standard)}
        />
      );
  }
}

type PriceOf = (item: ChosenItem) => string;
const scaled = (price: string) => parseDecimal(price, PRODUCT_PRICE_DECIMALS) ?? 0n;

/** What the fees come to in a month: of longer periods their share. */
function monthly(
  items: readonly ChosenItem[],
  products: ReadonlyMap<number, Product>,
  priceOf: PriceOf,
  currency: string,
): string {
  let sum = 0n;
  for (const item of items) {
    if (item.part === 'oneOff') continue;
    const months = BigInt(products.get(item.productId)?.recurrence.months ?? 1);
    sum += divideRounded(scaled(priceOf(item)) * BigInt(item.quantity), months, 'halfUp');
  }
  return inCurrency(sum, currency);
}

function once(items: readonly ChosenItem[], priceOf: PriceOf, currency: string): string {
  const oneOffs = items.filter(({ part }) => part === 'oneOff');
  return inCurrency(
    oneOffs.reduce((sum, item) => sum + scaled(priceOf(item)) * BigInt(item.quantity), 0n),
    currency,
  );
}

function inCurrency(amount: bigint, currency: string): string {
  return formatMinor(
    divideRounded(amount, powerOfTen(PRODUCT_PRICE_DECIMALS - minorDecimals(currency)), 'halfUp'),
    currency,
  );
}
