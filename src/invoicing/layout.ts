/** The printed invoice as data: which blocks stand on it, worded and formatted in the buyer's language. */
import { formatNumber } from '#base';
import type { Block, Pair, Sheet, TableRow } from '#platform/pdf/sheet';
import { type Invoice, type InvoiceLine, LINE_KINDS, type TaxTotal } from './invoice.ts';
import { callsListing, callsSummary } from './layoutCalls.ts';
import { paymentPanel } from './layoutPayment.ts';
import { money, type Print, priceText, spacedIban } from './print.ts';
import { MINUTE, VOLUME_NAMES } from './quantity.ts';

/** Factur-X: name and conformance level of the embedded file. */
const FACTUR_X = { fileName: 'factur-x.xml', level: 'EN 16931' };

const NOON_MS = 43_200_000;

export function invoiceSheet(print: Print): Sheet {
  const { invoice, words, draft } = print;
  const title = titleOf(print);
  return {
    title,
    author: invoice.seller.name,
    subject: words('document.subject', { from: invoice.periodFrom, to: invoice.periodTo }),
    language: invoice.language,
    createdMs: Date.parse(`${invoice.issuedOn}T00:00:00Z`) + NOON_MS,
    colour: print.brand.colour,
    letterhead: {
      brand: print.brand.name,
      senderLine: [
        invoice.seller.name,
        invoice.seller.street,
        `${invoice.seller.postcode} ${invoice.seller.city}`,
      ].join(' · '),
      recipient: recipientOf(invoice),
      information: informationOf(print),
      highlight: [amountLabel(print), money(print, invoice.totals.grossMinor)],
    },
    runningHead: words('document.runningHead', {
      title,
      issuedOn: invoice.issuedOn,
      customer: invoice.buyer.customerNumber,
    }),
    foot: footOf(print),
    pageLabel: words('document.page', { page: '{page}', pages: '{pages}' }),
    ...(draft ? { watermark: words('document.draft') } : {}),
    blocks: [
      { kind: 'title', text: title },
      linesTable(print),
      totalsBlock(print),
      ...exemptions(print),
      paymentPanel(print),
      ...invoice.notes.map((note): Block => ({ kind: 'paragraph', text: note.text, small: true })),
      ...(print.itemise ? [...callsListing(print), ...callsSummary(print)] : []),
    ],
    attachments: [
      {
        name: FACTUR_X.fileName,
        mimeType: 'text/xml',
        description: 'Factur-X / ZUGFeRD',
        relationship: 'Alternative',
        bytes: print.xml,
      },
    ],
    facturX: FACTUR_X,
  };
}

function titleOf({ invoice, words }: Print): string {
  const code = invoice.kind === 'invoice' ? 'document.invoice' : 'document.creditNote';
  return words(code, { number: invoice.number });
}

/** Address as the post reads it; the country in capitals where the letter leaves it (DIN 5008, UPU). */
function recipientOf({ buyer, seller, language }: Invoice): string[] {
  const lines = [buyer.name, buyer.street, `${buyer.postcode} ${buyer.city}`];
  if (buyer.country === seller.country) return lines;
  const country = new Intl.DisplayNames([language], { type: 'region' }).of(buyer.country) ?? buyer.country;
  return [...lines, country.toLocaleUpperCase(language)];
}

function informationOf({ invoice, words }: Print): Pair[] {
  const numberLabel = invoice.kind === 'invoice' ? 'document.number' : 'document.creditNoteNumber';
  const pairs: (Pair | null)[] = [
    [words(numberLabel), invoice.number],
    [words('document.issuedOn'), words('line.date', { date: invoice.issuedOn })],
    invoice.preceding === undefined
      ? null
      : [words('document.preceding'), words('document.precedingOf', { ...invoice.preceding })],
    [words('document.customerNumber'), invoice.buyer.customerNumber],
    [words('document.contract'), contractsText(invoice.contractNumbers)],
    [words('document.period'), words('document.periodValue', { from: invoice.periodFrom, to: invoice.periodTo })],
    invoice.kind === 'creditNote' ? null : [words('document.dueOn'), words('line.date', { date: invoice.dueOn })],
    [words('document.yourReference'), invoice.buyer.reference ?? ''],
    [words('document.yourOrder'), invoice.orderReference ?? ''],
    [words('document.yourContract'), invoice.contractReference ?? ''],
    [words('document.yourVatId'), invoice.buyer.vatId ?? ''],
  ];
  return pairs.filter((pair) => pair !== null).filter(([, value]) => value !== '');
}

/** Contracts by number; of many only the first, since each line names its own. */
function contractsText(numbers: readonly string[]): string {
  return numbers.length <= 2 ? numbers.join(', ') : `${numbers[0]} … (${numbers.length})`;
}

/** Particulars of the seller that business letters must carry (DE § 35a GmbHG, § 14 UStG; FR art. R123-237 Code de commerce). */
function footOf({ invoice: { seller }, words }: Print): string[][] {
  const lines = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined);
  return [
    lines(seller.name, seller.street, `${seller.postcode} ${seller.city}`, seller.website),
    lines(seller.contactName, words('foot.phone', { phone: seller.phone }), seller.email),
    lines(
      seller.registerEntry,
      seller.vatId === undefined ? undefined : words('foot.vatId', { vatId: seller.vatId }),
      seller.taxNumber === undefined ? undefined : words('foot.taxNumber', { taxNumber: seller.taxNumber }),
    ),
    lines(
      seller.bankName,
      seller.iban === undefined ? undefined : spacedIban(seller.iban),
      seller.bic,
      seller.creditorId === undefined ? undefined : words('foot.creditorId', { creditorId: seller.creditorId }),
    ),
  ].filter((column) => column.length > 0);
}

/** Where a note is broken, the dot stays with the part before it. */
function noteText(description: string): string {
  return description.replaceAll(' · ', '\u00a0· ');
}

/** Minutes and their average price inform; the amount is shown to be right in the summary of calls. */
const PRINTED_MINUTE_DECIMALS = 2;

const SECTION_TEXTS = {
  recurring: 'lines.recurring',
  oneOff: 'lines.oneOff',
  deposit: 'lines.deposit',
  correction: 'lines.correction',
  usage: 'lines.usage',
  periodRule: 'lines.periodRule',
  thirdPayer: 'lines.thirdPayer',
} as const;

function linesTable(print: Print): Block {
  const { invoice, words } = print;
  const sections = LINE_KINDS.filter((kind) => invoice.lines.some((line) => line.kind === kind));
  return {
    kind: 'table',
    columns: [
      { header: words('lines.position'), widthMm: 11, align: 'left', tone: 'quiet' },
      { header: words('lines.name'), widthMm: 76, align: 'left', tone: 'main' },
      { header: words('lines.quantity'), widthMm: 24, align: 'right' },
      { header: words('lines.price'), widthMm: 29, align: 'right' },
      { header: words('lines.amount'), widthMm: 25, align: 'right' },
    ],
    rows: sections.flatMap((kind): TableRow[] => {
      const lines = invoice.lines.filter((line) => line.kind === kind);
      const subtotal = lines.reduce((sum, line) => sum + line.netMinor, 0n);
      return [
        { kind: 'section', cells: [{ text: words(SECTION_TEXTS[kind]) }] },
        ...lines.map((line) => lineRow(print, line)),
        ...(sections.length < 2
          ? []
          : [
              {
                kind: 'subtotal',
                cells: [
                  { text: '' },
                  { text: words('lines.subtotal') },
                  { text: '' },
                  { text: '' },
                  { text: money(print, subtotal) },
                ],
              } satisfies TableRow,
            ]),
      ];
    }),
  };
}

function lineRow(print: Print, line: InvoiceLine): TableRow {
  const { language } = print.invoice;
  const minutes = line.unitCode === MINUTE;
  const averaged = line.usage?.part === 'transport' && line.quantity !== '1';
  const quantity = formatNumber(language, line.quantity, 0, minutes ? PRINTED_MINUTE_DECIMALS : 4);
  const volume = VOLUME_NAMES[line.unitCode];
  const price = priceText(print, line.unitPrice);
  return {
    kind: 'item',
    cells: [
      { text: line.id },
      line.description === undefined ? { text: line.name } : { text: line.name, note: noteText(line.description) },
      { text: minutes ? print.words('lines.minutes', { minutes: quantity }) : joined(quantity, volume) },
      { text: minutes || averaged ? print.words('lines.averagePrice', { price }) : price },
      { text: money(print, line.netMinor) },
    ],
  };
}

function joined(quantity: string, unit: string | undefined): string {
  return unit === undefined ? quantity : `${quantity}\u00a0${unit}`;
}

function totalsBlock(print: Print): Block {
  const { invoice, words } = print;
  const { totals } = invoice;
  return {
    kind: 'totals',
    rows: [
      [words('totals.net'), money(print, totals.netMinor)],
      ...totals.taxes.map((tax): Pair => [taxLabel(print, tax), money(print, tax.taxMinor)]),
    ],
    grand: [amountLabel(print), money(print, totals.grossMinor)],
  };
}

function amountLabel({ invoice, words }: Print): string {
  return words(invoice.kind === 'creditNote' || invoice.totals.grossMinor < 0n ? 'totals.credit' : 'totals.gross');
}

function taxLabel(print: Print, tax: TaxTotal): string {
  const taxable = money(print, tax.taxableMinor);
  if (tax.category === 'AE') return print.words('totals.reverseCharge', { taxable });
  if (tax.category === 'G') return print.words('totals.notTaxed', { taxable });
  if (tax.category !== 'S') return print.words('totals.exempt', { taxable });
  return print.words('totals.tax', { percent: tax.percent, taxable });
}

function exemptions({ invoice }: Print): Block[] {
  return invoice.totals.taxes.flatMap((tax): Block[] =>
    tax.exemptionText === undefined ? [] : [{ kind: 'paragraph', text: tax.exemptionText }],
  );
}
