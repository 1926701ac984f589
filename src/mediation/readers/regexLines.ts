/** Reader of lines that a pattern takes apart: its named groups are columns. */

import type { RegexStructure } from '../language/structure.ts';
import { Lines, type LineTaker } from './lines.ts';
import type { RecordReader, RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { newView, type RecordView } from './view.ts';

const SPACE = 32;
/** A longer line is no line of the kind that patterns are written for, and matching it could take long. */
export const MAX_PATTERN_BYTES = 16_384;

export class RegexReader implements RecordReader, LineTaker {
  readonly #view: RecordView = newView(true);
  readonly #sink: RecordSink;
  readonly #pattern: RegExp;
  readonly #groups: readonly string[];
  readonly #ignoresOthers: boolean;
  readonly #lines: Lines;

  constructor(structure: RegexStructure, slots: SlotTable, sink: RecordSink, offset: number) {
    this.#sink = sink;
    this.#pattern = new RegExp(structure.pattern, 'd');
    // An empty alternative beside the pattern matches anything and tells the names of all groups.
    this.#groups = Object.keys(new RegExp(`${structure.pattern}|`).exec('')?.groups ?? {});
    this.#ignoresOthers = structure.otherLines === 'ignore';
    this.#view.columnOf = slots.columnsOf(this.#groups);
    this.#lines = new Lines(structure, this.#view, sink, this, offset);
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
  }

  line(from: number, to: number, ended: boolean): boolean {
    const view = this.#view;
    if (to - from > MAX_PATTERN_BYTES) {
      this.#sink.broken(view, 'mediation.recordTooLong', -1, { bytes: to - from, most: MAX_PATTERN_BYTES });
      return false;
    }
    // One byte, one letter: places in the text are places in the bytes.
    const places = this.#pattern.exec(view.data.toString('latin1', from, to))?.indices?.groups;
    if (places === undefined) {
      if (!this.#ignoresOthers) this.#sink.broken(view, ended ? 'mediation.lineForm' : 'mediation.truncated', -1, {});
      return false;
    }
    for (let i = 0; i < this.#groups.length; i++) {
      const place = places[this.#groups[i]!];
      let s = from + (place?.[0] ?? 0);
      let e = from + (place?.[1] ?? 0);
      while (s < e && view.data[s] === SPACE) s++;
      while (e > s && view.data[e - 1] === SPACE) e--;
      view.start[i] = s;
      view.end[i] = e;
    }
    view.count = this.#groups.length;
    this.#sink.record(view);
    return false;
  }
}
