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
] as const;

export type DestinationClass = (typeof DESTINATION_CLASSES)[number];
