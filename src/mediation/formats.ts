/** The formats that come with Tarifwerk, by id. */
import { type Format, formatSchema } from './format.ts';
import { asteriskMasterCsv } from './formats/asteriskMasterCsv.ts';
import { freeswitchJson } from './formats/freeswitchJson.ts';
import { frenchCarrierCsv } from './formats/frenchCarrierCsv.ts';
import { threeCxCsv } from './formats/threeCxCsv.ts';

export const FORMATS: readonly Format[] = [asteriskMasterCsv, threeCxCsv, freeswitchJson, frenchCarrierCsv].map(
  (definition) => formatSchema.parse(definition),
);

const BY_ID = new Map(FORMATS.map((format) => [format.id, format]));

export function findFormat(id: string): Format | undefined {
  return BY_ID.get(id);
}
