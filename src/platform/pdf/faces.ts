import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FontFace } from './face.ts';

/** The faces of the house font, IBM Plex Sans (SIL Open Font License 1.1; figures are tabular). */
export const FACES = {
  regular: '400Regular/IBMPlexSans_400Regular.ttf',
  italic: '400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf',
  medium: '500Medium/IBMPlexSans_500Medium.ttf',
  semiBold: '600SemiBold/IBMPlexSans_600SemiBold.ttf',
} as const;

export type FaceName = keyof typeof FACES;

const OPENED = new Map<FaceName, FontFace>();

/** A face, read from the font package at first use and kept for the process. */
export function face(name: FaceName): FontFace {
  let opened = OPENED.get(name);
  if (opened === undefined) {
    const require = createRequire(import.meta.url);
    opened = new FontFace(readFileSync(require.resolve(`@expo-google-fonts/ibm-plex-sans/${FACES[name]}`)));
    OPENED.set(name, opened);
  }
  return opened;
}
