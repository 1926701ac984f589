import { Anchor, Button, Drawer, Group, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, urlOf, useAct, useCall, useSay } from '#app';
import { indexationEndpoint, indexationLetterEndpoint, undoIndexationEndpoint, writeLettersEndpoint } from '#contracts';
import {
  type Column,
  ConfirmWithNumbers,
  Count,
  DataGrid,
  DateText,
  DateTimeText,
  DiffValue,
  EmptyState,
  Facts,
  Loaded,
  Trouble,
} from '#kit';

type Detail = ReplyOf<typeof indexationEndpoint>;
type Row = Detail['customers'][number];

interface IndexationDrawerProps {
  readonly indexationId: number;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

/** An indexation: whom it concerns, their letters, and the way back. */
export function IndexationDrawer({ indexationId, mayWrite, onClose }: IndexationDrawerProps) {
  const say = useSay();
  const detail = useCall(indexationEndpoint, { params: { indexationId } });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={760}
      title={say('Indexation {number}', { number: indexationId })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Loaded of={detail}>{(found) => <DetailPart detail={found} mayWrite={mayWrite} />}</Loaded>
    </Drawer>
  );
}

function DetailPart({ detail, mayWrite }: { readonly detail: Detail; readonly mayWrite: boolean }) {
  const say = useSay();
  const letters = useAct(writeLettersEndpoint);
  const undo = useAct(undoIndexationEndpoint);
  const [undoing, setUndoing] = useState(false);
  const { indexation, customers } = detail;
  const params = { indexationId: indexation.id };
  const missing = customers.filter((row) => row.letterWrittenAt === null).length;
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      { key: 'customer', title: say('Customer'), cell: (row) => `${row.customerNumber} ${row.customerName}` },
      {
        key: 'subscriptions',
        title: say('Subscriptions'),
        align: 'right',
        cell: (row) => <Count value={row.subscriptions} />,
      },
      {
        key: 'difference',
        title: say('In twelve months'),
        align: 'right',
        cell: (row) => (
          <>
            <DiffValue value={row.difference} /> {row.currency}
          </>
        ),
      },
      {
        key: 'letter',
        title: say('Letter'),
        cell: (row) => (
          <Anchor
            href={urlOf(indexationLetterEndpoint.path, {
              params: { indexationId: indexation.id, customerId: row.customerId },
            })}
            target="_blank"
            rel="noreferrer"
          >
            {row.letterWrittenAt === null ? say('as it would be') : <DateTimeText at={row.letterWrittenAt} />}
          </Anchor>
        ),
      },
    ],
    [say, indexation.id],
  );
  return (
    <Stack gap="sm">
      <Facts
        facts={[
          [say('Rule'), indexation.rule],
          [say('New prices from'), <DateText key="on" date={indexation.effectiveOn} />],
          [say('Change'), say('{percent, number} %', { percent: indexation.percent })],
          [say('Undone'), indexation.undoneAt && <DateTimeText key="undone" at={indexation.undoneAt} />],
        ]}
      />
      {mayWrite && indexation.undoneAt === null && (
        <Group gap="xs">
          <Button
            size="xs"
            disabled={missing === 0}
            loading={letters.isPending}
            onClick={() => letters.mutate({ params, body: {} })}
          >
            {say('{n, plural, =0 {All letters are written} one {Write # letter} other {Write # letters}}', {
              n: missing,
            })}
          </Button>
          <Button size="xs" variant="default" onClick={() => setUndoing(true)}>
            {say('Undo')}
          </Button>
        </Group>
      )}
      {letters.error && <Trouble error={letters.error} />}
      <DataGrid
        label={say('Whom it concerns')}
        columns={columns}
        rows={customers}
        rowKey={(row) => row.customerId}
        empty={<EmptyState title={say('Nobody')} />}
      />
      <ConfirmWithNumbers
        opened={undoing}
        onClose={() => setUndoing(false)}
        title={say('Undo the indexation')}
        numbers={[
          [say('Subscriptions'), <Count key="subscriptions" value={indexation.changed} />],
          [say('Customers'), <Count key="customers" value={customers.length} />],
        ]}
        verb={say('Undo')}
        onConfirm={() => undo.mutateAsync({ params, body: {} })}
      >
        {say('The old prices hold again. What was billed by the new ones is credited by the next bill.')}
      </ConfirmWithNumbers>
    </Stack>
  );
}
