import type { FormatDefinition } from '../language/format.ts';

/** Fields of records that are trees: name → path, or several paths of which the first that holds something counts. */
export function paths(
  fields: Readonly<Record<string, string | readonly string[]>>,
): NonNullable<FormatDefinition['fields']> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, at]) => [name, { at: [at].flat().map((path) => ({ path })) }]),
  );
}

/** Patterns of ISO 8601 times with an offset or `Z`, with or without fractions of a second. */
export const ISO_WITH_OFFSET = ['yyyy-MM-ddTHH:mm:ssXXX', 'yyyy-MM-ddTHH:mm:ss.SXXX'];
