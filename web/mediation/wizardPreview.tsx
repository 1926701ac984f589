import { useMemo } from 'react';
import { useSay, useWord } from '#app';
import { Amount, type Column, DataGrid, DateTimeText, EmptyState, Findings, Section, Used } from '#kit';
import { DIRECTION_NAMES, DISPOSITION_NAMES } from './names.ts';
import type { Look } from './wizardPage.tsx';

type Read = Look['preview']['records'][number];
type Rejected = Look['preview']['rejects'][number];

interface PreviewProps {
  readonly found: Look;
  /** Whether something is missing that it cannot be read without. */
  readonly missing: boolean;
}

/** The first records as they would be taken in, and those that would not, with the reason. */
export function WizardPreview({ found, missing }: PreviewProps) {
  const say = useSay();
  const records = useRecordColumns();
  const rejects = useRejectColumns();
  const { preview } = found;
  return (
    <>
      {preview.findings.length > 0 && <Findings findings={preview.findings} />}
      <DataGrid
        label={say('Records')}
        columns={records}
        rows={missing ? [] : preview.records}
        rowKey={(row) => row.recordNo}
        maxHeight={320}
        empty={
          <EmptyState title={missing ? say('Something is to be told first') : say('No record can be read')}>
            {missing && say('The answer is in the step above.')}
          </EmptyState>
        }
      />
      {preview.rejects.length > 0 && (
        <Section title={say('Rejected')}>
          <DataGrid
            label={say('Rejected')}
            columns={rejects}
            rows={preview.rejects}
            rowKey={(row) => `${String(row.line)} ${row.raw}`}
            maxHeight={240}
            empty={<EmptyState title={say('Nothing rejected')} />}
          />
        </Section>
      )}
    </>
  );
}

function useRecordColumns(): readonly Column<Read>[] {
  const say = useSay();
  return useMemo(() => {
    const party = (number: string | null, other: string | null) => (
      <span className="mono">{number ?? other ?? '–'}</span>
    );
    return [
      { key: 'start', title: say('Start'), cell: (row) => <DateTimeText at={row.startAt} seconds /> },
      {
        key: 'direction',
        title: say('Direction'),
        cell: (row) => say(DIRECTION_NAMES[row.direction] ?? row.direction),
      },
      { key: 'from', title: say('Calling number'), cell: (row) => party(row.aNumber, row.aText) },
      { key: 'to', title: say('Called number'), cell: (row) => party(row.bNumber, row.bText) },
      {
        key: 'used',
        title: say('Used'),
        align: 'right',
        cell: (row) => <Used service={row.service} seconds={row.billableMs / 1000} volume={row.volume} />,
      },
      {
        key: 'outcome',
        title: say('Outcome'),
        cell: (row) => say(DISPOSITION_NAMES[row.disposition] ?? row.disposition),
      },
      {
        key: 'cost',
        title: say('Cost'),
        align: 'right',
        cell: (row) =>
          row.cost === null ? (
            <span className="muted">–</span>
          ) : (
            <>
              <Amount value={row.cost.amount} exact /> {row.cost.currency}
            </>
          ),
      },
      { key: 'account', title: say('Account or trunk'), cell: (row) => row.account ?? '' },
      { key: 'id', title: say('Id of the record'), cell: (row) => <span className="mono">{row.nativeId ?? ''}</span> },
    ];
  }, [say]);
}

function useRejectColumns(): readonly Column<Rejected>[] {
  const say = useSay();
  const word = useWord();
  return useMemo(
    () => [
      { key: 'line', title: say('Row'), align: 'right', width: 60, cell: (row) => row.line },
      { key: 'why', title: say('Why'), wrap: true, cell: (row) => word(row.code, row.params) },
      { key: 'column', title: say('Column'), align: 'right', width: 70, cell: (row) => row.column ?? '' },
      {
        key: 'raw',
        title: say('Record'),
        wrap: true,
        cell: (row) => <span className="mono">{row.raw.slice(0, 200)}</span>,
      },
    ],
    [say, word],
  );
}
