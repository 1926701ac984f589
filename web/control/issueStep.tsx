import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { type ReplyOf, useAct, useMay, usePageActions, useProgress, useSay } from '#app';
import { text } from '#base';
import { issueRunEndpoint } from '#invoicing';
import { ConfirmWithNumbers, Count, DateText, Money, RunProgress, Step } from '#kit';
import type { Board } from './monthPage.tsx';
import { stepStates } from './steps.ts';

/** Step 6: numbers, documents, postings: exactly what was approved. */
export function IssueStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [topic, setTopic] = useState<string | null>(null);
  const issue = useAct(issueRunEndpoint);
  const { run } = board;
  const watched = topic ?? (run?.state === 'issuing' ? `issue/${run.id}` : null);
  const progress = useProgress(watched);
  const state = stepStates(board).issue;
  const running = progress?.state === 'running';
  const possible = state === 'now' && may('runs.issue') && !running;
  usePageActions(
    useMemo(
      () =>
        possible
          ? [
              {
                id: 'issue',
                label: text('Issue the invoices'),
                keys: 'i',
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
      number={6}
      title={say('Issue')}
      state={state}
      line={
        board.issued > 0
          ? say('{n, plural, one {# invoice issued} other {# invoices issued}}', { n: board.issued })
          : say('Invoices get their numbers and leave exactly as approved.')
      }
      actions={
        <>
          {board.issued > 0 && (
            <Link to="/invoices" className="action">
              {say('To the invoices')}
            </Link>
          )}
          {possible && (
            <Button onClick={() => setAsking(true)}>
              {run?.state === 'issuing' ? say('Go on issuing') : say('Issue the invoices')}
            </Button>
          )}
        </>
      }
    >
      <RunProgress progress={progress} topic={watched} />
      {run && (
        <ConfirmWithNumbers
          opened={asking}
          onClose={() => setAsking(false)}
          title={say('Issue these invoices?')}
          verb={say('Issue the invoices')}
          numbers={[
            [say('Invoices'), <Count key="n" value={run.drafts - board.issued} />],
            ...run.totals.flatMap(({ currency, net, gross }): [string, ReactNode][] => [
              [say('Net'), <Money key={`net ${currency}`} value={net} currency={currency} />],
              [say('Gross'), <Money key={`gross ${currency}`} value={gross} currency={currency} />],
            ]),
            [say('Invoice date'), <DateText key="on" date={run.issueOn} />],
          ]}
          onConfirm={() =>
            issue
              .mutateAsync({ params: { runId: run.id } })
              .then((reply: ReplyOf<typeof issueRunEndpoint>) => setTopic(reply.topic))
          }
        >
          {say('An issued invoice is never changed; a mistake is put right by a credit note.')}
        </ConfirmWithNumbers>
      )}
    </Step>
  );
}
