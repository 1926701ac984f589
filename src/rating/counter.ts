/** Unused units of an earlier period, usable until they expire. */
export interface Lot {
  readonly units: number;
  /** Epoch ms, exclusive. */
  readonly expiresMs: number;
}

/**
 * How far an allowance is used up: the state of one holder's units in one period, as plain data. The closing counters of a stretch of time are
 * what the next one opens with; screens and alerts read them. Units as the allowance counts (money: micro-units).
 */
export interface AllowanceCounter {
  readonly grantKey: string;
  readonly allowanceId: number;
  readonly customerId: number;
  /** As the grant says; 0 = all of the customer. */
  readonly contractId: number;
  /** The line whose units they are; 0 = a pool. */
  readonly lineId: number;
  /** The period, epoch ms, half open; null = open end. */
  readonly fromMs: number;
  readonly toMs: number | null;
  /** Units of this period; null = unlimited. */
  readonly sizeUnits: number | null;
  /** What earlier periods left, soonest expiry first. */
  readonly lots: readonly Lot[];
  /** Drawn in this period, from lots and from its own units, and of these its own. */
  readonly usedUnits: number;
  readonly ownUsedUnits: number;
  readonly events: number;
  /** Different numbers called, where fair use counts them. */
  readonly numbers: readonly number[];
  /** Refused by fair use, priced by the plan. */
  readonly exceededUnits: number;
}

/** Units that are left; null = unlimited. */
export function unitsLeft({ sizeUnits, ownUsedUnits, lots }: AllowanceCounter): number | null {
  if (sizeUnits === null) return null;
  return Math.max(0, sizeUnits - ownUsedUnits) + lots.reduce((sum, lot) => sum + lot.units, 0);
}
