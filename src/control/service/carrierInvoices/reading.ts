import { LANGUAGES, Refusal } from '#base';
import { plainWord } from '#catalog';
import { listDestinations, readTable } from '#catalog/service';
import type { Context } from '#platform/context';
import type { Carrier } from '../../carrierInvoices/carrier.ts';
import type { ReadInvoice } from '../../carrierInvoices/carrierInvoice.ts';
import { knownHeadings } from '../../carrierInvoices/columns.ts';
import { readEInvoice } from '../../carrierInvoices/readEInvoice.ts';
import { readInvoiceTable } from '../../carrierInvoices/readTable.ts';
import { firstOf, standIns } from '../../carrierInvoices/sharedNames.ts';
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
  const chosen = { ...carrier.columns, ...chosenColumns(columns) };
  const { cells, numbersHavePoints } = await readTable(bytes, (table) => knownHeadings(table, chosen));
  return readInvoiceTable(cells, {
    format: numbersHavePoints ? 'xlsx' : 'csv',
    numbersHavePoints,
    columns: chosen,
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

/** What a carrier's names of destinations mean. */
export interface DestinationNames {
  /** Id by name (`plainWord`): codes and names in any language, and what the carrier was told to mean. */
  readonly ids: ReadonlyMap<string, number>;
  /** Of destinations that share a name which somebody uses: id → the one that stands for them all. */
  readonly standIns: ReadonlyMap<number, number>;
}

/** @param used names on invoices: what we keep apart under one name is compared together where they use it */
export async function destinationNames(
  ctx: Context,
  carrier: Carrier,
  used: ReadonlySet<string>,
): Promise<DestinationNames> {
  const told = await store.carrierDestinations(ctx, carrier.id);
  const all = new Map<string, Set<number>>();
  for (const { id, code, name } of await listDestinations(ctx))
    for (const word of new Set([code, ...LANGUAGES.map((language) => name[language])].map(plainWord)))
      if (word !== '') all.set(word, (all.get(word) ?? new Set()).add(id));
  return { ids: new Map([...firstOf(all), ...told]), standIns: standIns(all, used, told) };
}
