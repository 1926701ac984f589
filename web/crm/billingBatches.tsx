import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, useSay } from '#app';
import { addBatchEndpoint, changeBatchEndpoint, listBatchesEndpoint } from '#crm';
import { type Column, Count, DataGrid, EmptyState, Loaded, Trouble } from '#kit';

type Batch = ReplyOf<typeof listBatchesEndpoint>['rows'][number];
const NO_BATCH = { code: '', name: '', launchDay: 1 };

/** The billing cycles: who is billed together, and on which day of the month. */
export function BillingBatches() {
  const say = useSay();
  const [opened, setOpened] = useState(false);
  if (!useMay()('customers.write')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {say('Billing cycles')}
      </Button>
      {opened && <BatchesDialog onClose={() => setOpened(false)} />}
    </>
  );
}

function BatchesDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const batches = useCall(listBatchesEndpoint, {});
  const [open, setOpen] = useState<Batch | null>(null);
  const columns = useMemo<readonly Column<Batch>[]>(
    () => [
      { key: 'code', title: say('Code'), cell: (row) => row.code },
      { key: 'name', title: say('Name'), cell: (row) => row.name },
      { key: 'day', title: say('Day of the month'), align: 'right', cell: (row) => <Count value={row.launchDay} /> },
      { key: 'customers', title: say('Customers'), align: 'right', cell: (row) => <Count value={row.customers} /> },
    ],
    [say],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('Billing cycles')}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Stack gap="sm">
        <Loaded of={batches}>
          {({ rows }) => (
            <DataGrid
              label={say('Billing cycles')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.code}
              onOpen={setOpen}
              empty={
                <EmptyState title={say('No billing cycle')}>
                  {say('All customers are billed together, in one run a month.')}
                </EmptyState>
              }
            />
          )}
        </Loaded>
        <BatchFields key={open?.code ?? ''} batch={open} onDone={() => setOpen(null)} />
      </Stack>
    </Modal>
  );
}

/** A new cycle, or the one chosen above. */
function BatchFields({ batch, onDone }: { readonly batch: Batch | null; readonly onDone: () => void }) {
  const say = useSay();
  const add = useAct(addBatchEndpoint);
  const change = useAct(changeBatchEndpoint);
  const [draft, setDraft] = useState(batch ?? NO_BATCH);
  const { code, name, launchDay } = draft;
  const done = {
    onSuccess: () => {
      setDraft(NO_BATCH);
      onDone();
    },
  };
  const save = () =>
    batch === null
      ? add.mutate({ body: { code, name, launchDay } }, done)
      : change.mutate({ params: { code }, body: { name, launchDay } }, done);
  const error = add.error ?? change.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="xs">
        <Group gap="xs" grow align="flex-end">
          <TextInput
            label={say('Code')}
            required
            maxLength={20}
            disabled={batch !== null}
            value={code}
            onChange={(event) => setDraft({ ...draft, code: event.currentTarget.value })}
          />
          <TextInput
            label={say('Name')}
            required
            value={name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <NumberInput
            size="xs"
            label={say('Day of the month')}
            min={1}
            max={28}
            value={launchDay}
            onChange={(value) => setDraft({ ...draft, launchDay: Number(value) || 1 })}
          />
          <Button
            type="submit"
            disabled={code.trim() === '' || name.trim() === ''}
            loading={add.isPending || change.isPending}
          >
            {batch === null ? say('Add') : say('Save')}
          </Button>
        </Group>
        {error && <Trouble error={error} />}
      </Stack>
    </form>
  );
}
