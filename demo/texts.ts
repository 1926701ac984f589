import { type Texts, text } from '#base';

/** Words of the demo: phases, the summary, refusals. */
export const TEXTS = {
  'phase.demoCatalogue': text('Catalogue and price lists'),
  'phase.demoCustomers': text('Customers'),
  'phase.demoGenerate': text('Generating record files'),
  'phase.demoImport': text('Importing record files'),
  'demo.otherOperator': text('These data belong to {operator}; the demo needs a data folder of its own (--data DIR)'),
  'demo.badScale': text('The scale is a number from 1 to 1000 percent, not {scale}'),
  'demo.unchanged': text('The demo is complete already; nothing was changed.'),
  'demo.files': text('Files'),
  'demo.records': text('Records'),
  'demo.duplicates': text('Duplicates'),
  'demo.rejected': text('Rejected'),
  'demo.unmatched': text('Unmatched'),
  'demo.rated': text('Rated'),
  'demo.drafts': text('Drafts in review'),
  'demo.invoices': text('Invoices'),
  'demo.netTotal': text('Net total'),
  'demo.grossTotal': text('Gross total'),
  'demo.seconds': text('Seconds'),
  'demo.documents': text('Documents: {dir}'),
  'demo.serving': text('Tarifwerk is at {url} (Ctrl C ends it). Sign in with:'),
  'demo.stop': text('Start it again with: npm start'),
} satisfies Texts;
