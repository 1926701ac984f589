import writeXlsxFile from 'write-excel-file/node';
import { getTenant } from '#access/service';
import { type Language, Refusal } from '#base';
import { destinationsById } from '#catalog/service';
import type { Context } from '#platform/context';
import { say, wordCode } from '#platform/wording';
import { CARRIER_CAUSE_NAMES } from '../../carrierInvoices/carrierCause.ts';
import { csvOf, type DifferenceRow, differenceTable } from '../../carrierInvoices/differenceTable.ts';
import type { CellFilter } from '../../store/carrierInvoices/comparisons.ts';
import * as store from '../../store.ts';
import { cellAsReply } from './browsing.ts';
import { getCarrier } from './carriers.ts';
import type { MonthOfCarrier } from './comparing.ts';

export interface ExportInput extends MonthOfCarrier {
  readonly format: 'xlsx' | 'csv';
  /** `disputed` = what is told to the carrier. */
  readonly only: CellFilter['only'];
  readonly language: Language;
}

/** Rows of a list that somebody is to read. */
const MOST_ROWS = 100_000;

/** The list of differences as a file. @throws Refusal `carrier.unknown`, `carrierInvoice.notCompared` */
export async function exportDifferences(
  ctx: Context,
  { code, month, format, only, language }: ExportInput,
): Promise<{ readonly content: Buffer; readonly fileName: string }> {
  const carrier = await getCarrier(ctx, code);
  const of = { carrierId: carrier.id, month };
  if ((await store.comparisonOf(ctx, of)) === null)
    throw new Refusal('notFound', 'carrierInvoice.notCompared', { carrier: carrier.name, month });
  const destinations = await destinationsById(ctx);
  const filter = { only, cause: null, identifier: null, destinationId: null, q: '' };
  const { rows } = await store.carrierCells(ctx, of, filter, { limit: MOST_ROWS, offset: 0 });
  const { currency } = await getTenant(ctx);
  const table = differenceTable(
    rows.map((row): DifferenceRow => cellAsReply(row, destinations)),
    {
      language,
      currency,
      word: (textCode, params) => wordCode(language, textCode, params),
      cause: (cause) => say(language, CARRIER_CAUSE_NAMES[cause]),
    },
  );
  const fileName = `differences-${code}-${month}.${format}`;
  if (format === 'csv') return { content: Buffer.from(`\uFEFF${csvOf(table, language)}`), fileName };
  const content = await writeXlsxFile(
    table.map((row, index) =>
      row.map((cell) =>
        typeof cell === 'string'
          ? { value: cell, type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) }
          : {
              value: Number(cell.number),
              type: Number,
              format: cell.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.decimals)}`,
            },
      ),
    ),
    { stickyRowsCount: 1, columns: [22, 34, 11, 11, 14, 14, 13, 13, 13, 70, 30].map((width) => ({ width })) },
  ).toBuffer();
  return { content, fileName };
}
