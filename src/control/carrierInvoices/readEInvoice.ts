import type { Finding } from '#base';
import { type CarrierLine, fileFinding, type InvoiceHead, NOTHING_TOLD, type ReadInvoice } from './carrierInvoice.ts';
import { cleanText, isDecimal, localDateIn, microOf, monthOfRange } from './cellValues.ts';
import { carrierLineOf } from './eInvoiceLine.ts';
import { ciiLines, ciiTerms } from './readCii.ts';
import { ublLines, ublTerms } from './readUbl.ts';
import { type XmlElement, xmlTree } from './xmlTree.ts';

/** The terms of EN 16931 that are of the invoice as a whole, as the document writes them. */
export interface HeadTerms {
  /** BT-1, BT-2, BT-3, BT-5 */
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly typeCode: string | null;
  readonly currency: string | null;
  /** BT-73, BT-74 */
  readonly from: string | null;
  readonly to: string | null;
  /** BT-109, BT-110, BT-112 */
  readonly net: string | null;
  readonly tax: string | null;
  readonly gross: string | null;
}

/** Type codes of UNTDID 1001 by which money is given back. */
const CREDIT_TYPES = new Set(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532']);

/** Reads an invoice in UBL 2.1 or CII (D16B), whichever it is. */
export function readEInvoice(text: string): ReadInvoice {
  const root = xmlTree(text);
  const unread = (code: string, params = {}): ReadInvoice => ({
    format: 'ubl',
    head: NOTHING_TOLD,
    lines: [],
    columns: [],
    findings: [fileFinding(code, 'error', params)],
  });
  if (root === null) return unread('carrierInvoice.notWellFormed');
  if (root.name === 'Invoice' || root.name === 'CreditNote')
    return readAs('ubl', root, ublTerms(root), (factor) => ublLines(root).map(lineOf(factor)));
  if (root.name === 'CrossIndustryInvoice')
    return readAs('cii', root, ciiTerms(root), (factor) => ciiLines(root).map(lineOf(factor)));
  return unread('carrierInvoice.notAnInvoice', { root: root.name.slice(0, 60) });
}

type Lines = readonly (CarrierLine | null)[];
type Factor = 1n | -1n;

const lineOf = (factor: Factor) => (line: Parameters<typeof carrierLineOf>[0], index: number) =>
  isDecimal(line.amount) && (line.quantity === null || isDecimal(line.quantity))
    ? carrierLineOf(line, index + 1, factor)
    : null;

function readAs(
  format: 'ubl' | 'cii',
  root: XmlElement,
  terms: HeadTerms,
  linesOf: (factor: Factor) => Lines,
): ReadInvoice {
  const isCredit = root.name === 'CreditNote' || CREDIT_TYPES.has(terms.typeCode ?? '');
  const factor = isCredit ? -1n : 1n;
  const all = linesOf(factor);
  const findings: Finding[] = [];
  for (const [index, line] of all.entries())
    if (line === null) findings.push(fileFinding('carrierInvoice.badLine', 'error', {}, index + 1));
  if (all.length === 0) findings.push(fileFinding('carrierInvoice.empty', 'error'));
  const lines = all.filter((line) => line !== null);
  return { format, head: headOf(terms, lines, isCredit, factor), lines, columns: [], findings };
}

function headOf(terms: HeadTerms, lines: readonly CarrierLine[], isCredit: boolean, factor: Factor): InvoiceHead {
  const money = (text: string | null) => (text !== null && isDecimal(text) ? microOf(text) * factor : null);
  const from = localDateIn(terms.from ?? '') ?? lines.find((line) => line.from !== null)?.from ?? null;
  const to = localDateIn(terms.to ?? '') ?? lines.find((line) => line.to !== null)?.to ?? null;
  return {
    number: terms.number === null ? null : cleanText(terms.number) || null,
    kind: isCredit ? 'creditNote' : 'invoice',
    issuedOn: localDateIn(terms.issuedOn ?? ''),
    month: from !== null && to !== null && from <= to ? monthOfRange(from, to) : null,
    currency: /^[A-Z]{3}$/.exec(terms.currency ?? '')?.[0] ?? null,
    netMicro: money(terms.net),
    taxMicro: money(terms.tax),
    grossMicro: money(terms.gross),
  };
}
