/** Volumes, counts and networks of a record from bytes. Nothing is allocated. */
import type { Volume } from '../language/values.ts';

/** The text is none of this form. A constant no quantity can be. */
export const NOT_A_VOLUME = -1;
export const NOT_A_NETWORK = -1;

/** Bytes of one written unit; 1024-based names carry an i (IEC 80000-13). */
const FACTORS: Readonly<Record<Volume['unit'], number>> = {
  byte: 1,
  kB: 1000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KiB: 1024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
};

/** A petabyte: more is a broken record. Sums of a month stay far inside safe integers. */
const MAX_VOLUME = 1e15;
const MAX_DIGITS = 15;
const ZERO = 48;
const DASH = 45;
const SPACE = 32;

export type VolumeReader = (bytes: Uint8Array, s: number, e: number) => number;

/** The reader of a volume field: digits, with a fraction where the unit is more than one byte; half a byte counts as one. */
export function volumeReader({ unit, decimal }: Pick<Volume, 'unit' | 'decimal'>): VolumeReader {
  const factor = FACTORS[unit];
  const point = decimal.charCodeAt(0);
  return (bytes, from, e) => {
    let s = from;
    let whole = 0;
    for (; s < e && isDigit(bytes[s]!); s++) whole = whole * 10 + bytes[s]! - ZERO;
    if (s === from || s - from > MAX_DIGITS) return NOT_A_VOLUME;
    let volume = whole * factor;
    if (s < e) {
      if (bytes[s] !== point || factor === 1) return NOT_A_VOLUME;
      let digits = 0;
      let fraction = 0;
      let scale = 1;
      for (s++; s < e; s++, digits++) {
        if (!isDigit(bytes[s]!)) return NOT_A_VOLUME;
        // Decimals beyond a tenth of a byte of the largest unit decide nothing.
        if (scale > factor * 10) continue;
        fraction = fraction * 10 + bytes[s]! - ZERO;
        scale *= 10;
      }
      if (digits === 0) return NOT_A_VOLUME;
      volume += Math.floor((fraction * factor) / scale + 0.5);
    }
    return volume > MAX_VOLUME ? NOT_A_VOLUME : volume;
  };
}

/** Names of units as records write them, in small letters. A capital K is no other one than a small one: carriers mean a thousand. */
const UNIT_NAMES: Readonly<Record<string, Volume['unit']>> = {
  b: 'byte',
  byte: 'byte',
  bytes: 'byte',
  kb: 'kB',
  mb: 'MB',
  gb: 'GB',
  kib: 'KiB',
  mib: 'MiB',
  gib: 'GiB',
};

/** Readers of volumes by the unit that a record tells; undefined for one nobody knows. */
export function volumeReaders({ decimal }: Pick<Volume, 'decimal'>): (unit: string) => VolumeReader | undefined {
  const readers = new Map(
    Object.entries(UNIT_NAMES).map(([name, unit]) => [name, volumeReader({ unit, decimal })] as const),
  );
  return (unit) => readers.get(unit.toLowerCase());
}

/** Reads a count of pieces: digits alone. */
export const readPieces: VolumeReader = volumeReader({ unit: 'byte', decimal: '.' });

/** A network as MCC and MNC (`20801`, `208-01`) or MCC alone (`208`), ITU-T E.212: its digits as a number. */
export function readNetwork(bytes: Uint8Array, s: number, e: number): number {
  let network = 0;
  let digits = 0;
  for (let at = s; at < e; at++) {
    const byte = bytes[at]!;
    if (isDigit(byte)) {
      network = network * 10 + byte - ZERO;
      digits++;
    } else if (digits !== 3 || (byte !== DASH && byte !== SPACE)) return NOT_A_NETWORK;
  }
  return digits === 3 || digits === 5 || digits === 6 ? network : NOT_A_NETWORK;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
