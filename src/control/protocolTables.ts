import { formatDateTime, type Language, type MessageParams, zoneOffsets } from '#base';
import { CAUSES, type Cause } from './cause.ts';
import type { Protocol, ProtocolRow } from './protocol.ts';

/** Words in a language by code. */
export type ProtocolWords = (code: string, params?: MessageParams) => string;

/** A cell of a spreadsheet: an amount as decimal text, or words. */
export type TableCell = { readonly amount: string } | string;

/** A sheet of a workbook; the first row is its head. */
export interface Table {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** Columns of the control report, in the order in which accountants know them. */
export const REPORT_COLUMNS = [
  'invoice',
  'account',
  'customer',
  'currency',
  'net',
  'payable',
  'oneOff',
  'recurring',
  'usage',
  'proration',
  'previous',
  'difference',
] as const;

/** The protocol as the sheets of a workbook. @param causeName names of causes in the language */
export function protocolTables(
  protocol: Protocol,
  language: Language,
  words: ProtocolWords,
  causeName: (cause: Cause) => string,
): Table[] {
  const { rows, findings, deeds, tenant } = protocol;
  const offsets = zoneOffsets(tenant.zone);
  const time = (ms: number | null) => (ms === null ? '' : formatDateTime(language, ms, offsets));
  const met = CAUSES.filter((cause) => rows.some((row) => row.causes.some(([one]) => one === cause)));
  return [
    {
      name: words('protocol.report'),
      widths: [18, 12, 34, 9, ...REPORT_COLUMNS.slice(4).map(() => 13), ...met.map(() => 15), 30],
      rows: [
        [
          ...REPORT_COLUMNS.map((column) => words(`protocol.${column}`)),
          ...met.map(causeName),
          words('protocol.leftOut'),
        ],
        ...rows.map((row) => reportRow(row, met)),
      ],
    },
    {
      name: words('protocol.findings'),
      widths: [12, 90, 13, 12, 40, 30, 18],
      rows: [
        ['severity', 'finding', 'atStake', 'decision', 'comment', 'who', 'when'].map((column) =>
          words(`protocol.${column}`),
        ),
        ...findings.map((one): TableCell[] => [
          words(`protocol.${one.severity}`),
          words(one.code, one.params),
          { amount: one.amount },
          words(one.accepted ? 'protocol.accepted' : 'protocol.open'),
          one.comment,
          one.decidedBy,
          time(one.decidedMs),
        ]),
      ],
    },
    {
      name: words('protocol.deeds'),
      widths: [30, 40, 20],
      rows: [
        ['deed', 'who', 'when'].map((column) => words(`protocol.${column}`)),
        ...deeds.map(({ what, who, atMs }) => [words(`protocol.${what}`), who, time(atMs)]),
        [words('protocol.digest'), protocol.digest, ''],
      ],
    },
  ];
}

function reportRow(row: ProtocolRow, met: readonly Cause[]): TableCell[] {
  const amount = (text: string): TableCell => ({ amount: text });
  return [
    row.invoices.join(', '),
    row.customerNumber,
    row.customerName,
    row.currency,
    amount(row.net),
    amount(row.gross),
    amount(row.oneOff),
    amount(row.recurring),
    amount(row.usage),
    amount(row.proration),
    row.previous === null ? '' : amount(row.previous),
    amount(differenceOfRow(row)),
    ...met.map((cause): TableCell => {
      const found = row.causes.find(([one]) => one === cause);
      return found === undefined ? '' : amount(found[1]);
    }),
    row.leftOut ?? '',
  ];
}

/** The causes' sum: what the bill differs by. */
export function differenceOfRow({ causes }: Pick<ProtocolRow, 'causes'>): string {
  const decimals = causes[0]?.[1].split('.')[1]?.length ?? 2;
  const sum = causes.reduce((total, [, amount]) => total + BigInt(amount.replace('.', '')), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, '0');
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return sum < 0n ? `-${whole}` : whole;
}
