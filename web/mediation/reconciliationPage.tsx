import { Group, SegmentedControl, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { type ReplyOf, useCall, useLanguage, useMonth, usePageActions, useSay, useSession } from '#app';
import { formatMonth, text } from '#base';
import {
  Amount,
  Bones,
  type Column,
  Count,
  DataGrid,
  DateTimeText,
  Duration,
  EmptyState,
  Loaded,
  Page,
  StatusTag,
} from '#kit';
import {
  type ComparedCallReply,
  listSourcesEndpoint,
  RECONCILIATION_KINDS,
  type ReconciliationKind,
  type ReconciliationReply,
  type ReconciliationRow,
  reconcileEndpoint,
} from '#mediation';

const route = getRouteApi('/reconciliation');

type Source = ReplyOf<typeof listSourcesEndpoint>['sources'][number];

const KIND_NAMES: Readonly<Record<ReconciliationKind, string>> = {
  all: text('All'),
  duration: text('Another duration'),
  cost: text('Another cost'),
  missingHere: text('Not billed'),
  missingThere: text('Not seen'),
};

/** A month's billed calls beside what another source saw of them: figures, and every call to look at. */
export function ReconciliationPage() {
  const month = useMonth();
  const sources = useCall(listSourcesEndpoint, {});
  if (month === null) return <Bones />;
  return (
    <Titled month={month}>
      <Loaded of={sources}>
        {(list) => {
          const others = list.sources.filter(({ role }) => role === 'reconciliation');
          return others.length === 0 ? <NoOther /> : <Comparison month={month} sources={list.sources} />;
        }}
      </Loaded>
    </Titled>
  );
}

function Titled({ month, children }: { readonly month: string; readonly children: ReactNode }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Page
      title={say('Reconciliation: {month}', { month: formatMonth(language, month) })}
      subtitle={say('What is billed beside what another source saw of the same calls.')}
    >
      {children}
    </Page>
  );
}

function NoOther() {
  const say = useSay();
  return (
    <EmptyState title={say('No source is there to compare with.')}>
      {say(
        'Choose “only compared” for a source when it is added: its calls are never billed, and are shown here beside those that are.',
      )}
    </EmptyState>
  );
}

interface ComparisonProps {
  readonly month: string;
  readonly sources: readonly Source[];
}

function Comparison({ month, sources }: ComparisonProps) {
  const say = useSay();
  const { source, billed, kind, page } = route.useSearch();
  const navigate = route.useNavigate();
  const others = sources.filter(({ role }) => role === 'reconciliation');
  const other = others.find(({ code }) => code === source) ?? others[0]!;
  const found = useCall(reconcileEndpoint, { query: { source: other.code, month, billed, kind, page } });
  const columns = useColumns(sources);
  const show = useCallback(
    (next: ReconciliationKind) => void navigate({ search: (before) => ({ ...before, kind: next, page: 1 }) }),
    [navigate],
  );
  useKindKeys(show);
  return (
    <>
      <Filters sources={sources} other={other} kind={kind} onKind={show} />
      <Loaded of={found}>
        {(compared) => (
          <>
            <Figures compared={compared} />
            <DataGrid
              label={say('Calls to look at')}
              columns={columns}
              rows={compared.rows}
              rowKey={(row) => [row.billed, row.seen].map((call) => `${call?.fileId}/${call?.recordNo}`).join(' ')}
              link={({ billed: one, seen }) => ({
                to: '/files/$fileId',
                params: { fileId: String((seen ?? one)?.fileId ?? 0) },
              })}
              page={{
                ...compared,
                onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }),
              }}
              maxHeight="calc(100vh - 250px)"
              empty={<Nothing compared={compared} kind={kind} />}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

/** `1` to `5` choose what is shown. */
function useKindKeys(show: (kind: ReconciliationKind) => void): void {
  usePageActions(
    useMemo(
      () =>
        RECONCILIATION_KINDS.map(
          (kind, index) =>
            ({
              id: `show-${kind}`,
              label: KIND_NAMES[kind],
              keys: String(index + 1),
              group: 'page',
              run: () => show(kind),
            }) as const,
        ),
      [show],
    ),
  );
}

interface FiltersProps {
  readonly sources: readonly Source[];
  readonly other: Source;
  readonly kind: ReconciliationKind;
  readonly onKind: (kind: ReconciliationKind) => void;
}

/** Which sources are compared, and which calls are shown; it stands in the address. */
function Filters({ sources, other, kind, onKind }: FiltersProps) {
  const say = useSay();
  const { billed } = route.useSearch();
  const navigate = route.useNavigate();
  const named = (of: Source['role']) =>
    sources.filter(({ role }) => role === of).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Group gap="sm" align="flex-end" mb="sm">
      <Select
        label={say('Billed by')}
        size="xs"
        w={220}
        value={billed ?? ''}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, billed: value || undefined, page: 1 }) })
        }
        data={[{ value: '', label: say('All sources') }, ...named('billing')]}
      />
      <Select
        label={say('Compared with')}
        size="xs"
        w={220}
        value={other.code}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, source: value ?? undefined, page: 1 }) })
        }
        data={named('reconciliation')}
      />
      <SegmentedControl
        aria-label={say('Calls shown')}
        size="xs"
        value={kind}
        onChange={(value) => onKind(RECONCILIATION_KINDS.find((one) => one === value) ?? 'all')}
        data={RECONCILIATION_KINDS.map((value) => ({ value, label: say(KIND_NAMES[value]) }))}
      />
    </Group>
  );
}

function Figures({ compared }: { readonly compared: ReconciliationReply }) {
  const say = useSay();
  const figures: readonly (readonly [string, ReactNode])[] = [
    [say('Agree'), <Count key="p" value={compared.paired} />],
    [say('Differ'), <Count key="d" value={compared.differing} />],
    [say('Seen, not billed'), <Count key="h" value={compared.onlySeen} />],
    [say('Billed, not seen'), <Count key="t" value={compared.onlyBilled} />],
    [say('Duration billed'), <Duration key="b" seconds={compared.billedMs / 1000} />],
    [say('Duration seen'), <Duration key="s" seconds={compared.seenMs / 1000} />],
  ];
  return (
    <Group gap="lg" mb="sm">
      {figures.map(([name, value]) => (
        <span key={name}>
          <span className="muted">{name}</span> {value}
        </span>
      ))}
    </Group>
  );
}

function Nothing({ compared, kind }: { readonly compared: ReconciliationReply; readonly kind: ReconciliationKind }) {
  const say = useSay();
  const { paired, differing, onlyBilled, onlySeen } = compared;
  if (paired + differing + onlyBilled + onlySeen === 0)
    return <EmptyState title={say('Neither side has a call in this month.')} />;
  if (kind !== 'all') return <EmptyState title={say('No call of this kind.')} />;
  return <EmptyState title={say('Every call agrees.')} />;
}

function useColumns(sources: readonly Source[]): readonly Column<ReconciliationRow>[] {
  const say = useSay();
  const { tenant } = useSession();
  return useMemo(() => {
    const either = ({ billed, seen }: ReconciliationRow) => (billed ?? seen)!;
    const names = new Map(sources.map(({ code, name }) => [code, name]));
    const duration = (call: ComparedCallReply | null) =>
      call === null ? <None /> : <Duration seconds={call.durationMs / 1000} />;
    const cost = (call: ComparedCallReply | null) =>
      call === null || call.cost === null ? <None /> : <Amount value={call.cost} decimals={4} exact />;
    return [
      { key: 'start', title: say('Start'), cell: (row) => <DateTimeText at={either(row).startAt} seconds /> },
      { key: 'what', title: say('What'), cell: (row) => <What row={row} /> },
      { key: 'from', title: say('Calling number'), cell: (row) => either(row).calling ?? '–' },
      { key: 'to', title: say('Called number'), cell: (row) => either(row).called ?? '–' },
      { key: 'source', title: say('Billed by'), cell: ({ billed }) => names.get(billed?.sourceCode ?? '') ?? '–' },
      { key: 'billedFor', title: say('Billed'), align: 'right', cell: ({ billed }) => duration(billed) },
      { key: 'seenFor', title: say('Seen'), align: 'right', cell: ({ seen }) => duration(seen) },
      {
        key: 'billedCost',
        title: `${say('Cost billed')} ${tenant.currency}`,
        align: 'right',
        cell: ({ billed }) => cost(billed),
      },
      {
        key: 'seenCost',
        title: `${say('Cost seen')} ${tenant.currency}`,
        align: 'right',
        cell: ({ seen }) => cost(seen),
      },
    ];
  }, [say, sources, tenant.currency]);
}

function None() {
  return <span className="muted">–</span>;
}

/** In words what is to be looked at; colour is never alone. */
function What({ row }: { readonly row: ReconciliationRow }) {
  const say = useSay();
  if (row.billed === null) return <StatusTag tone="bad">{say('not billed')}</StatusTag>;
  if (row.seen === null) return <StatusTag tone="warn">{say('not seen')}</StatusTag>;
  const [first, second] = row.differs;
  if (second !== undefined) return <StatusTag tone="warn">{say('duration and cost')}</StatusTag>;
  return <StatusTag tone="warn">{first === 'cost' ? say('another cost') : say('another duration')}</StatusTag>;
}
