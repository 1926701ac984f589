import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useAct, useCall, useMay, usePageActions, useSay, useWord } from '#app';
import { text } from '#base';
import {
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  Duration,
  EmptyState,
  Loaded,
  Page,
  Section,
  StatusTag,
  Trouble,
} from '#kit';
import {
  changeFeedEndpoint,
  type FeedGapReply,
  type FeedReply,
  listFeedsEndpoint,
  listSourcesEndpoint,
  runFeedEndpoint,
} from '#mediation';
import { FeedDialog } from './feedDialog.tsx';
import { FEED_KIND_NAMES, FEED_STATE_NAMES, FEED_STATE_TONES, GAP_NAMES } from './feedNames.ts';

/** How often the screen looks. */
const LOOK_MS = 5_000;

/** How records come in by themselves: what each feed does, what it brought last, how late it is, what is missing. */
export function FeedsPage() {
  const say = useSay();
  const may = useMay();
  const feeds = useCall(listFeedsEndpoint, {}, { refetchMs: LOOK_MS });
  const sources = useCall(listSourcesEndpoint, {});
  const [editing, setEditing] = useState<FeedReply | 'new' | null>(null);
  const mayChange = may('usage.import');
  const actions = useMemo(
    () =>
      mayChange
        ? [
            {
              id: 'newFeed',
              label: text('New feed'),
              keys: 'n',
              group: 'page',
              run: () => setEditing('new'),
            } as const,
          ]
        : [],
    [mayChange],
  );
  usePageActions(actions);
  return (
    <Page
      title={say('Feeds')}
      subtitle={say('How records come in by themselves')}
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
            {say('New feed')}
          </Button>
        )
      }
    >
      <Loaded of={feeds}>
        {(found) => (
          <>
            <FeedList feeds={found.feeds} onOpen={mayChange ? setEditing : null} />
            <Gaps feeds={found.feeds} />
          </>
        )}
      </Loaded>
      {editing !== null && (
        <FeedDialog
          feed={editing === 'new' ? null : editing}
          sources={sources.data?.sources ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

function FeedList({
  feeds,
  onOpen,
}: {
  readonly feeds: readonly FeedReply[];
  readonly onOpen: ((feed: FeedReply) => void) | null;
}) {
  const say = useSay();
  const columns = useColumns(onOpen !== null);
  return (
    <DataGrid
      label={say('Feeds')}
      columns={columns}
      rows={feeds}
      rowKey={(row) => row.code}
      {...(onOpen === null ? {} : { onOpen })}
      empty={
        <EmptyState title={say('No feed yet')}>
          {say('Set one up, or push records to a source: that makes its feed by itself.')}
        </EmptyState>
      }
    />
  );
}

function useColumns(mayChange: boolean): readonly Column<FeedReply>[] {
  const say = useSay();
  return useMemo(
    () => [
      {
        key: 'code',
        title: say('Feed'),
        wrap: true,
        cell: (row) => (
          <>
            {row.code} <div className="muted">{say(FEED_KIND_NAMES[row.kind])}</div>
          </>
        ),
      },
      { key: 'source', title: say('Source'), cell: (row) => row.sourceName },
      { key: 'state', title: say('State'), cell: (row) => <FeedState feed={row} /> },
      {
        key: 'file',
        title: say('Last file'),
        cell: (row) =>
          row.lastFile === null ? (
            '–'
          ) : (
            <>
              {row.lastFile.name}{' '}
              <span className="muted">
                <DateTimeText at={row.lastFile.receivedAt} />
              </span>
            </>
          ),
      },
      {
        key: 'record',
        title: say('Last call and lag'),
        wrap: true,
        cell: (row) =>
          row.lastRecordAt === null || row.lagS === null ? (
            '–'
          ) : (
            <>
              <DateTimeText at={row.lastRecordAt} />{' '}
              <span className="muted">
                <Lag seconds={row.lagS} />
              </span>
            </>
          ),
      },
      {
        key: 'waiting',
        title: say('Waiting'),
        align: 'right',
        cell: (row) => <Dashed value={row.filesWaiting + row.itemsGathered} />,
      },
      { key: 'refused', title: say('Refused'), align: 'right', cell: (row) => <Dashed value={row.filesRefused} /> },
      { key: 'gaps', title: say('Gaps'), align: 'right', cell: (row) => <Dashed value={row.gaps.length} /> },
      { key: 'error', title: say('Last error'), wrap: true, cell: (row) => <LastError feed={row} /> },
      ...(mayChange ? [{ key: 'do', title: say('Do'), cell: (row: FeedReply) => <Doing feed={row} /> }] : []),
    ],
    [say, mayChange],
  );
}

const DAY_S = 86_400;

/** Hours as long as they are few, then days. */
function Lag({ seconds }: { readonly seconds: number }) {
  const say = useSay();
  if (seconds < 2 * DAY_S) return <Duration seconds={seconds} />;
  return <>{say('{days, number} days', { days: Math.floor(seconds / DAY_S) })}</>;
}

function Dashed({ value }: { readonly value: number }) {
  return value === 0 ? <span className="muted">–</span> : <Count value={value} />;
}

function FeedState({ feed }: { readonly feed: FeedReply }) {
  const say = useSay();
  return <StatusTag tone={FEED_STATE_TONES[feed.state]}>{say(FEED_STATE_NAMES[feed.state])}</StatusTag>;
}

function LastError({ feed }: { readonly feed: FeedReply }) {
  const word = useWord();
  if (feed.lastError === null) return <span className="muted">–</span>;
  return (
    <>
      {word(feed.lastError.code, feed.lastError.params)}{' '}
      {feed.lastErrorAt !== null && (
        <span className="muted">
          <DateTimeText at={feed.lastErrorAt} />
        </span>
      )}
    </>
  );
}

/** Start, stop, run now. */
function Doing({ feed }: { readonly feed: FeedReply }) {
  const say = useSay();
  const change = useAct(changeFeedEndpoint);
  const run = useAct(runFeedEndpoint);
  const params = { code: feed.code };
  const error = change.error ?? run.error;
  return (
    <Group gap={6} onClick={(event) => event.stopPropagation()}>
      <Button
        size="compact-xs"
        variant="default"
        loading={change.isPending}
        aria-label={`${feed.enabled ? say('Switch off') : say('Switch on')}: ${feed.code}`}
        onClick={() => change.mutate({ params, body: { enabled: !feed.enabled } })}
      >
        {feed.enabled ? say('Switch off') : say('Switch on')}
      </Button>
      {feed.enabled && (
        <Button
          size="compact-xs"
          variant="default"
          loading={run.isPending}
          aria-label={`${say('Run now')}: ${feed.code}`}
          onClick={() => run.mutate({ params })}
        >
          {say('Run now')}
        </Button>
      )}
      {error && <Trouble error={error} />}
    </Group>
  );
}

type FeedGap = FeedGapReply & { readonly feed: string };

/** What is missing of the last thirty days, the latest first. */
function Gaps({ feeds }: { readonly feeds: readonly FeedReply[] }) {
  const say = useSay();
  const gaps = useMemo<readonly FeedGap[]>(
    () =>
      feeds
        .flatMap(({ code, gaps: of }) => of.map((gap) => ({ ...gap, feed: code })))
        .sort((a, b) => (a.fromAt < b.fromAt ? 1 : -1)),
    [feeds],
  );
  const columns = useMemo<readonly Column<FeedGap>[]>(
    () => [
      { key: 'feed', title: say('Feed'), cell: (row) => row.feed },
      { key: 'kind', title: say('Gap'), cell: (row) => say(GAP_NAMES[row.kind]) },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.fromAt} /> },
      {
        key: 'to',
        title: say('To'),
        cell: (row) => (row.toAt === null ? say('lasts until now') : <DateTimeText at={row.toAt} />),
      },
      { key: 'count', title: say('How many'), align: 'right', cell: (row) => <Dashed value={row.count} /> },
    ],
    [say],
  );
  if (gaps.length === 0) return null;
  return (
    <Section title={say('Gaps')}>
      <DataGrid
        label={say('Gaps')}
        columns={columns}
        rows={gaps}
        rowKey={(row) => `${row.feed} ${row.kind} ${row.fromAt}`}
        maxHeight="320px"
        empty={null}
      />
    </Section>
  );
}
