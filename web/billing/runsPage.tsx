import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useLanguage, useMay, useMonth, usePageActions, useSay } from '#app';
import { formatMonth, text } from '#base';
import { listRunsEndpoint } from '#billing';
import { type Column, Count, DataGrid, DateText, EmptyState, Loaded, Money, Page, StatusTag } from '#kit';
import { RUN_STATE_NAMES, RUN_STATE_TONES, SCOPE_NAMES } from './names.ts';
import { NewRun } from './newRun.tsx';
import { ByCurrency } from './runTotals.tsx';
import { WithdrawRun } from './withdrawRun.tsx';

type Run = ReplyOf<typeof listRunsEndpoint>['runs'][number];

/** All billing runs: of whom, how far, how much; new ones are begun here, open ones taken back. */
export function RunsPage() {
  const say = useSay();
  const may = useMay();
  const month = useMonth();
  const runs = useCall(listRunsEndpoint, { query: {} });
  const columns = useColumns();
  const [making, setMaking] = useState(false);
  const possible = may('runs.draft');
  usePageActions(
    useMemo(
      () =>
        possible
          ? [
              {
                id: 'newRun',
                label: text('Make drafts'),
                keys: 'n',
                group: 'page',
                run: () => setMaking(true),
              } as const,
            ]
          : [],
      [possible],
    ),
  );
  return (
    <Page
      title={say('Billing runs')}
      subtitle={say('A customer’s month is in one run; what a run leaves out comes back in the next')}
      actions={possible && <Button onClick={() => setMaking(true)}>{say('Make drafts')}</Button>}
    >
      <Loaded of={runs}>
        {(found) => (
          <DataGrid
            label={say('Billing runs')}
            columns={columns}
            rows={found.runs}
            rowKey={(row) => row.id}
            empty={<EmptyState title={say('No run yet')}>{say('The first drafts of a month make one.')}</EmptyState>}
          />
        )}
      </Loaded>
      {making && <NewRun month={month ?? runs.data?.runs[0]?.month ?? ''} onClose={() => setMaking(false)} />}
    </Page>
  );
}

function useColumns(): readonly Column<Run>[] {
  const say = useSay();
  const { language } = useLanguage();
  return useMemo(
    () => [
      {
        key: 'month',
        title: say('Month'),
        cell: (row) => (
          <Link to="/runs/$runId" params={{ runId: String(row.id) }} className="action">
            {formatMonth(language, row.month)}
          </Link>
        ),
      },
      { key: 'scope', title: say('Whom'), cell: (row) => <Whom run={row} /> },
      {
        key: 'state',
        title: say('State'),
        cell: (row) => <StatusTag tone={RUN_STATE_TONES[row.state]}>{say(RUN_STATE_NAMES[row.state])}</StatusTag>,
      },
      { key: 'issueOn', title: say('Invoice date'), cell: (row) => <DateText date={row.issueOn} /> },
      {
        key: 'drafts',
        title: say('Drafts'),
        align: 'right',
        cell: (row) => <ByCurrency run={row}>{({ drafts }) => <Count value={drafts} />}</ByCurrency>,
      },
      {
        key: 'net',
        title: say('Net'),
        align: 'right',
        cell: (row) => (
          <ByCurrency run={row}>{({ net, currency }) => <Money value={net} currency={currency} />}</ByCurrency>
        ),
      },
      {
        key: 'gross',
        title: say('Gross'),
        align: 'right',
        cell: (row) => (
          <ByCurrency run={row}>{({ gross, currency }) => <Money value={gross} currency={currency} />}</ByCurrency>
        ),
      },
      { key: 'by', title: say('Made by'), cell: (row) => row.createdBy },
      { key: 'act', title: '', cell: (row) => <WithdrawRun run={row} compact /> },
    ],
    [say, language],
  );
}

function Whom({ run: { scope } }: { readonly run: Run }) {
  const say = useSay();
  const words = say(SCOPE_NAMES[scope.kind], { key: scope.key });
  if (scope.kind !== 'customer') return words;
  return (
    <Link to="/customers/$customerId" params={{ customerId: scope.key }} className="action">
      {words}
    </Link>
  );
}
