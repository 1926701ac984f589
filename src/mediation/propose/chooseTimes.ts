/** Which columns tell start, answer and end of a call, and which how long it took. */

import { foldedWords } from '../joining/folded.ts';
import type { Choice, Choosing, Reason } from './choice.ts';
import type { ColumnFacts } from './facts.ts';
import { columnSays } from './roles.ts';

const DAY_MS = 86_400_000;

/** Instants of a column of dates with times, or of unix times, as if UTC; NaN where a cell has none. */
export function instantsOf(facts: ColumnFacts): Float64Array | null {
  if (facts.times?.kind === 'datetime') return facts.times.ms;
  if (facts.epoch === null) return null;
  const scale = facts.epoch === 's' ? 1000 : facts.epoch === 'ms' ? 1 : 0.001;
  return facts.values.map((value) => (value > 0 ? value * scale : Number.NaN));
}

const says = (role: 'start' | 'answer' | 'end', { column }: ColumnFacts) => columnSays(role, column);

/** Start, answer and end. */
export function chooseInstants(choosing: Choosing): void {
  const candidates = [...wholeStarts(choosing), ...pairedStarts(choosing)].sort((a, b) => b.confidence - a.confidence);
  const [found] = candidates;
  if (found !== undefined) choosing.take(found);
  const start = choosing.choices.get('start');
  if (start === undefined) return;
  const startMs = startInstants(start);
  for (const role of ['end', 'answer'] as const) {
    const named = choosing.free.filter((facts) => instantsOf(facts) !== null && says(role, facts) === 1);
    const [facts] = named;
    if (facts !== undefined)
      choosing.take({ role, columns: [facts], confidence: 0.97, reasons: [header(facts), { code: 'propose.times' }] });
  }
  if (!choosing.hasHeader) chooseLaterInstants(choosing, startMs);
}

function header({ column }: ColumnFacts): Reason {
  return { code: 'propose.header', params: { header: column.name ?? '' } };
}

function wholeStarts(choosing: Choosing): Choice[] {
  return choosing.free.flatMap((facts) => {
    const ms = instantsOf(facts);
    if (ms === null) return [];
    const word = says('start', facts);
    // What is called answer or end is a start only where nothing else is.
    const later = says('answer', facts) === 1 || says('end', facts) === 1;
    const byHeader = word === 1 ? 0.97 : word > 0 ? 0.9 : word < 0 || later ? 0.2 : choosing.hasHeader ? 0.5 : 0.85;
    // Of equal columns the earliest is the start.
    const early = meanMs(ms) / 1e16;
    const confidence = (later ? Math.min(byHeader, 0.3) : byHeader) * (facts.epoch === null ? 1 : 0.97) - early;
    const reasons: Reason[] = [...(word > 0 ? [header(facts)] : []), timeReason(facts)];
    return [{ role: 'start' as const, columns: [facts], confidence: Math.max(0.05, confidence), reasons }];
  });
}

function pairedStarts(choosing: Choosing): Choice[] {
  const dates = choosing.free.filter(({ times }) => times?.kind === 'date');
  const times = choosing.free.filter(
    (facts) =>
      facts.times?.kind === 'time' && says('start', facts) >= 0 && says('end', facts) < 1 && says('answer', facts) < 1,
  );
  return dates.flatMap((date) =>
    times
      .filter((time) => says('start', time) > 0 || isTimeOfDay(time))
      .map((time) => {
        const words = Math.min(
          1,
          Math.max(0, says('start', date)) * 0.5 + Math.max(0, says('start', time)) * 0.5 + 0.2,
        );
        const adjacent = time.column.number - date.column.number;
        const near = adjacent === 1 ? 0.08 : adjacent > 0 ? 0.04 : 0;
        const confidence = Math.max(
          0.05,
          (choosing.hasHeader ? 0.45 + 0.45 * words : 0.8) + near - date.column.number / 10_000,
        );
        return {
          role: 'start' as const,
          columns: [date, time],
          confidence: says('start', date) < 0 ? confidence / 3 : confidence,
          reasons: [
            ...(says('start', date) > 0 ? [header(date)] : []),
            { code: 'propose.dateAndTime', params: { date: nameOf(date), time: nameOf(time) } },
            timeReason(date),
          ],
        };
      }),
  );
}

/** Times of the day spread over it; durations are short for the most part. */
function isTimeOfDay({ clockSeconds, clock3 }: ColumnFacts): boolean {
  const seconds = [...clockSeconds].filter((value) => !Number.isNaN(value));
  if (clock3 < 0.8 && seconds.length > 0) return true;
  return seconds.length === 0 || seconds.filter((value) => value >= 4 * 3600).length > seconds.length / 2;
}

function nameOf({ column }: ColumnFacts): string {
  return column.name ?? `column ${column.number}`;
}

/** How the form of a time was told. */
function timeReason({ times, epoch }: ColumnFacts): Reason {
  if (times === null) return { code: 'propose.epoch', params: { unit: epoch ?? '' } };
  const pattern = times.patterns[0] ?? '';
  if (times.orderBy === 'values') return { code: 'propose.dateByValues', params: { pattern } };
  if (times.orderBy === 'span') return { code: 'propose.dateBySpan', params: { pattern } };
  if (times.orderBy === 'country') return { code: 'propose.dateByCountry', params: { pattern } };
  return { code: 'propose.dateByForm', params: { pattern } };
}

function meanMs(ms: Float64Array): number {
  const known = ms.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The start of every row, as if UTC. */
export function startInstants({ columns }: Choice): Float64Array {
  const [first, time] = columns;
  if (first === undefined) return new Float64Array();
  if (time === undefined) return instantsOf(first) ?? first.times?.ms ?? new Float64Array();
  const dates = first.times?.ms ?? new Float64Array();
  return dates.map((ms, row) => ms + ((((time.times?.ms[row] ?? Number.NaN) % DAY_MS) + DAY_MS) % DAY_MS));
}

/** Which of two columns of instants comes first, told by the rows that have both. */
function byTime(a: ColumnFacts, b: ColumnFacts): number {
  const [left, right] = [instantsOf(a) ?? new Float64Array(), instantsOf(b) ?? new Float64Array()];
  let order = 0;
  for (const [row, ms] of left.entries()) {
    const other = right[row] ?? Number.NaN;
    if (ms < other) order--;
    else if (ms > other) order++;
  }
  // An unanswered call has an end, but no answer.
  return order === 0 ? a.filled - b.filled || a.column.number - b.column.number : order;
}

/** Without a header: columns whose times never lie before the start are answer and end, in this order. */
function chooseLaterInstants(choosing: Choosing, startMs: Float64Array): void {
  const later = choosing.free
    .filter((facts) => {
      const ms = instantsOf(facts);
      return (
        ms?.every(
          (value, row) =>
            Number.isNaN(value) ||
            Number.isNaN(startMs[row]!) ||
            (value >= startMs[row]! && value < startMs[row]! + DAY_MS),
        ) === true
      );
    })
    .sort(byTime);
  const end = later.at(-1);
  const answer = later.at(-2);
  const reasons = [{ code: 'propose.afterStart' }];
  if (end !== undefined) choosing.take({ role: 'end', columns: [end], confidence: 0.6, reasons });
  if (answer !== undefined) choosing.take({ role: 'answer', columns: [answer], confidence: 0.55, reasons });
}

/** A duration's unit, and how it was told. */
export const DURATION_FORMS = ['s', 'ms', 'min', 'hh:mm:ss', 'mm:ss', 'hhmmss'] as const;
export type DurationForm = (typeof DURATION_FORMS)[number];
export interface DurationTold {
  readonly form: DurationForm;
  readonly reason: Reason;
  /** It is the time from answer to end. */
  readonly fromAnswer?: boolean;
}

const UNIT_SECONDS = { s: 1, ms: 0.001, min: 60 } as const;

/** How long calls took: the column, and in which unit. */
export function chooseDuration(choosing: Choosing, form?: DurationForm): DurationTold | null {
  const start = choosing.choices.get('start');
  const startMs = start === undefined ? null : startInstants(start);
  const end = choosing.column('end');
  const answer = choosing.column('answer');
  const endMs = end === null ? null : instantsOf(end);
  const answerMs = answer === null ? null : instantsOf(answer);
  const beginnings = [answerMs, startMs].filter((ms) => ms !== null);
  choosing.named('total', (facts) => ({ fit: lasting(facts) }));
  const unitOf = (facts: ColumnFacts) => (endMs === null ? null : unitByTimes(facts, beginnings, endMs));
  const chosen = choosing.best(
    'duration',
    (facts) => {
      const plain = lasting(facts);
      if (plain === 0) return { fit: 0 };
      const measured = unitOf(facts);
      // Between answer and end lies what is billed.
      if (measured !== null) return { fit: measured.fromAnswer === true ? 1 : 0.9, reason: measured.reason };
      const byForm = unitByForm(facts);
      const words = foldedWords(facts.column.name ?? '');
      const counts = BILLED.test(words) ? 1 : 0.9;
      return { fit: plain * counts * unlikely(byForm, facts, start?.columns[0]), reason: byForm.reason };
    },
    // Where the end is told, a doubtful duration is better worked out.
    choosing.hasHeader && endMs !== null ? 0.44 : 0.2,
  );
  const [column] = chosen?.columns ?? [];
  if (column === undefined) return null;
  if (!choosing.choices.has('total')) chooseTotal(choosing, column);
  if (form !== undefined) return { form, reason: { code: 'propose.told' } };
  return unitOf(column) ?? unitByForm(column);
}

/** Says that it is what counts, where several columns are durations. */
const BILLED = /bill|factur|tax[ae]|abrechn|gebuhr|talk|conversation|gesprachs|communication|fatturat/;

/** Another duration that is never shorter is the whole of it, ringing included. */
function chooseTotal(choosing: Choosing, billed: ColumnFacts): void {
  const seconds = (facts: ColumnFacts, row: number) =>
    facts.clock3 + facts.clock2 > 0.9 ? facts.clockSeconds[row]! : facts.values[row]!;
  const [facts] = choosing.free.filter(
    (each) =>
      columnSays('duration', each.column) > 0 &&
      lasting(each) > 0 &&
      each.clock3 === billed.clock3 &&
      each.column.cells.every((_, row) => !(seconds(each, row) < seconds(billed, row))),
  );
  if (facts !== undefined)
    choosing.take({
      role: 'total',
      columns: [facts],
      confidence: 0.8,
      reasons: [header(facts), { code: 'propose.longer' }],
    });
}

/** Numbers of thousands are rarely durations, and durations rarely stand before the start. */
function unlikely({ reason }: DurationTold, { column }: ColumnFacts, start: ColumnFacts | undefined): number {
  const bySize = reason.code === 'propose.durationBySize' ? 0.6 : 1;
  return column.name === null && start !== undefined && column.number < start.column.number ? bySize * 0.7 : bySize;
}

/** How well cells may be durations. */
function lasting(facts: ColumnFacts): number {
  if (facts.clock3 > 0.9 || facts.clock2 > 0.9) return 0.9;
  if (facts.epoch !== null || facts.times?.kind === 'datetime' || facts.rowNumbers) return 0;
  if (facts.longPhone > 0.5 && facts.largest > 1e7) return 0;
  const numbers = facts.amounts;
  if (numbers < 0.95 || facts.largest > 1e8 || facts.negatives > 0.5) return 0;
  const whole = facts.integers > 0.95;
  const varied = facts.distinct > Math.min(3, facts.filled / 2);
  return (whole ? 0.75 : 0.45) * (varied ? 1 : 0.6);
}

/** The unit in which a column is the time between two others. */
function unitByTimes(
  facts: ColumnFacts,
  beginnings: readonly Float64Array[],
  endMs: Float64Array,
): DurationTold | null {
  const seconds = (row: number, form: DurationForm) =>
    form === 'hh:mm:ss' || form === 'mm:ss'
      ? facts.clockSeconds[row]!
      : facts.values[row]! * UNIT_SECONDS[form as keyof typeof UNIT_SECONDS];
  const forms: readonly DurationForm[] =
    facts.clock3 > 0.9 ? ['hh:mm:ss'] : facts.clock2 > 0.9 ? ['mm:ss'] : ['s', 'ms', 'min'];
  for (const form of forms)
    for (const beginMs of beginnings) {
      let compared = 0;
      let same = 0;
      for (const [row, end] of endMs.entries()) {
        const difference = (end - beginMs[row]!) / 1000;
        const told = seconds(row, form);
        if (Number.isNaN(difference) || Number.isNaN(told) || difference === 0 || told === 0) continue;
        compared++;
        if (Math.abs(difference - told) <= (form === 'min' ? 60 : 1.5)) same++;
      }
      if (compared > 0 && same >= compared * 0.9)
        return {
          form,
          reason: { code: 'propose.durationByTimes', params: { unit: form } },
          fromAnswer: beginnings.length > 1 && beginMs === beginnings[0],
        };
    }
  return null;
}

/** Six digits of which no pair counts beyond 59, over so many calls that this is no chance. */
function isClockDigits({ column }: ColumnFacts): boolean {
  const cells = column.cells.filter((cell) => cell !== '');
  const counted = cells.filter((cell) => Number(cell) >= 60).length;
  return counted >= 4 && cells.every((cell) => /^\d\d[0-5]\d[0-5]\d$/.test(cell));
}

function unitByForm(facts: ColumnFacts): DurationTold {
  const name = facts.column.name?.toLowerCase() ?? '';
  const told = (form: DurationForm, code: string): DurationTold => ({ form, reason: { code, params: { unit: form } } });
  if (facts.clock3 > 0.9) return told('hh:mm:ss', 'propose.durationByForm');
  if (facts.clock2 > 0.9) return told('mm:ss', 'propose.durationByForm');
  if (/\bms\b|milli|msec|_ms$|Ms$/.test(facts.column.name ?? '')) return told('ms', 'propose.durationByHeader');
  if (/\b(?:s|sec|secs|seconds?|secondes?|sekunden|segundos|secondi|seconden|sek)\b|secs?$|seconds$/.test(name))
    return told('s', 'propose.durationByHeader');
  if (/\b(?:min|mins|minutes?|minuten|minutos|minuti)\b|minutes$|_min$/.test(name))
    return told('min', 'propose.durationByHeader');
  if (isClockDigits(facts)) return told('hhmmss', 'propose.durationByForm');
  const values = [...facts.values].filter((value) => value > 0);
  // Calls of hours are few: where half of them would be, the unit is smaller.
  const median = values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  if (median >= 5000) return told('ms', 'propose.durationBySize');
  if (facts.integers < 0.5 && facts.largest < 600) return told('min', 'propose.durationBySize');
  return told('s', 'propose.durationUsual');
}
