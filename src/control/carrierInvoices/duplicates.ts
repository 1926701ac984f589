import { divideRounded } from '#base';
import { plainWord } from '#catalog';
import type { ComparedLine } from './cell.ts';

/**
 * Lines that say again what an earlier line of the same carrier and month said: by their place in the list → number of the invoice that had it first.
 * A line is one again that tells number or destination and use; of an invoice whose lines all stand on another one, every line.
 * @param lines by invoice, earlier ones first
 */
export function duplicateLines(lines: readonly ComparedLine[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const elsewhere = new Map<string, ComparedLine[]>();
  const here = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (line.amountMicro <= 0n) continue;
    const key = saying(line, 'rounded');
    const before = elsewhere.get(key) ?? [];
    const other = before.find(({ invoiceId }) => invoiceId !== line.invoiceId);
    const exact = `${line.invoiceId}|${saying(line, 'exact')}`;
    if (other !== undefined) {
      // Each line is the double of one at most.
      before.splice(before.indexOf(other), 1);
      found.set(index, other.invoiceNumber);
    } else if (here.has(exact) && isUse(line)) found.set(index, line.invoiceNumber);
    else elsewhere.set(key, [...before, line]);
    here.add(exact);
  }
  const whole = wholeInvoices(lines, found);
  return new Map([...found].filter(([index]) => isTelling(lines[index]!) || whole.has(lines[index]!.invoiceId)));
}

function wholeInvoices(lines: readonly ComparedLine[], found: ReadonlyMap<number, string>): ReadonlySet<number> {
  const whole = new Set(lines.map(({ invoiceId }) => invoiceId));
  for (const [index, line] of lines.entries())
    if (line.amountMicro > 0n && found.get(index) === undefined) whole.delete(line.invoiceId);
  return whole;
}

const isUse = (line: ComparedLine) => line.account !== null && (line.calls !== null || line.seconds !== null);
const isTelling = (line: ComparedLine) =>
  line.kind === 'usage' ? line.account !== null || line.destination !== null : line.account !== null;

/** What a line says; another invoice, of another make, may round it to cents and minutes. */
function saying(line: ComparedLine, how: 'exact' | 'rounded'): string {
  const { kind, service, from, to, calls, seconds, quantity, amountMicro } = line;
  const words = [line.account, line.destination, line.reference, line.description].map((text) => plainWord(text ?? ''));
  const said =
    how === 'exact'
      ? [...words, seconds, amountMicro]
      : // A name of a destination may stand as the description too.
        [
          words[0],
          words[1] || words[3],
          words[2],
          seconds && Math.round(seconds / 60),
          divideRounded(amountMicro, 10_000n, 'halfUp'),
        ];
  return [kind, service, from, to, calls, quantity, ...said].join('|');
}
