/** Quantities of usage as documents state and print them. */
import { divideRounded, formatDuration, formatNumber, formatVolume, type Language, powerOfTen } from '#base';
import { type Unit, unitOf } from '#catalog';
import type { ServiceName } from '#usage';

/** UN/ECE Recommendation 20: one, minute, megabyte (10^6 bytes), gigabyte (10^9 bytes). */
export const ONE = 'C62';
export const MINUTE = 'MIN';
export const MEGABYTE = '4L';
export const GIGABYTE = 'E34';

/** Decimals of a quantity that every receiver takes (BR-FR). */
export const QUANTITY_DECIMALS = 4;

const MEGA = 1_000_000;
const GIGA = 1_000_000_000;

/** The unit in which an invoice line states so many units of a service, and how many of them make one. */
export function lineUnit(service: ServiceName, units: number): { readonly code: string; readonly units: number } {
  const kind: Unit = unitOf(service);
  if (kind === 'second') return { code: MINUTE, units: 60 };
  if (kind === 'piece') return { code: ONE, units: 1 };
  return units < GIGA ? { code: MEGABYTE, units: MEGA } : { code: GIGABYTE, units: GIGA };
}

/** So many units in a larger one, scaled by `QUANTITY_DECIMALS`. */
export function scaledQuantity(units: number, per: number): bigint {
  return divideRounded(BigInt(units) * powerOfTen(QUANTITY_DECIMALS), BigInt(per), 'halfUp');
}

/** Names of units beside printed quantities; minutes are worded (`lines.minutes`), pieces stand alone. */
export const VOLUME_NAMES: Readonly<Record<string, string>> = { [MEGABYTE]: 'MB', [GIGABYTE]: 'GB' };

/** Whether pieces of the service are messages: a long one is sent, and counted, as several. */
export function isMessage(service: ServiceName): boolean {
  return service === 'sms' || service === 'mms';
}

/** Units of a service as a row of the itemised bill shows them: `1:05`, `12.345 MB`, `3`. */
export function unitsText(language: Language, service: ServiceName, units: number): string {
  const kind: Unit = unitOf(service);
  if (kind === 'second') return formatDuration(units);
  return kind === 'byte' ? formatVolume(language, units) : formatNumber(language, String(units));
}
