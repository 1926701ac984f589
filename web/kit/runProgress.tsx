import { Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ProgressState, useSay, useWord } from '#app';
import { Count } from './money.tsx';

/** How far a long piece of work is: phase, counts, a bar; an endless bar where no total is known. */
export function RunProgress({
  progress,
  children,
}: {
  readonly progress: ProgressState;
  readonly children?: ReactNode;
}) {
  const say = useSay();
  const word = useWord();
  const share = progress.total ? Math.min(100, (progress.done / progress.total) * 100) : 100;
  const phase = word(progress.phase);
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
        <Progress.Section value={share} animated={progress.state === 'running'} aria-label={phase} />
      </Progress.Root>
      {children}
    </Stack>
  );
}
