import { Textarea } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useSay } from '#app';
import { formatDecimal, parseDecimal } from '#base';
import { decideCarrierEndpoint } from '#control';
import { ConfirmWithNumbers, Count, Money } from '#kit';
import type { CarrierCell } from './carrierViews.ts';

const route = getRouteApi('/carrier-invoices/$carrier/$month');

/** What is being decided about some differences. */
export interface Deciding {
  readonly kind: 'accepted' | 'disputed' | 'reopened';
  readonly chosen: readonly CarrierCell[];
}
export const NOTHING_TO_DECIDE: Deciding = { kind: 'accepted', chosen: [] };

interface DecideCarrierDialogProps {
  readonly deciding: Deciding;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Accepts or disputes differences with one comment for all, or takes that back. */
export function DecideCarrierDialog({ deciding, currency, onClose }: DecideCarrierDialogProps) {
  const say = useSay();
  const { carrier: code, month } = route.useParams();
  const [comment, setComment] = useState('');
  const decide = useAct(decideCarrierEndpoint);
  const { kind, chosen } = deciding;
  const n = chosen.length;
  const micro = chosen.reduce((sum, { difference }) => sum + (parseDecimal(difference, 6) ?? 0n), 0n);
  const together = formatDecimal(micro, 6, 2);
  const words = {
    accepted: [say('Accept {n, plural, one {this difference} other {these # differences}}?', { n }), say('Accept')],
    disputed: [say('Dispute {n, plural, one {this difference} other {these # differences}}?', { n }), say('Dispute')],
    reopened: [say('Take the decision back?'), say('Take back')],
  } as const;
  const [title, verb] = words[kind];
  const close = () => {
    setComment('');
    onClose();
  };
  return (
    <ConfirmWithNumbers
      opened={n > 0}
      onClose={close}
      title={title}
      verb={verb}
      blocked={comment.trim() === ''}
      numbers={[
        [say('Differences'), n > 1 ? <Count key="n" value={n} /> : null],
        [say('Together'), <Money key="m" value={together} currency={currency} />],
      ]}
      onConfirm={() =>
        decide.mutateAsync({ params: { code, month }, body: { keys: chosen.map(({ key }) => key), kind, comment } })
      }
    >
      <Textarea
        label={
          kind === 'disputed'
            ? say('What shall the carrier be told? It stands in the list.')
            : say('Why? This stands in the log.')
        }
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
