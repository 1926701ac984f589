/** What can be priced: services, the side that is charged, and the units prices count. */

/** Services of usage; `usage` gives them their stored codes. */
export const SERVICES = ['voice', 'sms', 'mms', 'data', 'fax', 'content', 'event'] as const;
export type Service = (typeof SERVICES)[number];

/**
 * Outbound prices are found by the called number. Inbound ones by the caller's (origin-based): what a freephone or shared-cost number pays
 * for being called, or a roaming mobile for answering.
 */
export const PRICE_DIRECTIONS = ['outbound', 'inbound'] as const;
export type PriceDirection = (typeof PRICE_DIRECTIONS)[number];

/** `second` counts duration, `byte` volume, `piece` messages, pages and events. */
export const UNITS = ['second', 'byte', 'piece'] as const;
export type Unit = (typeof UNITS)[number];

/** The unit a price of the service counts where it names none. */
export function unitOf(service: Service): Unit {
  if (service === 'voice') return 'second';
  return service === 'data' ? 'byte' : 'piece';
}

/** Names of what a price is per, as price lists write them, with the units it stands for. 1024-based names carry an i (IEC 80000-13). */
export const PER: Readonly<Record<string, { readonly unit: Unit; readonly units: number }>> = {
  second: { unit: 'second', units: 1 },
  minute: { unit: 'second', units: 60 },
  hour: { unit: 'second', units: 3600 },
  byte: { unit: 'byte', units: 1 },
  kB: { unit: 'byte', units: 1000 },
  MB: { unit: 'byte', units: 1_000_000 },
  GB: { unit: 'byte', units: 1_000_000_000 },
  KiB: { unit: 'byte', units: 1024 },
  MiB: { unit: 'byte', units: 1_048_576 },
  GiB: { unit: 'byte', units: 1_073_741_824 },
  piece: { unit: 'piece', units: 1 },
  message: { unit: 'piece', units: 1 },
  page: { unit: 'piece', units: 1 },
  event: { unit: 'piece', units: 1 },
};
