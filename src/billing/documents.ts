/**
 * Bills become documents: who gets them and how they are split. A bill is what one customer owes; a document is what one payer is sent. Every
 * line comes to stand on exactly one document; what third parties pay is taken off there and put on theirs, so that all documents together are
 * the bills.
 */
import { addDays } from '#base';
import type { Customer } from '#crm';
import type { Bill, BillLine, UsageScope } from './bill.ts';
import type { DraftDocument } from './draftDocument.ts';
import { customerOf, named, type Payers, type Placed } from './payers.ts';
import { taxesOf, taxOnLine } from './tax.ts';
import { thirdShares } from './thirdShares.ts';

/**
 * The documents of a paying group, in order of payer and part; the payer's come first. Taxed for whoever gets them. A group whose bills have no
 * line at all gives the payer one without lines: a zero invoice is something to look at.
 * @param bills of the same month, date and currency; the payer's own is printed first, the others in the order given
 * @throws Refusal `bill.noVatRate`
 */
export function documentsOf(bills: readonly Bill[], payers: Payers): DraftDocument[] {
  const first = bills[0];
  if (first === undefined) return [];
  const ownFirst = bills.toSorted((a, b) => rank(a, payers) - rank(b, payers));
  const placed = ownFirst.flatMap((bill) => placeBill(bill, payers));
  const groups = Map.groupBy(placed, ({ customerId, part }) => `${customerId} ${part}`);
  const documents = [...groups.values()].map((lines) => documentOf(lines, first, payers));
  if (documents.length === 0) return [{ customerId: payers.payer.id, part: '', bill: emptyBill(bills, payers.payer) }];
  const order = ({ customerId, part }: DraftDocument) =>
    `${customerId === payers.payer.id ? 0 : 1} ${String(customerId).padStart(12, '0')} ${part}`;
  return documents.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function rank(bill: Bill, { payer }: Payers): number {
  return bill.customerId === payer.id ? 0 : 1;
}

/** Where the lines of one bill go, with what third parties take over. */
function placeBill(bill: Bill, payers: Payers): Placed[] {
  const { payer, customers, operatorCountry } = payers;
  const facts = { customer: payer, operatorCountry, date: bill.issueOn };
  const owner = bill.customerId === payer.id ? {} : { customer: named(customerOf(customers, bill.customerId)) };
  const own = bill.lines.map((line): Placed => {
    const part = partOf(line, payer);
    return { customerId: payer.id, part, line: { ...line, ...owner, tax: taxOnLine(line, facts) }, bill };
  });
  return [...own, ...thirdShares(own, bill, payers)];
}

/** Which document of the payer a line goes on: `contract/<number>`, `site/<id>`; '' where there is one for everything, or it names no site. */
function partOf(line: BillLine, payer: Customer): string {
  if (payer.invoiceGrouping === 'contract') return `contract/${line.contractNumber}`;
  if (payer.invoiceGrouping === 'site' && line.siteId !== undefined) return `site/${line.siteId}`;
  return '';
}

function documentOf(placed: readonly Placed[], first: Bill, { payer, customers }: Payers): DraftDocument {
  const { customerId, part } = placed[0]!;
  const to = customerId === payer.id ? payer : customerOf(customers, customerId);
  const lines = placed.map(({ line }) => line);
  const taxes = taxesOf(lines);
  const netMinor = sum(lines.map((line) => line.netMinor));
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor));
  return {
    customerId,
    part,
    bill: {
      ...addressed(first, to),
      contractNumbers: contractsOn(placed, part),
      lines,
      taxes,
      netMinor: netMinor.toString(),
      taxMinor: taxMinor.toString(),
      grossMinor: (netMinor + taxMinor).toString(),
      usage: usageOn(placed, customerId, part),
    },
  };
}

/** What a document takes from its payer; date, month and currency are those of all bills. */
function addressed(
  bill: Bill,
  to: Customer,
): Pick<Bill, 'customerId' | 'customerNumber' | 'month' | 'currency' | 'issueOn' | 'dueOn'> {
  const { month, currency, issueOn } = bill;
  const dueOn = addDays(issueOn, to.paymentTermsDays);
  return { customerId: to.id, customerNumber: to.number, month, currency, issueOn, dueOn };
}

function emptyBill(bills: readonly Bill[], payer: Customer): Bill {
  return {
    ...addressed(bills[0]!, payer),
    contractNumbers: [...new Set(bills.flatMap((bill) => bill.contractNumbers))],
    lines: [],
    taxes: [],
    netMinor: '0',
    taxMinor: '0',
    grossMinor: '0',
    usage: [],
  };
}

/** A document for everything names all contracts of its bills; one of a part those of its lines; a third party's none. */
function contractsOn(placed: readonly Placed[], part: string): string[] {
  if (part.startsWith('thirdPayer/')) return [];
  const numbers = placed.flatMap(({ bill, line }) => (part === '' ? bill.contractNumbers : line.contractNumber));
  return [...new Set(numbers)].filter((number) => number !== '');
}

/** The usage whose lines stand on the document: of each bill, all of it or that of some contracts. */
function usageOn(placed: readonly Placed[], customerId: number, part: string): UsageScope[] {
  const byBill = Map.groupBy(
    placed.filter(({ line }) => line.kind === 'usage'),
    ({ bill }) => bill,
  );
  return [...byBill].flatMap(([bill, own]) => {
    const contracts = new Set(own.map(({ line }) => line.contractNumber));
    const months = new Set(own.map(({ line }) => (line.kind === 'usage' ? line.month : '')));
    return bill.usage
      .filter(({ month }) => part === '' || months.has(month))
      .map((scope) => ({
        ...scope,
        ...(bill.customerId === customerId ? {} : { customerId: bill.customerId }),
        ...(part === '' ? {} : { contracts: [...contracts] }),
      }));
  });
}

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((total, amount) => total + BigInt(amount), 0n);
}
