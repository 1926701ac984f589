/** The ways in which sources write numbers and times. */
import { utcToLocalMs, type ZoneOffsets } from '#base';
import type { Partner } from './partner.ts';

/** Short numbers are written as dialled, without the country that the demo keeps before them. */
export function isShort(partner: Partner): boolean {
  return partner.includes('/') || partner.length < 7;
}

const bare = (partner: Partner) => partner.slice(partner.indexOf('/') + 1);

/** `+494066969120`; short numbers and extensions as they are. */
export function withPlus(partner: Partner): string {
  return partner === '' || isShort(partner) ? bare(partner) : `+${partner}`;
}

/** As dialled from a country: `04066969120`, `0043…`; short numbers and extensions as they are. */
export function asDialled(partner: Partner, callingCode: '49' | '33'): string {
  if (partner === '' || isShort(partner)) return bare(partner);
  return partner.startsWith(callingCode) ? `0${partner.slice(2)}` : `00${partner}`;
}

/** Digits only, country code first. */
export function digitsOnly(partner: Partner): string {
  return bare(partner);
}

/** `2026-08-03 09:15:00` on the wall clock of a zone. */
export function localStamp(zone: ZoneOffsets, epochMs: number): string {
  return new Date(utcToLocalMs(zone, epochMs)).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026/08/03 07:15:00` in UTC. */
export function slashedUtcStamp(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
}

/** `hh:mm:ss`. */
export function clockDuration(seconds: number): string {
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}`;
}
