import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FromCompress, NotCompressed } from './fromCompress.ts';

/** The other way, as simple as can be: a new code for every text; a full table is cleared or kept as it is (block mode). */
function compress(data: Buffer, maxBits: number, clears = true): Buffer {
  const out: number[] = [0x1f, 0x9d, 0x80 | maxBits];
  let table = new Map<string, number>();
  let free = 257;
  let bits = 9;
  let group: number[] = [];
  const flush = (whole: boolean) => {
    if (group.length === 0) return;
    const bytes = new Array(bits).fill(0);
    for (const [index, code] of group.entries())
      for (let b = 0; b < bits; b++)
        if ((code >> b) & 1) bytes[(index * bits + b) >> 3] |= 1 << ((index * bits + b) & 7);
    out.push(...(whole ? bytes : bytes.slice(0, Math.ceil((group.length * bits) / 8))));
    group = [];
  };
  const put = (code: number) => {
    if (free > 1 << bits && bits < maxBits) {
      flush(true);
      bits++;
    }
    group.push(code);
    if (group.length === 8) flush(true);
  };
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : table.get(text));
  let text = '';
  for (const letter of data.toString('latin1')) {
    if (codeOf(text + letter) !== undefined) {
      text += letter;
      continue;
    }
    put(codeOf(text)!);
    if (free < 1 << maxBits) table.set(text + letter, free++);
    else if (clears) {
      put(256);
      flush(true);
      table = new Map();
      free = 257;
      bits = 9;
    }
    text = letter;
  }
  if (text !== '') put(codeOf(text)!);
  flush(false);
  return Buffer.from(out);
}

function unpack(packed: Buffer, size: number): Buffer {
  const decoder = new FromCompress();
  const pieces: Buffer[] = [];
  for (let at = 0; at < packed.length; at += size) pieces.push(decoder.push(packed.subarray(at, at + size)));
  return Buffer.concat(pieces);
}

test('what `compress` packed comes out again, however it is cut and however often its table was full', () => {
  const line = (i: number) => `2026-09-01 09:${i % 60};+4940555${(i * 7919) % 10_000};${i % 600}\n`;
  const text = Buffer.from(Array.from({ length: 4_000 }, (_, i) => line(i)).join(''));
  for (const [bits, clears] of [
    [10, true],
    [10, false],
    [12, true],
    [12, false],
    [16, true],
  ] as const) {
    const packed = compress(text, bits, clears);
    for (const size of [3, 100_000]) assert.ok(unpack(packed, size).equals(text), `${bits} bits in pieces of ${size}`);
  }
});

test('any bytes come out again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.constantFrom(10, 11, 16), (bytes, bits) => {
      assert.deepEqual([...unpack(compress(Buffer.from(bytes), bits), 5)], [...bytes]);
    }),
  );
});

test('a file that gzip, too, unpacks to the same', () => {
  const packed = Buffer.from('1f9d90438848d90183068c183b6cc05010706041183212c6602890a0c188362602', 'hex');
  assert.equal(unpack(packed, 3).toString(), 'CDR;0401;60\nCDR;0402;61\nCDR;0402;61\n');
});

test('broken packing is told, and never runs on', () => {
  assert.throws(() => unpack(Buffer.from([0x1f, 0x9d, 0x80 | 20, 1, 2, 3]), 10), NotCompressed);
  const packed = compress(Buffer.from('abcabcabcabcabc'.repeat(50)), 16);
  fc.assert(
    fc.property(fc.integer({ min: 3, max: packed.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const broken = Buffer.from(packed);
      broken[at] = byte;
      try {
        assert.ok(unpack(broken, 100).length < 70_000 * packed.length);
      } catch (error) {
        assert.ok(error instanceof NotCompressed);
      }
    }),
  );
});
