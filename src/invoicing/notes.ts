import type { Party } from './invoice.ts';
import type { DocumentText } from './texts.ts';

/** A note the law wants on the document, with its subject code (UNTDID 4451) where one is prescribed. */
export interface LegalNote {
  readonly code: DocumentText;
  readonly subject?: string;
}

/**
 * Notes by the seller's law. DE: right to object to single items (§ 67 TKG). FR, between businesses: recovery lump sum PMT,
 * late interest PMD, discount AAB, each exactly once (art. L441-10 Code de commerce; BR-FR).
 */
export function notesOf(seller: Party, buyer: Party, buyerKind: 'company' | 'consumer' | 'publicBody'): LegalNote[] {
  const notes: LegalNote[] = [];
  if (seller.country === 'DE') notes.push({ code: 'note.objection' });
  if (seller.country === 'FR' && buyer.country === 'FR' && buyerKind !== 'consumer') {
    notes.push({ code: 'note.lateFee', subject: 'PMT' });
    notes.push({ code: 'note.lateInterest', subject: 'PMD' });
    notes.push({ code: 'note.noDiscount', subject: 'AAB' });
  }
  return notes;
}
