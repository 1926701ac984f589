import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useSay } from '#app';
import { Facts } from './page.tsx';
import { Trouble } from './states.tsx';

interface ConfirmProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The counts and sums this is about. */
  readonly numbers: readonly (readonly [string, ReactNode])[];
  readonly children?: ReactNode;
  /** What the button says: the verb, not "OK". */
  readonly verb: string;
  /** Something is still missing. */
  readonly blocked?: boolean;
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before something costly, with the numbers it is about; a refusal is shown inside and leaves it open. */
export function ConfirmWithNumbers({
  opened,
  onClose,
  title,
  numbers,
  children,
  verb,
  blocked = false,
  onConfirm,
}: ConfirmProps) {
  const say = useSay();
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setError(null);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': say('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Stack gap="sm">
          <Facts facts={numbers} />
          {children}
          {error && <Trouble error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {say('Cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={blocked} data-autofocus>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
