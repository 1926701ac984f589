/** Workbooks and HTML tables as text, before anyone reads them. */
import readXlsxFile from 'read-excel-file/node';
import { openPromise } from 'yauzl';
import { HtmlRows } from '../opening/htmlTable.ts';
import { rowText } from '../opening/sheetText.ts';
import { sniff } from '../opening/sniff.ts';
import { BrokenPacking } from './packing.ts';

/** A workbook is read as a whole: it may be this long unpacked. */
const MAX_WORKBOOK_BYTES = 512 * 1024 ** 2;
const ROWS_AT_ONCE = 2_000;

/** Whether a file is a workbook: a zip file with a list of content types (ECMA-376 part 2, 10.1.2.2). Broken zip files are none. */
export async function isWorkbook(path: string): Promise<boolean> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => null);
  if (zip === null) return false;
  try {
    for await (const { fileName } of zip.eachEntry()) if (fileName === '[Content_Types].xml') return true;
    return false;
  } catch {
    return false;
  } finally {
    zip.close();
  }
}

/** The sheet with most rows as text. @throws BrokenPacking */
export async function* workbookText(path: string): AsyncGenerator<Buffer> {
  await boundWorkbook(path);
  const sheets = await readXlsxFile(path).catch(() => null);
  if (sheets === null) throw new BrokenPacking('workbook');
  const [first] = sheets.map(({ data }) => data).sort((a, b) => b.length - a.length);
  for (let at = 0; at < (first?.length ?? 0); at += ROWS_AT_ONCE)
    yield Buffer.from(
      (first ?? [])
        .slice(at, at + ROWS_AT_ONCE)
        .map(rowText)
        .join(''),
    );
}

/** Unpacks the workbook once for its size alone: what it says about it may be a lie. */
async function boundWorkbook(path: string): Promise<void> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      for await (const piece of await zip.openReadStreamPromise(entry)) {
        bytes += piece.length;
        if (bytes > MAX_WORKBOOK_BYTES) throw new BrokenPacking('growth');
      }
    }
  } catch (error) {
    throw error instanceof BrokenPacking ? error : new BrokenPacking('workbook');
  } finally {
    zip.close();
  }
}

/** Whether content begins as an HTML page or table does. */
export function isHtml(head: Buffer): boolean {
  const text = head.subarray(0, 1_000).toString('latin1').replaceAll('\0', '');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<!doctype html|<html|<table|<meta http-equiv)/i.test(text);
}

/** The rows of an HTML page's tables as text in UTF-8. */
export async function* htmlText(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const rows = new HtmlRows();
  let decoder: TextDecoder | null = null;
  const lines = (found: readonly string[][]) => Buffer.from(found.map(rowText).join(''));
  for await (const piece of content) {
    decoder ??= decoderOf(piece);
    yield lines(rows.push(decoder.decode(piece, { stream: true })));
  }
  if (decoder !== null) yield lines([...rows.push(decoder.decode()), ...rows.end()]);
}

/** As the bytes say, or else the page: without both it is what old office programs wrote. */
function decoderOf(head: Buffer): TextDecoder {
  const { utf16, isUtf8 } = sniff(head.subarray(0, 65_536));
  const declared = /charset\s*=\s*["']?([\w-]{1,20})/i.exec(head.subarray(0, 2_000).toString('latin1'))?.[1];
  const name = utf16 ?? (isUtf8 ? 'utf-8' : (declared ?? 'windows-1252'));
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
