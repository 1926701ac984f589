import { Group, Progress, Stack, Text } from '@mantine/core';
import { ApiProblem, type ProgressState, useSay, useWord } from '#app';
import { Count } from './money.tsx';
import { Trouble } from './states.tsx';

/** How far a long piece of work is: phase, counts, a bar (endless where no total is known), and in words how it failed. */
export function RunProgress({ progress }: { readonly progress: ProgressState | null }) {
  const say = useSay();
  const word = useWord();
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
        <Text size="sm" className="muted">
          <Count value={progress.done} />
          {progress.total !== null && (
            <>
              {' '}
              {say('of')} <Count value={progress.total} />
            </>
          )}
        </Text>
      </Group>
      <Progress.Root size={8}>
        <Progress.Section value={share} animated aria-label={phase} />
      </Progress.Root>
    </Stack>
  );
}
