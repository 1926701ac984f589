/**
 * Turns number patterns of libphonenumber's metadata (regular expressions over digits: classes, groups, alternatives,
 * counts) into prefixes: which leading digits can only belong to numbers of one kind. Used when the demo's price lists are
 * made, never on a record.
 */
import type { Random } from './random.ts';

/** A small automaton: a state reads one digit of a set, or splits into others. State 0 is the end of a number. */
type State = { readonly digits: number; readonly next: number } | { readonly split: readonly number[] };

const END = 0;

export interface NumberPattern {
  readonly states: readonly State[];
  /** States before any digit. */
  readonly start: readonly number[];
}

/** No E.164 number is longer (ITU-T E.164). */
const DEEPEST = 15;
const ANY_DIGIT = 0b11_1111_1111;

/** Reads a pattern such as `7(?:[1-57-9]\d{2}|624)\d{6}`. */
export function numberPattern(source: string): NumberPattern {
  const states: State[] = [{ split: [] }];
  const add = (state: State) => states.push(state) - 1;
  let at = 0;

  type Build = (next: number) => number;
  const alternatives = (): Build => {
    const options = [sequence()];
    while (source[at] === '|') {
      at++;
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : (next) => add({ split: options.map((option) => option(next)) });
  };
  const sequence = (): Build => {
    const items: Build[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(counted(atom()));
    return (next) => items.reduceRight((following, item) => item(following), next);
  };
  const atom = (): Build => {
    if (source.startsWith('(?:', at) || source[at] === '(') {
      at += source[at + 1] === '?' ? 3 : 1;
      const inner = alternatives();
      at++;
      return inner;
    }
    const digits = digitSet();
    return (next) => add({ digits, next });
  };
  const digitSet = (): number => {
    if (source.startsWith('\\d', at)) {
      at += 2;
      return ANY_DIGIT;
    }
    if (source[at] !== '[') return 1 << Number(source[at++]);
    const end = source.indexOf(']', at);
    const set = classDigits(source.slice(at + 1, end));
    at = end + 1;
    return set;
  };
  const counted = (item: Build): Build => {
    const match = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(source.slice(at));
    if (match === null) return item;
    at += match[0].length;
    const least = Number(match[1] ?? 0);
    const most = Number(match[2] ?? match[1] ?? 1);
    return (next) => repeat(item, Math.min(least, DEEPEST), Math.min(most, DEEPEST), next, add);
  };
  return { start: [alternatives()(END)], states };
}

function repeat(
  item: (next: number) => number,
  least: number,
  most: number,
  next: number,
  add: (state: State) => number,
): number {
  let following = next;
  for (let optional = least; optional < most; optional++) following = add({ split: [item(following), next] });
  for (let required = 0; required < least; required++) following = item(following);
  return following;
}

function classDigits(text: string): number {
  let set = 0;
  for (const [, from, to] of text.replaceAll('\\d', '0-9').matchAll(/(\d)(?:-(\d))?/g)) {
    for (let digit = Number(from); digit <= Number(to ?? from); digit++) set |= 1 << digit;
  }
  return set;
}

function step(pattern: NumberPattern, states: readonly number[], digit: number): number[] {
  const reached = new Set<number>();
  for (const state of settle(pattern, states)) {
    const reading = pattern.states[state]!;
    if ('digits' in reading && (reading.digits & (1 << digit)) !== 0) reached.add(reading.next);
  }
  return [...reached];
}

/** Some number that fits the pattern: where it may end it ends, once it has at least so many digits. */
export function numberLike(pattern: NumberPattern, random: Random, atLeast = 0): string {
  let digits = '';
  let states: readonly number[] = pattern.start;
  for (;;) {
    const open = Array.from({ length: 10 }, (_, digit) => step(pattern, states, digit));
    const next = [...open.keys()].filter((digit) => open[digit]!.length > 0);
    const mayEnd = settle(pattern, states).has(END);
    if (mayEnd && (digits.length >= atLeast || next.length === 0)) return digits;
    const digit = random.pick(next);
    digits += digit;
    states = open[digit]!;
  }
}

/** Follows all splits. */
function settle(pattern: NumberPattern, states: readonly number[]): Set<number> {
  const settled = new Set<number>(states);
  for (const state of settled) {
    const reading = pattern.states[state]!;
    if ('split' in reading) for (const target of reading.split) settled.add(target);
  }
  return settled;
}

/**
 * The shortest prefixes of at most `deepest` digits under which numbers of `wanted` exist and none of `others`. Prefixes
 * still shared at that depth are left out: nothing can be said about them by their first digits.
 */
export function ownPrefixes(wanted: NumberPattern, others: readonly NumberPattern[], deepest: number): string[] {
  const found: string[] = [];
  const visit = (prefix: string, wantedAt: readonly number[], othersAt: readonly (readonly number[])[]) => {
    if (wantedAt.length === 0) return;
    if (prefix !== '' && othersAt.every((states) => states.length === 0)) {
      found.push(prefix);
      return;
    }
    if (prefix.length === deepest) return;
    for (let digit = 0; digit <= 9; digit++) {
      const rivals = others.map((other, index) => step(other, othersAt[index]!, digit));
      visit(prefix + digit, step(wanted, wantedAt, digit), rivals);
    }
  };
  visit(
    '',
    wanted.start,
    others.map((other) => other.start),
  );
  return found;
}
