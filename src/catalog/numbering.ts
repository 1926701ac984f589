import { z } from 'zod';
import { parseTarget } from './target.ts';

/** Zones, the numbering plan and ported numbers: which destination a number belongs to, apart from any price. */

/** A set of destinations, and of zones inside it. */
export interface Zone {
  readonly id: number;
  readonly code: string;
  /** The zone around it. */
  readonly parentId: number | null;
  readonly destinationIds: readonly number[];
}

/** The destination list over one stretch of time: prefix (as in `Target`: E.164, `DE/118`, `PLMN/208`) → destination. */
export interface NumberingVersion {
  readonly version: number;
  /** Epoch ms, half open; `Infinity` = open. */
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly prefixes: ReadonlyMap<string, number>;
}

/** A number whose network is not what its prefix says (number portability). */
export interface PortedNumber {
  /** E.164 digits as a number. */
  readonly number: number;
  readonly destinationId: number;
  readonly validFromMs: number;
  readonly validToMs: number;
}

/** The zones around a destination, the innermost first. */
export function zonesAround(zones: readonly Zone[], destinationId: number): readonly Zone[] {
  const around: Zone[] = [];
  let next = zones.find((zone) => zone.destinationIds.includes(destinationId));
  while (next !== undefined && !around.includes(next)) {
    around.push(next);
    const { parentId } = next;
    next = parentId === null ? undefined : zones.find((zone) => zone.id === parentId);
  }
  return around;
}

/** Codes of zones are what `#…` targets name. */
const zoneCode = z.string().refine((code) => parseTarget(`#${code}`) !== null);

export const newZone = z.object({
  code: zoneCode,
  parentCode: z.string().nullable().default(null),
  destinationCodes: z.array(z.string()).default([]),
});
export type NewZone = z.input<typeof newZone>;

/** What can be changed of a zone; absent = as it is. */
export const zoneChange = z.object({
  parentCode: z.string().nullable().optional(),
  destinationCodes: z.array(z.string()).optional(),
});
export type ZoneChange = z.input<typeof zoneChange>;

/** A row of the numbering plan as people deliver it: prefix as in `Target`, code of its destination. */
export const numberingRow = z.strictObject({ prefix: z.string().max(100), destination: z.string().max(100) });
export type NumberingRow = z.output<typeof numberingRow>;

/** A ported number as people deliver it: E.164 digits, code of its destination, local dates (`validTo` exclusive, absent = open). */
export const portedRow = z.strictObject({
  number: z.string().max(100),
  destination: z.string().max(100),
  validFrom: z.string().max(20),
  validTo: z.string().max(20).optional(),
});
export type PortedRow = z.output<typeof portedRow>;
