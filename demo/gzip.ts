/**
 * A gzip file (RFC 1952) of stored blocks (RFC 1951 3.2.4). Nothing is squeezed, so that the bytes are the same on every
 * machine; what real compression writes depends on the processor's instructions.
 */
import { crc32 } from 'node:zlib';

const STORED_MAX = 0xffff;
/** Magic, deflate, no flags, no time, no extra flags, operating system unknown. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

export function gzip(bytes: Buffer): Buffer {
  const parts: Buffer[] = [HEADER];
  for (let at = 0; at === 0 || at < bytes.length; at += STORED_MAX) {
    const block = bytes.subarray(at, at + STORED_MAX);
    const head = Buffer.alloc(5);
    head.writeUInt8(at + STORED_MAX >= bytes.length ? 1 : 0, 0);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(~block.length & 0xffff, 3);
    parts.push(head, block);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([...parts, trailer]);
}
