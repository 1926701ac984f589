/** What files tell, read in the plainest way. */
import type { DeedOf } from '../deeds.ts';

export interface AuditedCall {
  /** What makes it the same call, however often it is delivered. */
  readonly key: string;
  /** Local moment, 'YYYY-MM-DD HH:MM:SS'. */
  readonly start: string;
  /** E.164 digits. */
  readonly calling: string;
  readonly called: string;
  readonly seconds: number;
  /** The file that brought it first. */
  readonly file: string;
}

/** What must have become of the records of a file. */
export interface AuditedFile {
  readonly name: string;
  readonly records: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface Delivered {
  /** All calls that somebody may have to pay for, in order of their moments. */
  readonly calls: readonly AuditedCall[];
  readonly files: readonly AuditedFile[];
}

const DIRECTIONS = ['Abgehend', 'Ankommend', 'Weiterleitung'];

/** Reads all files in the order in which they came; the same content again is nothing at all. */
export function readFiles(deeds: readonly DeedOf<'file'>[]): Delivered {
  const seen = new Set<string>();
  const contents = new Set<string>();
  const calls: AuditedCall[] = [];
  const files: AuditedFile[] = [];
  for (const { source, name, content } of deeds) {
    if (contents.has(content)) continue;
    contents.add(content);
    const counts = { records: 0, stored: 0, duplicates: 0, rejected: 0 };
    for (const line of content.split('\n').slice(1)) {
      if (line === '') continue;
      counts.records++;
      const [date = '', time = '', direction = '', from = '', to = '', duration = '', , id = ''] = line.split(';');
      if (!DIRECTIONS.includes(direction) || !/^\d+$/.test(duration)) {
        counts.rejected++;
        continue;
      }
      const start = `${date.split('.').reverse().join('-')} ${time}`;
      const key = `${source} ${start} ${id}`;
      if (seen.has(key)) {
        counts.duplicates++;
        continue;
      }
      seen.add(key);
      counts.stored++;
      if (direction === 'Abgehend' && duration !== '0')
        calls.push({ key, start, calling: e164(from), called: e164(to), seconds: Number(duration), file: name });
    }
    files.push({ name, ...counts });
  }
  return { calls: calls.sort((a, b) => (a.start < b.start ? -1 : 1)), files };
}

function e164(dialled: string): string {
  return dialled.startsWith('00') ? dialled.slice(2) : `49${dialled.slice(1)}`;
}
