/** The letter that tells a customer of new prices, as data: what stands on it, worded by whoever prints it. */
import type { Tenant } from '#access';
import { formatDate, formatMoney, formatNumber, type Language, type MessageParams, minorDecimals } from '#base';
import type { LocalName } from '#catalog';
import type { Customer } from '#crm';
import type { Pair, Sheet, TableRow } from '#platform/pdf/sheet';

/** A subscription of the customer with its old and new price. */
export interface LetterLine {
  readonly contractNumber: string;
  readonly productName: LocalName;
  readonly note: string | null;
  readonly quantity: number;
  /** Months of a service period. */
  readonly periodMonths: number;
  readonly oldPrice: string;
  readonly newPrice: string;
}

export interface Letter {
  readonly tenant: Tenant;
  readonly customer: Customer;
  readonly writtenOn: string;
  readonly effectiveOn: string;
  /** Percent by which prices change before rounding. */
  readonly percent: string;
  /** Series of the index, where one made the change. */
  readonly series: string | null;
  /** Whether he is told that he may end the contracts because of it. */
  readonly mayEnd: boolean;
  readonly lines: readonly LetterLine[];
}

/** Words in the customer's language by code. */
export type LetterWords = (code: string, params?: MessageParams) => string;

const DEFAULT_COLOUR = '#1f4e79';
const NOON_MS = 43_200_000;

export function letterSheet(letter: Letter, words: LetterWords): Sheet {
  const { tenant, customer, effectiveOn } = letter;
  const { language } = customer;
  const date = formatDate(language, effectiveOn);
  const title = words('letter.title', { date });
  const raised = !letter.percent.startsWith('-');
  const paragraph = (text: string) => ({ kind: 'paragraph', text }) as const;
  return {
    title,
    author: tenant.legalName,
    subject: title,
    language,
    createdMs: Date.parse(`${letter.writtenOn}T00:00:00Z`) + NOON_MS,
    colour: tenant.brand.colour ?? DEFAULT_COLOUR,
    letterhead: {
      brand: tenant.brand.name ?? tenant.legalName,
      senderLine: [tenant.legalName, tenant.street, `${tenant.postcode} ${tenant.city}`].join(' · '),
      recipient: recipientOf(letter),
      information: informationOf(letter, words),
    },
    runningHead: `${title} · ${customer.number}`,
    foot: [
      [tenant.legalName, tenant.street, `${tenant.postcode} ${tenant.city}`],
      [tenant.contactName, tenant.phone, tenant.email],
      [tenant.registerEntry, tenant.vatId, tenant.taxNumber].filter((line) => line !== null),
    ],
    pageLabel: words('letter.page', { page: '{page}', pages: '{pages}' }),
    blocks: [
      { kind: 'title', text: title },
      paragraph(words('letter.greeting')),
      paragraph(
        words(causeOf(letter, raised), {
          percent: percentText(language, letter.percent),
          date,
          series: letter.series ?? '',
        }),
      ),
      {
        kind: 'table',
        columns: columnsOf(letter, words),
        rows: letter.lines.map((line) => rowOf(letter, line, words)),
      },
      paragraph(words('letter.restStays')),
      ...(letter.mayEnd && raised ? [paragraph(words(rightOf(tenant.country), { date }))] : []),
      paragraph(words('letter.closing')),
      paragraph(tenant.legalName),
    ],
    attachments: [],
  };
}

function causeOf({ series }: Letter, raised: boolean): string {
  if (series !== null) return raised ? 'letter.indexUp' : 'letter.indexDown';
  return raised ? 'letter.fixedUp' : 'letter.fixedDown';
}

/** The right to end the contract by the law of the operator's country: § 57 (1) and (2) TKG; art. L224-33 Code de la consommation. */
function rightOf(country: string): string {
  if (country === 'DE') return 'letter.mayEndDe';
  return country === 'FR' ? 'letter.mayEndFr' : 'letter.mayEnd';
}

function recipientOf({ customer, tenant }: Letter): string[] {
  const lines = [customer.name, customer.street, `${customer.postcode} ${customer.city}`];
  if (customer.country === tenant.country) return lines;
  const country = new Intl.DisplayNames([customer.language], { type: 'region' }).of(customer.country);
  return [...lines, (country ?? customer.country).toLocaleUpperCase(customer.language)];
}

function informationOf({ customer, writtenOn, lines }: Letter, words: LetterWords): Pair[] {
  const numbers = [...new Set(lines.map((line) => line.contractNumber))];
  const shown = numbers.length <= 2 ? numbers.join(', ') : `${numbers[0]} … (${numbers.length})`;
  return [
    [words('letter.date'), formatDate(customer.language, writtenOn)],
    [words('letter.customer'), customer.number],
    [words('letter.contract'), shown],
  ];
}

function columnsOf({ customer }: Letter, words: LetterWords) {
  const right = (header: string, widthMm: number) => ({ header, widthMm, align: 'right' as const });
  return [
    { header: words('letter.product'), widthMm: 75, align: 'left' as const, tone: 'main' as const },
    right(words('letter.quantity'), 20),
    right(words('letter.oldPrice', { currency: customer.currency }), 35),
    right(words('letter.newPrice', { currency: customer.currency }), 35),
  ];
}

function rowOf({ customer }: Letter, line: LetterLine, words: LetterWords): TableRow {
  const { language, currency } = customer;
  const per = words('letter.per', { months: line.periodMonths });
  const note = [line.contractNumber, line.note].filter((one) => one !== null).join(' · ');
  return {
    kind: 'item',
    cells: [
      { text: line.productName[language], note },
      { text: formatNumber(language, String(line.quantity)) },
      { text: price(language, line.oldPrice, currency), note: per },
      { text: price(language, line.newPrice, currency), note: per },
    ],
  };
}

/** A price with all the decimals it has, at least the currency's. */
function price(language: Language, amount: string, currency: string): string {
  const plain = amount.replace(/0+$/, '');
  const decimals = Math.max(minorDecimals(currency), plain.split('.')[1]?.length ?? 0);
  return formatMoney(language, amount, currency, decimals);
}

function percentText(language: Language, percent: string): string {
  return formatNumber(language, percent.replace('-', ''), 0, 4);
}
