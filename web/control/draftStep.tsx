import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useLanguage, useMay, useSay } from '#app';
import { draftTopic } from '#control';
import { DiffValue, minus, percentChange, StatusTag, Step } from '#kit';
import { RunTotals } from '../billing/runTotals.tsx';
import { WithdrawRun } from '../billing/withdrawRun.tsx';
import type { Board } from './monthPage.tsx';
import { RedraftProgress, useRedraft, useRedraftKey } from './redraft.tsx';
import { stepStates } from './steps.ts';

type Run = NonNullable<Board['run']>;

/** Step 3: the drafts of all customers, as often as wished until they are approved. */
export function DraftStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const may = useMay();
  const redraft = useRedraft(board, board.run?.state === 'draft' ? draftTopic(board.month) : null);
  const { run } = board;
  const open = run === null || run.state === 'draft' || run.state === 'calculated' || run.state === 'inReview';
  const possible = open && may('runs.draft') && board.sources.some((source) => source.files > 0);
  useRedraftKey(possible, redraft.start);
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
        <>
          <Link to="/runs" className="action">
            {say('All runs')}
          </Link>
          {run && <WithdrawRun run={run} />}
          {possible && (
            <Button variant={run ? 'default' : 'filled'} onClick={redraft.start} loading={redraft.busy}>
              {run ? say('Make the drafts again') : say('Make the drafts')}
            </Button>
          )}
        </>
      }
    >
      {board.stale > 0 && (
        <Link to="/rerating" className="action">
          {say('{n, plural, one {# customer is} other {# customers are}} to be rated again', { n: board.stale })}
        </Link>
      )}
      {board.failed > 0 && (
        <StatusTag tone="bad">
          {say('{n, plural, one {# customer could not be calculated} other {# customers could not be calculated}}', {
            n: board.failed,
          })}
        </StatusTag>
      )}
      {board.otherRuns.length > 0 && (
        <Link to="/runs" className="action">
          {say('{n, plural, one {# more run of this month} other {# more runs of this month}}', {
            n: board.otherRuns.length,
          })}
        </Link>
      )}
      <RedraftProgress of={redraft} />
    </Step>
  );
}

function Totals({ run, board }: { readonly run: Run; readonly board: Board }) {
  const say = useSay();
  const { language } = useLanguage();
  const percent = board.previousNet === null ? null : percentChange(run.net, board.previousNet);
  return (
    <Group gap="2px 16px" align="baseline">
      <RunTotals run={run} />
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
