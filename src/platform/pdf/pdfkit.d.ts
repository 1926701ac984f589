/** What pdfkit 0.20 accepts and @types/pdfkit 0.17 does not know yet. */
declare namespace PDFKit.Mixins {
  interface PDFAttachmentOptions {
    /** AFRelationship of the file specification (PDF/A-3). */
    relationship?: 'Source' | 'Data' | 'Alternative' | 'Supplement' | 'Unspecified';
  }
}
