/** Content of archived files: unpacked where packed, its beginning looked at first. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { HEAD_BYTES } from '../sniff.ts';

const PIECE_BYTES = 262_144;

/** Packed content that cannot be unpacked. */
export class BrokenPacking extends Error {}

/** The content of a file in pieces, unpacked when it begins as gzip does. @throws BrokenPacking */
export async function* contentOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
  if (!(await isGzip(path))) {
    yield* file;
    return;
  }
  const unpacked = createGunzip({ chunkSize: PIECE_BYTES });
  // Errors of either stream reach the reader of the last one.
  const done = pipeline(file, unpacked).catch(() => {});
  try {
    yield* unpacked;
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
    throw code.startsWith('Z_') ? new BrokenPacking(code) : error;
  } finally {
    unpacked.destroy();
    file.destroy();
    await done;
  }
}

/** Some bytes of unpacked content from an offset on. @throws BrokenPacking */
export async function bytesAt(path: string, offset: number, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let passed = 0;
  for await (const piece of contentOf(path)) {
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

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/** A file on disk as a stream for the archive. */
export function fileStream(path: string): Readable {
  return createReadStream(path, { highWaterMark: PIECE_BYTES });
}
