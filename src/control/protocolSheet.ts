import { formatDate, formatDateTime, formatMonth, formatNumber, type Language, zoneOffsets } from '#base';
import type { Block, Sheet, TableRow } from '#platform/pdf/sheet';
import type { Protocol } from './protocol.ts';
import { differenceOfRow, type ProtocolWords } from './protocolTables.ts';

const DEFAULT_COLOUR = '#1f4e79';

/** The protocol as a document on paper. */
export function protocolSheet(protocol: Protocol, language: Language, words: ProtocolWords): Sheet {
  const { tenant, month, digest } = protocol;
  const title = words('protocol.title', { month: formatMonth(language, month) });
  return {
    title,
    author: tenant.legalName,
    subject: title,
    language,
    createdMs: protocol.signedMs,
    colour: tenant.brand.colour ?? DEFAULT_COLOUR,
    letterhead: {
      brand: tenant.brand.name ?? tenant.legalName,
      senderLine: [tenant.legalName, tenant.street, `${tenant.postcode} ${tenant.city}`].join(' · '),
      recipient: [tenant.legalName, tenant.street, `${tenant.postcode} ${tenant.city}`],
      information: [
        [words('protocol.run'), String(protocol.runId)],
        [words('protocol.number'), String(protocol.no)],
        [words('protocol.issueOn'), formatDate(language, protocol.issueOn)],
        [words('protocol.signedOn'), formatDateTime(language, protocol.signedMs, zoneOffsets(tenant.zone))],
      ],
    },
    runningHead: title,
    foot: [
      [tenant.legalName, tenant.street, `${tenant.postcode} ${tenant.city}`],
      [words('protocol.digest'), digest.slice(0, 32), digest.slice(32)],
    ],
    pageLabel: words('protocol.page', { page: '{page}', pages: '{pages}' }),
    blocks: [
      { kind: 'title', text: title },
      { kind: 'paragraph', text: words('protocol.what', { digest }) },
      ...deedBlocks(protocol, language, words),
      ...totalBlocks(protocol, language, words),
      ...findingBlocks(protocol, language, words),
      ...reportBlocks(protocol, language, words),
    ],
    attachments: [],
  };
}

const left = (header: string, widthMm: number) => ({ header, widthMm, align: 'left' as const });
const right = (header: string, widthMm: number) => ({ header, widthMm, align: 'right' as const });
const item = (...texts: readonly (string | { readonly text: string; readonly note: string })[]): TableRow => ({
  kind: 'item',
  cells: texts.map((text) => (typeof text === 'string' ? { text } : text)),
});
const amountIn = (language: Language) => (amount: string) => formatNumber(language, amount, 2, 2);

function deedBlocks({ deeds, tenant }: Protocol, language: Language, words: ProtocolWords): Block[] {
  const offsets = zoneOffsets(tenant.zone);
  const rows = deeds.map(({ what, who, atMs }) =>
    item(words(`protocol.${what}`), who, atMs === null ? '' : formatDateTime(language, atMs, offsets)),
  );
  return [
    { kind: 'heading', text: words('protocol.deeds') },
    {
      kind: 'table',
      columns: [left(words('protocol.deed'), 55), left(words('protocol.who'), 70), left(words('protocol.when'), 40)],
      rows,
    },
  ];
}

function totalBlocks({ totals }: Protocol, language: Language, words: ProtocolWords): Block[] {
  const amount = amountIn(language);
  return [
    { kind: 'heading', text: words('protocol.totals') },
    {
      kind: 'table',
      columns: [
        left(words('protocol.currency'), 45),
        right(words('protocol.documents'), 40),
        right(words('protocol.net'), 40),
        right(words('protocol.payable'), 40),
      ],
      rows: totals.map((one) =>
        item(one.currency, formatNumber(language, String(one.drafts)), amount(one.net), amount(one.gross)),
      ),
    },
  ];
}

function findingBlocks({ findings, tenant }: Protocol, language: Language, words: ProtocolWords): Block[] {
  const heading: Block = { kind: 'heading', text: words('protocol.findings') };
  if (findings.length === 0) return [heading, { kind: 'paragraph', text: words('protocol.nothingFound') }];
  const offsets = zoneOffsets(tenant.zone);
  const rows = findings.map((one) => {
    const by = one.decidedMs === null ? '' : `${one.decidedBy}, ${formatDateTime(language, one.decidedMs, offsets)}`;
    return item(
      words(one.code, one.params),
      words(`protocol.${one.severity}`),
      amountIn(language)(one.amount),
      one.accepted ? { text: one.comment, note: by } : words('protocol.open'),
    );
  });
  return [
    heading,
    {
      kind: 'table',
      columns: [
        { ...left(words('protocol.finding'), 75), tone: 'main' },
        left(words('protocol.severity'), 20),
        right(words('protocol.atStake'), 20),
        left(words('protocol.decision'), 50),
      ],
      rows,
    },
  ];
}

function reportBlocks({ rows }: Protocol, language: Language, words: ProtocolWords): Block[] {
  const amount = amountIn(language);
  const number = (column: string) => right(words(`protocol.${column}`), 17);
  return [
    { kind: 'heading', text: words('protocol.report') },
    {
      kind: 'table',
      columns: [
        { ...left(words('protocol.customer'), 46), tone: 'main' },
        ...['oneOff', 'recurring', 'usage', 'proration', 'net', 'payable', 'previous'].map(number),
      ],
      rows: rows.map((row) =>
        item(
          {
            text: row.customerName,
            note: [row.customerNumber, ...row.invoices, row.leftOut ?? ''].filter(Boolean).join(' · '),
          },
          amount(row.oneOff),
          amount(row.recurring),
          amount(row.usage),
          amount(row.proration),
          { text: amount(row.net), note: row.currency },
          amount(row.gross),
          row.previous === null
            ? '–'
            : {
                text: amount(row.previous),
                note: `${differenceOfRow(row).startsWith('-') ? '' : '+'}${amount(differenceOfRow(row))}`,
              },
        ),
      ),
    },
  ];
}
