import type { Invoice, InvoiceLine, TaxTotal, Totals, UsageShare } from './invoice.ts';

/** An invoice as it is kept in the database: the same fields with whole amounts as decimal text. */
export type StoredInvoice = Stored<Invoice>;

type Stored<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Stored<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Stored<T[Key]> }
      : T;

export function storeInvoice(invoice: Invoice): StoredInvoice {
  return {
    ...invoice,
    lines: invoice.lines.map((line) => {
      const { usage, ...rest } = line;
      const stored = { ...rest, netMinor: String(line.netMinor) };
      return usage === undefined ? stored : { ...stored, usage: { ...usage, chargeMicro: String(usage.chargeMicro) } };
    }),
    totals: {
      linesMinor: String(invoice.totals.linesMinor),
      netMinor: String(invoice.totals.netMinor),
      taxMinor: String(invoice.totals.taxMinor),
      grossMinor: String(invoice.totals.grossMinor),
      dueMinor: String(invoice.totals.dueMinor),
      taxes: invoice.totals.taxes.map((tax) => ({
        ...tax,
        taxableMinor: String(tax.taxableMinor),
        taxMinor: String(tax.taxMinor),
      })),
    },
  };
}

/** The invoice again, exactly as it was stored. */
export function restoreInvoice(stored: StoredInvoice): Invoice {
  return { ...stored, lines: stored.lines.map(restoreLine), totals: restoreTotals(stored.totals) };
}

function restoreLine(stored: Stored<InvoiceLine>): InvoiceLine {
  const { usage, ...rest } = stored;
  const line = { ...rest, netMinor: BigInt(stored.netMinor) };
  return usage === undefined ? line : { ...line, usage: restoreUsage(usage) };
}

function restoreUsage(stored: Stored<UsageShare>): UsageShare {
  return { ...stored, chargeMicro: BigInt(stored.chargeMicro) };
}

function restoreTotals(stored: Stored<Totals>): Totals {
  return {
    linesMinor: BigInt(stored.linesMinor),
    netMinor: BigInt(stored.netMinor),
    taxMinor: BigInt(stored.taxMinor),
    grossMinor: BigInt(stored.grossMinor),
    dueMinor: BigInt(stored.dueMinor),
    taxes: stored.taxes.map(
      (tax: Stored<TaxTotal>): TaxTotal => ({
        ...tax,
        taxableMinor: BigInt(tax.taxableMinor),
        taxMinor: BigInt(tax.taxMinor),
      }),
    ),
  };
}
