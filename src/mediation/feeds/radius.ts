/** RADIUS accounting on the wire (RFC 2866): who sent it is known by a shared secret; what was kept is acknowledged. */
import { createHash, timingSafeEqual } from 'node:crypto';

const ACCOUNTING_REQUEST = 4;
const ACCOUNTING_RESPONSE = 5;
const HEADER_BYTES = 20;
/** RFC 2866 3: longer packets are not RADIUS. */
const MAX_BYTES = 4_096;
const VENDOR_SPECIFIC = 26;
const PROXY_STATE = 33;
const ACCT_DELAY_TIME = 41;
const EVENT_TIMESTAMP = 55;
/** User-Name, NAS-IP-Address, NAS-Port, NAS-Identifier, Acct-Session-Id. */
const SESSION = new Set([1, 4, 5, 32, 44]);

/** One attribute: its number, the vendor it belongs to (0 = none), its bytes. */
export interface RadiusValue {
  readonly vendor: number;
  readonly type: number;
  readonly value: Buffer;
}

export interface AccountingRequest {
  readonly identifier: number;
  readonly authenticator: Buffer;
  readonly values: readonly RadiusValue[];
}

/** Why a packet is dropped in silence, as the RFC has it. */
export type RadiusFault = 'notAccounting' | 'malformed' | 'authenticator';

/** Reads an Accounting-Request and checks that its sender knows the secret (RFC 2866 3, Request Authenticator). */
export function readAccounting(packet: Buffer, secret: string): AccountingRequest | RadiusFault {
  if (packet.length < HEADER_BYTES || packet.length > MAX_BYTES + HEADER_BYTES) return 'malformed';
  if (packet[0] !== ACCOUNTING_REQUEST) return 'notAccounting';
  const length = packet.readUInt16BE(2);
  if (length < HEADER_BYTES || length > Math.min(packet.length, MAX_BYTES)) return 'malformed';
  const whole = packet.subarray(0, length);
  const authenticator = Buffer.from(whole.subarray(4, HEADER_BYTES));
  const expected = createHash('md5')
    .update(whole.subarray(0, 4))
    .update(Buffer.alloc(16))
    .update(whole.subarray(HEADER_BYTES))
    .update(secret)
    .digest();
  if (!timingSafeEqual(expected, authenticator)) return 'authenticator';
  const values = readValues(whole.subarray(HEADER_BYTES));
  return values === null ? 'malformed' : { identifier: whole[1]!, authenticator, values };
}

/** The Accounting-Response that tells the sender that his record is kept (RFC 2866 4.2); what proxies added goes back to them. */
export function accountingResponse({ identifier, authenticator, values }: AccountingRequest, secret: string): Buffer {
  const states = values.filter(({ vendor, type }) => vendor === 0 && type === PROXY_STATE);
  const attributes = Buffer.concat(
    states.map(({ value }) => Buffer.concat([Buffer.from([PROXY_STATE, value.length + 2]), value])),
  );
  const header = Buffer.alloc(4);
  header[0] = ACCOUNTING_RESPONSE;
  header[1] = identifier;
  header.writeUInt16BE(HEADER_BYTES + attributes.length, 2);
  const digest = createHash('md5').update(header).update(authenticator).update(attributes).update(secret).digest();
  return Buffer.concat([header, digest, attributes]);
}

/**
 * What tells a record from others, whenever and by whichever way it is sent again: all attributes but the delay, the time of the
 * event (which some senders compute anew) and what proxies added.
 */
export function accountingKey({ values }: AccountingRequest, sender: string): Buffer {
  const hash = createHash('sha256').update(sender);
  for (const { vendor, type, value } of values) {
    const changes = type === ACCT_DELAY_TIME || type === PROXY_STATE || type === EVENT_TIMESTAMP;
    if (vendor === 0 && changes) continue;
    hash.update(`/${vendor}/${type}/${value.length}/`).update(value);
  }
  return hash.digest();
}

/** What the records of one session share, also where a system gives a session's id anew after a restart: 16 hexadecimal digits. */
export function sessionKey({ values }: AccountingRequest, sender: string): string {
  const hash = createHash('sha256').update(sender);
  for (const { vendor, type, value } of values)
    if (vendor === 0 && SESSION.has(type)) hash.update(`/${type}/${value.length}/`).update(value);
  return hash.digest('hex').slice(0, 16);
}

/** Attributes in order, those of vendors unpacked (RFC 2865 5.26); null where lengths do not add up. */
function readValues(bytes: Buffer): RadiusValue[] | null {
  const values: RadiusValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at + 1] ?? 0;
    if (length < 2 || at + length > bytes.length) return null;
    const type = bytes[at]!;
    const value = Buffer.from(bytes.subarray(at + 2, at + length));
    if (type === VENDOR_SPECIFIC) values.push(...ofVendor(value));
    else values.push({ vendor: 0, type, value });
    at += length;
  }
  return values;
}

/** A vendor's attributes: usually type, length, value; where they are not, the whole is kept as type 0 of the vendor. */
function ofVendor(bytes: Buffer): RadiusValue[] {
  if (bytes.length < 4) return [{ vendor: 0, type: VENDOR_SPECIFIC, value: bytes }];
  const vendor = bytes.readUInt32BE(0);
  const values: RadiusValue[] = [];
  let at = 4;
  while (at < bytes.length) {
    const length = bytes[at + 1] ?? 0;
    if (length < 2 || at + length > bytes.length) return [{ vendor, type: 0, value: bytes.subarray(4) }];
    values.push({ vendor, type: bytes[at]!, value: bytes.subarray(at + 2, at + length) });
    at += length;
  }
  return values;
}
