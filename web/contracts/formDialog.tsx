import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from '#app';
import { Trouble } from '#kit';

interface FormDialogProps {
  readonly title: string;
  /** What the button says: the verb. */
  readonly verb: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  /** Something is still missing. */
  readonly blocked?: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly size?: number;
  readonly children: ReactNode;
}

/** A dialog with one form: Enter does it, Escape leaves; a refusal is shown inside and leaves it open. */
export function FormDialog(props: FormDialogProps) {
  const say = useSay();
  const { title, verb, onClose, onSubmit, blocked = false, busy, error, size = 560, children } = props;
  return (
    <Modal opened onClose={onClose} size={size} title={title} closeButtonProps={{ 'aria-label': say('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked && !busy) onSubmit();
        }}
      >
        <Stack gap="sm">
          {children}
          {error && <Trouble error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={blocked} loading={busy}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
