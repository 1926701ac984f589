/**
 * Regular expressions of formats: they run over every record, so one whose time explodes would stand the import still. Refused are
 * patterns that do not compile and repetitions of what itself repeats (`(a+)*`, `(a|b*)+`), the ones that backtrack without end.
 */
import { z } from 'zod';

/** A pattern as formats state one. */
export const patternSchema = z
  .string()
  .min(1)
  .refine((pattern) => isSafePattern(pattern), 'a regular expression without repetition of what repeats');

/** Whether a pattern compiles and repeats nothing that repeats. */
export function isSafePattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
  } catch {
    return false;
  }
  return !repeatsRepetition(pattern);
}

/** Fewer repetitions than this are no danger: `(\d+\.){3}`. */
const FEW = 10;

function repeatsRepetition(pattern: string): boolean {
  /** For each open group, whether something inside repeats without end. */
  const open: boolean[] = [false];
  let last = false; // whether what was read last holds a repetition
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i]!;
    if (sign === '\\') {
      i++;
      last = false;
    } else if (sign === '[') {
      i = endOfClass(pattern, i);
      last = false;
    } else if (sign === '(') open.push(false);
    else if (sign === ')') {
      last = open.pop() ?? false;
      if (last) open[open.length - 1] = true;
    } else {
      const repeat = repetitionAt(pattern, i);
      if (repeat === null) {
        last = false;
        continue;
      }
      if (repeat.many && last) return true;
      if (repeat.many) open[open.length - 1] = true;
      i += repeat.length - 1;
      last = false;
    }
  }
  return false;
}

function repetitionAt(pattern: string, at: number): { readonly length: number; readonly many: boolean } | null {
  const found = /^(?:[*+]|\{(\d+)(,?)(\d*)\}|\?)\??/.exec(pattern.slice(at, at + 20));
  if (found === null) return null;
  const [text, least, comma, most] = found;
  if (least === undefined) return { length: text.length, many: text[0] !== '?' };
  const times =
    comma === '' ? Number(least) : most === '' || most === undefined ? Number.POSITIVE_INFINITY : Number(most);
  return { length: text.length, many: times >= FEW };
}

function endOfClass(pattern: string, at: number): number {
  for (let i = at + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === ']') return i;
  }
  return pattern.length;
}
