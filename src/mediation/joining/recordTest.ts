/** Conditions compiled to functions over a record's bytes and values. */
import { DIRECTION } from '#usage';
import type { Condition, ValueTest } from '../language/condition.ts';
import type { Charset } from '../language/structure.ts';
import { equalBytes, type FieldAccess, locate, type RecordView, startsWithBytes } from '../readers/view.ts';
import { PARTY } from '../values/number.ts';
import { encoded } from '../values/text.ts';

/** What normalising has made of the record so far. */
export interface RecordValues {
  callingKind: number;
  calledKind: number;
  durationMs: number;
  direction: number;
}

export type RecordTest = (view: RecordView, values: RecordValues) => boolean;

export interface TestParts {
  /** Field by name. */
  readonly access: (name: string) => FieldAccess;
  /** Texts of a source setting. */
  readonly setting: (name: string) => readonly string[];
  /** The file's charset, by which texts are compared. */
  readonly charset: Charset;
}

/** Whether a condition looks at normalised values, so that it can only be asked after them. */
export function needsValues(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(needsValues);
  if ('any' in condition) return condition.any.some(needsValues);
  if ('not' in condition) return needsValues(condition.not);
  return 'value' in condition;
}

export function compileTest(condition: Condition, parts: TestParts): RecordTest {
  if ('all' in condition) {
    const tests = condition.all.map((each) => compileTest(each, parts));
    return (view, values) => {
      for (let i = 0; i < tests.length; i++) if (!tests[i]!(view, values)) return false;
      return true;
    };
  }
  if ('any' in condition) {
    const tests = condition.any.map((each) => compileTest(each, parts));
    return (view, values) => {
      for (let i = 0; i < tests.length; i++) if (tests[i]!(view, values)) return true;
      return false;
    };
  }
  if ('not' in condition) {
    const test = compileTest(condition.not, parts);
    return (view, values) => !test(view, values);
  }
  if ('value' in condition) return valueTest(condition.value, condition.is);
  return fieldTest(condition, parts);
}

const PARTY_TESTS: Readonly<Partial<Record<ValueTest, readonly number[]>>> = {
  e164: [PARTY.e164, PARTY.masked],
  text: [PARTY.text, PARTY.anonymous],
  absent: [PARTY.absent],
};

function valueTest(value: string, is: ValueTest): RecordTest {
  if (value === 'duration') return (_view, values) => (values.durationMs === 0) === (is === 'zero');
  if (value === 'direction') {
    const wanted =
      is === 'outbound' || is === 'inbound' || is === 'internal' || is === 'forwarded' ? DIRECTION[is] : -1;
    return (_view, values) => values.direction === wanted;
  }
  const kinds = PARTY_TESTS[is] ?? [];
  return value === 'calling'
    ? (_view, values) => kinds.includes(values.callingKind)
    : (_view, values) => kinds.includes(values.calledKind);
}

type FieldCondition = Extract<Condition, { readonly field: string }>;

function fieldTest(condition: FieldCondition, parts: TestParts): RecordTest {
  const field = parts.access(condition.field);
  if ('empty' in condition) return (view) => locate(view, field) !== condition.empty;
  if ('matches' in condition) {
    // Regular expressions need a text: the one test that allocates. Prefer startsWith and oneOf.
    const pattern = new RegExp(condition.matches);
    return (view) => pattern.test(locate(view, field) ? view.bytes.toString('latin1', view.s, view.e) : '');
  }
  if ('contains' in condition) {
    const wanted = encoded(condition.contains, parts.charset);
    return (view) => locate(view, field) && containsBytes(view.bytes, view.s, view.e, wanted);
  }
  const wanted = textsOf(condition, parts).map((text) => encoded(text, parts.charset));
  const emptyFits = wanted.some((text) => text.length === 0);
  const fits = 'startsWith' in condition || 'startsWithSetting' in condition ? startsWithBytes : equalBytes;
  return (view) => {
    if (!locate(view, field)) return emptyFits;
    for (let i = 0; i < wanted.length; i++) if (fits(view.bytes, view.s, view.e, wanted[i]!)) return true;
    return false;
  };
}

function textsOf(condition: FieldCondition, parts: TestParts): readonly string[] {
  if ('equals' in condition) return [condition.equals];
  if ('oneOf' in condition) return condition.oneOf;
  if ('startsWith' in condition) return [condition.startsWith];
  if ('inSetting' in condition) return parts.setting(condition.inSetting);
  if ('startsWithSetting' in condition) return parts.setting(condition.startsWithSetting).filter((text) => text !== '');
  return [];
}

function containsBytes(bytes: Uint8Array, s: number, e: number, wanted: Uint8Array): boolean {
  for (let i = s; i + wanted.length <= e; i++) if (startsWithBytes(bytes, i, e, wanted)) return true;
  return false;
}
