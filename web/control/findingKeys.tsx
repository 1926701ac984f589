import { Kbd } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { usePageActions, useSay } from '#app';
import { text } from '#base';
import { type Found, placeOf } from './findingPlace.tsx';

/** What is being done to some findings. */
export interface Doing {
  readonly what: 'decide' | 'assign' | 'leaveOut';
  readonly chosen: readonly Found[];
}

/** The keys one works through the list with. */
export function FindingKeys({ changeable }: { readonly changeable: boolean }) {
  const say = useSay();
  const hints: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['J', 'K'], say('row')],
    [['N', 'P'], say('check')],
    [['O'], say('mend')],
    ...(changeable
      ? [[['A'], say('accept')] as const, [['X'], say('leave out')] as const, [['W'], say('assign')] as const]
      : []),
  ];
  return (
    <p className="muted" style={{ margin: '8px 0 0', display: 'flex', gap: 14, flexWrap: 'wrap' }}>
      {hints.map(([keys, what]) => (
        <span key={what} className="nowrap">
          {keys.map((key) => (
            <Kbd key={key} size="xs" mr={4}>
              {key}
            </Kbd>
          ))}
          {what}
        </span>
      ))}
    </p>
  );
}

/** The finding whose row has the focus, else the first. */
function focused(rows: readonly Found[]): Found | undefined {
  const found = [...document.querySelectorAll('[data-row]')].findIndex(
    (row) => document.activeElement?.isSameNode(row) === true,
  );
  return rows[Math.max(0, found)];
}

interface KeysProps {
  readonly runId: string;
  readonly changeable: boolean;
  /** The checks after and before. */
  readonly next: string | undefined;
  readonly previous: string | undefined;
  readonly rows: readonly Found[];
  readonly onDo: (doing: Doing) => void;
  readonly goTo: (code: string | undefined) => void;
}

/** `a` accepts, `x` leaves the customer out, `o` opens the place that mends it, `w` gives it to somebody; `n` and `p` go from check to check. */
export function useFindingKeys({ rows, runId, changeable, onDo, next, previous, goTo }: KeysProps): void {
  const navigate = useNavigate();
  usePageActions(
    useMemo(() => {
      const key = (id: string, keys: string, label: string, run: () => void) =>
        ({ id, keys, label, run, group: 'page' }) as const;
      const onRow = (work: (found: Found) => void) => () => {
        const found = focused(rows);
        if (found !== undefined) work(found);
      };
      const place = (found: Found) => placeOf(found, runId)?.link;
      return [
        ...(changeable
          ? [
              key(
                'acceptFinding',
                'a',
                text('Accept the finding'),
                onRow((found) => onDo({ what: 'decide', chosen: [found] })),
              ),
              key(
                'leaveOut',
                'x',
                text('Leave the customer out'),
                onRow((found) => {
                  if (found.customerId !== null) onDo({ what: 'leaveOut', chosen: [found] });
                }),
              ),
              key(
                'assignFinding',
                'w',
                text('Give the finding to somebody'),
                onRow((found) => onDo({ what: 'assign', chosen: [found] })),
              ),
            ]
          : []),
        key(
          'openFinding',
          'o',
          text('Open where it is mended'),
          onRow((found) => {
            const link = place(found);
            if (link !== undefined) void navigate(link);
          }),
        ),
        key('nextCheck', 'n', text('Next check'), () => goTo(next)),
        key('previousCheck', 'p', text('Previous check'), () => goTo(previous)),
      ];
    }, [rows, runId, changeable, navigate, onDo, next, previous, goTo]),
  );
}
