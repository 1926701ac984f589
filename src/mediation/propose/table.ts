/** The beginning of an unknown file as a table, whatever it is written in: what a proposal looks at. */
import type { FormatDefinition } from '../language/format.ts';
import type { Charset } from '../language/structure.ts';
import type { Location } from '../language/values.ts';

/** Rows looked at. */
export const MOST_ROWS = 400;

export interface SampleColumn {
  /** As the header (JSON: the path, XML: the element) calls it; null without a header. */
  readonly name: string | null;
  /** Of values in trees: what else they may be called. */
  readonly aliases?: readonly string[];
  /** Number from 1, as people count columns. */
  readonly number: number;
  /** Where a format finds it, where it is not by the header's name. */
  readonly location: Location;
  /** Trimmed cells, '' where there is nothing; one per row. */
  readonly cells: readonly string[];
}

export interface SampleTable {
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
  readonly charsets: readonly [Charset, ...Charset[]];
  /** The structure of the format to be, but for what depends on the fields chosen. */
  readonly structure: (fields: readonly ChosenField[]) => FormatDefinition['structure'];
  /** Whether fields are told by their place in `fields`, or by name in the structure. */
  readonly byLocation: boolean;
  /** First cells of lines that are no records (totals). */
  readonly closing: readonly string[];
  /** The beginning of the file with this many records, as text. */
  readonly sampleText: (rows: number) => string;
}

/** A field of the format and the column it was found in. */
export interface ChosenField {
  readonly field: string;
  readonly column: SampleColumn;
  /** Without it the file is not of this format. */
  readonly required: boolean;
}
