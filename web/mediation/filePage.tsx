import { Grid, Paper } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useCall, useSay, useSession, useWord } from '#app';
import {
  Amount,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  Duration,
  EmptyState,
  Facts,
  Findings,
  Loaded,
  Money,
  Page,
  Section,
} from '#kit';
import { type FileReply, getFileEndpoint, type RejectReply } from '#mediation';
import { FileActions } from './fileActions.tsx';
import { FileState } from './filesPage.tsx';
import { FILTER_NAMES } from './names.ts';

const route = getRouteApi('/files/$fileId');

/** A file: its figures, what was found about it as a whole, and every record that could not be read. */
export function FilePage() {
  const say = useSay();
  const { fileId } = route.useParams();
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useCall(getFileEndpoint, { params: { fileId }, query: { page } });
  const columns = useColumns();
  return (
    <Loaded of={found}>
      {({ file, rejects }) => (
        <Page title={file.name} subtitle={file.sourceName} actions={<FileActions file={file} />}>
          {file.backedOut !== null && (
            <Section title={say('Taken out')}>
              {file.backedOut.replacedBy === null ? (
                file.backedOut.why
              ) : (
                <Link to="/files/$fileId" params={{ fileId: String(file.backedOut.replacedBy) }}>
                  {say('Replaced by a later delivery')}
                </Link>
              )}{' '}
              · {file.backedOut.by} · <DateTimeText at={file.backedOut.at} />
            </Section>
          )}
          <Head file={file} />
          {file.findings.length > 0 && (
            <Section title={say('About the file')}>
              <Findings findings={file.findings} />
            </Section>
          )}
          {file.state === 'imported' && (
            <Section title={say('Rejected records')}>
              <DataGrid
                label={say('Rejected records')}
                columns={columns}
                rows={rejects.rows}
                rowKey={(row) => row.recordNo}
                page={{
                  ...rejects,
                  onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }),
                }}
                empty={<EmptyState title={say('Every record was readable')} />}
              />
            </Section>
          )}
        </Page>
      )}
    </Loaded>
  );
}

function useColumns(): readonly Column<RejectReply>[] {
  const say = useSay();
  const word = useWord();
  return useMemo(
    () => [
      { key: 'line', title: say('Line in the file'), width: 120, cell: (row) => <Count value={row.line} /> },
      { key: 'column', title: say('Column'), align: 'right', cell: (row) => row.column ?? '–' },
      { key: 'reason', title: say('Reason'), cell: (row) => word(row.code, row.params) },
      { key: 'field', title: say('Field'), cell: (row) => <span className="mono">{row.field ?? '–'}</span> },
      {
        key: 'raw',
        title: say('As it stands in the file'),
        cell: (row) => (
          <span className="mono" style={{ overflowWrap: 'anywhere' }}>
            {row.raw}
          </span>
        ),
      },
    ],
    [say, word],
  );
}

function Head({ file }: { readonly file: FileReply }) {
  const say = useSay();
  const { tenant } = useSession();
  return (
    <Paper p="md">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Facts
            facts={[
              [say('State'), <FileState key="s" file={file} />],
              [say('Received'), <DateTimeText key="r" at={file.receivedAt} />],
              [say('First call'), file.firstAt && <DateTimeText key="f" at={file.firstAt} />],
              [say('Last call'), file.lastAt && <DateTimeText key="l" at={file.lastAt} />],
              [
                say('Size'),
                <span key="b">
                  <Count value={file.bytes} /> {say('bytes')}
                </span>,
              ],
              [say('Came again as'), file.again.join(', ')],
            ]}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Facts
            facts={[
              [say('Records'), <Count key="n" value={file.records} />],
              [say('Taken in'), <Count key="t" value={file.stored} />],
              [say('Duplicates'), <Count key="d" value={file.duplicates} />],
              [say('Rejected'), <Count key="r" value={file.rejected} />],
              [say('Not calls'), <Count key="f" value={file.filtered} />],
              [say('Parts of other records'), <Count key="j" value={file.joined} />],
              [say('Waiting for their other parts'), <Count key="w" value={file.waiting} />],
              ...Object.entries(file.filterCounts).map(
                ([reason, count]) =>
                  [`– ${say(FILTER_NAMES[reason] ?? reason)}`, <Count key={reason} value={count} />] as const,
              ),
            ]}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Facts
            facts={[
              [say('Unmatched'), <Count key="u" value={file.unmatched} />],
              [say('Unpriced'), <Count key="p" value={file.unpriced} />],
              [say('Duration'), <Duration key="d" seconds={file.durationMs / 1000} />],
              [say('Amount'), <Money key="c" value={file.charge} currency={tenant.currency} />],
              [say('Cost'), <Amount key="k" value={file.cost} />],
            ]}
          />
        </Grid.Col>
      </Grid>
    </Paper>
  );
}
