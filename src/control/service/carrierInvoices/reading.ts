import { LANGUAGES, Refusal } from '#base';
import { plainWord } from '#catalog';
import { listDestinations, readTable } from '#catalog/service';
import type { Context } from '#platform/context';
import type { Carrier } from '../../carrierInvoices/carrier.ts';
import type { ReadInvoice } from '../../carrierInvoices/carrierInvoice.ts';
import { knownHeadings } from '../../carrierInvoices/columns.ts';
import { readEInvoice } from '../../carrierInvoices/readEInvoice.ts';
import { readInvoiceTable } from '../../carrierInvoices/readTable.ts';
import * as store from '../../store.ts';

/** An e-invoice is read as a whole. */
const MAX_XML_BYTES = 32 * 1024 ** 2;

/**
 * Reads a carrier's file, whatever it is.
 * @param columns heading → column, or '' for none: over what was kept of the carrier
 * @throws Refusal `carrierInvoice.pdf`, `carrierInvoice.tooLarge`, `priceFile.unreadable`, `priceFile.tooLarge`, `priceFile.oldSpreadsheet`
 */
export async function readCarrierFile(
  bytes: Buffer,
  carrier: Carrier,
  columns: Readonly<Record<string, string>>,
): Promise<ReadInvoice> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') throw new Refusal('invalid', 'carrierInvoice.pdf');
  if (beginsAsXml(bytes)) {
    if (bytes.length > MAX_XML_BYTES) throw new Refusal('invalid', 'carrierInvoice.tooLarge', { bytes: MAX_XML_BYTES });
    return readEInvoice(xmlText(bytes));
  }
  const { cells, numbersHavePoints } = await readTable(bytes, knownHeadings);
  return readInvoiceTable(cells, {
    format: numbersHavePoints ? 'xlsx' : 'csv',
    numbersHavePoints,
    columns: { ...carrier.columns, ...chosenColumns(columns) },
  });
}

/** What people said of headings, in the form in which it is kept. */
export function chosenColumns(columns: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([heading, column]) => [plainWord(heading), column]));
}

function beginsAsXml(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 200);
  return (
    /^\s*</.test(head.toString('utf8').replace(/^\uFEFF/, '')) ||
    /^\s*</.test(head.toString('utf16le').replace(/^\uFEFF/, ''))
  );
}

/** By its byte order mark, else as it declares itself, else UTF-8 (XML 1.0, appendix F). */
function xmlText(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const declared = /^<\?xml[^>]*encoding=["']([\w.-]{1,40})["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : (declared ?? 'utf-8')).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

/** Destinations by their code and their names in any language, and by what the carrier calls them; names that several share are left out. */
export async function destinationIds(ctx: Context, carrier: Carrier): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  const shared = new Set<string>();
  for (const { id, code, name } of await listDestinations(ctx))
    for (const word of new Set([code, ...LANGUAGES.map((language) => name[language])].map(plainWord))) {
      if (word === '') continue;
      if ((ids.get(word) ?? id) !== id) shared.add(word);
      ids.set(word, id);
    }
  for (const word of shared) ids.delete(word);
  for (const [word, id] of await store.carrierDestinations(ctx, carrier.id)) ids.set(word, id);
  return ids;
}
