import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { ApiProblem, type ProgressState, useAct, useMay, useSay, useWord } from '#app';
import { cancelProgressEndpoint } from '#platform/http/api';
import { Count } from './money.tsx';
import { type Moment, paceOf } from './pace.ts';
import { Trouble } from './states.tsx';

interface RunProgressProps {
  readonly progress: ProgressState | null;
  /** Topic of work that may be stopped from here. */
  readonly topic?: string | null;
}

/** How far a long piece of work is: phase, counts, pace, a bar (endless where no total is known), and in words how it failed. */
export function RunProgress({ progress, topic = null }: RunProgressProps) {
  const say = useSay();
  const word = useWord();
  const pace = usePace(progress);
  if (progress === null || progress.state === 'done') return null;
  if (progress.state === 'failed') {
    const { refusal, ...params } = progress.detail;
    return <Trouble error={new ApiProblem({ status: 409, code: String(refusal ?? 'web.workFailed'), params })} />;
  }
  if (progress.state === 'cancelled') return <Text size="sm">{say('Stopped.')}</Text>;
  const share = progress.total ? Math.min(100, (progress.done / progress.total) * 100) : 100;
  const phase = word(`phase.${progress.phase}`);
  return (
    <Stack gap={4} role="status">
      <Group justify="space-between">
        <Text size="sm">{phase}</Text>
        <Group gap="sm">
          <Text size="sm" className="muted">
            <Count value={progress.done} />
            {progress.total !== null && (
              <>
                {' '}
                {say('of')} <Count value={progress.total} />
              </>
            )}
            {pace !== null && (
              <>
                {' · '}
                {say('{n, number} a minute', { n: pace.perMinute })}
                {pace.secondsLeft !== null && (
                  <>
                    {' · '}
                    {pace.secondsLeft < 90
                      ? say('{n, plural, one {# second left} other {# seconds left}}', { n: pace.secondsLeft })
                      : say('{n, plural, one {# minute left} other {# minutes left}}', {
                          n: Math.round(pace.secondsLeft / 60),
                        })}
                  </>
                )}
              </>
            )}
          </Text>
          {topic !== null && <Stop topic={topic} />}
        </Group>
      </Group>
      <Progress.Root size={8}>
        <Progress.Section value={share} animated aria-label={phase} />
      </Progress.Root>
    </Stack>
  );
}

/** Since the first that was heard of the phase. */
function usePace(progress: ProgressState | null) {
  const first = useRef<(Moment & { readonly phase: string }) | null>(null);
  if (progress?.state !== 'running' || progress.updatedAtMs === null) {
    first.current = null;
    return null;
  }
  const now = { phase: progress.phase, done: progress.done, atMs: progress.updatedAtMs };
  if (first.current === null || first.current.phase !== now.phase || now.done < first.current.done) first.current = now;
  return paceOf(first.current, now, progress.total);
}

/** Asks the work to stop at its next safe point; what is done stays done. */
function Stop({ topic }: { readonly topic: string }) {
  const say = useSay();
  const may = useMay();
  const cancel = useAct(cancelProgressEndpoint);
  if (!may('runs.draft')) return null;
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={cancel.isPending || cancel.isSuccess}
      onClick={() => cancel.mutate({ body: { topic } })}
    >
      {say('Stop')}
    </Button>
  );
}
