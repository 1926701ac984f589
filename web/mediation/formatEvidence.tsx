import { useSay } from '#app';
import { StatusTag, type Tone } from '#kit';
import { EVIDENCE_NAMES } from './names.ts';
import type { ListedFormat } from './sourceDraft.ts';

const TONES: Readonly<Record<ListedFormat['verified'], Tone>> = {
  sample: 'good',
  specification: 'info',
  none: 'quiet',
};

/** What confirmed a format. */
export function FormatEvidence({ format }: { readonly format: Pick<ListedFormat, 'own' | 'verified'> }) {
  const say = useSay();
  if (format.own) return <StatusTag tone="info">{say('own')}</StatusTag>;
  return <StatusTag tone={TONES[format.verified]}>{say(EVIDENCE_NAMES[format.verified] ?? format.verified)}</StatusTag>;
}
