import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useMay, useSay, useSession } from '#app';
import { ConfirmWithNumbers, Count, Money, Trouble } from '#kit';
import { backOutFileEndpoint, type FileReply, importAgainEndpoint, replayFileEndpoint } from '#mediation';

/** What can be done with a file: rejects read again, taken out, brought back. */
export function FileActions({ file }: { readonly file: FileReply }) {
  const say = useSay();
  const may = useMay();
  const replay = useAct(replayFileEndpoint);
  const again = useAct(importAgainEndpoint);
  const [takingOut, setTakingOut] = useState(false);
  if (!may('usage.import')) return null;
  const params = { fileId: file.id };
  const error = replay.error ?? again.error;
  return (
    <>
      {error && <Trouble error={error} />}
      {file.state === 'imported' && file.rejected > 0 && (
        <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate({ params })}>
          {say('Read rejects again')}
        </Button>
      )}
      {file.state === 'imported' && (
        <Button variant="default" onClick={() => setTakingOut(true)}>
          {say('Take out')}
        </Button>
      )}
      {file.state !== 'imported' && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate({ params })}>
          {say('Import again')}
        </Button>
      )}
      {takingOut && <TakeOut file={file} onClose={() => setTakingOut(false)} />}
    </>
  );
}

function TakeOut({ file, onClose }: { readonly file: FileReply; readonly onClose: () => void }) {
  const say = useSay();
  const { tenant } = useSession();
  const backOut = useAct(backOutFileEndpoint);
  const [why, setWhy] = useState('');
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Take {file} out', { file: file.name })}
      verb={say('Take out')}
      blocked={why.trim() === ''}
      numbers={[
        [say('Records taken in'), <Count key="n" value={file.stored} />],
        [say('Amount'), <Money key="m" value={file.charge} currency={tenant.currency} />],
      ]}
      onConfirm={() => backOut.mutateAsync({ params: { fileId: file.id }, body: { why } })}
    >
      <TextInput
        label={say('Why')}
        description={say('Records on no invoice leave; what is on issued invoices is credited on the next ones.')}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
    </ConfirmWithNumbers>
  );
}
