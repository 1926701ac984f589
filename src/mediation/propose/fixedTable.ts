/** An unknown file of columns by place as a table: columns are what blanks in every line keep apart. */
import type { SampleLines } from './lines.ts';
import { headerSays, ROLES } from './roles.ts';
import { MOST_ROWS, type SampleColumn, type SampleTable } from './table.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The table of a file of columns by place; null where lines have no blanks in common. */
export function fixedTable(sample: SampleLines): SampleTable | null {
  const lines = sample.lines.slice(0, MOST_ROWS);
  const ruled = lines.filter(isRule);
  const records = lines.filter((line) => !isRule(line) && /\d/.test(line) && !isHeading(line));
  if (records.length === 0 || records.length < lines.length * 0.5) return null;
  const spans = spansOf(records);
  if (spans.length < 3) return null;
  const first = lines.findIndex((line) => records.includes(line));
  const heading = lines.slice(0, first).findLast(isHeading);
  const repeats = lines.slice(first).filter((line) => !records.includes(line) && !isRule(line));
  const columns: SampleColumn[] = spans.map(({ start, end }, index) => ({
    name: heading === undefined ? null : nameOver(heading, start, end),
    number: index + 1,
    location: { index },
    cells: records.map((line) => line.slice(start, end).trim()),
  }));
  const ignore = [
    ...(ruled.length > 0 ? ['^[-=_ ]+$'] : []),
    ...(repeats.length > 0 ? [beginningOf(repeats[0]!)] : []),
  ];
  return {
    columns,
    rows: records.length,
    charsets: sample.charsets,
    byLocation: true,
    closing: [],
    structure: (fields) => ({
      kind: 'fixed',
      ...(first > 0 ? { skipLines: first } : {}),
      ...(ignore.length > 0 ? { ignore } : {}),
      columns: fields.map(({ field, column }) => {
        const span = spans[column.number - 1]!;
        const next = spans[column.number];
        // The blanks behind a column belong to it: other lines may be longer.
        return { name: field, start: span.start, length: (next?.start ?? span.end + 40) - span.start };
      }),
    }),
    sampleText: (rows) => `${lines.slice(0, first + rows).join('\n')}\n`,
  };
}

function isRule(line: string): boolean {
  return /^[-=_ ]{5,}$/.test(line);
}

function isHeading(line: string): boolean {
  const words = line.trim().split(/\s{2,}|\s/);
  return !/\d{3}/.test(line) && words.filter((word) => ROLES.some((role) => headerSays(role, word) > 0)).length >= 2;
}

function beginningOf(line: string): string {
  const word = line.trim().split(/\s+/)[0] ?? '';
  return `^\\s*${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`;
}

/** Runs of places where at least one line has something, apart by places blank in all. */
function spansOf(records: readonly string[]): Span[] {
  const width = Math.max(...records.map((line) => line.length));
  const spans: Span[] = [];
  let start = -1;
  for (let at = 0; at <= width; at++) {
    const blank = at === width || records.every((line) => at >= line.length || line[at] === ' ');
    if (!blank && start < 0) start = at;
    if (blank && start >= 0) {
      spans.push({ start, end: at });
      start = -1;
    }
  }
  return spans;
}

/** The words of the heading that stand over a column. */
function nameOver(heading: string, start: number, end: number): string | null {
  for (const match of heading.matchAll(/\S+(?: \S+)*/g)) {
    const from = match.index;
    const to = from + match[0].length;
    if (from < end && to > start) return match[0];
  }
  return null;
}
