import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useLanguage, useSay, useWord } from '#app';
import { text } from '#base';
import { excludeDraftEndpoint } from '#billing';
import {
  assignFindingsEndpoint,
  decideFindingsEndpoint,
  findingHistoryEndpoint,
  listReviewersEndpoint,
} from '#control';
import { ConfirmWithNumbers, Count, DateTimeText, Loaded, Money } from '#kit';
import type { Found } from './findingPlace.tsx';
import { sumOf } from './findingSums.ts';

interface DialogProps {
  readonly runId: string;
  readonly currency: string;
  readonly chosen: readonly Found[];
  readonly onClose: () => void;
}

/** Accepts findings with one comment for all, or takes an acceptance back. */
export function DecideDialog({ runId, currency, chosen, onClose }: DialogProps) {
  const say = useSay();
  const word = useWord();
  const [comment, setComment] = useState('');
  const decide = useAct(decideFindingsEndpoint);
  const [first] = chosen;
  const back = chosen.length === 1 && first?.decision?.accepted === true;
  const stake = sumOf(chosen.map(({ amountAtRisk }) => amountAtRisk));
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
      numbers={[
        [say('Findings'), chosen.length > 1 ? <Count key="n" value={chosen.length} /> : null],
        [say('Money at stake'), stake === '0.00' ? null : <Money key="m" value={stake} currency={currency} />],
      ]}
      onConfirm={() =>
        decide.mutateAsync({
          params: { runId },
          body: { keys: chosen.map((each) => each.key), accepted: !back, comment },
        })
      }
    >
      {chosen.length === 1 && first && (
        <>
          <div>{word(first.code, first.params)}</div>
          <History runId={runId} found={first} />
        </>
      )}
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

const EVENTS: Readonly<Record<string, string>> = {
  accepted: text('accepted: {comment}'),
  reopened: text('taken back: {comment}'),
  assigned: text('given to {comment}'),
  unassigned: text('given to nobody'),
  lapsed: text('the acceptance fell: more money is at stake'),
  gone: text('mended'),
};

/** What happened to a finding so far. */
function History({ runId, found }: { readonly runId: string; readonly found: Found }) {
  const say = useSay();
  const history = useCall(findingHistoryEndpoint, { params: { runId }, query: { key: found.key } });
  return (
    <Loaded of={history}>
      {({ events }) => (
        <ul className="muted" style={{ margin: 0, paddingLeft: 16 }}>
          {events.map((event) => (
            <li key={`${event.at} ${event.kind}`}>
              <DateTimeText at={event.at} /> {event.actor}: {say(EVENTS[event.kind] ?? '', { comment: event.comment })}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/** Gives findings to a user. */
export function AssignDialog({ runId, chosen, onClose }: DialogProps) {
  const say = useSay();
  const [to, setTo] = useState<string | null>(null);
  const reviewers = useCall(listReviewersEndpoint, {});
  const assign = useAct(assignFindingsEndpoint);
  return (
    <ConfirmWithNumbers
      opened={chosen.length > 0}
      onClose={onClose}
      title={say('Who sees to {n, plural, one {this finding} other {these # findings}}?', { n: chosen.length })}
      verb={say('Assign')}
      numbers={[]}
      onConfirm={() =>
        assign.mutateAsync({ params: { runId }, body: { keys: chosen.map((each) => each.key), assignedTo: to } })
      }
    >
      <Select
        label={say('User')}
        placeholder={say('nobody')}
        clearable
        data-autofocus
        value={to}
        onChange={setTo}
        data={(reviewers.data?.users ?? []).map(({ email, name }) => ({ value: email, label: name }))}
      />
    </ConfirmWithNumbers>
  );
}

/** Leaves the customer of a finding out of the run. */
export function LeaveOutDialog({ runId, chosen, onClose }: DialogProps) {
  const say = useSay();
  const word = useWord();
  const { language } = useLanguage();
  const [reason, setReason] = useState('');
  const exclude = useAct(excludeDraftEndpoint);
  const [first] = chosen;
  return (
    <ConfirmWithNumbers
      opened={first !== undefined}
      onClose={() => {
        setReason('');
        onClose();
      }}
      title={say('Leave this customer out?')}
      verb={say('Leave out')}
      numbers={[]}
      onConfirm={() =>
        exclude.mutateAsync({
          params: { runId },
          body: { customerId: first?.customerId ?? 0, excluded: true, reason },
        })
      }
    >
      {first && <div lang={language}>{word(first.code, first.params)}</div>}
      <TextInput
        label={say('Leave this customer out, because')}
        required
        withAsterisk={false}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmWithNumbers>
  );
}
