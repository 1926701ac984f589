import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useAct, useLanguage, useMay, useSay } from '#app';
import { formatMonth } from '#base';
import { type getRunEndpoint, withdrawRunEndpoint } from '#billing';
import { ConfirmWithNumbers, Count } from '#kit';

type Run = ReplyOf<typeof getRunEndpoint>;

const WITHDRAWABLE: readonly Run['state'][] = ['draft', 'calculated', 'inReview', 'approved'];

/** Takes a run back before anything of it is issued, with a reason. */
export function WithdrawRun({ run, compact = false }: { readonly run: Run; readonly compact?: boolean }) {
  const say = useSay();
  const may = useMay();
  const { language } = useLanguage();
  const withdraw = useAct(withdrawRunEndpoint);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  if (!may('runs.draft') || !WITHDRAWABLE.includes(run.state)) return null;
  return (
    <>
      <Button variant="subtle" size={compact ? 'compact-xs' : 'compact-sm'} onClick={() => setAsking(true)}>
        {say('Withdraw')}
      </Button>
      <ConfirmWithNumbers
        opened={asking}
        onClose={() => setAsking(false)}
        title={say('Withdraw this run?')}
        verb={say('Withdraw')}
        blocked={reason.trim() === ''}
        numbers={[
          [say('Month'), formatMonth(language, run.month)],
          [say('Drafts'), <Count key="n" value={run.drafts} />],
        ]}
        onConfirm={() => withdraw.mutateAsync({ params: { runId: run.id }, body: { reason } })}
      >
        <TextInput
          label={say('Because')}
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {say('Its customers may be billed by another run of the month. Nothing of it was sent.')}
      </ConfirmWithNumbers>
    </>
  );
}
