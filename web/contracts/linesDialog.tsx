import { Button, Group, Select, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useSay } from '#app';
import { latest, text } from '#base';
import { addLineEndpoint, addLinesEndpoint, HELD_LINE_KINDS, type HeldLineKind, readLinesEndpoint } from '#contracts';
import { type Column, DataGrid, EmptyState, StatusTag } from '#kit';
import { DateField, ProductSelect, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';
import { LINE_KIND_NAMES } from './names.ts';
import type { Contract, Holder } from './types.ts';

type Pasted = ReplyOf<typeof readLinesEndpoint>['lines'][number];

const TROUBLES: Readonly<Record<NonNullable<Pasted['trouble']>, string>> = {
  notNumber: text('no number'),
  twice: text('twice'),
  held: text('taken'),
};

interface LinesDialogProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly onClose: () => void;
}

/** Numbers pasted in any notation: read first, then added together, each with its fee. */
export function LinesDialog({ contract, holder, onClose }: LinesDialogProps) {
  const say = useSay();
  const read = useAct(readLinesEndpoint);
  const add = useAct(addLinesEndpoint);
  const [pasted, setPasted] = useState('');
  const [from, setFrom] = useState(latest(contract.startsOn, holder.today));
  const [fee, setFee] = useState<number | null>(null);
  const params = { contractId: contract.id };
  const lines = read.data?.lines ?? [];
  const good = lines.filter((line) => line.trouble === null);
  const look = () => read.mutate({ params, body: { text: pasted, validFrom: from } });
  const submit = () => {
    if (good.length === 0) return look();
    const chosen = good.map(({ kind, identifier, label }) => ({ kind, identifier, label }));
    const body = { validFrom: from, lines: chosen, ...(fee === null ? {} : { fee: { productId: fee } }) };
    add.mutate({ params, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Lines for contract {number}', { number: contract.number })}
      verb={
        good.length === 0 ? say('Read') : say('{n, plural, one {Add # line} other {Add # lines}}', { n: good.length })
      }
      onClose={onClose}
      onSubmit={submit}
      blocked={pasted.trim() === '' || from === ''}
      busy={read.isPending || add.isPending}
      error={read.error ?? add.error}
      size={720}
    >
      <Textarea
        label={say('Numbers, one a row')}
        description={say('In any notation; * at the end for a range: +49 40 5551*')}
        value={pasted}
        onChange={(event) => {
          setPasted(event.currentTarget.value);
          read.reset();
        }}
        autosize
        minRows={5}
        maxRows={12}
        styles={{ input: { fontFamily: 'monospace' } }}
        data-autofocus
      />
      <Group gap="xs" grow align="flex-end">
        <DateField label={say('From')} value={from} onChange={setFrom} />
        <ProductSelect label={say('Fee for each')} value={fee} onChange={setFee} of="subscribed" clearable />
        <Button variant="default" onClick={look} disabled={pasted.trim() === ''}>
          {say('Read')}
        </Button>
      </Group>
      {lines.length > 0 && <PastedLines lines={lines} />}
    </FormDialog>
  );
}

function PastedLines({ lines }: { readonly lines: readonly Pasted[] }) {
  const say = useSay();
  const columns = useMemo<readonly Column<Pasted>[]>(
    () => [
      { key: 'label', title: say('Line'), cell: (row) => row.label },
      {
        key: 'identifier',
        title: say('As the records carry it'),
        cell: (row) => <span className="mono">{row.identifier}</span>,
      },
      {
        key: 'trouble',
        title: say('State'),
        cell: (row) =>
          row.trouble === null ? (
            <StatusTag tone="good">{say('free')}</StatusTag>
          ) : (
            <>
              <StatusTag tone="bad">{say(TROUBLES[row.trouble])}</StatusTag> {row.heldBy}
            </>
          ),
      },
    ],
    [say],
  );
  return (
    <DataGrid
      label={say('Lines')}
      columns={columns}
      rows={lines}
      rowKey={(row) => `${String(row.row)}/${row.text}`}
      maxHeight={280}
      empty={<EmptyState title={say('No line')} />}
    />
  );
}

/** One line of any kind. */
export function LineDialog({ contract, holder, onClose }: LinesDialogProps) {
  const say = useSay();
  const act = useAct(addLineEndpoint);
  const [kind, setKind] = useState<HeldLineKind>('sim');
  const [identifier, setIdentifier] = useState('');
  const [label, setLabel] = useState('');
  const [msisdn, setMsisdn] = useState('');
  const [imsi, setImsi] = useState('');
  const [from, setFrom] = useState(latest(contract.startsOn, holder.today));
  const submit = () => {
    const sim = kind === 'sim' ? { msisdn: msisdn || null, imsi: imsi || null } : {};
    const body = { kind, identifier, label: label || identifier, validFrom: from, ...sim };
    act.mutate({ params: { contractId: contract.id }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={say('Line for contract {number}', { number: contract.number })}
      verb={say('Add')}
      onClose={onClose}
      onSubmit={submit}
      blocked={identifier === '' || from === ''}
      busy={act.isPending}
      error={act.error}
    >
      <Group gap="xs" grow>
        <Select
          label={say('Kind')}
          allowDeselect={false}
          data={HELD_LINE_KINDS.map((value) => ({ value, label: say(LINE_KIND_NAMES[value]) }))}
          value={kind}
          onChange={(value) => setKind(HELD_LINE_KINDS.find((each) => each === value) ?? 'number')}
          data-autofocus
        />
        <DateField label={say('From')} value={from} onChange={setFrom} />
      </Group>
      <Group gap="xs" grow>
        <TextField
          label={kind === 'sim' ? say('ICCID') : say('As the records carry it')}
          value={identifier}
          onChange={setIdentifier}
          required
        />
        <TextField label={say('As printed')} value={label} onChange={setLabel} placeholder={identifier} />
      </Group>
      {kind === 'sim' && (
        <Group gap="xs" grow>
          <TextField label={say('Number of the SIM')} value={msisdn} onChange={setMsisdn} placeholder="491701234567" />
          <TextField label="IMSI" value={imsi} onChange={setImsi} />
        </Group>
      )}
    </FormDialog>
  );
}
