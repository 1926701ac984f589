import { useSay, useWord } from '#app';
import { type FindingReply, type Severity, text } from '#base';
import { StatusTag, type Tone } from './statusTag.tsx';

const TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'warn', info: 'info' };
const NAMES: Readonly<Record<Severity, string>> = {
  error: text('Error'),
  warning: text('Warning'),
  info: text('Note'),
};

export function SeverityTag({ severity }: { readonly severity: Severity }) {
  const say = useSay();
  return <StatusTag tone={TONES[severity]}>{say(NAMES[severity])}</StatusTag>;
}

/** Findings as sentences, in the order given, each with the place where it stands. */
export function Findings({ findings }: { readonly findings: readonly FindingReply[] }) {
  const say = useSay();
  const word = useWord();
  return (
    <ul style={{ margin: 0, paddingLeft: 0, listStyle: 'none' }}>
      {findings.map((finding, index) => (
        // Findings of one answer have no other identity than their place in it.
        <li key={`${finding.code}-${String(index)}`} style={{ display: 'flex', gap: 8, padding: '2px 0' }}>
          <SeverityTag severity={finding.severity} />
          <span>
            {word(finding.code, finding.params)}
            {finding.place?.line !== undefined && (
              <span className="muted"> · {say('line {line}', { line: finding.place.line })}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
