/** What third parties pay of a bill: taken off the payer's documents and put on theirs, line against line. */
import { divideRounded, minorDecimals, parseDecimal, powerOfTen } from '#base';
import { THIRD_PAYER_DECIMALS, type ThirdPayer } from '#crm';
import type { Bill, ThirdPayerLine } from './bill.ts';
import { customerOf, named, type Payers, type Placed, type TaxedLine } from './payers.ts';
import { taxKey, taxOnLine } from './tax.ts';

/** Lines of a bill on one document that are taxed alike. */
interface Cell {
  readonly part: string;
  readonly lines: readonly TaxedLine[];
  readonly netMinor: bigint;
}

/**
 * The lines that move third parties' shares. Fixed amounts come first, in the order in which they were agreed, then whoever pays the rest above
 * the customer's own amount; nobody pays more than what is left of the bill's net. A share is spread over what is taxed alike in proportion to
 * its net, so that tax stays where the supply is; what is a credit takes no part in it.
 */
export function thirdShares(own: readonly Placed[], bill: Bill, payers: Payers): Placed[] {
  const sharing = payers.thirdPayers
    .filter(
      ({ customerId, validFrom, validTo }) =>
        customerId === bill.customerId && validFrom <= bill.issueOn && (validTo === null || bill.issueOn < validTo),
    )
    .sort((a, b) => order(a) - order(b) || a.id - b.id);
  let cells = cellsOf(own);
  let leftMinor = own.reduce((total, { line }) => total + BigInt(line.netMinor), 0n);
  const placed: Placed[] = [];
  for (const share of sharing) {
    const amountMinor = min(shareMinor(share, leftMinor, bill.currency), leftMinor);
    if (amountMinor <= 0n) continue;
    const parts = spread(
      amountMinor,
      cells.map(({ netMinor }) => netMinor),
    );
    placed.push(...cells.flatMap((cell, index) => moved(cell, parts[index] ?? 0n, { share, bill, payers })));
    cells = cells.map((cell, index) => ({ ...cell, netMinor: cell.netMinor - (parts[index] ?? 0n) }));
    leftMinor -= amountMinor;
  }
  return placed;
}

const order = ({ share }: ThirdPayer) => (share === 'fixed' ? 0 : 1);

/** Only what is positive can be paid by somebody else. */
function cellsOf(own: readonly Placed[]): Cell[] {
  const groups = Map.groupBy(own, ({ part, line }) => `${part} ${taxKey(line.tax)}`);
  return [...groups.values()]
    .map((group) => ({
      part: group[0]!.part,
      lines: group.map(({ line }) => line),
      netMinor: group.reduce((total, { line }) => total + BigInt(line.netMinor), 0n),
    }))
    .filter(({ netMinor }) => netMinor > 0n);
}

/** What a share comes to of what is left of the bill's net. */
function shareMinor({ share, amount }: ThirdPayer, leftMinor: bigint, currency: string): bigint {
  const scaled = parseDecimal(amount, THIRD_PAYER_DECIMALS);
  if (scaled === null) throw new Error(`assertion failed: not an amount: ${amount}`);
  const amountMinor = divideRounded(scaled, powerOfTen(THIRD_PAYER_DECIMALS - minorDecimals(currency)), 'halfUp');
  return share === 'fixed' ? amountMinor : leftMinor - amountMinor;
}

/**
 * Shares an amount out in proportion to weights: each part is what all up to it get less what those before it got, rounded half up, so that the
 * parts add up to the whole and none is more than its weight.
 * @param weights positive; together at least the amount
 */
export function spread(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((total, weight) => total + weight, 0n);
  let weight = 0n;
  let given = 0n;
  return weights.map((each) => {
    weight += each;
    const upTo = divideRounded(amount * weight, whole, 'halfUp');
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

interface Move {
  readonly share: ThirdPayer;
  readonly bill: Bill;
  readonly payers: Payers;
}

/** The two lines of a part: off the payer's document, onto the third party's; on the account that most of it was booked on, so that revenue stays. */
function moved({ part, lines }: Cell, amountMinor: bigint, { share, bill, payers }: Move): Placed[] {
  if (amountMinor === 0n) return [];
  const { payer, customers } = payers;
  const customer = customerOf(customers, bill.customerId);
  const third = customerOf(customers, share.payerId);
  const largest = lines.reduce((most, line) => (BigInt(line.netMinor) > BigInt(most.netMinor) ? line : most));
  const contracts = new Set(lines.map(({ contractNumber }) => contractNumber));
  const common = {
    kind: 'thirdPayer',
    contractNumber: contracts.size === 1 ? largest.contractNumber : '',
    revenueAccount: largest.revenueAccount,
    reference: share.reference,
    ...(largest.taxClass === undefined ? {} : { taxClass: largest.taxClass }),
    ...(largest.supply === undefined ? {} : { supply: largest.supply }),
  } as const;
  const off: ThirdPayerLine & TaxedLine = {
    ...common,
    tax: largest.tax,
    otherNumber: third.number,
    otherName: third.name,
    netMinor: (-amountMinor).toString(),
    ...(customer.id === payer.id ? {} : { customer: named(customer) }),
  };
  // Whoever pays for the customer may be taxed otherwise than he and the third party are.
  const on: ThirdPayerLine & TaxedLine = {
    ...common,
    tax: taxOnLine(largest, { customer: third, operatorCountry: payers.operatorCountry, date: bill.issueOn }),
    otherNumber: customer.number,
    otherName: customer.name,
    netMinor: amountMinor.toString(),
  };
  return [
    { customerId: payer.id, part, line: off, bill },
    { customerId: third.id, part: `thirdPayer/${share.id}`, line: on, bill },
  ];
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
