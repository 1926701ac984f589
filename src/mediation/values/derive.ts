/** Fields whose text is no column as it stands: constants, parts of the record, facts of the file, and everything transformed. */
import { tableKey } from '../joining/recordTypes.ts';
import type { FieldDefinition } from '../language/values.ts';
import {
  columnAt,
  type Derivation,
  ESCAPED,
  type FieldAccess,
  type FileFacts,
  failed,
  found,
  isOneOf,
  locate,
  notFound,
  type RecordView,
  withoutEscapes,
} from '../readers/view.ts';
import { encoded, textCodec } from './text.ts';
import { compileTransform, type Step, templateFields } from './transform.ts';

/** Texts remembered per field: directions, zones and codes come again and again. */
const REMEMBERED = 2048;
const REMEMBERED_LENGTH = 64;
const SPACE = 32;

/** Where a text comes from. */
type Place =
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'span'; readonly start: number; readonly length: number }
  | { readonly kind: 'file'; readonly text: (facts: FileFacts) => string }
  | { readonly kind: 'table'; readonly table: string; readonly by: FieldAccess };

export interface DeriveParts {
  /** Slot of a location that is a column, or null where it is none. */
  readonly slot: (at: number) => number | null;
  /** Another field by name, for templates. */
  readonly access: (name: string) => FieldAccess;
}

/** @param definition of the field; its transforms that the reader has done already are left out */
export function compileDerivation(definition: FieldDefinition, parts: DeriveParts): Derivation {
  const places = definition.at.map((location, at): Place => {
    const slot = parts.slot(at);
    if (slot !== null) return { kind: 'slot', slot };
    if ('start' in location) return { kind: 'span', ...location };
    if ('constant' in location) return { kind: 'file', text: () => location.constant };
    if ('fileName' in location) return { kind: 'file', text: ({ captures }) => captures[location.fileName] ?? '' };
    if ('table' in location) return { kind: 'table', table: location.table, by: parts.access(location.by) };
    if ('context' in location) return { kind: 'file', text: ({ context }) => context.get(location.context) ?? '' };
    return { kind: 'file', text: ({ arrivalMs }) => (arrivalMs === null ? '' : new Date(arrivalMs).toISOString()) };
  });
  const others = new Map(templateFields(definition.transforms).map((name) => [name, parts.access(name)] as const));
  return new DerivedField(places, definition.transforms.map(compileTransform), others);
}

/** What an earlier record's table says for the value of a field; '' where nothing. */
function fromTable(view: RecordView, table: string, by: FieldAccess): string {
  if (!locate(view, by)) return '';
  const key = textCodec(view.facts.charset).decode(view.bytes, view.s, view.e);
  return view.facts.context.get(tableKey(table, key)) ?? '';
}

class DerivedField implements Derivation {
  readonly #places: readonly Place[];
  readonly #steps: readonly Step[];
  readonly #others: ReadonlyMap<string, FieldAccess>;
  /** What was made of a text, as bytes; only where nothing else of the record is in it. */
  readonly #made = new Map<string, Buffer>();
  #charset = '';

  constructor(places: readonly Place[], steps: readonly Step[], others: ReadonlyMap<string, FieldAccess>) {
    this.#places = places;
    this.#steps = steps;
    this.#others = others;
  }

  locate(view: RecordView, field: FieldAccess): boolean {
    for (let i = 0; i < this.#places.length; i++) {
      const place = this.#places[i]!;
      if (place.kind === 'file' || place.kind === 'table') {
        const text = place.kind === 'file' ? place.text(view.facts) : fromTable(view, place.table, place.by);
        if (text === '') continue;
        const bytes = this.#make(view, text);
        if (bytes === null) return failed(view, field, this.#code);
        if (bytes.length > 0 && !isOneOf(bytes, 0, bytes.length, field.nulls))
          return found(view, bytes, 0, bytes.length, -1);
        continue;
      }
      if (!this.#raw(view, place) || isOneOf(this.#bytes, this.#s, this.#e, field.nulls)) continue;
      if (this.#steps.length === 0) return found(view, this.#bytes, this.#s, this.#e, this.#column);
      const column = this.#column;
      const text = textCodec(view.facts.charset).decode(this.#bytes, this.#s, this.#e);
      const bytes = this.#make(view, text);
      if (bytes === null) return failed(view, field, this.#code);
      if (bytes.length > 0 && !isOneOf(bytes, 0, bytes.length, field.nulls))
        return found(view, bytes, 0, bytes.length, column);
    }
    return notFound(view);
  }

  // What `#raw` found.
  #bytes: Buffer = Buffer.alloc(0);
  #s = 0;
  #e = 0;
  #column = -1;
  /** Why `#make` failed. */
  #code = '';

  /** The text of a column or part of the record as it stands, without blanks around it; false where there is none. */
  #raw(view: RecordView, place: Exclude<Place, { kind: 'file' | 'table' }>): boolean {
    this.#column = -1;
    if (place.kind === 'span') {
      this.#bytes = view.raw;
      this.#s = Math.min(view.rawFrom + place.start, view.rawTo);
      this.#e = Math.min(this.#s + place.length, view.rawTo);
      while (this.#s < this.#e && this.#bytes[this.#s] === SPACE) this.#s++;
      while (this.#e > this.#s && this.#bytes[this.#e - 1] === SPACE) this.#e--;
      return this.#e > this.#s;
    }
    const column = columnAt(view, place.slot);
    if (column < 0) return false;
    this.#column = column;
    this.#bytes = view.data;
    this.#s = view.start[column]!;
    this.#e = view.end[column]!;
    if (view.escaped[column] !== ESCAPED.not) {
      this.#bytes = withoutEscapes(view, column);
      this.#s = 0;
      this.#e = this.#bytes.length;
    }
    return this.#e > this.#s;
  }

  /** The transformed text as bytes of the file's charset; null where a step cannot. */
  #make(view: RecordView, text: string): Buffer | null {
    const { charset } = view.facts;
    const keeps = this.#others.size === 0 && text.length <= REMEMBERED_LENGTH;
    if (charset !== this.#charset) {
      this.#made.clear();
      this.#charset = charset;
    }
    const known = keeps ? this.#made.get(text) : undefined;
    if (known !== undefined) return known;
    let made: string = text;
    for (const step of this.#steps) {
      const next = step.run(made, (name) => this.#other(view, name));
      if (next === null) {
        this.#code = step.code;
        return null;
      }
      made = next;
    }
    const bytes = encoded(made, charset);
    if (keeps) {
      if (this.#made.size >= REMEMBERED) this.#made.clear();
      this.#made.set(text, bytes);
    }
    return bytes;
  }

  #other(view: RecordView, name: string): string {
    const field = this.#others.get(name);
    if (field === undefined || !locate(view, field)) return '';
    return textCodec(view.facts.charset).decode(view.bytes, view.s, view.e);
  }
}
