import { Button, Group, SegmentedControl } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { type ReplyOf, useCall, useLanguage, useSay, useWord } from '#app';
import { formatMonth } from '#base';
import { getRunEndpoint } from '#billing';
import { findingGroupsEndpoint, listFindingsEndpoint } from '#control';
import {
  AmountOrDash,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  EmptyState,
  Loaded,
  Money,
  Page,
  SeverityTag,
  StatusTag,
} from '#kit';
import { AssignDialog, DecideDialog, LeaveOutDialog } from './findingDialogs.tsx';
import { type Doing, FindingKeys, useFindingKeys } from './findingKeys.tsx';
import { type Found, PlaceLink } from './findingPlace.tsx';
import { RedraftButton, RedraftProgress, useRedraftOf } from './redraft.tsx';

type FindingGroup = ReplyOf<typeof findingGroupsEndpoint>['groups'][number];
const NOTHING: Doing = { what: 'decide', chosen: [] };
const NO_ROWS: readonly Found[] = [];

const route = getRouteApi('/runs/$runId/findings');

/** Findings of a run, check by check, worst first: what is wrong, why it matters, what to do; opened, accepted, assigned, left out. */
export function FindingsPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { runId } = route.useParams();
  const { only, check } = route.useSearch();
  const navigate = route.useNavigate();
  const run = useCall(getRunEndpoint, { params: { runId } });
  const groups = useCall(findingGroupsEndpoint, { params: { runId } });
  const currency = run.data?.currency ?? 'EUR';
  const redraft = useRedraftOf(run.data);
  const changeable = redraft.possible && run.data?.state === 'inReview';
  return (
    <Page
      title={say('Findings: {month}', { month: run.data ? formatMonth(language, run.data.month) : '' })}
      subtitle={say('Check by check, worst first. Errors must be settled before approval.')}
      actions={
        <>
          <Link to="/checks" className="action">
            {say('Checks and thresholds')}
          </Link>
          <Link to="/runs/$runId" params={{ runId }} className="action">
            {say('Customer by customer')}
          </Link>
          <RedraftButton of={redraft} />
        </>
      }
    >
      <RedraftProgress of={redraft} />
      <SegmentedControl
        style={{ alignSelf: 'flex-start' }}
        aria-label={say('Show')}
        value={only}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, page: 1, only: value === 'all' || value === 'mine' ? value : 'open' }),
          })
        }
        data={[
          { value: 'open', label: say('Open') },
          { value: 'mine', label: say('Mine') },
          { value: 'all', label: say('All') },
        ]}
      />
      <Loaded of={groups}>
        {({ groups: all }) => {
          const shown = only === 'open' ? all.filter(({ open }) => open > 0) : all;
          // What is settled leaves the list of what is open, and the next check takes its place.
          const chosen = shown.find(({ code }) => code === check) ?? shown[0];
          if (chosen === undefined)
            return (
              <EmptyState
                title={only === 'open' && all.length > 0 ? say('Nothing is open') : say('The checks found nothing.')}
              >
                <Link to="/month" className="action">
                  {say('The month')}
                </Link>
              </EmptyState>
            );
          return (
            <div style={{ display: 'grid', gridTemplateColumns: '260px minmax(0, 1fr)', gap: 20 }}>
              <Groups groups={shown} chosen={chosen.code} currency={currency} />
              <GroupOf
                key={chosen.code}
                runId={runId}
                group={chosen}
                next={shown[shown.indexOf(chosen) + 1]?.code}
                previous={shown[shown.indexOf(chosen) - 1]?.code}
                currency={currency}
                changeable={changeable}
              />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** The checks that found something: how many are open, and the money at stake. */
function Groups({
  groups,
  chosen,
  currency,
}: {
  readonly groups: readonly FindingGroup[];
  readonly chosen: string;
  readonly currency: string;
}) {
  const say = useSay();
  const word = useWord();
  return (
    <nav aria-label={say('Checks')} style={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      {groups.map((group) => (
        <Link
          key={group.code}
          from="/runs/$runId/findings"
          to="."
          search={(before) => ({ ...before, check: group.code, page: 1 })}
          className="nav-link"
          aria-current={group.code === chosen ? 'page' : undefined}
          style={{ display: 'block', padding: '6px 8px', height: 'auto' }}
        >
          <span style={{ display: 'block' }}>{word(`${group.code}.name`)}</span>
          <span style={{ display: 'flex', flexWrap: 'wrap', gap: '0 6px', alignItems: 'center' }}>
            <SeverityTag severity={group.severity} />
            {group.open === 0 ? (
              <StatusTag tone="good">{say('settled')}</StatusTag>
            ) : (
              <span className="muted nowrap">
                <Count value={group.open} /> {say('open')}
              </span>
            )}
            {group.amount !== '0.00' && (
              <span className="muted nowrap">
                <Money value={group.amount} currency={currency} />
              </span>
            )}
          </span>
        </Link>
      ))}
    </nav>
  );
}

interface GroupProps {
  readonly runId: string;
  readonly group: FindingGroup;
  /** The checks after and before it in the list. */
  readonly next: string | undefined;
  readonly previous: string | undefined;
  readonly currency: string;
  /** Whether something can still be decided. */
  readonly changeable: boolean;
}

/** Findings of one check, with why they matter and what to do. */
function GroupOf({ runId, group, next, previous, currency, changeable }: GroupProps) {
  const say = useSay();
  const word = useWord();
  const { only, page } = route.useSearch();
  const navigate = route.useNavigate();
  const [doing, setDoing] = useState<Doing>(NOTHING);
  const findings = useCall(listFindingsEndpoint, {
    params: { runId },
    query: {
      page,
      open: only === 'open' ? 'open' : 'all',
      mine: only === 'mine' ? 'mine' : 'all',
      code: group.code,
      pageSize: 100,
    },
  });
  const rows = findings.data?.rows;
  const columns = useColumns(runId, currency, changeable, setDoing);
  const goTo = useCallback(
    (code: string | undefined) => {
      if (code !== undefined) void navigate({ search: (before) => ({ ...before, check: code, page: 1 }) });
    },
    [navigate],
  );
  useFindingKeys({ rows: rows ?? NO_ROWS, runId, changeable, onDo: setDoing, next, previous, goTo });
  const open = rows?.filter((row) => row.decision?.accepted !== true && row.leftOut === null) ?? [];
  const close = () => setDoing(NOTHING);
  const dialog = (what: Doing['what']) => ({
    runId,
    currency,
    chosen: doing.what === what ? doing.chosen : [],
    onClose: close,
  });
  return (
    <section aria-label={word(`${group.code}.name`)}>
      <h2 className="part">{word(`${group.code}.name`)}</h2>
      <p style={{ margin: '0 0 4px', maxWidth: 720 }}>{word(`${group.code}.why`)}</p>
      <p style={{ margin: '0 0 10px', maxWidth: 720 }}>
        <strong>{say('What to do')}:</strong> {word(`${group.code}.todo`)}
      </p>
      {changeable && open.length > 1 && (
        <Group gap="xs" mb={8}>
          <Button variant="default" onClick={() => setDoing({ what: 'decide', chosen: open })}>
            {say('Accept {n, plural, one {this one} other {these #}}', { n: open.length })}
          </Button>
          <Button variant="default" onClick={() => setDoing({ what: 'assign', chosen: open })}>
            {say('Assign these {n}', { n: open.length })}
          </Button>
        </Group>
      )}
      <Loaded of={findings}>
        {(list) => (
          <DataGrid
            label={say('Findings')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.key}
            {...(changeable ? { onOpen: (row: Found) => setDoing({ what: 'decide', chosen: [row] }) } : {})}
            page={{ ...list, onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }) }}
            maxHeight="calc(100vh - 330px)"
            empty={<EmptyState title={only === 'open' ? say('Nothing is open') : say('Nothing here')} />}
          />
        )}
      </Loaded>
      <FindingKeys changeable={changeable} />
      <DecideDialog {...dialog('decide')} />
      <AssignDialog {...dialog('assign')} />
      <LeaveOutDialog {...dialog('leaveOut')} />
    </section>
  );
}

function useColumns(
  runId: string,
  currency: string,
  changeable: boolean,
  onDo: (doing: Doing) => void,
): readonly Column<Found>[] {
  const say = useSay();
  const word = useWord();
  return useMemo(
    () => [
      { key: 'what', title: say('What was found'), wrap: true, cell: (row) => word(row.code, row.params) },
      {
        key: 'risk',
        title: `${say('Money at stake')} ${currency}`,
        align: 'right',
        cell: (row) => <AmountOrDash value={row.amountAtRisk} />,
      },
      { key: 'place', title: say('Mend'), cell: (row) => <PlaceLink found={row} runId={runId} /> },
      {
        key: 'assigned',
        title: say('Assigned to'),
        cell: (row) =>
          changeable ? (
            <button type="button" className="link" onClick={() => onDo({ what: 'assign', chosen: [row] })}>
              {row.assignedTo ?? say('nobody')}
            </button>
          ) : (
            row.assignedTo
          ),
      },
      {
        key: 'decision',
        title: say('Decision'),
        wrap: true,
        cell: (row) => <Decision found={row} changeable={changeable} onDo={onDo} />,
      },
    ],
    [say, word, runId, currency, changeable, onDo],
  );
}

interface DecisionProps {
  readonly found: Found;
  readonly changeable: boolean;
  readonly onDo: (doing: Doing) => void;
}

/** What was decided, or what can be. */
function Decision({ found, changeable, onDo }: DecisionProps) {
  const say = useSay();
  const { decision } = found;
  if (decision?.accepted === true)
    return (
      <>
        <StatusTag tone="good">{say('accepted')}</StatusTag> {decision.comment}
        <div className="muted">
          {decision.decidedBy}, <DateTimeText at={decision.decidedAt} />
        </div>
      </>
    );
  if (found.leftOut !== null)
    return <StatusTag tone="quiet">{say('left out: {reason}', { reason: found.leftOut })}</StatusTag>;
  if (!changeable) return <StatusTag tone="quiet">{say('open')}</StatusTag>;
  return (
    <Group gap={6} wrap="nowrap">
      <Button size="compact-xs" variant="default" onClick={() => onDo({ what: 'decide', chosen: [found] })}>
        {say('Accept')}
      </Button>
      {found.customerId !== null && (
        <Button size="compact-xs" variant="default" onClick={() => onDo({ what: 'leaveOut', chosen: [found] })}>
          {say('Leave out')}
        </Button>
      )}
    </Group>
  );
}
