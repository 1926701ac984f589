/** An accounting record as text, in the form of FreeRADIUS's `detail` files, which formats of the structure `keyValue` read. */
import { type AccountingRequest, type RadiusValue, sessionKey } from './radius.ts';
import { ATTRIBUTES, type RadiusAttribute, VENDOR_ATTRIBUTES } from './radiusDictionary.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/**
 * The record with the time it came at, in UTC, in its first line as C's `ctime` writes it, its attributes one a line, the address it came
 * from, a key of its session, and the time of reception as `Timestamp`; an empty line ends it. Cisco's values keep the names they carry.
 */
export function radiusDetail(request: AccountingRequest, sender: string, receivedMs: number): string {
  const at = new Date(receivedMs);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  const heading = `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${time} ${at.getUTCFullYear()}`;
  const lines = request.values.map((value) => `\t${attributeLine(value)}\n`);
  return `${heading}\n${lines.join('')}\tClient-IP-Address = ${sender}\n\tAcct-Unique-Session-Id = "${sessionKey(request, sender)}"\n\tTimestamp = ${Math.floor(receivedMs / 1_000)}\n\n`;
}

function attributeLine({ vendor, type, value }: RadiusValue): string {
  const known = vendor === 0 ? ATTRIBUTES.get(type) : VENDOR_ATTRIBUTES.get(vendor)?.get(type);
  const name = known?.name ?? (vendor === 0 ? `Attr-${type}` : `Attr-26.${vendor}.${type}`);
  return `${name} = ${known === undefined ? hex(value) : valueText(known, value)}`;
}

function valueText({ type, words }: RadiusAttribute, value: Buffer): string {
  switch (type) {
    case 'integer':
    case 'date': {
      if (value.length !== 4) return hex(value);
      const number = value.readUInt32BE(0);
      return words?.[number] ?? (type === 'date' ? quoted(radiusDate(number)) : String(number));
    }
    case 'ipaddr':
      return value.length === 4 ? [...value].join('.') : hex(value);
    case 'ipv6addr':
      return value.length === 16 ? (value.toString('hex').match(/.{4}/g) ?? []).join(':') : hex(value);
    case 'octets':
      return hex(value);
    case 'string':
      return quoted(value.toString('utf8'));
  }
}

/** `Nov 23 2026 08:00:00 UTC` */
function radiusDate(epochS: number): string {
  const at = new Date(epochS * 1_000);
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${at.getUTCFullYear()} ${time} UTC`;
}

const hex = (value: Buffer) => `0x${value.toString('hex')}`;

const quoted = (text: string) =>
  `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t').replaceAll('\0', '\\000')}"`;
