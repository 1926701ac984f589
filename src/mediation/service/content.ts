/** Content of archived files: unpacked where packed (gzip, compress), its beginning looked at first. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FromCompress, NotCompressed } from '../opening/fromCompress.ts';
import { HEAD_BYTES, sniff } from '../opening/sniff.ts';
import { FromUtf16 } from '../opening/utf16.ts';
import { BrokenPacking } from './packing.ts';
import { htmlText, isHtml, isWorkbook, workbookText } from './sheet.ts';
import { onlyMember } from './zip.ts';

export { BrokenPacking } from './packing.ts';

const PIECE_BYTES = 262_144;
/** Content may always grow to this; beyond it only in proportion to what was packed: a file of records shrinks to a tenth, seldom a fiftieth. */
const FREE_BYTES = 1_073_741_824;
const MOST_GROWTH = 200;

/**
 * The content of a file in pieces: unpacked when it begins as gzip or compress do, or is a zip of one file; sheets of workbooks and tables of
 * HTML pages as text.
 * @throws BrokenPacking
 */
export async function* contentOf(path: string): AsyncGenerator<Buffer> {
  const zipped = (await rawHead(path, 4)).toString('latin1') === 'PK\x03\x04';
  if (zipped && (await isWorkbook(path))) {
    yield* workbookText(path);
    return;
  }
  const only = zipped ? await onlyMember(path) : null;
  const content = only === null ? unpackedOf(path) : growthLimited(only, { bytesRead: (await stat(path)).size });
  const { value: first } = await content.next();
  if (first === undefined) return;
  const whole = startingWith(first, content);
  yield* isHtml(first) ? htmlText(whole) : whole;
}

async function* startingWith(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(null);
  }
}

/** The content of a file in pieces, unpacked when it begins as gzip or compress do. @throws BrokenPacking */
async function* unpackedOf(path: string): AsyncGenerator<Buffer> {
  const magic = (await rawHead(path, 2)).toString('hex');
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
  if (magic === '1f8b') yield* growthLimited(gunzipped(file), file);
  else if (magic === '1f9d') yield* growthLimited(uncompressed(file), file);
  else yield* file;
}

async function* gunzipped(file: Readable): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize: PIECE_BYTES });
  // Errors of either stream reach the reader of the last one. (A pipeline that is left early may never settle.)
  file.once('error', (error) => unpacked.destroy(error));
  file.pipe(unpacked);
  try {
    yield* unpacked;
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
    throw code.startsWith('Z_') ? new BrokenPacking(code) : error;
  } finally {
    unpacked.destroy();
    file.destroy();
  }
}

async function* uncompressed(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new FromCompress();
  try {
    for await (const piece of file) yield decoder.push(piece);
  } catch (error) {
    throw error instanceof NotCompressed ? new BrokenPacking(error.message) : error;
  }
}

/** Content that was packed to make trouble unpacks to a thousand times its size; it is not followed to its end. */
async function* growthLimited(
  unpacked: AsyncIterable<Buffer>,
  packed: { readonly bytesRead: number },
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of unpacked) {
    bytes += piece.length;
    if (bytes > FREE_BYTES && bytes > packed.bytesRead * MOST_GROWTH) throw new BrokenPacking('growth');
    yield piece;
  }
}

/** Some bytes of content from an offset on, counted as the reader counts them: text in UTF-16 has become UTF-8. @throws BrokenPacking */
export async function bytesAt(path: string, offset: number, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let passed = 0;
  let utf16: FromUtf16 | null | undefined;
  for await (const raw of contentOf(path)) {
    if (utf16 === undefined) {
      const { utf16: charset } = sniff(raw.subarray(0, HEAD_BYTES));
      utf16 = charset === null ? null : new FromUtf16(charset);
    }
    const piece = utf16 === null ? raw : utf16.push(raw);
    if (passed + piece.length > offset)
      pieces.push(piece.subarray(Math.max(0, offset - passed), offset + length - passed));
    passed += piece.length;
    if (passed >= offset + length) break;
  }
  return Buffer.concat(pieces);
}

/** The first bytes of unpacked content, up to `HEAD_BYTES`; what there is of it when the packing is broken. */
export async function headOf(path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of contentOf(path)) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= HEAD_BYTES) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenPacking)) throw error;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

/** The first bytes of a file as it lies there. */
export async function rawHead(path: string, length: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A file on disk as a stream for the archive. */
export function fileStream(path: string): Readable {
  return createReadStream(path, { highWaterMark: PIECE_BYTES });
}
