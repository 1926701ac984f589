import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiProblem, useSay, useWord } from '#app';
import { Findings } from './findings.tsx';

/** What a list without rows says: what is missing and what to do about it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack gap={4} align="center" py={36} px="md">
      <Text fw={600}>{title}</Text>
      <Text size="sm" className="muted" ta="center" component="div">
        {children}
      </Text>
    </Stack>
  );
}

/** A problem in words, with its findings, and a way to try again. */
export function Trouble({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const say = useSay();
  const word = useWord();
  const problem = error instanceof ApiProblem ? error : null;
  const sentence = problem ? word(problem.code, problem.params) : say('This screen has a fault. Please load it again.');
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert" title={sentence}>
      {problem && problem.findings.length > 0 && <Findings findings={problem.findings} />}
      {retry && (
        <Group mt="xs">
          <Button variant="default" onClick={retry}>
            {say('Try again')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** Shows what was read from the server, bones while it loads, words where it failed. */
export function Loaded<Data>({
  of,
  children,
}: {
  readonly of: Asked<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <Trouble error={of.error} retry={() => void of.refetch()} />;
  return <Bones />;
}

export function Bones() {
  return (
    <Stack gap="xs" aria-hidden>
      <Skeleton height={22} width="38%" />
      <Skeleton height={14} width="62%" />
      <Skeleton height={180} />
    </Stack>
  );
}
