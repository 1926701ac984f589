import { Button, Group, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useCall, useMay, useSay, useWord } from '#app';
import { text } from '#base';
import { CARRIER_CAUSE_NAMES, CELL_FILTERS, carrierCellsEndpoint } from '#control';
import { Amount, type Column, DataGrid, DiffValue, EmptyState, FilterBar, Loaded, StatusTag } from '#kit';
import { Causes } from './carrierCauses.tsx';
import { DecisionOf, WhatOf } from './carrierCell.tsx';
import { CarrierCellDrawer } from './carrierCellDrawer.tsx';
import { DecideCarrierDialog, type Deciding, NOTHING_TO_DECIDE } from './carrierDecide.tsx';
import type { CarrierCell, CarrierMonthReply } from './carrierViews.ts';

const route = getRouteApi('/carrier-invoices/$carrier/$month');

const FILTER_NAMES: Readonly<Record<(typeof CELL_FILTERS)[number], string>> = {
  open: text('Open'),
  differing: text('All that differ'),
  disputed: text('Disputed'),
  all: text('Everything'),
};

/** What differs, the largest first: by number and destination or product, with why; accepted or disputed one by one or all at once. */
export function CarrierDifferences({ reply }: { readonly reply: CarrierMonthReply }) {
  const say = useSay();
  const may = useMay();
  const { carrier: code, month } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { only, cause, q, page, cell } = search;
  const found = useCall(carrierCellsEndpoint, {
    params: { code, month },
    query: { only, cause, q, page, identifier: search.identifier, destination: search.destination },
  });
  const [deciding, setDeciding] = useState<Deciding>(NOTHING_TO_DECIDE);
  const changeable = may('runs.draft');
  const columns = useColumns(reply.currency);
  const onSearch = useCallback(
    (next: string) => void navigate({ search: (before) => ({ ...before, q: next, page: 1 }) }),
    [navigate],
  );
  const open = (key: string | undefined) => void navigate({ search: (before) => ({ ...before, cell: key }) });
  const undecided = found.data?.rows.filter(({ differs, decision }) => differs && decision === null) ?? [];
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '220px minmax(0, 1fr)', gap: 20 }}>
      <Causes reply={reply} />
      <section aria-label={say('Differences')}>
        <FilterBar
          q={q}
          onSearch={onSearch}
          placeholder={say('Number, destination, customer')}
          aside={
            changeable && undecided.length > 0 ? (
              <Group gap="xs">
                <Button variant="default" onClick={() => setDeciding({ kind: 'disputed', chosen: undecided })}>
                  {say('Dispute {n, plural, one {this one} other {these #}}', { n: undecided.length })}
                </Button>
                <Button variant="default" onClick={() => setDeciding({ kind: 'accepted', chosen: undecided })}>
                  {say('Accept {n, plural, one {this one} other {these #}}', { n: undecided.length })}
                </Button>
              </Group>
            ) : null
          }
        >
          <SegmentedControl
            aria-label={say('Show')}
            size="xs"
            value={only}
            onChange={(value) =>
              void navigate({
                search: (before) => ({ ...before, page: 1, only: CELL_FILTERS.find((one) => one === value) ?? 'open' }),
              })
            }
            data={CELL_FILTERS.map((value) => ({ value, label: say(FILTER_NAMES[value]) }))}
          />
          <Narrowed />
        </FilterBar>
        <Loaded of={found}>
          {(list) => (
            <>
              <DataGrid
                label={say('Differences')}
                columns={columns}
                rows={list.rows}
                rowKey={({ key }) => key}
                onOpen={({ key }) => open(key)}
                page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
                maxHeight="calc(100vh - 330px)"
                empty={
                  <EmptyState title={only === 'open' ? say('Nothing is open') : say('Nothing here')}>
                    {only === 'open' ? say('All that differs is accepted or disputed.') : null}
                  </EmptyState>
                }
              />
              <CarrierCellDrawer
                cell={list.rows.find(({ key }) => key === cell) ?? null}
                currency={list.currency}
                changeable={changeable}
                onDecide={(next) => {
                  // The question would lie under the drawer.
                  open(undefined);
                  setDeciding(next);
                }}
                onClose={() => open(undefined)}
              />
            </>
          )}
        </Loaded>
      </section>
      <DecideCarrierDialog
        deciding={deciding}
        currency={reply.currency}
        onClose={() => setDeciding(NOTHING_TO_DECIDE)}
      />
    </div>
  );
}

/** What the list is narrowed to by a number or destination of another view, to be taken away. */
function Narrowed() {
  const say = useSay();
  const { identifier, destination } = route.useSearch();
  const navigate = route.useNavigate();
  if (identifier === undefined && destination === undefined) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() =>
        void navigate({ search: (before) => ({ ...before, identifier: undefined, destination: undefined, page: 1 }) })
      }
    >
      {say('only {what} ×', { what: identifier ?? destination ?? '' })}
    </Button>
  );
}

function useColumns(currency: string): readonly Column<CarrierCell>[] {
  const say = useSay();
  const word = useWord();
  return [
    { key: 'what', title: say('What'), wrap: true, cell: (cell) => <WhatOf cell={cell} /> },
    {
      key: 'their',
      title: say('Billed {currency}', { currency }),
      align: 'right',
      cell: ({ their }) => <Amount value={their} />,
    },
    {
      key: 'our',
      title: say('Expected {currency}', { currency }),
      align: 'right',
      cell: ({ our }) => <Amount value={our} />,
    },
    {
      key: 'difference',
      title: say('Difference {currency}', { currency }),
      align: 'right',
      cell: ({ difference }) => <DiffValue value={difference} />,
    },
    {
      key: 'why',
      title: say('Likely cause'),
      wrap: true,
      cell: ({ effects }) =>
        effects.map((effect) => (
          <div key={effect.cause}>
            <StatusTag tone="quiet">{say(CARRIER_CAUSE_NAMES[effect.cause])}</StatusTag>{' '}
            {effects.length > 1 && <DiffValue value={effect.amount} />} {word(effect.says, effect.params)}
          </div>
        )),
    },
    { key: 'decision', title: say('Decision'), wrap: true, cell: (cell) => <DecisionOf cell={cell} /> },
  ];
}
