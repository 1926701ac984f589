import { Button, Stack } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import {
  type ReplyOf,
  useAct,
  useCall,
  useLanguage,
  useMay,
  usePageActions,
  useProgress,
  useSay,
  useSession,
  useWord,
} from '#app';
import { formatMonth, text } from '#base';
import { applyReratingEndpoint, listStaleEndpoint, previewReratingEndpoint } from '#billing';
import {
  Amount,
  AmountOrDash,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  DiffValue,
  EmptyState,
  Loaded,
  MonthText,
  minus,
  Page,
  RunProgress,
  Section,
  StatusTag,
  Trouble,
} from '#kit';

type Stale = ReplyOf<typeof listStaleEndpoint>['rows'][number];
type Change = ReplyOf<typeof previewReratingEndpoint>['rows'][number];

/** What changed since it was rated: who, why, what it would come to, and doing it. */
export function ReratingPage() {
  const say = useSay();
  const may = useMay();
  const stale = useCall(listStaleEndpoint, { query: {} });
  const [previewed, setPreviewed] = useState(false);
  const [topic, setTopic] = useState<string | null>(null);
  const progress = useProgress(topic);
  const { mutate, ...apply } = useAct(applyReratingEndpoint);
  const rows = stale.data?.rows ?? [];
  const possible = rows.some((row) => !row.held);
  const applicable = possible && may('runs.draft');
  const preview = useCallback(() => setPreviewed(true), []);
  const start = useCallback(() => {
    setPreviewed(false);
    mutate({ body: {} }, { onSuccess: (reply: ReplyOf<typeof applyReratingEndpoint>) => setTopic(reply.topic) });
  }, [mutate]);
  usePageActions(
    useMemo(
      () => [
        ...(possible
          ? [{ id: 'previewRerating', label: text('Preview'), keys: 'v', group: 'page', run: preview } as const]
          : []),
        ...(applicable
          ? [{ id: 'applyRerating', label: text('Rate again'), keys: 'a', group: 'page', run: start } as const]
          : []),
      ],
      [possible, applicable, preview, start],
    ),
  );
  return (
    <Page
      title={say('Rate again')}
      subtitle={say(
        'Prices, contracts or calls changed after these months were rated. Drafts are only drawn once they are rated again.',
      )}
      actions={
        <>
          {possible && (
            <Button variant="default" onClick={preview}>
              {say('Preview')}
            </Button>
          )}
          {applicable && (
            <Button onClick={start} loading={apply.isPending || progress?.state === 'running'}>
              {say('Rate again')}
            </Button>
          )}
        </>
      }
    >
      {apply.error && <Trouble error={apply.error} />}
      <RunProgress progress={progress} />
      <Stack gap="lg">
        {previewed && <Preview />}
        <Loaded of={stale}>{(found) => <StaleList rows={found.rows} />}</Loaded>
      </Stack>
    </Page>
  );
}

/** Usage that belongs to nobody has no customer to name. */
function Who({ row }: { readonly row: Pick<Stale, 'customerId' | 'customerNumber' | 'customerName'> }) {
  const say = useSay();
  if (row.customerId === 0) return say('Unmatched');
  return `${row.customerNumber} ${row.customerName}`;
}

function StaleList({ rows }: { readonly rows: readonly Stale[] }) {
  const say = useSay();
  const word = useWord();
  const columns = useMemo<readonly Column<Stale>[]>(
    () => [
      { key: 'customer', title: say('Customer'), cell: (row) => <Who row={row} /> },
      {
        key: 'month',
        title: say('Month'),
        cell: (row) => (
          <>
            <MonthText month={row.month} />{' '}
            {row.held && <StatusTag tone="quiet">{say('waits for the run to be issued')}</StatusTag>}
          </>
        ),
      },
      {
        key: 'causes',
        title: say('Because'),
        cell: (row) => (
          <>
            {row.causes.map((cause) => (
              <div key={`${cause.reason} ${JSON.stringify(cause.detail)}`}>
                {word(`rating.stale.${cause.reason}`, cause.detail)}
              </div>
            ))}
          </>
        ),
      },
      {
        key: 'since',
        title: say('Since'),
        cell: (row) => row.causes[0] && <DateTimeText at={row.causes[0].since} />,
      },
    ],
    [say, word],
  );
  return (
    <DataGrid
      label={say('To be rated again')}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.customerId} ${row.month}`}
      empty={
        <EmptyState title={say('Everything is rated as it stands.')}>
          {say('A change of prices, contracts or lines shows up here with whom it concerns.')}
        </EmptyState>
      }
    />
  );
}

function Preview() {
  const say = useSay();
  const { tenant } = useSession();
  const preview = useCall(previewReratingEndpoint, { query: {} });
  const columns = useChangeColumns(tenant.currency);
  return (
    <Section title={say('What it would come to')}>
      <Loaded of={preview}>
        {(found) => (
          <DataGrid
            label={say('What it would come to')}
            columns={columns}
            rows={found.rows.filter((row) => row.changed > 0 || !/^-?0\.0+$/.test(row.correction))}
            rowKey={(row) => `${row.customerId} ${row.month}`}
            empty={<EmptyState title={say('Nobody’s charges would change.')} />}
          />
        )}
      </Loaded>
    </Section>
  );
}

function useChangeColumns(currency: string): readonly Column<Change>[] {
  const say = useSay();
  const { language } = useLanguage();
  return useMemo(
    () => [
      { key: 'customer', title: say('Customer'), cell: (row) => <Who row={row} /> },
      { key: 'month', title: say('Month'), cell: (row) => formatMonth(language, row.month) },
      { key: 'changed', title: say('Calls that change'), align: 'right', cell: (row) => <Count value={row.changed} /> },
      {
        key: 'before',
        title: `${say('Charged so far')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.before} />,
      },
      {
        key: 'after',
        title: `${say('Charged then')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.after} />,
      },
      {
        key: 'difference',
        title: `${say('Difference')} ${currency}`,
        align: 'right',
        cell: (row) => <DiffValue value={minus(row.after, row.before)} />,
      },
      {
        key: 'correction',
        title: `${say('To earlier invoices')} ${currency}`,
        align: 'right',
        cell: (row) => <AmountOrDash value={row.correction} />,
      },
    ],
    [say, currency, language],
  );
}
