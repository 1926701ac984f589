import { Button, Group, SegmentedControl } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useLanguage, useMay, usePageActions, useSay, useWord } from '#app';
import { formatMonth, text } from '#base';
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
import { type Found, PlaceLink, placeOf } from './findingPlace.tsx';

type FindingGroup = ReplyOf<typeof findingGroupsEndpoint>['groups'][number];
/** What is being done to some findings. */
interface Doing {
  readonly what: 'decide' | 'assign' | 'leaveOut';
  readonly chosen: readonly Found[];
}
const NOTHING: Doing = { what: 'decide', chosen: [] };

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
        </>
      }
    >
      <SegmentedControl
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
          const chosen = all.find(({ code }) => code === check) ?? shown[0];
          if (chosen === undefined)
            return <EmptyState title={only === 'open' ? say('Nothing is open') : say('The checks found nothing.')} />;
          return (
            <div style={{ display: 'grid', gridTemplateColumns: '260px minmax(0, 1fr)', gap: 20 }}>
              <Groups groups={shown} chosen={chosen.code} currency={currency} />
              <GroupOf key={chosen.code} runId={runId} group={chosen} currency={currency} />
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
          <span style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
            <SeverityTag severity={group.severity} />
            {group.open === 0 ? (
              <StatusTag tone="good">{say('settled')}</StatusTag>
            ) : (
              <span className="muted">
                <Count value={group.open} /> {say('open')}
              </span>
            )}
            {group.amount !== '0.00' && (
              <span className="muted">
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
  readonly currency: string;
}

/** Findings of one check, with why they matter and what to do. */
function GroupOf({ runId, group, currency }: GroupProps) {
  const say = useSay();
  const word = useWord();
  const may = useMay();
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
  const changeable = may('runs.draft');
  const columns = useColumns(runId, currency, changeable, setDoing);
  useKeys(rows ?? [], runId, changeable, setDoing);
  const open = rows?.filter((row) => row.decision?.accepted !== true) ?? [];
  const close = () => setDoing(NOTHING);
  const dialog = (what: Doing['what']) => ({
    runId,
    currency,
    chosen: doing.what === what ? doing.chosen : [],
    onClose: close,
  });
  return (
    <section aria-label={word(`${group.code}.name`)}>
      <h2 style={{ margin: '0 0 4px' }}>{word(`${group.code}.name`)}</h2>
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
      { key: 'decision', title: say('Decision'), wrap: true, cell: (row) => <Decision found={row} /> },
    ],
    [say, word, runId, currency, changeable, onDo],
  );
}

function Decision({ found }: { readonly found: Found }) {
  const say = useSay();
  const { decision } = found;
  if (decision?.accepted !== true) return <StatusTag tone="quiet">{say('open')}</StatusTag>;
  return (
    <>
      <StatusTag tone="good">{say('accepted')}</StatusTag> {decision.comment}
      <div className="muted">
        {decision.decidedBy}, <DateTimeText at={decision.decidedAt} />
      </div>
    </>
  );
}

/** The finding whose row has the focus, else the first. */
function focused(rows: readonly Found[]): Found | undefined {
  const found = [...document.querySelectorAll('[data-row]')].findIndex(
    (row) => document.activeElement?.isSameNode(row) === true,
  );
  return rows[Math.max(0, found)];
}

/** `a` accepts, `x` leaves the customer out, `o` opens the place that mends it, `w` gives it to somebody. */
function useKeys(rows: readonly Found[], runId: string, changeable: boolean, onDo: (doing: Doing) => void): void {
  const navigate = useNavigate();
  usePageActions(
    useMemo(() => {
      const act = (work: (found: Found) => void) => () => {
        const found = focused(rows);
        if (found !== undefined) work(found);
      };
      const page = { group: 'page' } as const;
      const open = {
        ...page,
        id: 'openFinding',
        label: text('Open where it is mended'),
        keys: 'o',
        run: act((found) => void navigate(placeOf(found, runId)?.link ?? {})),
      };
      if (!changeable) return [open];
      return [
        {
          ...page,
          id: 'acceptFinding',
          label: text('Accept the finding'),
          keys: 'a',
          run: act((found) => onDo({ what: 'decide', chosen: [found] })),
        },
        {
          ...page,
          id: 'leaveOut',
          label: text('Leave the customer out'),
          keys: 'x',
          run: act((found) => (found.customerId === null ? undefined : onDo({ what: 'leaveOut', chosen: [found] }))),
        },
        {
          ...page,
          id: 'assignFinding',
          label: text('Give the finding to somebody'),
          keys: 'w',
          run: act((found) => onDo({ what: 'assign', chosen: [found] })),
        },
        open,
      ];
    }, [rows, runId, changeable, navigate, onDo]),
  );
}
