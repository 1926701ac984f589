import { Button, SegmentedControl, Select } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ReplyOf, useCall, useLanguage, useMonth, useSay } from '#app';
import { formatMonth } from '#base';
import { getRunEndpoint } from '#billing';
import { DRAFT_SORTS, GROUP_NAMES, GROUPS, reviewDraftsEndpoint } from '#control';
import {
  Amount,
  type Column,
  DataGrid,
  DiffValue,
  EmptyState,
  FilterBar,
  Loaded,
  minus,
  Page,
  percentChange,
  StatusTag,
} from '#kit';
import { DraftDrawer } from './draftDrawer.tsx';

type Review = ReplyOf<typeof reviewDraftsEndpoint>;
export type Draft = Review['rows'][number];

const route = getRouteApi('/runs/$runId');

/** Groups of causes in the order of columns: what moves most bills first. */
const FIRST_COLUMNS: readonly (typeof GROUPS)[number][] = ['usage', 'prices', 'subscriptions', 'oneOff', 'past'];
const COLUMNS = [...FIRST_COLUMNS, ...GROUPS.filter((group) => !FIRST_COLUMNS.includes(group))];

/** Where the PDF of a draft is: the document as it will be, marked as a draft. */
export function draftPdfUrl(runId: number | string, customerId: number): string {
  return `/api/runs/${runId}/drafts/${customerId}/pdf`;
}

function useColumns(
  totals: Review['totals'] | undefined,
  currency: string,
  against: 'month' | 'year',
): readonly Column<Draft>[] {
  const say = useSay();
  return useMemo(
    () => [
      {
        key: 'customer',
        title: say('Customer'),
        sort: 'server',
        cell: (row) => (
          <span className="short" title={row.customerName}>
            {row.customerNumber} {row.customerName}
          </span>
        ),
        total: say('Together'),
      },
      { key: 'findings', title: say('Findings'), sort: 'server', cell: (row) => <Found draft={row} /> },
      {
        key: 'previous',
        title: `${against === 'year' ? say('A year ago') : say('Last month')} ${currency}`,
        align: 'right',
        cell: (row) => (row.previousNet === null ? '–' : <Amount value={row.previousNet} />),
        total: totals && <Amount value={totals.previousNet} />,
      },
      {
        key: 'net',
        title: `${say('This month')} ${currency}`,
        align: 'right',
        sort: 'server',
        cell: (row) => <Amount value={row.net} />,
        total: totals && <Amount value={totals.net} />,
      },
      {
        key: 'difference',
        title: say('Difference'),
        align: 'right',
        sort: 'server',
        cell: (row) => (row.difference === null ? '–' : <DiffValue value={row.difference} />),
        total: totals && <DiffValue value={minus(totals.net, totals.previousNet)} />,
      },
      {
        key: 'percent',
        title: '%',
        align: 'right',
        cell: (row) => {
          const percent = row.previousNet === null ? null : percentChange(row.net, row.previousNet);
          return percent === null ? '–' : <DiffValue value={String(percent)} decimals={0} />;
        },
      },
      ...COLUMNS.filter((group) => totals?.causes[group] !== undefined).map(
        (group): Column<Draft> => ({
          key: group,
          title: say(GROUP_NAMES[group]),
          align: 'right',
          sort: 'server',
          cell: (row) => <Cause amount={row.causes[group]} />,
          total: <Cause amount={totals?.causes[group]} />,
        }),
      ),
    ],
    [say, totals, currency, against],
  );
}

/** So much of the difference comes from causes of one group. */
function Cause({ amount }: { readonly amount: string | undefined }) {
  return amount === undefined ? <span className="muted">–</span> : <DiffValue value={amount} />;
}

function Found({ draft }: { readonly draft: Draft }) {
  const say = useSay();
  return (
    <span style={{ display: 'inline-flex', gap: 5 }}>
      {draft.state === 'excluded' && <StatusTag tone="quiet">{say('left out')}</StatusTag>}
      {draft.state === 'issued' && <StatusTag tone="good">{say('issued')}</StatusTag>}
      {draft.state === 'none' && <StatusTag tone="quiet">{say('no bill')}</StatusTag>}
      {draft.errors > 0 && (
        <CountTag tone="bad" words={say('{n, plural, one {# error} other {# errors}}', { n: draft.errors })}>
          {draft.errors}
        </CountTag>
      )}
      {draft.warnings > 0 && (
        <CountTag tone="warn" words={say('{n, plural, one {# warning} other {# warnings}}', { n: draft.warnings })}>
          {draft.warnings}
        </CountTag>
      )}
    </span>
  );
}

interface CountTagProps {
  readonly tone: 'bad' | 'warn';
  /** What the figure counts, for whoever asks or cannot see the colour. */
  readonly words: string;
  readonly children: number;
}

/** A figure in the colour of what it counts: the columns of causes need the room. */
function CountTag({ tone, words, children }: CountTagProps) {
  return (
    <span className="tag" data-tone={tone} role="img" aria-label={words} title={words}>
      {tone === 'bad' ? '✕' : '!'} {children}
    </span>
  );
}

/** What narrows the list, and what it is held against; it stands in the address. */
function ReviewFilters() {
  const say = useSay();
  const { q, only, against, group } = route.useSearch();
  const navigate = route.useNavigate();
  const search = useCallback(
    (text: string) => void navigate({ search: (before) => ({ ...before, q: text, page: 1 }) }),
    [navigate],
  );
  return (
    <FilterBar q={q} onSearch={search} placeholder={say('Customer number or name')}>
      <SegmentedControl
        aria-label={say('Show')}
        value={only}
        onChange={(value) =>
          void navigate({
            search: (before) => ({
              ...before,
              page: 1,
              only: value === 'findings' || value === 'excluded' ? value : 'all',
            }),
          })
        }
        data={[
          { value: 'all', label: say('All') },
          { value: 'findings', label: say('With findings') },
          { value: 'excluded', label: say('Left out') },
        ]}
      />
      <SegmentedControl
        aria-label={say('Beside')}
        value={against}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, page: 1, against: value === 'year' ? 'year' : 'month' }),
          })
        }
        data={[
          { value: 'month', label: say('Last month') },
          { value: 'year', label: say('A year ago') },
        ]}
      />
      <Select
        aria-label={say('Cause')}
        placeholder={say('Every cause')}
        clearable
        w={190}
        value={group ?? null}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, page: 1, group: GROUPS.find((one) => one === value) }),
          })
        }
        data={GROUPS.map((one) => ({ value: one, label: say(GROUP_NAMES[one]) }))}
      />
    </FilterBar>
  );
}

/** The review: every customer with last month, this month, the difference and what was found. */
export function ReviewPage() {
  const say = useSay();
  const { language } = useLanguage();
  const month = useMonth();
  const { runId } = route.useParams();
  const { q, page, sort, only, against, group, draft } = route.useSearch();
  const navigate = route.useNavigate();
  const run = useCall(getRunEndpoint, { params: { runId } });
  const by = DRAFT_SORTS.find((each) => each === sort.replace(/^-/, '')) ?? 'difference';
  const drafts = useCall(reviewDraftsEndpoint, {
    params: { runId },
    query: { q, page, only, sort: by, against, ...(group === undefined ? {} : { group }), pageSize: 100 },
  });
  const columns = useColumns(drafts.data?.totals, run.data?.currency ?? 'EUR', against);
  /** A draft opens beside the list; who has none this month opens as the customer he is. */
  const open = (row: Draft) =>
    row.state === 'none'
      ? void navigate({ to: '/customers/$customerId', params: { customerId: String(row.customerId) }, search: {} })
      : void navigate({ search: (before) => ({ ...before, draft: row.customerId }) });
  const shown = run.data?.month ?? month;
  return (
    <Page
      title={say('Review: {month}', { month: shown ? formatMonth(language, shown) : '' })}
      subtitle={say('Every customer beside an earlier month, the difference split by cause; the largest first')}
      actions={
        <Link to="/runs/$runId/findings" params={{ runId }} className="action">
          {say('Findings')}
        </Link>
      }
    >
      <ReviewFilters />
      <Loaded of={drafts}>
        {(list) => (
          <DataGrid
            label={say('Drafts')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.customerId}
            onOpen={open}
            sort={by === 'customer' ? by : `-${by}`}
            onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next, page: 1 }) })}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
            maxHeight="calc(100vh - 210px)"
            empty={
              <EmptyState title={say('No draft here')}>
                {(q || only !== 'all' || group) && (
                  <Button
                    variant="default"
                    onClick={() =>
                      void navigate({ search: (before) => ({ ...before, q: '', only: 'all', group: undefined }) })
                    }
                  >
                    {say('Show all')}
                  </Button>
                )}
              </EmptyState>
            }
          />
        )}
      </Loaded>
      <DraftDrawer
        runId={runId}
        draft={drafts.data?.rows.find((row) => row.customerId === draft) ?? null}
        changeable={run.data !== undefined && ['calculated', 'inReview'].includes(run.data.state)}
        onClose={() => void navigate({ search: (before) => ({ ...before, draft: undefined }) })}
      />
    </Page>
  );
}
