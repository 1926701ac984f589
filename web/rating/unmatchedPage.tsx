import { useMemo, useState } from 'react';
import { type ReplyOf, useCall, useLanguage, useMay, useMonth, useSay, useSession } from '#app';
import { formatMonth, text } from '#base';
import { Amount, Bones, type Column, Count, DataGrid, DateTimeText, Duration, EmptyState, Loaded, Page } from '#kit';
import { listUnmatchedEndpoint, type SuggestionReason } from '#rating';
import { AssignDialog } from './assignDialog.tsx';

export type UnmatchedLine = ReplyOf<typeof listUnmatchedEndpoint>['rows'][number];

/** Identifiers of numbers are their digits; people write them with a plus. */
export function shownIdentifier(line: Pick<UnmatchedLine, 'identifier' | 'kind'>): string {
  return line.kind === 'number' ? `+${line.identifier}` : line.identifier;
}

/** Lines that belong to nobody yet: dearest first, with who they probably belong to. */
export function UnmatchedPage() {
  const month = useMonth();
  return month === null ? <Bones /> : <UnmatchedOf month={month} />;
}

function useColumns(currency: string): readonly Column<UnmatchedLine>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'line', title: say('Line'), cell: (row) => shownIdentifier(row) },
      { key: 'source', title: say('Source'), cell: (row) => row.sourceName },
      { key: 'records', title: say('Calls'), align: 'right', cell: (row) => <Count value={row.records} /> },
      {
        key: 'duration',
        title: say('Duration'),
        align: 'right',
        cell: (row) => <Duration seconds={row.durationMs / 1000} />,
      },
      {
        key: 'charge',
        title: `${say('Money at stake')} ${currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.charge} />,
      },
      { key: 'cost', title: `${say('Cost')} ${currency}`, align: 'right', cell: (row) => <Amount value={row.cost} /> },
      { key: 'first', title: say('First call'), cell: (row) => <DateTimeText at={row.firstAt} /> },
      { key: 'last', title: say('Last call'), cell: (row) => <DateTimeText at={row.lastAt} /> },
      { key: 'owner', title: say('Probably belongs to'), cell: (row) => <Suggestion line={row} /> },
    ],
    [say, currency],
  );
}

/** Why it is probably this customer's. */
const REASONS: Readonly<Record<SuggestionReason, string>> = {
  nearNumber: text('next to {line}'),
  likeAccount: text('written much like {line}'),
  customerName: text('the customer’s name stands in it'),
};

function Suggestion({ line }: { readonly line: UnmatchedLine }) {
  const say = useSay();
  if (line.suggestion === null) return <span className="muted">{say('no suggestion')}</span>;
  return (
    <>
      {line.suggestion.customerNumber} {line.suggestion.customerName}
      <div className="muted">{say(REASONS[line.suggestion.reason], { line: line.suggestion.nearLine })}</div>
    </>
  );
}

function UnmatchedOf({ month }: { readonly month: string }) {
  const say = useSay();
  const may = useMay();
  const { language } = useLanguage();
  const { tenant } = useSession();
  const unmatched = useCall(listUnmatchedEndpoint, { query: { month } });
  const columns = useColumns(tenant.currency);
  const [chosen, setChosen] = useState<UnmatchedLine | null>(null);
  return (
    <Page
      title={say('Unmatched: {month}', { month: formatMonth(language, month) })}
      subtitle={say(
        'Lines that belong to no customer yet. Assigned back in time, their calls move to the customer at his prices.',
      )}
    >
      <Loaded of={unmatched}>
        {({ rows }) => (
          <DataGrid
            label={say('Unmatched')}
            columns={columns}
            rows={rows}
            rowKey={(row) => `${row.sourceId} ${row.kind} ${row.identifier}`}
            {...(may('customers.write') ? { onOpen: setChosen } : {})}
            empty={<EmptyState title={say('Every call has its customer.')} />}
          />
        )}
      </Loaded>
      {chosen && <AssignDialog key={chosen.identifier} line={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}
