import { z } from 'zod';
import { formatMinor, localName, monthEnd, monthStart } from '#base';
import { SERVICE_NAMES } from '#usage';
import { type Bill, type BillLine, TRUE_UP_REASONS, USAGE_PARTS } from './bill.ts';

/** A bill as the API shows it, line by line; amounts are decimal text in its currency. */
export const billReply = z.object({
  currency: z.string(),
  lines: z.array(
    z.object({
      kind: z.enum(['recurring', 'oneOff', 'deposit', 'periodRule', 'usage', 'correction', 'thirdPayer']),
      /** Name of the product or rule; null for usage and corrections to it, which are named by `class`, and shares of others. */
      name: localName.nullable(),
      class: z.string().nullable(),
      service: z.enum(SERVICE_NAMES).nullable(),
      /** Of usage: carrying it, or what the owners of premium numbers take. */
      part: z.enum(USAGE_PARTS).nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      quantity: z.number(),
      unitPrice: z.string().nullable(),
      calls: z.number().int().nullable(),
      /** Seconds, pieces or bytes, by service; of these, covered by allowances. */
      billedUnits: z.number().int().nullable(),
      coveredUnits: z.number().int().nullable(),
      late: z.boolean(),
      /** Why a period that was billed before is set right. */
      trueUp: z.enum(TRUE_UP_REASONS).nullable(),
      /** The other side of a third payer's share. */
      other: z.string().nullable(),
      net: z.string(),
    }),
  ),
  net: z.string(),
  tax: z.string(),
  gross: z.string(),
});

/** A bill in the shape of `billReply`. */
export function billAsReply(bill: Bill) {
  const money = (minor: string) => formatMinor(BigInt(minor), bill.currency);
  return {
    currency: bill.currency,
    lines: bill.lines.map((line) => billLine(line, bill)),
    net: money(bill.netMinor),
    tax: money(bill.taxMinor),
    gross: money(bill.grossMinor),
  };
}

function billLine(line: BillLine, { currency }: Bill) {
  const common = {
    kind: line.kind,
    net: formatMinor(BigInt(line.netMinor), currency),
    late: false,
    class: null,
    service: null,
    part: null,
    calls: null,
    billedUnits: null,
    coveredUnits: null,
    from: null,
    to: null,
    other: null,
    trueUp: null,
  };
  switch (line.kind) {
    case 'recurring':
      return {
        ...common,
        name: line.name,
        from: line.from,
        to: line.to,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        trueUp: line.trueUp?.reason ?? null,
      };
    case 'periodRule':
      return {
        ...common,
        name: line.name,
        from: monthStart(line.month),
        to: monthEnd(line.month),
        quantity: 1,
        unitPrice: null,
        trueUp: line.trueUp?.reason ?? null,
      };
    case 'thirdPayer':
      return { ...common, name: null, quantity: 1, unitPrice: null, other: `${line.otherNumber} ${line.otherName}` };
    case 'oneOff':
    case 'deposit':
      return { ...common, name: line.name, from: line.dueOn, quantity: line.quantity, unitPrice: line.unitPrice };
    case 'correction':
      return {
        ...common,
        name: null,
        class: line.class,
        service: line.service,
        part: line.part,
        calls: line.records,
        quantity: 1,
        unitPrice: null,
      };
    case 'usage':
      return {
        ...common,
        name: null,
        class: line.class,
        service: line.service,
        part: line.part,
        late: line.late,
        calls: line.calls,
        billedUnits: line.billedUnits,
        coveredUnits: line.coveredUnits,
        quantity: 1,
        unitPrice: null,
      };
  }
}
