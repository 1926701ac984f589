/** A copy of a record that waits for the records that belong to it. */
import { newView, type RecordView } from '../readers/view.ts';

export class HeldRecord {
  readonly view: RecordView = newView(true);
  #full = false;

  get isFull(): boolean {
    return this.#full;
  }

  /** Copies a record: its columns, its text, and where it stands. */
  hold(from: RecordView): void {
    const { view } = this;
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let column = 0; column < from.count; column++) {
      first = Math.min(first, from.start[column]!);
      last = Math.max(last, from.end[column]!);
    }
    const inRaw = from.columnsInRaw;
    view.raw = Buffer.from(from.raw.subarray(from.rawFrom, from.rawTo));
    // Columns that lie in the record's own text stay there, so that a field keeps its place in the file.
    const shift = inRaw ? from.rawFrom : Math.min(first, last);
    view.data = inRaw ? view.raw : Buffer.from(from.data.subarray(shift, last));
    for (let column = 0; column < from.count; column++) {
      view.start[column] = from.start[column]! - shift;
      view.end[column] = from.end[column]! - shift;
      view.escaped[column] = from.escaped[column]!;
    }
    view.rawFrom = 0;
    view.rawTo = view.raw.length;
    view.quote = from.quote;
    view.count = from.count;
    view.columnOf = from.columnOf;
    view.facts = from.facts;
    view.recordNo = from.recordNo;
    view.lineNo = from.lineNo;
    view.byteOffset = from.byteOffset;
    view.columnsInRaw = inRaw;
    this.#full = true;
  }

  clear(): void {
    this.#full = false;
  }
}
