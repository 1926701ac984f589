import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAct, useMay, usePageActions, useSay, useSession } from '#app';
import { text } from '#base';
import { approveRunEndpoint } from '#control';
import { ConfirmWithNumbers, Count, DateTimeText, Money, Step } from '#kit';
import type { Board } from './monthPage.tsx';
import { Protocols } from './protocols.tsx';
import { stepStates } from './steps.ts';

/** Step 5: a second pair of eyes approves exactly these drafts. */
export function ApproveStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const may = useMay();
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const approve = useAct(approveRunEndpoint);
  const state = stepStates(board).approve;
  const { run, approval } = board;
  const own = board.twoPersonApproval && run !== null && (run.createdBy === user.email || run.createdBy === user.name);
  const possible = state === 'now' && may('runs.approve') && !own;
  usePageActions(
    useMemo(
      () =>
        possible
          ? [
              {
                id: 'approve',
                label: text('Approve the drafts'),
                keys: 'a',
                group: 'page',
                run: () => setAsking(true),
              } as const,
            ]
          : [],
      [possible],
    ),
  );
  return (
    <Step
      number={5}
      title={say('Approve')}
      state={state}
      line={
        approval ? (
          <>
            {say('Approved by {name}', { name: approval.approvedBy })}, <DateTimeText at={approval.approvedAt} />
          </>
        ) : board.twoPersonApproval ? (
          say('A second person approves what was drafted.')
        ) : (
          say('What is approved is what will be issued.')
        )
      }
      actions={possible && <Button onClick={() => setAsking(true)}>{say('Approve the drafts')}</Button>}
    >
      {approval && run && <Protocols runId={run.id} />}
      {state === 'now' && own && say('You made these drafts; somebody else has to approve them.')}
      {run?.digest && (
        <ConfirmWithNumbers
          opened={asking}
          onClose={() => setAsking(false)}
          title={say('Approve these drafts?')}
          verb={say('Approve')}
          numbers={[
            [say('Drafts'), <Count key="n" value={run.drafts} />],
            [say('Left out'), board.excluded > 0 ? <Count key="x" value={board.excluded} /> : null],
            [say('Net'), <Money key="net" value={run.net} currency={run.currency} />],
            [say('Gross'), <Money key="gross" value={run.gross} currency={run.currency} />],
            [say('Made by'), run.createdBy],
          ]}
          onConfirm={() => approve.mutateAsync({ params: { runId: run.id }, body: { digest: run.digest ?? '' } })}
        />
      )}
    </Step>
  );
}
