import { Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSay } from '#app';

/** How far a step of a checklist is; `now` is the one to do next, `trouble` wants a look, `later` has to wait. */
export type StepState = 'done' | 'now' | 'trouble' | 'later';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  /** One line: what the figures say. */
  readonly line: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** One step of a checklist. */
export function Step({ number, title, state, line, actions, children }: StepProps) {
  const say = useSay();
  const words = { done: say('done'), now: say('to do'), trouble: say('to look at'), later: say('later') };
  return (
    <section className="step" data-state={state} aria-label={`${title}: ${words[state]}`}>
      <span className="step-mark" aria-hidden>
        {state === 'done' ? <IconCheck size={16} stroke={2.6} /> : number}
      </span>
      <div>
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <h2>{title}</h2>
            <div className="step-line">{line}</div>
          </div>
          {actions && (
            <Group gap="xs" wrap="nowrap">
              {actions}
            </Group>
          )}
        </Group>
        {children && <div className="step-body">{children}</div>}
      </div>
    </section>
  );
}
