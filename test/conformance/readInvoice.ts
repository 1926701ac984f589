/**
 * An independent reader of issued invoices: it knows the bytes of the PDF and nothing of our objects. Text comes from pdf.js, the
 * e-invoice from the file's attachments, its elements from libxml2. `readding.ts` adds everything up again.
 */
import { XmlDocument } from 'libxml2-wasm';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A run of text on a page; x in points from the left. */
export interface Cell {
  readonly x: number;
  readonly text: string;
}

/** One printed line: cells from left to right. */
export type Line = readonly Cell[];

export interface PdfContent {
  readonly pages: readonly (readonly Line[])[];
  readonly attachments: ReadonlyMap<string, Uint8Array>;
  /** XMP packet. */
  readonly metadata: string;
}

export async function readPdf(bytes: Uint8Array): Promise<PdfContent> {
  const loading = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await loading.promise;
  try {
    const pages: Line[][] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      pages.push(linesOf(items.flatMap((item) => ('str' in item ? [item] : []))));
    }
    const attached = (await pdf.getAttachments()) as Readonly<Record<string, { content: Uint8Array }>> | null;
    const { metadata } = await pdf.getMetadata();
    return {
      pages,
      attachments: new Map(Object.entries(attached ?? {}).map(([name, file]) => [name, file.content])),
      metadata: String((metadata as { getRaw(): unknown } | null)?.getRaw() ?? ''),
    };
  } finally {
    await loading.destroy();
  }
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
}

/** Cells on the same baseline (within a point) are one line; lines go down the page. Slanted text (watermarks) is left out. */
function linesOf(items: readonly Item[]): Line[] {
  const cells = items
    .filter((item) => item.str.trim() !== '' && item.transform[1] === 0)
    .map((item) => ({ x: item.transform[4] ?? 0, y: item.transform[5] ?? 0, text: item.str }))
    .sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: { y: number; cells: Cell[] }[] = [];
  for (const { x, y, text } of cells) {
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.y - y) < 1) last.cells.push({ x, text });
    else lines.push({ y, cells: [{ x, text }] });
  }
  return lines.map((line) => line.cells.sort((a, b) => a.x - b.x));
}

/** The pages as text, cells apart by two spaces: what a golden file shows. */
export function plainText(content: PdfContent): string {
  return content.pages
    .map((lines, index) => {
      const body = lines.map((line) => line.map((cell) => cell.text.replace(/[\u00a0\u202f]/g, ' ')).join('  '));
      return [`--- page ${index + 1} ---`, ...body].join('\n');
    })
    .join('\n\n')
    .concat('\n');
}

const NAMESPACES = {
  rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
};

export interface XmlLine {
  readonly id: string;
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  readonly net: string;
  readonly category: string;
  readonly percent: string;
}

export interface XmlTax {
  readonly category: string;
  readonly percent: string;
  readonly basis: string;
  readonly tax: string;
}

/** What the e-invoice says, as text. */
export interface XmlInvoice {
  readonly number: string;
  /** UNTDID 1001: 380 invoice, 381 credit note. */
  readonly typeCode: string;
  readonly lines: readonly XmlLine[];
  readonly taxes: readonly XmlTax[];
  readonly lineTotal: string;
  readonly taxBasis: string;
  readonly taxTotal: string;
  readonly grandTotal: string;
  readonly due: string;
}

export function readCii(xml: Uint8Array): XmlInvoice {
  const document = XmlDocument.fromBuffer(xml);
  try {
    const all = (path: string) => document.find(path, NAMESPACES).map((node) => node.content);
    const one = (path: string) => {
      const found = all(path);
      if (found.length !== 1) throw new Error(`${path}: ${found.length} found, one wanted`);
      return found[0] ?? '';
    };
    const line = '//ram:IncludedSupplyChainTradeLineItem';
    const settlement = '//ram:ApplicableHeaderTradeSettlement';
    const summation = `${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
    return {
      number: one('//rsm:ExchangedDocument/ram:ID'),
      typeCode: one('//rsm:ExchangedDocument/ram:TypeCode'),
      lines: all(`${line}/ram:AssociatedDocumentLineDocument/ram:LineID`).map((id, index) => {
        const at = (path: string) => one(`(${line})[${index + 1}]${path}`);
        return {
          id,
          name: at('/ram:SpecifiedTradeProduct/ram:Name'),
          quantity: at('//ram:BilledQuantity'),
          price: at('//ram:ChargeAmount'),
          net: at('//ram:LineTotalAmount'),
          category: at('//ram:CategoryCode'),
          percent: at('//ram:RateApplicablePercent'),
        };
      }),
      taxes: all(`${settlement}/ram:ApplicableTradeTax/ram:CategoryCode`).map((category, index) => {
        const at = (name: string) => one(`(${settlement}/ram:ApplicableTradeTax)[${index + 1}]/ram:${name}`);
        return {
          category,
          percent: at('RateApplicablePercent'),
          basis: at('BasisAmount'),
          tax: at('CalculatedAmount'),
        };
      }),
      lineTotal: one(`${summation}/ram:LineTotalAmount`),
      taxBasis: one(`${summation}/ram:TaxBasisTotalAmount`),
      taxTotal: one(`${summation}/ram:TaxTotalAmount`),
      grandTotal: one(`${summation}/ram:GrandTotalAmount`),
      due: one(`${summation}/ram:DuePayableAmount`),
    };
  } finally {
    document.dispose();
  }
}
