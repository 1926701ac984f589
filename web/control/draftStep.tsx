import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { type ReplyOf, useAct, useLanguage, useMay, usePageActions, useProgress, useSay } from '#app';
import { text } from '#base';
import { startRunEndpoint } from '#control';
import { Count, DiffValue, Money, minus, percentChange, RunProgress, Step, Trouble } from '#kit';
import type { Board } from './monthPage.tsx';
import { stepStates } from './steps.ts';

type Run = NonNullable<Board['run']>;

/** Step 3: the drafts of all customers, as often as wished until they are approved. */
export function DraftStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const may = useMay();
  const [topic, setTopic] = useState<string | null>(null);
  const progress = useProgress(topic ?? (board.run?.state === 'draft' ? `draft/${board.month}` : null));
  const act = useAct(startRunEndpoint);
  const { mutate } = act;
  const start = useCallback(
    () =>
      mutate(
        { body: { month: board.month } },
        { onSuccess: (reply: ReplyOf<typeof startRunEndpoint>) => setTopic(reply.topic) },
      ),
    [mutate, board.month],
  );
  const { run } = board;
  const open = run === null || run.state === 'draft' || run.state === 'calculated' || run.state === 'inReview';
  const possible = open && may('runs.draft') && board.sources.some((source) => source.files > 0);
  const running = progress?.state === 'running';
  usePageActions(
    useMemo(
      () =>
        possible
          ? [{ id: 'draft', label: text('Make the drafts'), keys: 'd', group: 'page', run: start } as const]
          : [],
      [possible, start],
    ),
  );
  return (
    <Step
      number={3}
      title={say('Draft')}
      state={stepStates(board).draft}
      line={
        run && run.state !== 'draft' ? (
          <Totals run={run} board={board} />
        ) : (
          say('Each customer gets a draft bill; nothing leaves the house.')
        )
      }
      actions={
        possible && (
          <Button variant={run ? 'default' : 'filled'} onClick={start} loading={act.isPending || running}>
            {run ? say('Make the drafts again') : say('Make the drafts')}
          </Button>
        )
      }
    >
      {board.stale > 0 && (
        <Link to="/rerating" className="action">
          {say('{n, plural, one {# customer is} other {# customers are}} to be rated again', { n: board.stale })}
        </Link>
      )}
      {act.error && <Trouble error={act.error} />}
      <RunProgress progress={progress} />
    </Step>
  );
}

function Totals({ run, board }: { readonly run: Run; readonly board: Board }) {
  const say = useSay();
  const { language } = useLanguage();
  const percent = board.previousNet === null ? null : percentChange(run.net, board.previousNet);
  return (
    <Group gap="md">
      <span>
        <Count value={run.drafts} /> {say('{n, plural, one {draft} other {drafts}}', { n: run.drafts })}
      </span>
      <span>
        {say('net')} <Money value={run.net} currency={run.currency} />
      </span>
      <span>
        {say('gross')} <Money value={run.gross} currency={run.currency} />
      </span>
      {board.previousNet !== null && (
        <span>
          {say('against last month')} <DiffValue value={minus(run.net, board.previousNet)} />
          {percent !== null && (
            <>
              {' '}
              (
              {new Intl.NumberFormat(language, {
                style: 'percent',
                signDisplay: 'exceptZero',
                maximumFractionDigits: 1,
              }).format(percent / 100)}
              )
            </>
          )}
        </span>
      )}
    </Group>
  );
}
