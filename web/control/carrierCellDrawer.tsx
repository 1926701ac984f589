import { Button, Drawer, Group, Pagination, Select, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, useName, useSay, useWord } from '#app';
import { listDestinationsEndpoint } from '#catalog';
import {
  CARRIER_CAUSE_NAMES,
  carrierCallsEndpoint,
  carrierDecisionsEndpoint,
  compareCarrierMonthEndpoint,
  nameDestinationEndpoint,
} from '#control';
import {
  Amount,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  DiffValue,
  Duration,
  EmptyState,
  Facts,
  Loaded,
  Money,
  Section,
  StatusTag,
  Trouble,
} from '#kit';
import { DecisionOf, WhatOf } from './carrierCell.tsx';
import type { Deciding } from './carrierDecide.tsx';
import { useLineColumns } from './carrierLineColumns.tsx';
import type { CarrierCell } from './carrierViews.ts';

const route = getRouteApi('/carrier-invoices/$carrier/$month');

type Call = ReplyOf<typeof carrierCallsEndpoint>['rows'][number];

interface CarrierCellDrawerProps {
  readonly cell: CarrierCell | null;
  readonly currency: string;
  readonly changeable: boolean;
  readonly onDecide: (deciding: Deciding) => void;
  readonly onClose: () => void;
}

/** One difference beside the list: why, the carrier's lines, our calls, and what is decided. */
export function CarrierCellDrawer({ cell, currency, changeable, onDecide, onClose }: CarrierCellDrawerProps) {
  const say = useSay();
  return (
    <Drawer
      opened={cell !== null}
      onClose={onClose}
      position="right"
      size={860}
      title={say('Difference')}
      closeButtonProps={{ 'aria-label': say('Close') }}
      overlayProps={{ backgroundOpacity: 0.15 }}
    >
      {cell && <CellOf key={cell.key} cell={cell} currency={currency} changeable={changeable} onDecide={onDecide} />}
    </Drawer>
  );
}

type CellOfProps = Omit<CarrierCellDrawerProps, 'cell' | 'onClose'> & { readonly cell: CarrierCell };

function CellOf({ cell, currency, changeable, onDecide }: CellOfProps) {
  const say = useSay();
  const word = useWord();
  const may = useMay();
  const { customer, decision } = cell;
  const unnamed = cell.kind === 'usage' && cell.destination === null && cell.label !== null;
  const button = (kind: Deciding['kind'], label: string) => (
    <Button variant="default" onClick={() => onDecide({ kind, chosen: [cell] })}>
      {label}
    </Button>
  );
  return (
    <Stack gap="sm">
      <div>
        <WhatOf cell={cell} />
      </div>
      <Facts
        facts={[
          [say('Billed'), <Money key="t" value={cell.their} currency={currency} exact />],
          [say('Expected'), <Money key="o" value={cell.our} currency={currency} exact />],
          [say('Difference'), <DiffValue key="d" value={cell.difference} decimals={4} />],
          [say('Decision'), <DecisionOf key="x" cell={cell} />],
        ]}
      />
      <ul style={{ margin: 0, paddingLeft: 16 }}>
        {cell.effects.map((effect) => (
          <li key={effect.cause}>
            <StatusTag tone="quiet">{say(CARRIER_CAUSE_NAMES[effect.cause])}</StatusTag>{' '}
            <DiffValue value={effect.amount} decimals={4} /> {word(effect.says, effect.params)}
          </li>
        ))}
      </ul>
      <Group gap="xs">
        {changeable && cell.differs && decision === null && button('disputed', say('Dispute'))}
        {changeable && cell.differs && decision === null && button('accepted', say('Accept'))}
        {changeable && decision !== null && button('reopened', say('Take the decision back'))}
        {customer !== null && (
          <Link to="/customers/$customerId" params={{ customerId: String(customer.id) }} className="action">
            {say('To the customer')}
          </Link>
        )}
      </Group>
      {changeable && unnamed && <NameDestination name={cell.label ?? ''} />}
      <Decisions cell={cell} />
      {may('usage.read') && <CallsOf cell={cell} currency={currency} />}
    </Stack>
  );
}

/** Says once for all which destination the carrier means, and compares again. */
function NameDestination({ name }: { readonly name: string }) {
  const say = useSay();
  const nameOf = useName();
  const { carrier: code, month } = route.useParams();
  const destinations = useCall(listDestinationsEndpoint, {});
  const teach = useAct(nameDestinationEndpoint);
  const again = useAct(compareCarrierMonthEndpoint);
  const [chosen, setChosen] = useState<string | null>(null);
  const save = async () => {
    await teach.mutateAsync({ params: { code }, body: { name, destinationCode: chosen } });
    await again.mutateAsync({ params: { code, month } });
  };
  const error = teach.error ?? again.error;
  return (
    <Group align="flex-end" gap="xs">
      <Select
        size="xs"
        w={320}
        searchable
        label={say('“{name}” means', { name })}
        data={(destinations.data?.destinations ?? []).map((one) => ({
          value: one.code,
          label: `${nameOf(one.name)} (${one.code})`,
        }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button
        disabled={chosen === null}
        loading={teach.isPending || again.isPending}
        onClick={() => void save().catch(() => undefined)}
      >
        {say('Keep and compare again')}
      </Button>
      {error && <Trouble error={error} />}
    </Group>
  );
}

function Decisions({ cell }: { readonly cell: CarrierCell }) {
  const say = useSay();
  const { carrier: code, month } = route.useParams();
  const history = useCall(carrierDecisionsEndpoint, { params: { code, month }, query: { key: cell.key } });
  const words = {
    accepted: say('accepted'),
    disputed: say('disputed'),
    reopened: say('taken back'),
  } as const;
  if ((history.data?.decisions.length ?? 0) === 0) return null;
  return (
    <ul className="muted" style={{ margin: 0, paddingLeft: 16 }}>
      {history.data?.decisions.map(({ kind, comment, actor, at }) => (
        <li key={`${at} ${kind}`}>
          <DateTimeText at={at} /> {actor}: {words[kind]}, {comment}
        </li>
      ))}
    </ul>
  );
}

function CallsOf({ cell, currency }: { readonly cell: CarrierCell; readonly currency: string }) {
  const say = useSay();
  const { carrier: code, month } = route.useParams();
  const [page, setPage] = useState(1);
  const found = useCall(carrierCallsEndpoint, { params: { code, month }, query: { key: cell.key, page } });
  const lineColumns = useLineColumns(currency);
  return (
    <Loaded of={found}>
      {({ rows, total, pageSize, lines }) => (
        <>
          <Section title={say('On the invoice')}>
            <DataGrid
              label={say('On the invoice')}
              columns={lineColumns}
              rows={lines}
              rowKey={({ invoiceNumber, no }) => `${invoiceNumber} ${no}`}
              empty={<EmptyState title={say('The carrier bills nothing of it')} />}
            />
          </Section>
          {cell.kind === 'usage' && (
            <Section title={say('Our calls')} aside={<Count value={total} />}>
              <DataGrid
                label={say('Our calls')}
                columns={callColumns(say, currency)}
                rows={rows}
                rowKey={({ fileId, recordNo, startAt }) => `${fileId} ${recordNo} ${startAt}`}
                link={({ fileId }) => ({ to: '/files/$fileId', params: { fileId: String(fileId) } })}
                empty={<EmptyState title={say('We have no such call in this month')} />}
              />
              {total > pageSize && (
                <Pagination size="xs" mt="xs" total={Math.ceil(total / pageSize)} value={page} onChange={setPage} />
              )}
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

function callColumns(say: ReturnType<typeof useSay>, currency: string): readonly Column<Call>[] {
  const dash = <span className="muted">–</span>;
  return [
    { key: 'start', title: say('Start'), cell: ({ startAt }) => <DateTimeText at={startAt} seconds /> },
    { key: 'from', title: say('Calling number'), cell: ({ calling }) => calling ?? dash },
    { key: 'to', title: say('Called number'), cell: ({ called }) => called ?? dash },
    { key: 'duration', title: say('Duration'), align: 'right', cell: ({ seconds }) => <Duration seconds={seconds} /> },
    {
      key: 'cost',
      title: say('Cost {currency}', { currency }),
      align: 'right',
      cell: ({ cost }) => (cost === null ? dash : <Amount value={cost} decimals={4} exact />),
    },
    {
      key: 'told',
      title: say('As the record tells'),
      align: 'right',
      cell: ({ toldCost }) => (toldCost === null ? dash : <Amount value={toldCost} decimals={4} exact />),
    },
  ];
}
