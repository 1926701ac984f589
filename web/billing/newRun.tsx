import { Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useAct, useCall, useProgress, useSay } from '#app';
import { monthText } from '#base';
import { startRunEndpoint } from '#control';
import { listBatchesEndpoint } from '#crm';
import { CustomerSelect, RunProgress, Trouble } from '#kit';

type Kind = 'all' | 'batch' | 'customer';

interface NewRunProps {
  /** Month proposed. */
  readonly month: string;
  readonly onClose: () => void;
}

/** Draws drafts of a month: of everybody who is in no other run, of a billing cycle, of one customer. */
export function NewRun({ month: proposed, onClose }: NewRunProps) {
  const say = useSay();
  const batches = useCall(listBatchesEndpoint, {});
  const start = useAct(startRunEndpoint);
  const [month, setMonth] = useState(proposed);
  const [kind, setKind] = useState<Kind>('all');
  const [batch, setBatch] = useState<string | null>(null);
  const [customerId, setCustomerId] = useState<number | null>(null);
  const [whole, setWhole] = useState(false);
  const [topic, setTopic] = useState<string | null>(null);
  const progress = useProgress(topic);
  const key = kind === 'batch' ? (batch ?? '') : kind === 'customer' ? String(customerId ?? '') : '';
  const ready = monthText.safeParse(month).success && (kind === 'all' || key !== '');
  return (
    <Modal opened onClose={onClose} title={say('Make drafts')} closeButtonProps={{ 'aria-label': say('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate(
            { body: { month, scope: { kind, key }, whole } },
            { onSuccess: (reply: ReplyOf<typeof startRunEndpoint>) => setTopic(reply.topic) },
          );
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="month"
            label={say('Month')}
            required
            withAsterisk={false}
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
          />
          <Select
            label={say('Whom')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value === 'batch' || value === 'customer' ? value : 'all')}
            data={[
              { value: 'all', label: say('Everybody who is in no other run of the month') },
              { value: 'batch', label: say('A billing cycle') },
              { value: 'customer', label: say('One customer, with whoever pays for him') },
            ]}
          />
          {kind === 'batch' && (
            <Select
              label={say('Billing cycle')}
              value={batch}
              onChange={setBatch}
              data={(batches.data?.rows ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
              nothingFoundMessage={say('No billing cycle')}
            />
          )}
          {kind === 'customer' && <CustomerSelect customerId={customerId} known={null} onChoose={setCustomerId} />}
          <Switch
            label={say('Also what is unchanged since it was drawn')}
            checked={whole}
            onChange={(event) => setWhole(event.currentTarget.checked)}
          />
          {start.error && <Trouble error={start.error} />}
          <RunProgress progress={progress} topic={topic} />
          {progress?.state === 'done' && <span role="status">{say('The drafts are made.')}</span>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Close')}
            </Button>
            <Button type="submit" disabled={!ready} loading={start.isPending || progress?.state === 'running'}>
              {say('Make the drafts')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
