/** Which columns are the two parties of a call, and which of them is ours. */
import type { DirectionName } from '#usage';
import type { Choice, Choosing, Reason } from './choice.ts';
import type { ColumnFacts } from './facts.ts';
import { directionOf } from './words.ts';

/** How well cells may be numbers of parties. */
function party(facts: ColumnFacts): { fit: number; reason?: Reason } {
  if (facts.phone < 0.7 || facts.epoch !== null || facts.rowNumbers || facts.times !== null) return { fit: 0 };
  if (facts.decimalPoint > 0.1 || facts.decimalComma > 0.1) return { fit: 0 };
  const fit =
    facts.longPhone > 0.3 || facts.uri > 0.3
      ? 0.7 + 0.3 * Math.min(1, facts.international + facts.national * 0.8)
      : 0.35;
  return { fit, reason: { code: 'propose.numbers' } };
}

/** Without a header a column of plain digits must look like numbers: long, and not each another one. */
function likelyParty(facts: ColumnFacts): boolean {
  const { fit } = party(facts);
  return fit > 0.5 && !(facts.unique && facts.international < 0.2 && facts.filled > 20);
}

/** Short numbers and full ones mixed, or short ones that come again and again. */
function isExtension(facts: ColumnFacts): boolean {
  return (
    facts.phone > 0.8 &&
    facts.filled > 1 &&
    facts.largest > 9 &&
    party(facts).fit > 0 &&
    (facts.longPhone > 0 || facts.distinct < facts.filled)
  );
}

export function chooseParties(choosing: Choosing): void {
  for (const role of ['calling', 'called', 'own', 'other'] as const) {
    const paired = role === 'own' || role === 'other';
    if (paired && choosing.choices.has('calling') && choosing.choices.has('called')) break;
    if (choosing.hasHeader) choosing.best(role, party, 0.55);
  }
  const { choices } = choosing;
  if (choices.has('calling') && choices.has('called')) dropPair(choosing);
  const known = (['calling', 'called', 'own', 'other'] as const).filter((role) => choices.has(role));
  const likely = choosing.free.filter(likelyParty);
  // Of telephone systems one side is extensions.
  const rest =
    likely.length > 1 ? likely : choosing.free.filter((facts) => likely.includes(facts) || isExtension(facts));
  if (known.length === 0) chooseBoth(choosing, rest);
  else if (known.length === 1 && known[0] !== undefined) choosePartner(choosing, known[0], rest);
  const alone = choices.get('own');
  if (alone === undefined || choices.has('other') || choices.has('called')) return;
  // One number of a record that has no other: whom the record is about was called.
  choices.delete('own');
  choosing.take({ ...alone, role: 'called', confidence: 0.4, reasons: [{ code: 'propose.onlyNumber' }] });
}

/** Numbers told by whose they are are of no use beside numbers told by who called. */
function dropPair({ choices }: Choosing): void {
  choices.delete('own');
  choices.delete('other');
}

const PARTNER = { calling: 'called', called: 'calling', own: 'other', other: 'own' } as const;

function choosePartner(choosing: Choosing, known: keyof typeof PARTNER, rest: readonly ColumnFacts[]): void {
  const [facts] = [...rest].sort((a, b) => party(b).fit - party(a).fit);
  if (facts === undefined) return;
  choosing.take({
    role: PARTNER[known],
    columns: [facts],
    confidence: 0.6,
    reasons: [{ code: 'propose.otherNumber' }],
  });
}

/** Nothing is said: ours are the few numbers that come again and again. */
function chooseBoth(choosing: Choosing, rest: readonly ColumnFacts[]): void {
  const [best, ...others] = [...rest].sort((a, b) => party(b).fit - party(a).fit);
  const partner = best === undefined ? undefined : others.find((facts) => differs(best, facts));
  const [first, second] = [best, partner]
    .filter((facts) => facts !== undefined)
    .sort((a, b) => a.column.number - b.column.number);
  if (first === undefined) return;
  if (second === undefined) {
    choosing.take({ role: 'called', columns: [first], confidence: 0.4, reasons: [{ code: 'propose.onlyNumber' }] });
    return;
  }
  const take = (role: Choice['role'], facts: ColumnFacts, confidence: number, reason: Reason) =>
    choosing.take({ role, columns: [facts], confidence, reasons: [{ code: 'propose.numbers' }, reason] });
  const direction = choosing.column('direction');
  const ownBoth = direction === null ? null : ownAcrossDirections(direction, first, second);
  if (ownBoth !== null) {
    const reason = { code: 'propose.ownNumbers' };
    take('own', ownBoth, 0.7, reason);
    take('other', ownBoth === first ? second : first, 0.7, reason);
    return;
  }
  const fewerSecond = second.distinct * 2 < first.distinct;
  const fewerFirst = first.distinct * 2 < second.distinct;
  const calling = fewerSecond ? second : first;
  const called = fewerSecond ? first : second;
  const reason = { code: fewerSecond || fewerFirst ? 'propose.fewNumbers' : 'propose.firstNumber' };
  take('calling', calling, fewerSecond || fewerFirst ? 0.65 : 0.5, reason);
  take('called', called, fewerSecond || fewerFirst ? 0.65 : 0.5, reason);
}

/** Whether two columns are two parties: the number dialled and the number reached are one. */
function differs(a: ColumnFacts, b: ColumnFacts): boolean {
  const same = a.column.cells.filter((cell, row) => cell !== '' && cell === b.column.cells[row]).length;
  return same <= a.filled * 0.7;
}

/** The column that holds the few numbers of ours whichever way calls go; null where it is now one, now the other. */
function ownAcrossDirections(direction: ColumnFacts, a: ColumnFacts, b: ColumnFacts): ColumnFacts | null {
  const distinctOf = (facts: ColumnFacts, way: DirectionName) => {
    const cells = facts.column.cells.filter(
      (cell, row) => cell !== '' && directionOf(direction.column.cells[row] ?? '') === way,
    );
    return cells.length < 3 ? null : new Set(cells).size / cells.length;
  };
  const [aOut, aIn, bOut, bIn] = [
    distinctOf(a, 'outbound'),
    distinctOf(a, 'inbound'),
    distinctOf(b, 'outbound'),
    distinctOf(b, 'inbound'),
  ];
  if (aOut === null || aIn === null || bOut === null || bIn === null) return null;
  if (aOut < bOut * 0.7 && aIn < bIn * 0.7) return a;
  return bOut < aOut * 0.7 && bIn < aIn * 0.7 ? b : null;
}

/** Beginnings by which our own numbers can be told from others, where a file says no direction; none where that is unclear. */
export function ownBeginnings(calling: ColumnFacts, called: ColumnFacts): string[] {
  const callers = count(calling);
  const callees = count(called);
  // Ours call out and are called; a number on both sides more than once is ours.
  const both = [...callers.keys()].filter(
    (number) => (callers.get(number) ?? 0) + (callees.get(number) ?? 0) >= 4 && callees.has(number),
  );
  return both.sort();
}

function count({ column }: ColumnFacts): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of column.cells) if (/\d{7}/.test(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}
