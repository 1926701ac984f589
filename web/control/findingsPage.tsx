import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useLanguage, useMay, useSay, useWord } from '#app';
import { formatMonth } from '#base';
import { getRunEndpoint } from '#billing';
import { decideFindingsEndpoint, listFindingsEndpoint } from '#control';
import {
  AmountOrDash,
  type Column,
  ConfirmWithNumbers,
  Count,
  DataGrid,
  DateTimeText,
  EmptyState,
  Loaded,
  Page,
  SeverityTag,
  StatusTag,
} from '#kit';
import { draftPdfUrl } from './reviewPage.tsx';

type Found = ReplyOf<typeof listFindingsEndpoint>['rows'][number];

const route = getRouteApi('/runs/$runId/findings');

function useColumns(runId: string, currency: string): readonly Column<Found>[] {
  const say = useSay();
  const word = useWord();
  return useMemo(
    () => [
      { key: 'what', title: say('What was found'), wrap: true, cell: (row) => word(row.code, row.params) },
      { key: 'severity', title: say('Weight'), cell: (row) => <SeverityTag severity={row.severity} /> },
      {
        key: 'risk',
        title: `${say('Money at stake')} ${currency}`,
        align: 'right',
        cell: (row) => <AmountOrDash value={row.amountAtRisk} />,
      },
      { key: 'links', title: say('Look at'), cell: (row) => <Links found={row} runId={runId} /> },
      {
        key: 'decision',
        title: say('Decision'),
        cell: (row) =>
          row.decision?.accepted ? (
            <>
              <StatusTag tone="good">{say('accepted')}</StatusTag> {row.decision.comment}
              <div className="muted">
                {row.decision.decidedBy}, <DateTimeText at={row.decision.decidedAt} />
              </div>
            </>
          ) : (
            <StatusTag tone="quiet">{say('open')}</StatusTag>
          ),
      },
    ],
    [say, word, runId, currency],
  );
}

function Links({ found, runId }: { readonly found: Found; readonly runId: string }) {
  const say = useSay();
  return (
    <Group gap={10} wrap="nowrap">
      {found.customerId !== null && (
        <>
          <Link to="/customers/$customerId" params={{ customerId: String(found.customerId) }}>
            {say('Customer')}
          </Link>
          <a href={draftPdfUrl(runId, found.customerId)} target="_blank" rel="noreferrer">
            {say('Draft bill')}
          </a>
        </>
      )}
      {found.subjectKind === 'file' && (
        <Link to="/files/$fileId" params={{ fileId: found.subjectKey }}>
          {say('File')}
        </Link>
      )}
      {found.subjectKind === 'identifier' && <Link to="/unmatched">{say('Assign')}</Link>}
    </Group>
  );
}

/** Findings of a run, worst first; each is opened to be accepted with a comment, or to take that back. */
export function FindingsPage() {
  const say = useSay();
  const { language } = useLanguage();
  const may = useMay();
  const { runId } = route.useParams();
  const { only, page } = route.useSearch();
  const navigate = route.useNavigate();
  const run = useCall(getRunEndpoint, { params: { runId } });
  const findings = useCall(listFindingsEndpoint, { params: { runId }, query: { page, open: only, pageSize: 100 } });
  const columns = useColumns(runId, run.data?.currency ?? 'EUR');
  const [chosen, setChosen] = useState<readonly Found[]>([]);
  const open = findings.data?.rows.filter((row) => row.decision?.accepted !== true) ?? [];
  return (
    <Page
      title={say('Findings: {month}', { month: run.data ? formatMonth(language, run.data.month) : '' })}
      subtitle={say('Worst first. Errors must be settled before approval.')}
      actions={
        <Link to="/runs/$runId" params={{ runId }} className="action">
          {say('Customer by customer')}
        </Link>
      }
    >
      <Group justify="space-between">
        <SegmentedControl
          aria-label={say('Show')}
          value={only}
          onChange={(value) =>
            void navigate({ search: (before) => ({ ...before, page: 1, only: value === 'all' ? 'all' : 'open' }) })
          }
          data={[
            { value: 'open', label: say('Open') },
            { value: 'all', label: say('All') },
          ]}
        />
        {may('runs.draft') && open.length > 1 && (
          <Button variant="default" onClick={() => setChosen(open)}>
            {say('Accept {n, plural, one {this one} other {these #}}', { n: open.length })}
          </Button>
        )}
      </Group>
      <Loaded of={findings}>
        {(list) => (
          <DataGrid
            label={say('Findings')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.key}
            {...(may('runs.draft') ? { onOpen: (row: Found) => setChosen([row]) } : {})}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
            maxHeight="calc(100vh - 210px)"
            empty={<EmptyState title={only === 'open' ? say('Nothing is open') : say('The checks found nothing.')} />}
          />
        )}
      </Loaded>
      <Decide runId={runId} chosen={chosen} onClose={() => setChosen([])} />
    </Page>
  );
}

function Decide({
  runId,
  chosen,
  onClose,
}: {
  readonly runId: string;
  readonly chosen: readonly Found[];
  readonly onClose: () => void;
}) {
  const say = useSay();
  const word = useWord();
  const [comment, setComment] = useState('');
  const decide = useAct(decideFindingsEndpoint);
  const [first] = chosen;
  const back = chosen.length === 1 && first?.decision?.accepted === true;
  return (
    <ConfirmWithNumbers
      opened={chosen.length > 0}
      onClose={() => {
        setComment('');
        onClose();
      }}
      title={
        back
          ? say('Take the acceptance back?')
          : say('Accept {n, plural, one {this finding} other {these # findings}}?', { n: chosen.length })
      }
      verb={back ? say('Take back') : say('Accept')}
      numbers={[[say('Findings'), chosen.length > 1 ? <Count key="n" value={chosen.length} /> : null]]}
      onConfirm={() =>
        decide.mutateAsync({
          params: { runId },
          body: { keys: chosen.map((each) => each.key), accepted: !back, comment },
        })
      }
    >
      {chosen.length === 1 && first && <div>{word(first.code, first.params)}</div>}
      <Textarea
        label={say('Why? This stands in the log.')}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        data-autofocus
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </ConfirmWithNumbers>
  );
}
