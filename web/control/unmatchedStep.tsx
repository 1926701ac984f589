import { Link } from '@tanstack/react-router';
import { useSay } from '#app';
import { Money, Step } from '#kit';
import type { Board } from './monthPage.tsx';
import { stepStates } from './steps.ts';

/** Step 2: calls whose line belongs to nobody yet, and the money they would bring. */
export function UnmatchedStep({ board }: { readonly board: Board }) {
  const say = useSay();
  const { unmatched } = board;
  return (
    <Step
      number={2}
      title={say('Assign unmatched lines')}
      state={stepStates(board).unmatched}
      line={
        unmatched.records === 0 ? (
          say('Every call has its customer.')
        ) : (
          <>
            {say(
              '{lines, plural, one {# line without customer} other {# lines without customer}}, {records, plural, one {# call} other {# calls}}',
              {
                lines: unmatched.identifiers,
                records: unmatched.records,
              },
            )}
            {', '}
            <Money value={unmatched.amount} currency={board.currency} /> {say('at list price')}
          </>
        )
      }
      actions={
        unmatched.records > 0 && (
          <Link to="/unmatched" className="action">
            {say('Assign')}
          </Link>
        )
      }
    />
  );
}
