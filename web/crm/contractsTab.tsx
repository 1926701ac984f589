import { Paper, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useName, useSay } from '#app';
import { addDays, text } from '#base';
import { customerContractsEndpoint } from '#contracts';
import { Amount, type Column, Count, DataGrid, DateText, DateTimeText, EmptyState, Loaded, Section } from '#kit';
import { AllowanceSize } from './allowanceSize.tsx';

type Contract = ReplyOf<typeof customerContractsEndpoint>['contracts'][number];
type Line = Contract['lines'][number];
type OptionBooked = Contract['options'][number];
type AllowanceHeld = Contract['allowances'][number];

/** One thing a contract bills: a subscription or a one-off item. */
interface Item {
  readonly key: string;
  readonly name: string;
  readonly note: string | null;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly from: string;
  readonly to: string | null;
  readonly monthly: boolean;
}

const KINDS: Readonly<Record<Line['kind'], string>> = {
  number: text('Number'),
  range: text('Range'),
  trunk: text('Trunk'),
  account: text('Account code'),
  sim: text('SIM'),
};

const HOLDERS: Readonly<Record<AllowanceHeld['holder'], string>> = {
  line: text('each line'),
  contract: text('all lines of the contract'),
  customer: text('all lines of the customer'),
};

/** What a customer has: each contract with its fees, one-off items and lines. */
export function ContractsTab({ customerId, currency }: { readonly customerId: number; readonly currency: string }) {
  const say = useSay();
  const contracts = useCall(customerContractsEndpoint, { params: { customerId } });
  return (
    <Loaded of={contracts}>
      {(found) =>
        found.contracts.length === 0 ? (
          <EmptyState title={say('No contract yet')} />
        ) : (
          <Stack gap="lg">
            {found.contracts.map((contract) => (
              <ContractPart key={contract.id} contract={contract} currency={currency} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function ContractPart({ contract, currency }: { readonly contract: Contract; readonly currency: string }) {
  const say = useSay();
  const name = useName();
  return (
    <Paper p="md">
      <Section
        title={say('Contract {number}', { number: contract.number })}
        aside={
          <span className="muted">
            {name(contract.planName)}
            {contract.planChanges.map((change) => (
              <span key={change.startsOn}>
                {' '}
                · {say('from')} <DateText date={change.startsOn} /> {name(change.planName)}
              </span>
            ))}
            {Number(contract.usageDiscount) !== 0 && (
              <> · {say('{percent, number} % off all usage', { percent: contract.usageDiscount })}</>
            )}{' '}
            · {say('from')} <DateText date={contract.startsOn} />
            {contract.endsOn && (
              <>
                {' '}
                {say('to')} <DateText date={addDays(contract.endsOn, -1)} />
              </>
            )}
          </span>
        }
      >
        <Stack gap="sm">
          <Items contract={contract} currency={currency} />
          {contract.options.length > 0 && <Options options={contract.options} />}
          {contract.allowances.length > 0 && <Allowances allowances={contract.allowances} currency={currency} />}
          <Lines lines={contract.lines} />
        </Stack>
      </Section>
    </Paper>
  );
}

function Items({ contract, currency }: { readonly contract: Contract; readonly currency: string }) {
  const say = useSay();
  const name = useName();
  const items: Item[] = [
    ...contract.subscriptions.map((each) => ({
      key: `s${each.id}`,
      name: name(each.productName),
      note: null,
      quantity: each.quantity,
      unitPrice: each.unitPrice ?? '0',
      from: each.startsOn,
      to: each.endsOn,
      monthly: true,
    })),
    ...contract.oneOffs.map((each) => ({
      key: `o${each.id}`,
      name: name(each.productName),
      note: each.note,
      quantity: each.quantity,
      unitPrice: each.unitPrice,
      from: each.dueOn,
      to: null,
      monthly: false,
    })),
  ];
  const columns = useMemo<readonly Column<Item>[]>(
    () => [
      {
        key: 'name',
        title: say('Product'),
        cell: (row) => (
          <>
            {row.name}
            {row.note && <span className="muted"> · {row.note}</span>}
          </>
        ),
      },
      { key: 'billed', title: say('Billed'), cell: (row) => (row.monthly ? say('monthly') : say('once')) },
      { key: 'from', title: say('From'), cell: (row) => <DateText date={row.from} /> },
      { key: 'to', title: say('To'), cell: (row) => (row.to ? <DateText date={addDays(row.to, -1)} /> : '–') },
      { key: 'quantity', title: say('Quantity'), align: 'right', cell: (row) => <Count value={row.quantity} /> },
      {
        key: 'price',
        title: `${say('Price')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.unitPrice} exact />,
      },
    ],
    [say, currency],
  );
  return (
    <DataGrid
      label={say('Products of contract {number}', { number: contract.number })}
      columns={columns}
      rows={items}
      rowKey={(row) => row.key}
      empty={<EmptyState title={say('No product')} />}
    />
  );
}

function Options({ options }: { readonly options: readonly OptionBooked[] }) {
  const say = useSay();
  const name = useName();
  const columns = useMemo<readonly Column<OptionBooked>[]>(
    () => [
      { key: 'name', title: say('Option'), cell: (row) => name(row.optionName) },
      { key: 'line', title: say('For'), cell: (row) => row.lineLabel ?? say(HOLDERS.contract) },
      { key: 'quantity', title: say('Quantity'), align: 'right', cell: (row) => <Count value={row.quantity} /> },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.from} /> },
      { key: 'to', title: say('Until'), cell: (row) => (row.to ? <DateTimeText at={row.to} /> : '–') },
    ],
    [say, name],
  );
  return (
    <DataGrid
      label={say('Options booked')}
      columns={columns}
      rows={options}
      rowKey={(row) => row.id}
      empty={<EmptyState title={say('No option')} />}
    />
  );
}

function Allowances({
  allowances,
  currency,
}: {
  readonly allowances: readonly AllowanceHeld[];
  readonly currency: string;
}) {
  const say = useSay();
  const name = useName();
  const columns = useMemo<readonly Column<AllowanceHeld>[]>(
    () => [
      { key: 'name', title: say('Included'), cell: (row) => name(row.name) },
      {
        key: 'size',
        title: say('Amount included'),
        align: 'right',
        cell: (row) => <AllowanceSize allowance={row} currency={currency} />,
      },
      { key: 'holder', title: say('For'), cell: (row) => say(HOLDERS[row.holder]) },
      { key: 'by', title: say('By'), cell: (row) => (row.optionName ? name(row.optionName) : say('the price plan')) },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.from} /> },
      { key: 'to', title: say('Until'), cell: (row) => (row.to ? <DateTimeText at={row.to} /> : '–') },
    ],
    [say, name, currency],
  );
  return (
    <DataGrid
      label={say('What is included')}
      columns={columns}
      rows={allowances}
      rowKey={(row) => row.key}
      empty={<EmptyState title={say('Nothing included')} />}
    />
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const say = useSay();
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      { key: 'label', title: say('Line'), cell: (row) => row.label },
      { key: 'kind', title: say('Kind'), cell: (row) => say(KINDS[row.kind]) },
      {
        key: 'identifier',
        title: say('As the records carry it'),
        cell: (row) => <span className="mono">{row.identifier}</span>,
      },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.validFrom} /> },
      { key: 'to', title: say('To'), cell: (row) => (row.validTo ? <DateTimeText at={row.validTo} /> : '–') },
    ],
    [say],
  );
  return (
    <DataGrid
      label={say('Lines')}
      columns={columns}
      rows={lines}
      rowKey={(row) => row.id}
      maxHeight={420}
      empty={<EmptyState title={say('No line')} />}
    />
  );
}
