/** Numbers of documents: one gapless series per kind and year, counted in the issuing transaction. */

/** Kinds of documents, each with a series of its own. */
export const DOCUMENT_KINDS = ['invoice', 'creditNote'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const PREFIXES = { invoice: 'R', creditNote: 'G' } as const satisfies Readonly<Record<DocumentKind, string>>;

/** Name of the counter that gives the numbers of a series. */
export function seriesOf(kind: DocumentKind, issuedOn: string): string {
  return `invoicing.${kind}.${issuedOn.slice(0, 4)}`;
}

/** `R2026-000123`: at most 35 characters of A–Z, 0–9 and `-`, as the French platforms demand (BR-FR). */
export function documentNumber(kind: DocumentKind, issuedOn: string, count: number): string {
  return `${PREFIXES[kind]}${issuedOn.slice(0, 4)}-${String(count).padStart(6, '0')}`;
}
