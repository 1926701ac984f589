import { Progress } from '@mantine/core';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useLanguage, useName, useSay } from '#app';
import { formatDuration, formatMicro, formatMoney, formatNumber, formatVolume, type Language } from '#base';
import { type Column, DataGrid, DateTimeText, EmptyState, Loaded, StatusTag } from '#kit';
import { customerAllowancesEndpoint } from '#rating';

type Row = ReplyOf<typeof customerAllowancesEndpoint>['rows'][number];

interface AllowancesTabProps {
  readonly customerId: number;
  readonly currency: string;
}

/** What a customer has included, and how far it is used up now. */
export function AllowancesTab({ customerId, currency }: AllowancesTabProps) {
  const say = useSay();
  const allowances = useCall(customerAllowancesEndpoint, { params: { customerId: String(customerId) } });
  const columns = useColumns(currency);
  return (
    <Loaded of={allowances}>
      {(found) => (
        <DataGrid
          label={say('Included')}
          columns={columns}
          rows={found.rows}
          rowKey={(row) => row.key}
          empty={
            <EmptyState title={say('Nothing is included')}>
              {say('Allowances come with the price plan, or with options booked.')}
            </EmptyState>
          }
        />
      )}
    </Loaded>
  );
}

function shown(language: Language, unit: Row['unit'], units: number, currency: string): string {
  if (unit === 'second') return formatDuration(units);
  if (unit === 'byte') return formatVolume(language, units);
  if (unit === 'money') return formatMoney(language, formatMicro(BigInt(units), 2), currency);
  return formatNumber(language, String(units));
}

function useColumns(currency: string): readonly Column<Row>[] {
  const say = useSay();
  const name = useName();
  const { language } = useLanguage();
  return useMemo(() => {
    const amount = (row: Row, units: number | null) =>
      units === null ? say('unlimited') : shown(language, row.unit, units, currency);
    return [
      { key: 'name', title: say('Allowance'), cell: (row) => name(row.name) },
      {
        key: 'holder',
        title: say('For'),
        cell: (row) => row.lineLabel ?? row.contractNumber ?? say('all lines of the customer'),
      },
      {
        key: 'used',
        title: say('Used'),
        align: 'right',
        cell: (row) => <span className="num nowrap">{amount(row, row.used)}</span>,
      },
      {
        key: 'size',
        title: say('Of'),
        align: 'right',
        cell: (row) => <span className="num nowrap">{amount(row, row.size)}</span>,
      },
      {
        key: 'left',
        title: say('Left'),
        align: 'right',
        cell: (row) => <span className="num nowrap">{amount(row, row.left)}</span>,
      },
      { key: 'share', title: say('Share'), cell: (row) => <Share row={row} label={name(row.name)} /> },
      {
        key: 'until',
        title: say('Until'),
        cell: (row) => (row.to === null ? say('open') : <DateTimeText at={row.to} />),
      },
    ] satisfies readonly Column<Row>[];
  }, [say, name, language, currency]);
}

/** Percent as a figure and a bar; beyond fair use it is said in words. */
function Share({ row, label }: { readonly row: Row; readonly label: string }) {
  const say = useSay();
  if (row.exceeded > 0) return <StatusTag tone="warn">{say('beyond fair use')}</StatusTag>;
  if (row.percent === null) return <span className="muted">–</span>;
  return (
    <span className="nowrap">
      <span className="num">{row.percent} %</span>
      <Progress.Root size={6}>
        <Progress.Section value={row.percent} aria-label={label} />
      </Progress.Root>
    </span>
  );
}
