/** What a format does to the text of a field before it is read: its transforms, compiled. Texts in, texts out. */

import type { Transform } from '../language/values.ts';
import { compilePath, firstText } from '../readers/treePath.ts';

/** Why a text could not be made. */
export const UNMAPPED = 'mediation.unmapped';
export const UNTRANSFORMED = 'mediation.transform';

/** Looks up the text of another field of the same record, '' where it has none. */
export type OtherField = (name: string) => string;

/** One step; null where the text is not what the step is for. */
export interface Step {
  readonly run: (text: string, other: OtherField) => string | null;
  readonly code: string;
}

/** Names of the other fields that a field's templates speak of. */
export function templateFields(transforms: readonly Transform[]): string[] {
  return transforms.flatMap((transform) =>
    transform.op === 'template'
      ? [...transform.text.matchAll(PLACE)].map(([, name]) => name!).filter((name) => name !== '')
      : [],
  );
}

/** A place of a template: `{}` the text itself, `{name}` another field's. */
const PLACE = /\{([^{}]*)\}/g;

export function compileTransform(transform: Transform): Step {
  return { run: runOf(transform), code: transform.op === 'map' ? UNMAPPED : UNTRANSFORMED };
}

function runOf(transform: Transform): Step['run'] {
  switch (transform.op) {
    case 'trim':
      return (text) => text.trim();
    case 'lower':
      return (text) => text.toLowerCase();
    case 'upper':
      return (text) => text.toUpperCase();
    case 'urlDecode':
      return urlDecode;
    case 'base64':
      return base64;
    case 'hexToInt':
      return hexToInt;
    case 'bcd':
      return swapNibbles;
    case 'ipv4':
      return ipv4;
    case 'json':
      return jsonAt(transform.path);
    case 'substring':
      return substring(transform.start, transform.length);
    case 'replace':
      return replace(transform.pattern, transform.by);
    case 'map':
      return map(transform.table, transform.otherwise);
    case 'split':
      return (text) => text.split(transform.by).at(transform.take)?.trim() ?? '';
    default:
      return (text, other) =>
        transform.text.replaceAll(PLACE, (_all, name: string) => (name === '' ? text : other(name)));
  }
}

function urlDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    // A plus stays one: numbers begin with it far more often than blanks are written so.
    return decodeURIComponent(text);
  } catch {
    // Text that is no encoding was not encoded.
    return text;
  }
}

function base64(text: string): string | null {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : null;
}

/** `0x10`, `10` → 16. */
function hexToInt(text: string): string | null {
  const digits = /^(?:0[xX])?([0-9a-fA-F]{1,32})$/.exec(text)?.[1];
  return digits === undefined ? null : BigInt(`0x${digits}`).toString();
}

/** Telephony BCD as hexadecimal digits (3GPP TS 24.008 §10.5.4.7): the halves of each octet change places, a filler `F` ends it. */
function swapNibbles(text: string): string | null {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) return null;
  return text.replace(/(.)(.)/g, '$2$1').replace(/f+$/i, '');
}

/** An address as a signed 32-bit integer, lowest byte first (Cisco CUCM): `310625290` → `10.196.131.18`. */
function ipv4(text: string): string | null {
  if (!/^-?\d{1,10}$/.test(text)) return null;
  const bits = Number(text) | 0;
  return [0, 8, 16, 24].map((shift) => (bits >>> shift) & 255).join('.');
}

function jsonAt(path: string): Step['run'] {
  const steps = compilePath(path);
  return (text) => {
    try {
      const document: unknown = JSON.parse(text);
      return firstText(document, document, steps);
    } catch {
      return null;
    }
  };
}

function substring(start: number, length: number | undefined): Step['run'] {
  return (text) => {
    const from = start < 0 ? Math.max(0, text.length + start) : start;
    return text.slice(from, length === undefined ? undefined : from + length);
  };
}

function replace(pattern: string, by: string): Step['run'] {
  const regex = new RegExp(pattern, 'g');
  return (text) => text.replace(regex, by);
}

function map(table: Readonly<Record<string, string>>, otherwise: 'keep' | 'reject' | 'empty'): Step['run'] {
  const known = new Map(Object.entries(table));
  return (text) => known.get(text) ?? (otherwise === 'keep' ? text : otherwise === 'empty' ? '' : null);
}
