import { Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSay } from '#app';
import { StatusTag, Step } from '#kit';
import type { Board } from './monthPage.tsx';
import { stepStates } from './steps.ts';

/** Step 4: what the checks found; errors must be dealt with before approval. */
export function FindingsStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const { findings, run } = board;
  const runId = run === null ? null : String(run.id);
  const none = findings.error + findings.warning + findings.info === 0;
  return (
    <Step
      number={4}
      title={say('Look at the findings')}
      state={stepStates(board).findings}
      line={
        runId === null ? (
          say('The checks run with the drafts.')
        ) : none ? (
          say('The checks found nothing.')
        ) : (
          <Group gap={8}>
            {findings.openErrors > 0 && (
              <StatusTag tone="bad">
                {say('{n, plural, one {# error open} other {# errors open}}', { n: findings.openErrors })}
              </StatusTag>
            )}
            <span>
              {say(
                '{errors, plural, one {# error} other {# errors}}, {warnings, plural, one {# warning} other {# warnings}}, {notes, plural, one {# note} other {# notes}}',
                {
                  errors: findings.error,
                  warnings: findings.warning,
                  notes: findings.info,
                },
              )}
            </span>
          </Group>
        )
      }
      actions={
        runId !== null && (
          <>
            <Link to="/runs/$runId/findings" params={{ runId }} className="action">
              {say('Findings')}
            </Link>
            <Link to="/runs/$runId" params={{ runId }} className="action">
              {say('Customer by customer')}
            </Link>
          </>
        )
      }
    />
  );
}
