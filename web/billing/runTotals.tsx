import { Group } from '@mantine/core';
import { type ReplyOf, useSay } from '#app';
import type { getRunEndpoint } from '#billing';
import { Count, Money } from '#kit';

type Run = ReplyOf<typeof getRunEndpoint>;

/** Drafts and sums of a run, a line for each currency. */
export function RunTotals({ run }: { readonly run: Pick<Run, 'drafts' | 'totals' | 'net' | 'gross' | 'currency'> }) {
  const say = useSay();
  const totals = run.totals.length > 0 ? run.totals : [run];
  return (
    <>
      {totals.map((total) => (
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
