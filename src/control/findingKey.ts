import type { Finding } from '#base';

/** What a decision is about: the code and the subject, not the figures, so that it survives the next drawing of drafts. */
export function findingKey(finding: Finding): string {
  const detail = finding.params?.class ?? finding.params?.prefix ?? finding.params?.detail ?? '';
  return `${finding.code}|${finding.subject?.kind ?? ''}/${finding.subject?.key ?? ''}|${detail}`;
}
