import type { RatedLine } from '#contracts';
import { DIRECTION, type UsageRecord } from '#usage';
import type { ExplanationLine } from './explanation.ts';

/** Which line a record belongs to, the plain way; `compileLines` says the same fast. See there for the order. */
export interface Subject {
  readonly line: RatedLine | null;
  readonly explanation: ExplanationLine;
}

/** Ways a line is found, first hit wins. Each says what of the record it looks at and which lines answer to it. */
const WAYS: readonly {
  readonly code: string;
  readonly looksAt: (record: Readonly<UsageRecord>) => string | null;
  readonly answers: (line: RatedLine, sought: string) => boolean;
}[] = [
  { code: 'rating.subject.account', looksAt: (record) => record.accountText, answers: isAccount },
  {
    code: 'rating.subject.number',
    looksAt: chargedNumber,
    answers: (line, sought) => line.kind === 'number' && line.identifier === sought,
  },
  {
    code: 'rating.subject.range',
    looksAt: chargedNumber,
    answers: (line, sought) => line.kind === 'range' && sought.startsWith(line.identifier),
  },
  { code: 'rating.subject.account', looksAt: chargedText, answers: isAccount },
];

/** The identifier by which a record waits for its owner: number, else account, else the party's text. */
export function chargedIdentifier(record: Readonly<UsageRecord>): string {
  return chargedNumber(record) ?? record.accountText ?? chargedText(record) ?? '';
}

export function findSubject(lines: readonly RatedLine[], record: Readonly<UsageRecord>, sourceId: number): Subject {
  const { startMs } = record;
  const usable = lines.filter(
    (line) =>
      (line.sourceId === 0 || line.sourceId === sourceId) && line.validFromMs <= startMs && startMs < line.validToMs,
  );
  for (const { code, looksAt, answers } of WAYS) {
    const sought = looksAt(record);
    if (sought === null) continue;
    const [line] = usable.filter((candidate) => answers(candidate, sought)).sort(mostSpecificFirst);
    if (line !== undefined) return { line, explanation: subjectLine(code, { identifier: sought, line: line.label }) };
  }
  const identifier = chargedIdentifier(record);
  return { line: null, explanation: subjectLine('rating.subject.unmatched', { identifier }) };
}

/** The line that holds a number at an instant (exact number, else longest range): is the other side of a call one of ours? */
export function ownerOf(
  lines: readonly RatedLine[],
  number: number,
  startMs: number,
  sourceId: number,
): RatedLine | null {
  const digits = String(number);
  const holds = ({ kind, identifier }: RatedLine) =>
    (kind === 'number' && identifier === digits) || (kind === 'range' && digits.startsWith(identifier));
  const inForce = (line: RatedLine) =>
    (line.sourceId === 0 || line.sourceId === sourceId) && line.validFromMs <= startMs && startMs < line.validToMs;
  const [owner] = lines
    .filter((line) => holds(line) && inForce(line))
    .sort((a, b) => Number(a.kind === 'range') - Number(b.kind === 'range') || mostSpecificFirst(a, b));
  return owner ?? null;
}

function mostSpecificFirst(a: RatedLine, b: RatedLine): number {
  if (a.identifier.length !== b.identifier.length) return b.identifier.length - a.identifier.length;
  if ((a.sourceId === 0) !== (b.sourceId === 0)) return a.sourceId === 0 ? 1 : -1;
  if (a.kind !== b.kind) return a.kind === 'account' ? -1 : 1;
  return a.id - b.id;
}

function isAccount(line: RatedLine, sought: string): boolean {
  return (line.kind === 'account' || line.kind === 'trunk') && line.identifier === sought;
}

function chargedNumber(record: Readonly<UsageRecord>): string | null {
  const number = record.direction === DIRECTION.inbound ? record.bNumber : record.aNumber;
  return number === 0 ? null : String(number);
}

/** Text of the charged side, where it has no number. */
function chargedText(record: Readonly<UsageRecord>): string | null {
  if (chargedNumber(record) !== null) return null;
  return record.direction === DIRECTION.inbound ? record.bText : record.aText;
}

function subjectLine(code: string, params: ExplanationLine['params']): ExplanationLine {
  return { leg: 'record', step: 'subject', code, params };
}
