/** The formats that come with Tarifwerk, by id. */

import { CARRIER_FORMATS } from './formats/carriers.ts';
import { MOBILE_FORMATS } from './formats/mobile.ts';
import { PABX_FORMATS } from './formats/pabx.ts';
import { SBC_FORMATS } from './formats/sbc.ts';
import { type Format, formatSchema } from './language/format.ts';

export const FORMATS: readonly Format[] = [...PABX_FORMATS, ...SBC_FORMATS, ...CARRIER_FORMATS, ...MOBILE_FORMATS].map(
  (definition) => formatSchema.parse(definition),
);

const BY_ID = new Map(FORMATS.map((format) => [format.id, format]));

export function findFormat(id: string): Format | undefined {
  return BY_ID.get(id);
}
