import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useCall, useMay, usePageActions, useSay, useSession } from '#app';
import { text } from '#base';
import { type Column, Count, DataGrid, DateTimeText, EmptyState, Loaded, Page, StatusTag, Trouble } from '#kit';
import {
  listFormatsEndpoint,
  listSourcesEndpoint,
  type SourceFiguresReply,
  type SourceReply,
  sourceFiguresEndpoint,
} from '#mediation';
import { FEED_STATE_NAMES, FEED_STATE_TONES } from './feedNames.ts';
import { FormatEvidence } from './formatEvidence.tsx';
import { FORMAT_KIND_NAMES } from './names.ts';
import { SourceDialog } from './sourceDialog.tsx';
import type { ListedFormat } from './sourceDraft.ts';
import { ROUNDING_NAMES, SOURCE_ROLE_NAMES } from './sourceNames.ts';

/** How often the screen looks what came in. */
const LOOK_MS = 10_000;

/** A source with what is known of its format and of what it brought. */
interface Row {
  readonly source: SourceReply;
  readonly format: ListedFormat | undefined;
  readonly figures: SourceFiguresReply | undefined;
}

/** Where records come from: how they are read, what we pay for them, what came in. */
export function SourcesPage() {
  const say = useSay();
  const may = useMay();
  const { tenant } = useSession();
  const sources = useCall(listSourcesEndpoint, {});
  const formats = useCall(listFormatsEndpoint, {});
  const figures = useCall(sourceFiguresEndpoint, {}, { refetchMs: LOOK_MS });
  const [editing, setEditing] = useState<Row | 'new' | null>(null);
  const mayChange = may('usage.import');
  const actions = useMemo(
    () =>
      mayChange
        ? [
            {
              id: 'newSource',
              label: text('New source'),
              keys: 'n',
              group: 'page',
              run: () => setEditing('new'),
            } as const,
          ]
        : [],
    [mayChange],
  );
  usePageActions(actions);
  const rows = useMemo(
    () => rowsOf(sources.data?.sources, formats.data?.formats, figures.data?.sources),
    [sources.data, formats.data, figures.data],
  );
  return (
    <Page
      title={say('Sources')}
      subtitle={say('Where records come from, how they are read, and what we pay for them')}
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
            {say('New source')}
          </Button>
        )
      }
    >
      {figures.error && <Trouble error={figures.error} retry={() => void figures.refetch()} />}
      <Loaded of={formats}>
        {() => <Loaded of={sources}>{() => <SourceList rows={rows} onOpen={mayChange ? setEditing : null} />}</Loaded>}
      </Loaded>
      {editing !== null && formats.data !== undefined && (
        <SourceDialog
          source={editing === 'new' ? null : editing.source}
          hasFiles={editing !== 'new' && (editing.figures?.files ?? 0) > 0}
          formats={formats.data.formats}
          place={tenant}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

function rowsOf(
  sources: readonly SourceReply[] = [],
  formats: readonly ListedFormat[] = [],
  figures: readonly SourceFiguresReply[] = [],
): readonly Row[] {
  const formatOf = new Map(formats.map((format) => [format.id, format]));
  const figuresOf = new Map(figures.map((one) => [one.code, one]));
  return sources.map((source) => ({
    source,
    format: formatOf.get(source.format),
    figures: figuresOf.get(source.code),
  }));
}

function SourceList({ rows, onOpen }: { readonly rows: readonly Row[]; readonly onOpen: ((row: Row) => void) | null }) {
  const say = useSay();
  const columns = useColumns();
  return (
    <DataGrid
      label={say('Sources')}
      columns={columns}
      rows={rows}
      rowKey={({ source }) => source.code}
      maxHeight="calc(100vh - 160px)"
      {...(onOpen === null ? {} : { onOpen })}
      empty={
        <EmptyState title={say('No source yet')}>
          {say('Add one by hand, or let a file of it show what it is:')}{' '}
          <Link to="/formats/new" search={{}}>
            {say('Set up an unknown file')}
          </Link>
        </EmptyState>
      }
    />
  );
}

function useColumns(): readonly Column<Row>[] {
  const say = useSay();
  return useMemo(
    () => [
      {
        key: 'code',
        title: say('Source'),
        wrap: true,
        cell: ({ source }) => (
          <>
            {source.name} <div className="muted mono">{source.code}</div>
          </>
        ),
      },
      { key: 'kind', title: say('Kind'), cell: ({ source }) => say(FORMAT_KIND_NAMES[source.kind] ?? source.kind) },
      { key: 'format', title: say('Format'), wrap: true, cell: (row) => <FormatOf row={row} /> },
      {
        key: 'zone',
        title: say('Time zone and country'),
        cell: ({ source }) => (
          <>
            {source.zone} <span className="muted">{source.country}</span>
          </>
        ),
      },
      {
        key: 'role',
        title: say('Its calls are'),
        wrap: true,
        cell: ({ source }) => (
          <StatusTag tone={source.role === 'billing' ? 'good' : 'quiet'}>
            {say(SOURCE_ROLE_NAMES[source.role])}
          </StatusTag>
        ),
      },
      { key: 'paid', title: say('Paid by price list'), wrap: true, cell: ({ source }) => <PaidBy source={source} /> },
      { key: 'files', title: say('Files'), align: 'right', cell: (row) => <FilesOf row={row} /> },
      { key: 'last', title: say('Last file'), wrap: true, cell: (row) => <LastFileOf row={row} /> },
      { key: 'feeds', title: say('Feeds'), wrap: true, cell: (row) => <FeedsOf row={row} /> },
    ],
    [say],
  );
}

function FormatOf({ row: { source, format } }: { readonly row: Row }) {
  return (
    <>
      <Link to="/formats" search={{ q: source.format }}>
        {source.formatName}
      </Link>{' '}
      {format !== undefined && <FormatEvidence format={format} />}
    </>
  );
}

function PaidBy({ source }: { readonly source: SourceReply }) {
  const say = useSay();
  const { supplierPriceListCode: code, durationRounding } = source;
  return (
    <>
      {code === null ? (
        <span className="muted">{say('none: what the records say')}</span>
      ) : (
        <Link to="/price-lists/$code" params={{ code }}>
          {code}
        </Link>
      )}
      {durationRounding !== 'ceil' && <div className="muted">{say(ROUNDING_NAMES[durationRounding])}</div>}
    </>
  );
}

function FilesOf({ row: { source, figures } }: { readonly row: Row }) {
  if (figures === undefined || figures.files === 0) return <span className="muted">–</span>;
  return (
    <Link to="/files" search={{ sourceId: source.id, months: 'all' }}>
      <Count value={figures.files} />
    </Link>
  );
}

function LastFileOf({ row: { figures } }: { readonly row: Row }) {
  if (figures === undefined || figures.lastFile === null) return <span className="muted">–</span>;
  const { id, name, receivedAt } = figures.lastFile;
  return (
    <>
      <Link to="/files/$fileId" params={{ fileId: String(id) }}>
        {name}
      </Link>{' '}
      <span className="muted">
        <DateTimeText at={receivedAt} />
      </span>
    </>
  );
}

function FeedsOf({ row: { figures } }: { readonly row: Row }) {
  const say = useSay();
  if (figures === undefined || figures.feeds.length === 0) return <span className="muted">–</span>;
  return figures.feeds.map(({ code, state }) => (
    <div key={code}>
      <Link to="/feeds">{code}</Link>{' '}
      <StatusTag tone={FEED_STATE_TONES[state]}>{say(FEED_STATE_NAMES[state])}</StatusTag>
    </div>
  ));
}
