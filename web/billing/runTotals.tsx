import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ReplyOf, useSay } from '#app';
import type { getRunEndpoint } from '#billing';
import { Count, Money } from '#kit';

type Run = ReplyOf<typeof getRunEndpoint>;

type Summed = Pick<Run, 'drafts' | 'totals' | 'net' | 'gross' | 'currency'>;
type Total = Run['totals'][number];

/** One sum for each currency; of a run without drafts the operator's own. */
function totalsOf(run: Summed): readonly Total[] {
  return run.totals.length > 0 ? run.totals : [run];
}

interface ByCurrencyProps {
  readonly run: Summed;
  readonly children: (total: Total) => ReactNode;
}

/** A cell with a line for each currency of a run. */
export function ByCurrency({ run, children }: ByCurrencyProps) {
  return totalsOf(run).map((total) => <div key={total.currency}>{children(total)}</div>);
}

/** Drafts and sums of a run, a line for each currency. */
export function RunTotals({ run }: { readonly run: Summed }) {
  const say = useSay();
  return (
    <>
      {totalsOf(run).map((total) => (
        <Group key={total.currency} gap="md">
          <span>
            <Count value={total.drafts} /> {say('{n, plural, one {draft} other {drafts}}', { n: total.drafts })}
          </span>
          <span>
            {say('net')} <Money value={total.net} currency={total.currency} />
          </span>
          <span>
            {say('gross')} <Money value={total.gross} currency={total.currency} />
          </span>
        </Group>
      ))}
    </>
  );
}
