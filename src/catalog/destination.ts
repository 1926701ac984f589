import { z } from 'zod';
import { localName } from '#base';
import type { LocalName } from './localName.ts';

/** The classes destinations fall into; itemised bills and comparisons group by them, in this order. */
export const DESTINATION_CLASSES = [
  'nationalFixed',
  'nationalMobile',
  'internationalFixed',
  'internationalMobile',
  'freephone',
  'sharedCost',
  'premium',
  'shortCode',
  'emergency',
  'onNet',
  'intraCustomer',
  'roaming',
  'messaging',
  'data',
] as const;

export type DestinationClass = (typeof DESTINATION_CLASSES)[number];

/** A set of prefixes under a name that customers understand. */
export interface Destination {
  readonly id: number;
  /** Stable within the tenant, e.g. `DE-MOBILE`. */
  readonly code: string;
  readonly name: LocalName;
  readonly class: DestinationClass;
  /** ISO 3166-1 alpha-2; null for satellite and other non-geographic numbers. */
  readonly country: string | null;
}

export const newDestination = z.object({
  code: z.string().min(1).max(40),
  name: localName,
  class: z.enum(DESTINATION_CLASSES),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
});
export type NewDestination = z.input<typeof newDestination>;
