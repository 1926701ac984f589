import { formatDateTime, formatMicro, formatMoney, type Language, zoneOffsets } from '#base';
import { say, wordCode } from '#platform/wording';
import { COMMAND_LINES } from '../commandLines.ts';
import { derivationLines } from './derivationLines.ts';
import type { Explanation } from './explain.ts';

/** An explanation in words, line by line; times on the zone's wall clock. */
export function explanationLines(language: Language, explanation: Explanation, zone: string): readonly string[] {
  const { record, customer, currency } = explanation;
  const money = (decimal: string) => formatMoney(language, decimal, currency);
  const lines = [
    say(language, COMMAND_LINES.call, {
      file: record.fileName,
      record: record.recordNo,
      calling: record.calling,
      called: record.called,
      start: formatDateTime(language, Date.parse(record.startAt), zoneOffsets(zone)),
      seconds: record.durationMs / 1000,
    }),
  ];
  if (customer !== null) lines.push(say(language, COMMAND_LINES.customer, customer));
  lines.push(...derivationLines(language, explanation.lines));
  lines.push(say(language, COMMAND_LINES.total, { charge: money(record.charge), cost: money(record.cost) }));
  if (explanation.sourceCost !== null) {
    lines.push(say(language, COMMAND_LINES.sourceCost, { cost: money(explanation.sourceCost) }));
  }
  if (explanation.differences.length === 0) lines.push(say(language, COMMAND_LINES.agrees));
  const differing = ({ field, stored, computed }: Explanation['differences'][number]) => ({
    field: wordCode(language, `rating.field.${field}`),
    stored: shown(field, stored),
    computed: shown(field, computed),
  });
  for (const one of explanation.differences) lines.push(say(language, COMMAND_LINES.differs, differing(one)));
  for (const one of explanation.today) lines.push(say(language, COMMAND_LINES.today, differing(one)));
  return lines;
}

/** Amounts as decimals, everything else as it is stored. */
function shown(field: string, value: number): string {
  return field.endsWith('Micro') ? formatMicro(BigInt(value)) : String(value);
}
