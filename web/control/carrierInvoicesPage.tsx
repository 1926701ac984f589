import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useLanguage, useMay, usePageActions, useSay } from '#app';
import { formatMonth, text } from '#base';
import { listCarrierInvoicesEndpoint, listCarriersEndpoint } from '#control';
import { Amount, type Column, Count, DataGrid, DiffValue, EmptyState, Loaded, Page, Section, StatusTag } from '#kit';
import { CarrierDialog } from './carrierDialog.tsx';

type Month = ReplyOf<typeof listCarrierInvoicesEndpoint>['months'][number];
type Carrier = ReplyOf<typeof listCarriersEndpoint>['carriers'][number];

/** Carriers by month: what they bill beside what we reckon, and how far it is decided; below, the carriers themselves. */
export function CarrierInvoicesPage() {
  const say = useSay();
  const may = useMay();
  const list = useCall(listCarrierInvoicesEndpoint, { query: {} });
  const carriers = useCall(listCarriersEndpoint, {});
  const [editing, setEditing] = useState<Carrier | 'new' | null>(null);
  const changeable = may('runs.draft');
  usePageActions(
    useMemo(
      () =>
        changeable
          ? [
              {
                id: 'addCarrier',
                label: text('New carrier'),
                keys: 'n',
                group: 'page',
                run: () => setEditing('new'),
              } as const,
            ]
          : [],
      [changeable],
    ),
  );
  return (
    <Page
      title={say('Carrier invoices')}
      subtitle={say('What carriers bill us, beside what our price lists and contracts say it should be.')}
      actions={
        changeable && (carriers.data?.carriers.length ?? 0) > 0 ? (
          <Link to="/carrier-invoices/import" className="action">
            {say('Import an invoice')}
          </Link>
        ) : null
      }
    >
      <Loaded of={list}>{({ months, currency }) => <Months months={months} currency={currency} />}</Loaded>
      <Section
        title={say('Carriers')}
        aside={
          changeable && (
            <Button variant="default" size="compact-sm" onClick={() => setEditing('new')}>
              {say('New carrier')}
            </Button>
          )
        }
      >
        <Loaded of={carriers}>
          {({ carriers: all }) => <Carriers carriers={all} onOpen={changeable ? setEditing : undefined} />}
        </Loaded>
      </Section>
      {editing !== null && (
        <CarrierDialog carrier={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}

function Months({ months, currency }: { readonly months: readonly Month[]; readonly currency: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const columns: readonly Column<Month>[] = [
    { key: 'carrier', title: say('Carrier'), cell: ({ carrierName }) => carrierName },
    { key: 'month', title: say('Month'), cell: ({ month }) => formatMonth(language, month) },
    {
      key: 'invoices',
      title: say('Invoices'),
      wrap: true,
      cell: ({ invoices }) => invoices.map(({ number }) => number).join(', '),
    },
    {
      key: 'their',
      title: say('Billed {currency}', { currency }),
      align: 'right',
      cell: ({ sums }) => sums && <Amount value={sums.their} />,
    },
    {
      key: 'our',
      title: say('Expected {currency}', { currency }),
      align: 'right',
      cell: ({ sums }) => sums && <Amount value={sums.our} />,
    },
    {
      key: 'difference',
      title: say('Difference {currency}', { currency }),
      align: 'right',
      cell: ({ sums }) => sums && <DiffValue value={sums.difference} />,
    },
    { key: 'standing', title: say('Decided'), cell: ({ standing }) => <StandingOf standing={standing} /> },
  ];
  return (
    <DataGrid
      label={say('Carrier invoices')}
      columns={columns}
      rows={months}
      rowKey={({ carrierCode, month }) => `${carrierCode} ${month}`}
      link={({ carrierCode, month }) => ({
        to: '/carrier-invoices/$carrier/$month',
        params: { carrier: carrierCode, month },
      })}
      empty={
        <EmptyState title={say('No carrier’s invoice has come in yet')}>
          {say('Add the carrier below, then import its invoice: CSV, XLSX, or an e-invoice in XML.')}
        </EmptyState>
      }
    />
  );
}

/** How far a month is decided, in words. */
export function StandingOf({ standing }: { readonly standing: Month['standing'] }) {
  const say = useSay();
  const { open, disputed } = standing;
  return (
    <>
      {open > 0 ? (
        <StatusTag tone="warn">{say('{n} open', { n: open })}</StatusTag>
      ) : (
        <StatusTag tone="good">{say('settled')}</StatusTag>
      )}{' '}
      {disputed > 0 && <StatusTag tone="info">{say('{n} disputed', { n: disputed })}</StatusTag>}
    </>
  );
}

function Carriers({
  carriers,
  onOpen,
}: {
  readonly carriers: readonly Carrier[];
  readonly onOpen: ((carrier: Carrier) => void) | undefined;
}) {
  const say = useSay();
  const columns: readonly Column<Carrier>[] = [
    { key: 'name', title: say('Name'), cell: ({ name }) => name },
    { key: 'code', title: say('Short name'), cell: ({ code }) => <span className="mono">{code}</span> },
    {
      key: 'sources',
      title: say('Sources'),
      align: 'right',
      cell: ({ sourceIds }) => <Count value={sourceIds.length} />,
    },
    { key: 'supplier', title: say('Supplier of products'), cell: ({ supplier }) => supplier ?? '–' },
    {
      key: 'vat',
      title: say('VAT %'),
      align: 'right',
      cell: ({ vatPercent }) => (vatPercent === null ? '–' : <Amount value={vatPercent} decimals={0} exact />),
    },
    {
      key: 'tolerance',
      title: say('Tolerance'),
      cell: ({ tolerance, tolerancePercent }) => (
        <>
          <Amount value={tolerance} /> · <Amount value={tolerancePercent} decimals={0} exact /> %
        </>
      ),
    },
  ];
  return (
    <DataGrid
      label={say('Carriers')}
      columns={columns}
      rows={carriers}
      rowKey={({ id }) => id}
      {...(onOpen === undefined ? {} : { onOpen })}
      empty={<EmptyState title={say('No carrier is known yet')} />}
    />
  );
}
