/** Names of a format's fields turned into slots: numbered locations that layouts map to columns. */

import type { Format } from '../language/format.ts';
import type { Many } from '../language/many.ts';
import type { Layout } from '../language/structure.ts';
import type { Location } from '../language/values.ts';
import { compileDerivation } from '../values/derive.ts';
import { ABSENT, type FieldAccess } from './view.ts';

/** A location of the format with its slot, and what is done to the text there. */
export interface Slot {
  readonly location: Location;
  readonly urlDecode: boolean;
  readonly many: Many;
}

/** Structures whose records are trees: a field without a definition is the path of its own name. */
const TREES: ReadonlySet<string> = new Set(['json', 'xml', 'asn1', 'binary32297']);

/** Hands out slots while a format is compiled; the readers map them to columns afterwards. */
export class SlotTable {
  readonly slots: Slot[] = [];
  readonly #format: Format;
  readonly #byKey = new Map<string, number>();
  readonly #fields = new Map<string, FieldAccess>();

  readonly #isTree: boolean;
  /** Readers take the blanks off before anyone looks. */
  readonly #trims: boolean;

  constructor(format: Format) {
    const { structure } = format;
    this.#format = format;
    this.#isTree = TREES.has(structure.kind);
    this.#trims = structure.kind !== 'delimited' || structure.trim;
  }

  /** The access of a field: as the format defines it, else the column (of trees: the path) of its own name. */
  access = (name: string): FieldAccess => {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const own: Location = this.#isTree ? { path: name } : { column: name };
    const definition = this.#format.fields[name] ?? { at: [own], many: 'first', transforms: [], nulls: [] };
    const { at, many, nulls } = definition;
    // Trees hold texts that their reader writes down anyway, so it undoes URL encoding on the way.
    const urlDecode = this.#isTree && definition.transforms[0]?.op === 'urlDecode';
    const transforms = definition.transforms
      .slice(urlDecode ? 1 : 0)
      .filter(({ op }, index) => op !== 'trim' || index > 0 || !this.#trims);
    const slots = at.map((location) => (isColumn(location) ? this.#slot({ location, urlDecode, many }) : null));
    const plain = transforms.length === 0 && slots.every((slot) => slot !== null);
    const access: FieldAccess = {
      name,
      slots: slots.filter((slot) => slot !== null),
      nulls: nulls.map((text) => Buffer.from(text)),
      derive: plain
        ? null
        : compileDerivation(
            { ...definition, transforms },
            { slot: (index) => slots[index] ?? null, access: this.access },
          ),
    };
    this.#fields.set(name, access);
    return access;
  };

  /** Slot → column for one layout of named columns; `ABSENT` where the layout has it not. */
  columnsOf(columns: readonly string[]): Int16Array {
    return Int16Array.from(this.slots, ({ location }) => {
      if ('column' in location) return columns.indexOf(location.column);
      if ('group' in location) return columns.indexOf(location.group);
      // Positions from the end are counted in each record: see `columnAt`.
      if ('index' in location) return location.index < 0 ? location.index - 1 : location.index;
      return ABSENT;
    });
  }

  #slot(slot: Slot): number {
    const key = JSON.stringify(slot);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.slots.push(slot);
    this.#byKey.set(key, this.slots.length - 1);
    return this.slots.length - 1;
  }
}

/** Whether readers give the text at a location as a column. */
function isColumn(location: Location): boolean {
  return 'column' in location || 'index' in location || 'path' in location || 'group' in location;
}

/** Every column name a format can give. */
export function columnNames(layouts: readonly Layout[], headerFields: readonly string[]): Set<string> {
  return new Set([...layouts.flatMap((layout) => layout.columns), ...headerFields].filter((name) => name !== ''));
}
