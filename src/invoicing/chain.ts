import { canonicalJson } from '#base';

/**
 * The chain of issued documents: each link names the one before it, so that no document can be changed, taken out or slipped in
 * unseen (GoBD, French ISCA rules). The hash of a link is SHA-256 over this text in UTF-8.
 */

/** One link: all bytes as lower-case hexadecimal. */
export interface ChainLink {
  readonly position: number;
  readonly number: string;
  readonly previousHash: string;
  /** The document as stored, `documentContent` of the invoice. */
  readonly content: unknown;
  readonly xmlSha256: string;
  readonly pdfSha256: string;
}

/** Hash before the first document. */
export const CHAIN_START = '0'.repeat(64);

/** What is hashed. */
export function chainText(link: ChainLink): string {
  return canonicalJson(link);
}
