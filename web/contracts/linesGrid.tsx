import { Button, Group } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMay, useSay } from '#app';
import { type Column, DataGrid, DateTimeText, EmptyState } from '#kit';
import { EndLineDialog, MoveLineDialog } from './lineDialogs.tsx';
import { LINE_KIND_NAMES } from './names.ts';
import type { Contract, Holder, Line } from './types.ts';

interface LinesGridProps {
  readonly contract: Contract;
  readonly holder: Holder;
  readonly withEnded: boolean;
}

/** Lines with their time; each may end or move. */
export function LinesGrid({ contract, holder, withEnded }: LinesGridProps) {
  const say = useSay();
  const mayWrite = useMay()('customers.write');
  const [deed, setDeed] = useState<{ readonly what: 'end' | 'move'; readonly line: Line } | null>(null);
  const close = () => setDeed(null);
  const lines = contract.lines.filter((line) => withEnded || line.validTo === null || line.validTo > holder.today);
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      { key: 'label', title: say('Line'), cell: (row) => row.label },
      { key: 'kind', title: say('Kind'), cell: (row) => say(LINE_KIND_NAMES[row.kind]) },
      {
        key: 'identifier',
        title: say('As the records carry it'),
        cell: (row) => (
          <span className="mono">{[row.identifier, row.msisdn, row.imsi].filter(Boolean).join(' · ')}</span>
        ),
      },
      { key: 'from', title: say('From'), cell: (row) => <DateTimeText at={row.validFrom} /> },
      { key: 'to', title: say('To'), cell: (row) => (row.validTo ? <DateTimeText at={row.validTo} /> : '–') },
      {
        key: 'deeds',
        title: '',
        cell: (row) =>
          mayWrite && (
            <Group gap={4} wrap="nowrap">
              <Button size="compact-xs" variant="subtle" onClick={() => setDeed({ what: 'move', line: row })}>
                {say('Move')}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => setDeed({ what: 'end', line: row })}>
                {say('End')}
              </Button>
            </Group>
          ),
      },
    ],
    [say, mayWrite],
  );
  return (
    <>
      <DataGrid
        label={say('Lines')}
        columns={columns}
        rows={lines}
        rowKey={(row) => row.id}
        maxHeight={420}
        empty={<EmptyState title={say('No line')} />}
      />
      {deed?.what === 'end' && <EndLineDialog line={deed.line} holder={holder} onClose={close} />}
      {deed?.what === 'move' && <MoveLineDialog line={deed.line} holder={holder} onClose={close} />}
    </>
  );
}
