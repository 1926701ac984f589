import { useSay, useWord } from '#app';
import { type MessageParams, text } from '#base';
import { Section } from './page.tsx';

/** One line of a derivation, as the API gives it. */
export interface DerivationLine {
  readonly leg: string;
  readonly code: string;
  readonly params: MessageParams;
}

const LEGS: readonly (readonly [string, string])[] = [
  ['record', text('The call')],
  ['customer', text('What the customer pays')],
  ['supplier', text('What the carrier charges')],
];

/** Why an amount is what it is, step by step: the call, then what the customer pays, then what the carrier takes. */
export function Derivation({ lines }: { readonly lines: readonly DerivationLine[] }) {
  const say = useSay();
  const word = useWord();
  return LEGS.map(([leg, title]) => {
    const ofLeg = lines.filter((line) => line.leg === leg);
    if (ofLeg.length === 0) return null;
    return (
      <Section key={leg} title={say(title)}>
        <ol className="derivation">
          {ofLeg.map((line, index) => (
            // The steps of a derivation have no other identity than their order.
            <li key={`${line.code}-${String(index)}`}>{word(line.code, line.params)}</li>
          ))}
        </ol>
      </Section>
    );
  });
}
