/** Header lines: names as people and systems write them, matched to a format's fields. */
import type { Charset } from '../language/structure.ts';
import { decoderFor } from '../values/text.ts';
import type { RecordView } from './view.ts';

/**
 * Columns by the header's names ('' where no field has this name) and how many were matched. Names are compared without
 * case, accents, and anything but letters and digits: `Durée (s)` = `duree s`.
 */
export function columnsFromHeader(
  view: RecordView,
  count: number,
  names: Readonly<Record<string, readonly string[]>>,
  charset: Charset,
): { readonly columns: readonly string[]; readonly matched: number } {
  const fieldOf = new Map<string, string>();
  for (const [field, aliases] of Object.entries(names)) for (const alias of aliases) fieldOf.set(folded(alias), field);
  const decoder = decoderFor(charset);
  const columns: string[] = [];
  for (let i = 0; i < count; i++) {
    const text = decoder.decode(view.data.subarray(view.start[i]!, view.end[i]!));
    const field = fieldOf.get(folded(text)) ?? '';
    columns.push(columns.includes(field) ? '' : field);
  }
  return { columns, matched: columns.filter((field) => field !== '').length };
}

function folded(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
