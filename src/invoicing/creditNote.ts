/** What is owed to the buyer is a credit note, never an invoice below zero (UNTDID 1001: 381). */
import type { Bill } from '#billing';
import type { Invoice, InvoiceLine, TaxTotal } from './invoice.ts';
import type { DocumentKind } from './number.ts';

/** Which kind of document a bill becomes. */
export function kindOf(bill: Pick<Bill, 'grossMinor'>): DocumentKind {
  return BigInt(bill.grossMinor) < 0n ? 'creditNote' : 'invoice';
}

/**
 * An invoice below zero as a credit note: what was owed to the buyer stands there positive, what he was charged beside it negative. Usage keeps its
 * exact charges: itemised calls say what each cost, the line takes their sum off.
 */
export function asCreditNote(invoice: Invoice): Invoice {
  const { totals } = invoice;
  return {
    ...invoice,
    kind: 'creditNote',
    lines: invoice.lines.map(turnedLine),
    totals: {
      linesMinor: -totals.linesMinor,
      netMinor: -totals.netMinor,
      taxMinor: -totals.taxMinor,
      grossMinor: -totals.grossMinor,
      dueMinor: -totals.dueMinor,
      taxes: totals.taxes.map(turnedTax),
    },
  };
}

/** The quantity turns, never the price (BR-27). */
function turnedLine(line: InvoiceLine): InvoiceLine {
  return { ...line, quantity: turned(line.quantity), netMinor: -line.netMinor };
}

function turnedTax(tax: TaxTotal): TaxTotal {
  return { ...tax, taxableMinor: -tax.taxableMinor, taxMinor: -tax.taxMinor };
}

function turned(decimal: string): string {
  if (decimal.startsWith('-')) return decimal.slice(1);
  return /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}
