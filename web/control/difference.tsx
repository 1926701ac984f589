import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useCall, useName, useSay } from '#app';
import { billDifferenceEndpoint, CAUSE_NAMES } from '#control';
import { CLASS_NAMES, type Column, DataGrid, DiffValue, EmptyState, Loaded, SERVICE_NAMES } from '#kit';

type Difference = ReplyOf<typeof billDifferenceEndpoint>;
type Effect = Difference['effects'][number];

/** Why a draft differs from an earlier bill: cause by cause, adding up to the difference. */
export function DifferenceOf({ runId, customerId }: { readonly runId: string; readonly customerId: number }) {
  const say = useSay();
  const [against, setAgainst] = useState<'month' | 'year'>('month');
  const difference = useCall(billDifferenceEndpoint, { params: { runId, customerId }, query: { against } });
  return (
    <section aria-label={say('Why it differs')}>
      <SegmentedControl
        size="xs"
        mb={6}
        aria-label={say('Beside')}
        value={against}
        onChange={(value) => setAgainst(value === 'year' ? 'year' : 'month')}
        data={[
          { value: 'month', label: say('Last month') },
          { value: 'year', label: say('A year ago') },
        ]}
      />
      <Loaded of={difference}>{(found) => <Effects difference={found} />}</Loaded>
    </section>
  );
}

function Effects({ difference }: { readonly difference: Difference }) {
  const say = useSay();
  const name = useName();
  if (difference.before === null) return <p className="muted">{say('There is no earlier bill to compare with.')}</p>;
  const columns: readonly Column<Effect & { readonly position: number }>[] = [
    { key: 'cause', title: say('Cause'), cell: (row) => say(CAUSE_NAMES[row.cause]), total: say('Difference') },
    { key: 'subject', title: say('Of'), cell: (row) => subjectOf(row.subject, say, name) },
    { key: 'contract', title: say('Contract'), cell: (row) => row.contractNumber },
    {
      key: 'amount',
      title: difference.currency,
      align: 'right',
      cell: (row) => <DiffValue value={row.amount} />,
      total: <DiffValue value={difference.difference} />,
    },
  ];
  return (
    <DataGrid
      label={say('Why it differs')}
      columns={columns}
      rows={difference.effects.map((effect, position) => ({ ...effect, position })).toSorted(largestFirst)}
      rowKey={(row) => row.position}
      maxHeight={260}
      empty={<EmptyState title={say('The same as before')} />}
    />
  );
}

const largestFirst = (a: Effect, b: Effect) => Math.abs(Number(b.amount)) - Math.abs(Number(a.amount));

function subjectOf(
  { name, service, class: of, other }: Effect['subject'],
  say: ReturnType<typeof useSay>,
  wordName: ReturnType<typeof useName>,
): string {
  if (name !== null) return wordName(name);
  if (other !== null) return other;
  const usage = say(CLASS_NAMES[of ?? ''] ?? '');
  return service === null || service === 'voice' ? usage : `${usage} · ${say(SERVICE_NAMES[service] ?? '')}`;
}
