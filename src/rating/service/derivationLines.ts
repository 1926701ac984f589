import type { Language } from '#base';
import { say, wordCode } from '#platform/wording';
import { COMMAND_LINES } from '../commandLines.ts';
import type { ExplanationLine } from '../explanation.ts';

/** A derivation in words, line by line, the carrier's part under a heading of its own. */
export function derivationLines(language: Language, lines: readonly ExplanationLine[]): readonly string[] {
  return lines.flatMap(({ leg, code, params }, index) => [
    ...(leg === 'supplier' && lines[index - 1]?.leg !== 'supplier' ? [say(language, COMMAND_LINES.supplierLeg)] : []),
    `  ${wordCode(language, code, params)}`,
  ]);
}
