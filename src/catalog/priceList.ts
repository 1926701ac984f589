import { z } from 'zod';
import { type Finding, isCurrency } from '#base';
import type { PriceRow } from './priceRow.ts';

/** Who pays by the list: our customers, or we a carrier. */
export const PRICE_SIDES = ['customer', 'supplier', 'reseller'] as const;
export type PriceSide = (typeof PRICE_SIDES)[number];

/** `atStart`: the band of the start prices the whole call; `split`: each increment belongs to the band it starts in. */
export const BAND_CHANGES = ['atStart', 'split'] as const;
export type BandChange = (typeof BAND_CHANGES)[number];

/** Prices of a list over one stretch of time. */
export interface PriceListVersion {
  readonly version: number;
  /** Epoch ms, inclusive. */
  readonly validFromMs: number;
  /** Epoch ms, exclusive; `Infinity` = open. */
  readonly validToMs: number;
}

export interface PriceList {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly side: PriceSide;
  readonly currency: string;
  readonly calendarId: number;
  readonly bandChange: BandChange;
  /** Asked where this list has no price. */
  readonly parentId: number | null;
}

export const newPriceList = z.object({
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(100),
  side: z.enum(PRICE_SIDES),
  currency: z.string().refine(isCurrency),
  calendarCode: z.string(),
  bandChange: z.enum(BAND_CHANGES).default('atStart'),
  parentCode: z.string().nullable().default(null),
});
export type NewPriceList = z.input<typeof newPriceList>;

/** A new version of a list. It closes the open one where it begins: local midnight of `validFrom` in the calendar's zone. */
export interface NewVersion {
  readonly listCode: string;
  /** Local date. */
  readonly validFrom: string;
  readonly rows: readonly PriceRow[];
}

/**
 * Overlaps (error) and gaps (warning) among a list's versions.
 * @param versions in any order
 */
export function checkVersions(listCode: string, versions: readonly PriceListVersion[]): readonly Finding[] {
  const findings: Finding[] = [];
  const ordered = [...versions].sort((a, b) => a.validFromMs - b.validFromMs);
  for (const [index, next] of ordered.entries()) {
    const previous = ordered[index - 1];
    if (previous === undefined || previous.validToMs === next.validFromMs) continue;
    const overlaps = previous.validToMs > next.validFromMs;
    findings.push({
      code: overlaps ? 'priceList.versionsOverlap' : 'priceList.versionGap',
      severity: overlaps ? 'error' : 'warning',
      subject: { kind: 'priceList', key: listCode },
      params: { version: next.version, previous: previous.version, from: new Date(next.validFromMs).toISOString() },
    });
  }
  return findings;
}

/** The version in force at an instant, or undefined. */
export function versionAt<V extends PriceListVersion>(versions: readonly V[], epochMs: number): V | undefined {
  return versions.find((version) => version.validFromMs <= epochMs && epochMs < version.validToMs);
}
