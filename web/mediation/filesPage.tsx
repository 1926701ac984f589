import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useCall, useLanguage, useMay, useMonth, usePageActions, useSay } from '#app';
import { formatMonth, text } from '#base';
import {
  Amount,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  EmptyState,
  FilterBar,
  Loaded,
  Page,
  StatusTag,
} from '#kit';
import { type FileReply, listFilesEndpoint, listSourcesEndpoint } from '#mediation';
import { ImportDialog } from './importDialog.tsx';

const route = getRouteApi('/files');

type Figure = 'records' | 'stored' | 'duplicates' | 'rejected' | 'filtered' | 'unmatched' | 'unpriced';

function useColumns(): readonly Column<FileReply>[] {
  const say = useSay();
  return useMemo(() => {
    const figure = (key: Figure, title: string): Column<FileReply> => ({
      key,
      title,
      align: 'right',
      cell: (row) => (row[key] === 0 ? <span className="muted">–</span> : <Count value={row[key]} />),
    });
    return [
      { key: 'name', title: say('File'), cell: (row) => row.name },
      { key: 'source', title: say('Source'), cell: (row) => row.sourceName ?? '–' },
      { key: 'received', title: say('Received'), cell: (row) => <DateTimeText at={row.receivedAt} /> },
      { key: 'state', title: say('State'), cell: (row) => <FileState file={row} /> },
      figure('records', say('Records')),
      figure('stored', say('Taken in')),
      figure('duplicates', say('Duplicates')),
      figure('rejected', say('Rejected')),
      figure('filtered', say('Not calls')),
      figure('unmatched', say('Unmatched')),
      figure('unpriced', say('Unpriced')),
      { key: 'charge', title: say('Amount'), align: 'right', cell: (row) => <Amount value={row.charge} /> },
    ];
  }, [say]);
}

export function FileState({ file }: { readonly file: Pick<FileReply, 'state' | 'rejected'> }) {
  const say = useSay();
  if (file.state === 'quarantined') return <StatusTag tone="bad">{say('put aside')}</StatusTag>;
  if (file.state === 'backedOut') return <StatusTag tone="quiet">{say('taken out')}</StatusTag>;
  if (file.rejected > 0) return <StatusTag tone="warn">{say('with rejects')}</StatusTag>;
  return <StatusTag tone="good">{say('taken in')}</StatusTag>;
}

/** The file ledger: every file that was handed in, with what became of its records. */
export function FilesPage() {
  const say = useSay();
  const may = useMay();
  const month = useMonth();
  const { page, sourceId, state, q, months } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const sources = useCall(listSourcesEndpoint, {});
  const files = useCall(listFilesEndpoint, {
    query: {
      page,
      q,
      sourceId,
      state: state === 'all' ? undefined : state,
      month: months === 'one' && month ? month : undefined,
    },
  });
  const [importing, setImporting] = useState(false);
  const mayImport = may('usage.import');
  usePageActions(
    useMemo(
      () =>
        mayImport
          ? [
              {
                id: 'import',
                label: text('Import files'),
                keys: 'i',
                group: 'page',
                run: () => setImporting(true),
              } as const,
            ]
          : [],
      [mayImport],
    ),
  );
  return (
    <Page
      title={say('Files')}
      actions={
        mayImport && (
          <Button leftSection={<IconUpload size={15} aria-hidden />} onClick={() => setImporting(true)}>
            {say('Import files')}
          </Button>
        )
      }
    >
      <Filters />
      <Loaded of={files}>
        {(list) => (
          <DataGrid
            label={say('Files')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.id}
            link={(row) => ({ to: '/files/$fileId', params: { fileId: String(row.id) } })}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
            maxHeight="calc(100vh - 200px)"
            empty={<EmptyState title={say('No file here')}>{say('Import files, or choose another month.')}</EmptyState>}
          />
        )}
      </Loaded>
      <ImportDialog opened={importing} onClose={() => setImporting(false)} sources={sources.data?.sources ?? []} />
    </Page>
  );
}

/** What the list is narrowed to; it stands in the address. */
function Filters() {
  const say = useSay();
  const { language } = useLanguage();
  const month = useMonth();
  const { q, sourceId, state, months } = route.useSearch();
  const navigate = route.useNavigate();
  const sources = useCall(listSourcesEndpoint, {});
  const search = useCallback(
    (typed: string) => void navigate({ search: (before) => ({ ...before, q: typed, page: 1 }) }),
    [navigate],
  );
  return (
    <FilterBar q={q} onSearch={search} placeholder={say('File name')}>
      <Select
        aria-label={say('Source')}
        w={210}
        value={sourceId === undefined ? '' : String(sourceId)}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, page: 1, sourceId: value ? Number(value) : undefined }) })
        }
        data={[
          { value: '', label: say('All sources') },
          ...(sources.data?.sources.map((source) => ({ value: String(source.id), label: source.name })) ?? []),
        ]}
      />
      <SegmentedControl
        aria-label={say('Months')}
        value={months}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, page: 1, months: value === 'all' ? 'all' : 'one' }) })
        }
        data={[
          { value: 'one', label: month ? formatMonth(language, month) : '…' },
          { value: 'all', label: say('All months') },
        ]}
      />
      <SegmentedControl
        aria-label={say('State')}
        value={state}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, page: 1, state: value === 'quarantined' ? value : 'all' }),
          })
        }
        data={[
          { value: 'all', label: say('All files') },
          { value: 'quarantined', label: say('Put aside') },
        ]}
      />
    </FilterBar>
  );
}
