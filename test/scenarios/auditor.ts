/**
 * A second opinion on the scenario's bills: works out every charge and every invoice from the lines of the files and the
 * price rows alone, in the plainest way, and shares no code with the program.
 */

import { RETAIL } from './operator.ts';
import { CARRIER_OCTOBER, CARRIER_SEPTEMBER, PBX_SEPTEMBER } from './records.ts';

type Owner = 'bakery' | 'shipyard';

export interface AuditedCall {
  readonly owner: Owner;
  /** Local month of the call. */
  readonly month: string;
  /** Month on whose bill it stands. */
  readonly billedIn: string;
  readonly destination: string;
  /** Ten-thousandths of a euro. */
  readonly charge: bigint;
}

/** All calls somebody pays for, in order of the files. */
export function auditedCalls(): AuditedCall[] {
  return [
    ...carrierCalls(CARRIER_SEPTEMBER.content, '2025-09'),
    ...pbxCalls(PBX_SEPTEMBER.content, '2025-09'),
    ...carrierCalls(CARRIER_OCTOBER.content, '2025-10'),
  ];
}

/** Net cents of one month's calls on a bill: one rounding per kind of destination and usage month. */
export function auditedUsage(owner: Owner, billedIn: string): bigint {
  const groups = new Map<string, bigint>();
  for (const call of auditedCalls()) {
    if (call.owner !== owner || call.billedIn !== billedIn) continue;
    const key = `${call.month} ${call.destination}`;
    groups.set(key, (groups.get(key) ?? 0n) + call.charge);
  }
  return [...groups.values()].reduce((sum, charge) => sum + halfUp(charge, 100n), 0n);
}

/** VAT of 19 %. */
export const auditedTax = (net: bigint): bigint => halfUp(net * 19n, 100n);

const halfUp = (amount: bigint, unit: bigint) => (2n * amount + unit) / (2n * unit);

function carrierCalls(content: string, billedIn: string): AuditedCall[] {
  const seen = new Set<string>();
  return content.split('\n').flatMap((line) => {
    const [date = '', time = '', direction, from = '', to = '', seconds = ''] = line.split(';');
    if (direction !== 'Abgehend' || !/^\d+$/.test(seconds) || seen.has(line)) return [];
    seen.add(line);
    const day = date.split('.').reverse().join('-');
    const owner = from === '04066969120' ? 'bakery' : 'shipyard'; // 04066969199 is given to the shipyard
    return charged({ owner, billedIn, day, time, to, seconds: BigInt(seconds) });
  });
}

function pbxCalls(content: string, billedIn: string): AuditedCall[] {
  return content.split('\n').flatMap((line) => {
    const [, , dialled = '', , , , , , , at = '', , , , seconds = '0', answer] = line
      .split(',')
      .map((field) => field.replaceAll('"', ''));
    if (answer !== 'ANSWERED' || dialled.length < 6) return [];
    const [day = '', time = ''] = at.split(' ');
    return charged({ owner: 'shipyard', billedIn, day, time, to: dialled.slice(1), seconds: BigInt(seconds) });
  });
}

interface Call {
  readonly owner: Owner;
  readonly billedIn: string;
  readonly day: string;
  readonly time: string;
  readonly to: string;
  readonly seconds: bigint;
}

function charged({ owner, billedIn, day, time, to, seconds }: Call): AuditedCall[] {
  const called = to.startsWith('00') ? to.slice(2) : `49${to.slice(1)}`;
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  const band = weekday >= 1 && weekday <= 5 && time >= '08:00' && time < '18:00' ? 'peak' : 'offPeak';
  const price = RETAIL.filter((row) => called.startsWith(row.target) && (row.band ?? band) === band)
    .sort((a, b) => b.target.length - a.target.length)
    .at(0);
  if (price === undefined) return [];
  const [first = 1n, next = 1n] = price.increments.split('/').map(BigInt);
  const beyond = seconds > first ? seconds - first : 0n;
  const billed = first + ((beyond + next - 1n) / next) * next;
  const perMinute = BigInt(price.price.replace('.', '')); // four decimals
  const fee = price.connectionFee === undefined ? 0n : BigInt(price.connectionFee.replace('.', '')) * 100n;
  const charge = halfUp(perMinute * billed + fee * 60n, 60n);
  return [{ owner, billedIn, month: day.slice(0, 7), destination: price.destination, charge }];
}
