import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useSay } from '#app';
import { text } from '#base';
import { type Column, Count, DataGrid, DateTimeText, EmptyState, StatusTag, Step } from '#kit';
import type { Board } from './monthPage.tsx';
import { stepStates } from './steps.ts';

type Source = Board['sources'][number];

const KINDS: Readonly<Record<Source['kind'], string>> = {
  carrier: text('Carrier'),
  pabx: text('PABX'),
  sbc: text('SBC'),
};

type Figure = 'files' | 'records' | 'stored' | 'duplicates' | 'rejected' | 'filtered' | 'unmatched';

function useColumns(sources: readonly Source[]): readonly Column<Source>[] {
  const say = useSay();
  return useMemo(() => {
    const figure = (key: Figure, title: string): Column<Source> => ({
      key,
      title,
      align: 'right',
      cell: (row) => (row[key] === 0 ? <span className="muted">–</span> : <Count value={row[key]} />),
      total: <Count value={sources.reduce((sum, row) => sum + row[key], 0)} />,
    });
    return [
      { key: 'name', title: say('Source'), cell: (row) => row.name, total: say('Together') },
      {
        key: 'kind',
        title: say('Kind'),
        cell: (row) => (
          <>
            {say(KINDS[row.kind])}{' '}
            {row.quarantined > 0 && (
              <StatusTag tone="bad">
                {say('{n, plural, one {# file put aside} other {# files put aside}}', { n: row.quarantined })}
              </StatusTag>
            )}
          </>
        ),
      },
      figure('files', say('Files')),
      figure('records', say('Records')),
      figure('stored', say('Taken in')),
      figure('duplicates', say('Duplicates')),
      figure('rejected', say('Rejected')),
      figure('filtered', say('Not calls')),
      figure('unmatched', say('Unmatched')),
      {
        key: 'last',
        title: say('Last call'),
        cell: (row) => (row.lastCallAt ? <DateTimeText at={row.lastCallAt} /> : '–'),
      },
    ];
  }, [say, sources]);
}

/** Step 1: which files came in from each source, and what became of their records. */
export function FilesStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const columns = useColumns(board.sources);
  const files = board.sources.reduce((sum, source) => sum + source.files, 0);
  const records = board.sources.reduce((sum, source) => sum + source.stored, 0);
  return (
    <Step
      number={1}
      title={say('Files in')}
      state={stepStates(board).files}
      line={
        files === 0
          ? say('No file has come in for this month yet.')
          : say(
              '{files, plural, one {# file} other {# files}}, {records, plural, one {# record taken in} other {# records taken in}}',
              { files, records },
            )
      }
      actions={
        <Link to="/files" className="action">
          {say('All files')}
        </Link>
      }
    >
      <DataGrid
        label={say('Sources')}
        columns={columns}
        rows={board.sources}
        rowKey={(row) => row.id}
        link={(row) => ({ to: '/files', search: { sourceId: row.id } })}
        empty={<EmptyState title={say('No source yet')} />}
      />
    </Step>
  );
}
