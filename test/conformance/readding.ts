/**
 * Adds an issued invoice up again from its paper: printed calls → groups → summary → lines → VAT → total, and the same from the
 * e-invoice inside; then both must agree to the cent. Own arithmetic on integers, nothing of `src/`.
 */
import type { Line, PdfContent, XmlInvoice } from './readInvoice.ts';

/** Everything that does not add up, in words for the failing test. */
export type Complaint = string;

/** A printed or written amount in 10^-9; thousands separators and currency signs are ignored. */
function nano(text: string): bigint {
  const bare = text.replace(/[^\d,.−-]/g, '').replace('−', '-');
  const decimalAt = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  const whole = (decimalAt < 0 ? bare : bare.slice(0, decimalAt)).replace(/[.,]/g, '');
  const fraction = decimalAt < 0 ? '' : bare.slice(decimalAt + 1);
  const negative = whole.startsWith('-');
  const magnitude = BigInt(`${whole.replace('-', '') || '0'}${fraction.padEnd(9, '0').slice(0, 9)}`);
  return negative ? -magnitude : magnitude;
}

const CENT = 10_000_000n;

/** Half up, away from zero, to whole cents. */
function toCents(amount: bigint): bigint {
  const magnitude = amount < 0n ? -amount : amount;
  const rounded = ((magnitude + CENT / 2n) / CENT) * CENT;
  return amount < 0n ? -rounded : rounded;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

interface PrintedGroup {
  readonly line: string;
  readonly className: string;
  readonly calls: readonly bigint[];
  readonly sum: bigint;
}

const DATE = /^\d{2}[./]\d{2}[./]\d{4}$/;
const TIME = /^\d{2}:\d{2}:\d{2}$/;

const text = (line: Line, index: number) => line.at(index)?.text ?? '';

/** Groups of itemised calls: a title of two cells, rows that begin with date and time, a sum of two cells. */
export function printedGroups(content: PdfContent): PrintedGroup[] {
  const groups: PrintedGroup[] = [];
  let title: readonly [string, string] = ['', ''];
  let calls: bigint[] = [];
  for (const lines of content.pages) {
    for (const [index, line] of lines.entries()) {
      const isCall = DATE.test(text(line, 0)) && TIME.test(text(line, 1));
      const next = lines[index + 1];
      const callFollows = next !== undefined && DATE.test(text(next, 0)) && TIME.test(text(next, 1));
      if (isCall) calls.push(nano(text(line, -1)));
      else if (callFollows && line.length === 2) title = [text(line, 0), text(line, 1).replace(/ \([^()]*\)$/, '')];
      else if (calls.length > 0 && line.length === 2 && /^(Summe|Total|Sum) /.test(text(line, 0))) {
        groups.push({ line: title[0], className: title[1], calls, sum: nano(text(line, 1)) });
        calls = [];
      }
    }
  }
  return groups;
}

/** A row of the summary that ends in the amount of an invoice line. */
interface SummaryItem {
  readonly id: string;
  readonly exact: bigint;
  readonly amount: bigint;
  readonly parts: readonly bigint[];
}

/** In euros, Swiss francs or pounds, the sign before or behind. */
const MONEY = /^-?(?:€|CHF|£)?[\u00a0\u202f ]?-?[\d.,\u00a0\u202f ]+[\u00a0 ]?(?:€|CHF|£)?$/;
const SECTION = /^(?:Pos\.|N°|Item) (\d+)\s?: /;

/** The summary of calls: `Item n: name` with exact sums per phone line, and the amount each is rounded to. */
export function printedSummary(content: PdfContent): SummaryItem[] {
  const items: SummaryItem[] = [];
  let open: { id: string; parts: bigint[] } | null = null;
  for (const line of content.pages.flat()) {
    const id = SECTION.exec(text(line, 0))?.[1];
    const figures = line.slice(1).map((cell) => cell.text);
    if (id !== undefined && figures.length === 4) {
      items.push({
        id,
        exact: nano(figures[2] ?? ''),
        amount: nano(figures[3] ?? ''),
        parts: [nano(figures[2] ?? '')],
      });
      open = null;
    } else if (id !== undefined && figures.length === 0) open = { id, parts: [] };
    else if (open !== null && figures.length === 3) open.parts.push(nano(figures[2] ?? ''));
    else if (open !== null && figures.length === 4 && MONEY.test(figures[3] ?? '')) {
      // Not the table's heads, which come again where the page ends within an item.
      items.push({ id: open.id, exact: nano(figures[2] ?? ''), amount: nano(figures[3] ?? ''), parts: open.parts });
      open = null;
    }
  }
  return items;
}

/** Printed invoice lines: number, name, quantity, price, amount. */
export function printedLines(content: PdfContent): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const line of content.pages.flat()) {
    const [id, , , , amount] = line.map((cell) => cell.text);
    if (line.length === 5 && id !== undefined && /^\d+$/.test(id) && amount !== undefined && MONEY.test(amount))
      found.set(id, nano(amount));
  }
  return found;
}

/** What does not add up on the paper, in the e-invoice, and between them. */
export function readd(content: PdfContent, xml: XmlInvoice, itemised: boolean): Complaint[] {
  const complaints: Complaint[] = [];
  const same = (what: string, a: bigint, b: bigint) => {
    if (a !== b) complaints.push(`${xml.number}: ${what}: ${a} ≠ ${b}`);
  };
  readdXml(xml, same);
  const lines = printedLines(content);
  same('number of printed lines', BigInt(lines.size), BigInt(xml.lines.length));
  for (const line of xml.lines) same(`line ${line.id} on paper`, lines.get(line.id) ?? -1n, nano(line.net));
  const paper = content.pages.flat();
  const grand = nano(xml.grandTotal);
  const totals = paper.filter(
    (line) => line.length === 2 && MONEY.test(text(line, 1)) && nano(text(line, 1)) === grand,
  );
  if (totals.length === 0) complaints.push(`${xml.number}: the total ${xml.grandTotal} is not printed`);
  if (itemised) readdCalls(content, xml, same);
  return complaints;
}

type Same = (what: string, a: bigint, b: bigint) => void;

function readdXml(xml: XmlInvoice, same: Same): void {
  for (const line of xml.lines) {
    same(
      `line ${line.id} quantity × price`,
      toCents((nano(line.quantity) * nano(line.price)) / 10n ** 9n),
      nano(line.net),
    );
  }
  same('sum of lines', sum(xml.lines.map((line) => nano(line.net))), nano(xml.lineTotal));
  same('tax basis', nano(xml.lineTotal), nano(xml.taxBasis));
  for (const tax of xml.taxes) {
    const lines = xml.lines.filter((line) => line.category === tax.category && line.percent === tax.percent);
    same(`basis of ${tax.category} ${tax.percent}`, sum(lines.map((line) => nano(line.net))), nano(tax.basis));
    same(
      `tax of ${tax.category} ${tax.percent}`,
      toCents((nano(tax.basis) * nano(tax.percent)) / 10n ** 11n),
      nano(tax.tax),
    );
  }
  same('sum of taxes', sum(xml.taxes.map((tax) => nano(tax.tax))), nano(xml.taxTotal));
  same('grand total', nano(xml.taxBasis) + nano(xml.taxTotal), nano(xml.grandTotal));
  same('amount due', nano(xml.grandTotal), nano(xml.due));
}

function readdCalls(content: PdfContent, xml: XmlInvoice, same: Same): void {
  const groups = printedGroups(content);
  for (const group of groups) same(`calls of ${group.line}, ${group.className}`, sum(group.calls), group.sum);
  const summary = printedSummary(content);
  // Calls say what each cost; a credit note takes their sum off.
  const sign = xml.typeCode === '381' ? -1n : 1n;
  for (const item of summary) {
    same(`summary parts of line ${item.id}`, sum(item.parts), item.exact);
    same(`summary rounding of line ${item.id}`, sign * toCents(item.exact), item.amount);
    const line = xml.lines.find((candidate) => candidate.id === item.id);
    same(`summary and e-invoice, line ${item.id}`, item.amount, nano(line?.net ?? '0'));
    const own = groups.filter((group) => group.className === line?.name).map((group) => group.sum);
    const others = summary.filter((other) => xml.lines.find((each) => each.id === other.id)?.name === line?.name);
    same(`groups of ${line?.name}`, sum(own), sum(others.map((other) => other.exact)));
  }
}
