import type { FindingParams } from '#base';
import {
  formatIncrements,
  formatPer,
  NETWORK_SPACE,
  PER,
  type Price,
  parseTarget,
  type Service,
  type Unit,
} from '#catalog';
import type { Slice } from './slices.ts';

/** How prices, quantities and targets stand in the lines of a derivation: words that `texts.ts` chooses by, never sentences. */

/**
 * What a price is per, as `{per}` to choose a word by (`minute`, `MB`, `message`; `many` where there is none) and `{perUnits}` to count by.
 * A piece is called by what it is a piece of.
 */
export function perParams(unit: Unit, perUnits: number, service: Service): FindingParams {
  if (unit === 'piece') return { per: perUnits === 1 ? pieceOf(service) : 'many', perUnits };
  const word = formatPer(unit, perUnits);
  return { per: Object.hasOwn(PER, word) ? word : 'many', perUnits };
}

function pieceOf(service: Service): string {
  if (service === 'sms' || service === 'mms') return 'message';
  return service === 'fax' ? 'page' : 'event';
}

/** `60/1`; of volume with its units: `1 MB/100 kB`. */
export function incrementsText(unit: Unit, first: number, next: number): string {
  return unit === 'byte' ? `${volumeText(first)}/${volumeText(next)}` : formatIncrements(first, next);
}

/** One increment of a step. */
export function incrementText(unit: Unit, increment: number): string {
  return unit === 'byte' ? volumeText(increment) : String(increment);
}

function volumeText(bytes: number): string {
  const text = formatPer('byte', bytes);
  return Object.hasOwn(PER, text) ? `1 ${text}` : text;
}

/** Slices as a derivation tells them: where the increments are a pair (`60/1`), the first interval and what follows are one line. */
export function toldSlices(slices: readonly Slice[], prices: readonly (Price | undefined)[]): readonly Slice[] {
  const told: Slice[] = [];
  for (const slice of slices) {
    const last = told.at(-1);
    const isPair = !prices[slice.band]?.terms?.steps;
    if (isPair && last?.band === slice.band) told[told.length - 1] = { ...last, units: last.units + slice.units };
    else told.push(slice);
  }
  return told;
}

/** By what a price was found. */
export type FoundBy = 'prefix' | 'short' | 'network' | 'number' | 'destination' | 'zone' | 'any';

/** How a target was met, and its own words: digits or a code. */
export function foundBy(target: string): { readonly by: FoundBy; readonly name: string } {
  const parsed = parseTarget(target);
  if (parsed === null || parsed.kind === 'any') return { by: 'any', name: target };
  if ('code' in parsed) return { by: parsed.kind, name: parsed.code };
  if (parsed.space === NETWORK_SPACE) return { by: 'network', name: parsed.digits };
  return { by: parsed.space === '' ? parsed.kind : 'short', name: parsed.digits };
}
