import { formatDateTime, formatMoney, type Language, zoneOffsets } from '#base';
import { say, wordCode } from '#platform/wording';
import { COMMAND_LINES } from '../commandLines.ts';
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
  for (const [index, line] of explanation.lines.entries()) {
    if (line.leg === 'supplier' && explanation.lines[index - 1]?.leg !== 'supplier') {
      lines.push(say(language, COMMAND_LINES.supplierLeg));
    }
    lines.push(`  ${wordCode(language, line.code, line.params)}`);
  }
  lines.push(say(language, COMMAND_LINES.total, { charge: money(record.charge), cost: money(record.cost) }));
  if (explanation.sourceCost !== null) {
    lines.push(say(language, COMMAND_LINES.sourceCost, { cost: money(explanation.sourceCost) }));
  }
  if (explanation.differences.length === 0) lines.push(say(language, COMMAND_LINES.agrees));
  for (const difference of explanation.differences) lines.push(say(language, COMMAND_LINES.differs, { ...difference }));
  for (const difference of explanation.today) lines.push(say(language, COMMAND_LINES.today, { ...difference }));
  return lines;
}
