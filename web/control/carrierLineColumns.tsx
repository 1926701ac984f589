import { type ReplyOf, useSay } from '#app';
import type { previewCarrierInvoiceEndpoint } from '#control';
import { Amount, type Column, Count, Duration, StatusTag } from '#kit';

type Line = ReplyOf<typeof previewCarrierInvoiceEndpoint>['lines'][number];

/** Columns of a carrier's lines. */
export function useLineColumns(currency: string): readonly Column<Line>[] {
  const say = useSay();
  const dash = <span className="muted">–</span>;
  return [
    { key: 'place', title: say('Row'), align: 'right', width: 60, cell: ({ place }) => <Count value={place} /> },
    {
      key: 'kind',
      title: say('Kind'),
      cell: ({ kind }) => <StatusTag tone="quiet">{kind === 'usage' ? say('Calls') : say('Product')}</StatusTag>,
    },
    { key: 'account', title: say('Number or account'), cell: ({ account }) => account ?? dash },
    {
      key: 'what',
      title: say('Destination or product'),
      wrap: true,
      cell: ({ destination, reference, description }) =>
        destination ?? [reference, description].filter(Boolean).join(' '),
    },
    {
      key: 'calls',
      title: say('Calls'),
      align: 'right',
      cell: ({ calls }) => (calls === null ? dash : <Count value={calls} />),
    },
    {
      key: 'duration',
      title: say('Duration'),
      align: 'right',
      cell: ({ seconds }) => (seconds === null ? dash : <Duration seconds={seconds} />),
    },
    {
      key: 'quantity',
      title: say('Quantity'),
      align: 'right',
      cell: ({ quantity }) => (quantity === null ? dash : <Amount value={quantity} decimals={0} exact />),
    },
    {
      key: 'amount',
      title: say('Net {currency}', { currency }),
      align: 'right',
      cell: ({ amount }) => <Amount value={amount} exact />,
    },
  ];
}
