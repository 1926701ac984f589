/** Whose every call is and what it costs, by all that is known at a time. */
import type { Book, BookContract } from '../book.ts';
import { monthAfter, weekdayOf } from '../days.ts';
import type { PriceRowFacts } from '../deeds.ts';
import type { AuditedCall } from './files.ts';
import { halfUp, nano } from './money.ts';

export interface Charged {
  readonly call: AuditedCall;
  readonly contractId: number;
  readonly customerId: number;
  /** Of what kind the called number is: bills have a line for each. */
  readonly destination: string;
  /** Ten-thousandths of a euro: a call is rounded there, once. */
  readonly amount: bigint;
}

/** Every call that is somebody's, in order of its moment. @param calls in that order */
export function chargeAll(book: Book, calls: readonly AuditedCall[]): Charged[] {
  const lines = Map.groupBy(book.lines.values(), ({ number }) => number);
  const minutes = new Map<string, Minutes>();
  return calls.flatMap((call) => {
    const line = lines
      .get(call.calling)
      ?.find(({ from, to }) => from <= call.start && (to === null || call.start < to));
    if (line === undefined) return [];
    const contract = book.contract(line.contractId);
    const { plan, since } = planAt(book, contract, call.start);
    const terms = book.plans.get(plan);
    if (terms === undefined) throw new Error(`assertion failed: no plan ${plan}`);
    const price = priceOf(book, terms.list, call);
    const billed = billedSeconds(price, call.seconds);
    let covered = 0;
    if (terms.inclusiveS > 0 && price.destination === 'DE-FIXED') {
      const bucket = `${contract.id} ${since}`;
      const month = call.start.slice(0, 7);
      const before = minutes.get(bucket) ?? { month: since.slice(0, 7), leftS: terms.inclusiveS, movedOnS: 0 };
      const { movedOnS, leftS } = inMonth(before, month, terms);
      covered = Math.min(billed, movedOnS + leftS);
      const ofMoved = Math.min(covered, movedOnS);
      minutes.set(bucket, { month, movedOnS: movedOnS - ofMoved, leftS: leftS - (covered - ofMoved) });
    }
    const fee = price.connectionFee === undefined || covered === billed ? 0n : nano(price.connectionFee);
    const sixtieths = nano(price.price) * BigInt(billed - covered) + fee * 60n;
    const kept = nano('100') - nano(contract.usageDiscount);
    const amount = halfUp(sixtieths * kept, 60n * nano('100') * 100_000n);
    const { customerId } = contract;
    return [{ call, contractId: contract.id, customerId, destination: price.destination, amount }];
  });
}

/** Included seconds not used yet: those of the month, and those the month before left over. */
interface Minutes {
  readonly month: string;
  readonly leftS: number;
  readonly movedOnS: number;
}

function inMonth(
  minutes: Minutes,
  month: string,
  { inclusiveS, movesOnS }: { readonly inclusiveS: number; readonly movesOnS: number },
): Minutes {
  let now = minutes;
  while (now.month < month)
    now = { month: monthAfter(now.month), leftS: inclusiveS, movedOnS: Math.min(now.leftS, movesOnS) };
  return now;
}

/** The plan at a moment, and since when it has been in force without a break. */
function planAt(book: Book, contract: BookContract, moment: string): { readonly plan: string; readonly since: string } {
  let plan = '';
  let since = '';
  for (const [from, next] of [...contract.plans].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (from > moment) break;
    // Another plan with the same minutes goes on with them.
    const same = plan !== '' && book.plans.get(plan)?.inclusiveS === book.plans.get(next)?.inclusiveS;
    if (!same) since = from;
    plan = next;
  }
  return { plan, since };
}

/** The row for a number: of those in force at the start, the longest digits it begins with, in the band of that moment. */
function priceOf(book: Book, list: string, { start, called }: AuditedCall): PriceRowFacts {
  const version = book.prices
    .filter((one) => one.list === list && one.validFrom <= start)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  const [day = '', time = ''] = start.split(' ');
  const weekday = weekdayOf(day);
  const band = weekday >= 1 && weekday <= 5 && time >= '08:00' && time < '18:00' ? 'peak' : 'offPeak';
  const row = version?.rows
    .filter((one) => called.startsWith(one.target) && (one.band ?? band) === band)
    .sort((a, b) => b.target.length - a.target.length)[0];
  if (row === undefined) throw new Error(`assertion failed: no price of ${list} for ${called} at ${start}`);
  return row;
}

function billedSeconds({ increments }: PriceRowFacts, seconds: number): number {
  const [first = 1, next = 1] = increments.split('/').map(Number);
  return seconds <= first ? first : first + Math.ceil((seconds - first) / next) * next;
}
