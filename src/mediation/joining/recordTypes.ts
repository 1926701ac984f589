/** Records of several types in one file: which type a record is of, and what it gives to others. */

import type { RecordRole } from '../language/together.ts';
import { type FieldAccess, type FileFacts, locate, type RecordView } from '../readers/view.ts';
import type { TextCache } from '../values/text.ts';
import type { RecordTest, RecordValues } from './recordTest.ts';

/** A type of record, compiled. */
export interface KnownType {
  readonly test: RecordTest | null;
  readonly role: RecordRole;
  /** Columns of the type; null where they are the structure's. */
  readonly layout: { readonly columnOf: Int16Array; readonly count: number } | null;
  readonly gives: readonly { readonly field: FieldAccess; readonly adds: boolean }[];
  readonly tables: readonly { readonly name: string; readonly keys: FieldAccess; readonly values: FieldAccess }[];
}

/** What a record is taken for. */
export const TAKEN = {
  /** A record of usage. */
  usage: 0,
  /** It belongs to the record before it, which has what it gives. */
  ofBefore: 1,
  /** No record of usage. */
  aside: 2,
  /** Counted and left out. */
  leftOut: 3,
  /** Of no type, or with other columns than its type. */
  unknown: 4,
} as const;

const ASIDE: ReadonlySet<RecordRole> = new Set(['fileHeader', 'fileTrailer', 'section', 'notification', 'comment']);
/** Conditions of types look at fields only. */
const NO_VALUES: RecordValues = { callingKind: 0, calledKind: 0, durationMs: 0, direction: 0 };

/** Rows of a table that are kept; a file that goes beyond is no file of this kind. */
const MAX_ROWS = 100_000;

export class RecordTypes {
  readonly #types: readonly KnownType[];
  readonly #texts: TextCache;
  readonly #strict: boolean;
  #type: KnownType;
  /** Names given to the record before. */
  readonly #ofBefore = new Set<string>();

  /** @param types at least one @param strict whether a record must have the columns of its type */
  constructor(types: readonly KnownType[], texts: TextCache, strict: boolean) {
    this.#types = types;
    this.#texts = texts;
    this.#strict = strict;
    this.#type = types[0]!;
  }

  /** Whether records may have others that belong to them, so that they have to wait for those. */
  get hold(): boolean {
    return this.#types.some(({ role }) => role === 'continuation' || role === 'child');
  }

  /** Tells the type of a record and sets its columns. One of `TAKEN`. */
  tell(view: RecordView): number {
    const type = this.#types.find(({ test }) => test === null || test(view, NO_VALUES));
    if (type === undefined) return TAKEN.unknown;
    this.#type = type;
    if (type.layout !== null) {
      view.columnOf = type.layout.columnOf;
      if (this.#strict && !fits(view, type.layout.count)) return TAKEN.unknown;
    }
    if (type.role === 'continuation' || type.role === 'child') return TAKEN.ofBefore;
    if (ASIDE.has(type.role)) return TAKEN.aside;
    return type.role === 'quality' ? TAKEN.leftOut : TAKEN.usage;
  }

  /** Of the record told last. */
  get role(): RecordRole {
    return this.#type.role;
  }

  /** Forgets what belonged to the record before. */
  begin({ context }: FileFacts): void {
    for (const name of this.#ofBefore) context.delete(name);
    this.#ofBefore.clear();
  }

  /** Keeps what the record told last gives to others. */
  give(view: RecordView): void {
    this.#give(view, this.#type);
  }

  #give(view: RecordView, { role, gives, tables }: KnownType): void {
    const { context } = view.facts;
    const passes = role === 'continuation' || role === 'child';
    for (const { field, adds } of gives) {
      const text = locate(view, field) ? this.#texts.get(view.bytes, view.s, view.e) : '';
      const before = passes && adds ? context.get(field.name) : undefined;
      context.set(field.name, before === undefined ? text : `${before} ${text}`);
      if (passes) this.#ofBefore.add(field.name);
    }
    for (const { name, keys, values } of tables) {
      const keyTexts = this.#list(view, keys);
      const valueTexts = this.#list(view, values);
      for (const [row, key] of keyTexts.entries())
        if (context.size < MAX_ROWS) context.set(tableKey(name, key), valueTexts[row] ?? '');
    }
  }

  #list(view: RecordView, field: FieldAccess): string[] {
    return locate(view, field) ? this.#texts.get(view.bytes, view.s, view.e).split(' ') : [];
  }
}

/** Under what name a row of a table is kept in the context. */
export function tableKey(table: string, key: string): string {
  return `${table}\0${key}`;
}

/** A delimiter at the end makes one empty column more, which nobody minds. */
function fits(view: RecordView, count: number): boolean {
  if (view.count === count) return true;
  return view.count === count + 1 && view.start[count] === view.end[count];
}
