import { Group, NumberInput, Select, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useName, useSay } from '#app';
import { latest } from '#base';
import { type BundleAnswers, listBundlesEndpoint, listProductsEndpoint, tryBundleEndpoint } from '#catalog';
import { addBundleToContractEndpoint } from '#contracts';
import { Amount, type Column, Count, DataGrid, EmptyState } from '#kit';
import { DateField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import type { Contract, Holder } from './types.ts';

type Bundle = ReplyOf<typeof listBundlesEndpoint>['bundles'][number];
type Item = ReplyOf<typeof tryBundleEndpoint>['items'][number];

interface BundleDialogProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly onClose: () => void;
}

/** A bundle: questions answered, the items it comes to, all of them added at once. */
export function BundleDialog({ contract, holder, onClose }: BundleDialogProps) {
  const say = useSay();
  const name = useName();
  const act = useAct(addBundleToContractEndpoint);
  const bundles = useCall(listBundlesEndpoint, {});
  const [code, setCode] = useState<string | null>(null);
  const [answers, setAnswers] = useState<BundleAnswers>({});
  const [startsOn, setStartsOn] = useState(latest(contract.startsOn, holder.today));
  const offered = bundles.data?.bundles.filter((one) => one.active) ?? [];
  const bundle = offered.find((one) => one.code === code);
  const submit = () => {
    if (code === null) return;
    const body = { bundleCode: code, answers, startsOn };
    act.mutate({ params: { contractId: contract.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Bundle for contract {number}', { number: contract.number })}
      verb={say('Add all')}
      onClose={onClose}
      onSubmit={submit}
      blocked={code === null || startsOn === ''}
      busy={act.isPending}
      error={act.error}
      size={720}
    >
      <Group gap="xs" grow>
        <Select
          label={say('Bundle')}
          required
          searchable
          data={offered.map((one) => ({ value: one.code, label: name(one.name) }))}
          value={code}
          onChange={(value) => {
            setCode(value);
            setAnswers({});
          }}
          data-autofocus
        />
        <DateField label={say('Begins on')} value={startsOn} onChange={setStartsOn} />
      </Group>
      {bundle?.questions.map((question) => (
        <Question
          key={question.key}
          question={question}
          answer={answers[question.key] ?? question.standard}
          onAnswer={(answer) => setAnswers((before) => ({ ...before, [question.key]: answer }))}
        />
      ))}
      {bundle !== undefined && <Items bundle={bundle} answers={answers} currency={holder.currency} />}
    </FormDialog>
  );
}

interface QuestionProps {
  readonly question: Bundle['questions'][number];
  readonly answer: boolean | string | number;
  readonly onAnswer: (answer: boolean | string | number) => void;
}

function Question({ question, answer, onAnswer }: QuestionProps) {
  const name = useName();
  const label = name(question.label) || question.key;
  switch (question.kind) {
    case 'number':
      return (
        <NumberInput
          label={label}
          min={question.min}
          max={question.max}
          allowDecimal={false}
          value={Number(answer)}
          onChange={(typed) => onAnswer(Number(typed) || 0)}
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          allowDeselect={false}
          data={question.choices.map((choice) => ({ value: choice.value, label: name(choice.label) || choice.value }))}
          value={String(answer)}
          onChange={(value) => onAnswer(value ?? question.standard)}
        />
      );
    case 'yesNo':
      return (
        <Switch label={label} checked={answer === true} onChange={(event) => onAnswer(event.currentTarget.checked)} />
      );
  }
}

function Items({
  bundle,
  answers,
  currency,
}: {
  readonly bundle: Bundle;
  readonly answers: BundleAnswers;
  readonly currency: string;
}) {
  const say = useSay();
  const name = useName();
  const products = useCall(listProductsEndpoint, {});
  const tried = useCall(tryBundleEndpoint, { params: { code: bundle.code }, body: { answers, currency } });
  const columns = useMemo<readonly Column<Item>[]>(() => {
    const product = (id: number) => products.data?.products.find((one) => one.id === id);
    return [
      {
        key: 'product',
        title: say('Product'),
        cell: (row) => {
          const found = product(row.productId);
          return found === undefined ? '' : name(found.name);
        },
      },
      { key: 'quantity', title: say('Quantity'), align: 'right', cell: (row) => <Count value={row.quantity} /> },
      {
        key: 'price',
        title: `${say('Price')} ${currency}`,
        align: 'right',
        cell: (row) =>
          row.unitPrice === null ? (
            <span className="muted">{say('as in the catalogue')}</span>
          ) : (
            <Amount value={row.unitPrice} exact />
          ),
      },
    ];
  }, [say, name, currency, products.data]);
  const items = tried.data?.items ?? [];
  return (
    <>
      <DataGrid
        label={say('What comes into the contract')}
        columns={columns}
        rows={items}
        rowKey={(row) => `${String(row.productId)}/${String(items.indexOf(row))}`}
        maxHeight={280}
        empty={<EmptyState title={say('Nothing for these answers')} />}
      />
      <Text size="sm" className="muted">
        {say('Each becomes a line of its own that can be changed afterwards.')}
      </Text>
    </>
  );
}
