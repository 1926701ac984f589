/** A format made of the roles that columns were given. */

import { SERVICE_NAMES } from '#usage';
import { foldedWords } from '../joining/folded.ts';
import type { Condition } from '../language/condition.ts';
import type { FormatDefinition, TimestampDefinition } from '../language/format.ts';
import { dispositionOfWord } from '../values/disposition.ts';
import { NUMBERING_PLANS } from '../values/numberingPlan.ts';
import { ownBeginnings } from './chooseParties.ts';
import type { Chosen } from './chooseRest.ts';
import type { ColumnFacts } from './facts.ts';
import type { Role } from './roles.ts';
import type { ChosenField, SampleTable } from './table.ts';
import { RFC2822 } from './timeShape.ts';
import { CURRENCY_SIGNS, DIRECTION_WORDS, directionOf, SERVICE_WORDS, serviceOf, writings } from './words.ts';

/** What a proposal calls the format, and where the file is from. */
export interface Naming {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  /** Decimal sign of amounts and durations, where somebody says it. */
  readonly decimal?: '.' | ',' | undefined;
}

/** The format's fields with their columns. A start in two columns is `date` and `time`. */
export function fieldsOfChoices({ choices }: Chosen): ChosenField[] {
  const fields: ChosenField[] = [];
  for (const [role, { columns }] of choices)
    for (const [index, { column }] of columns.entries())
      fields.push({
        field: role === 'start' && columns.length > 1 ? (['date', 'time'][index] ?? 'time') : role,
        column,
        required: role === 'start' || role === 'duration' || role === 'called' || role === 'calling',
      });
  return fields;
}

/** The format; its samples are put in by whoever has read the file with it. */
export function buildFormat(table: SampleTable, chosen: Chosen, naming: Naming): FormatDefinition {
  const facts = (role: Role) => chosen.choices.get(role)?.columns[0] ?? null;
  const fields = fieldsOfChoices(chosen);
  const duration = facts('duration');
  return {
    id: naming.id,
    version: 1,
    name: naming.name,
    encoding: { charsets: [...table.charsets], invalid: 'replace' },
    structure: table.structure(fields),
    fields: fieldDefinitions(chosen, fields),
    settings: { ownNumbers: { kind: 'texts', default: ownNumbers(chosen, facts) } },
    record: {
      service: serviceOfRecords(facts('service'), facts('volume') !== null && duration === null),
      start: startOf(chosen),
      duration: durationOf(chosen, duration),
      ...answeredBy(facts('disposition'), duration),
      direction: directionRules(facts),
      calling: partyOf(facts, 'calling', naming.country),
      called: partyOf(facts, 'called', naming.country),
      ...(facts('account') === null ? {} : { account: { field: 'account' } }),
      ...costOf(facts('cost'), facts('currency'), naming.decimal),
      ...(facts('volume') === null
        ? {}
        : { volume: { fields: ['volume'], unit: unitOf(facts('volume')!), decimal: decimalOf(facts('volume')!) } }),
      ...(facts('pieces') === null || facts('service') === null ? {} : { pieces: { field: 'pieces' } }),
      details: detailsOf(chosen, facts),
    },
    dedup: { keys: dedupKeys(chosen, facts) },
    fingerprint: fingerprintOf(table, chosen),
    samples: [{ name: 'first file', content: '', zone: 'UTC', country: naming.country, records: [] }],
  };
}

/** By names a header is told anyway; else by how the start is written and where. */
function fingerprintOf(table: SampleTable, { choices }: Chosen): FormatDefinition['fingerprint'] {
  const [start] = choices.get('start')?.columns ?? [];
  if (start === undefined || !table.byLocation) return {};
  if ('path' in start.column.location)
    return { paths: [choices.get('start')?.columns.length === 1 ? 'start' : 'date'] };
  const patterns = start.times?.patterns ?? [];
  if (patterns.length === 0 || !('index' in start.column.location)) return {};
  return { columns: { [String(start.column.location.index)]: `^(${patterns.map(patternRegex).join('|')})$` } };
}

/** Texts that a time pattern may read. */
function patternRegex(pattern: string): string {
  return pattern.replace(/yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|S+|a|XXX|[^A-Za-z]|./g, (token) => {
    if (token === 'MMM') return '[A-Za-z]{3}';
    if (token === 'XXX') return '(Z|[+-]\\d\\d:?(\\d\\d)?)';
    if (token === 'a') return '[AaPp][Mm]';
    if (/^S+$/.test(token)) return '\\d+';
    if (/^[yMdHhms]+$/.test(token)) return token.length === 1 ? '\\d{1,2}' : `\\d{${token.length}}`;
    return /[A-Za-z0-9 :/_-]/.test(token) ? token : `\\${token}`;
  });
}

function fieldDefinitions(chosen: Chosen, fields: readonly ChosenField[]): NonNullable<FormatDefinition['fields']> {
  const nullsOf = new Map(
    [...chosen.choices.values()].flatMap(({ columns }) =>
      columns.map((facts) => [facts.column.number, facts.nulls] as const),
    ),
  );
  const definitions: NonNullable<FormatDefinition['fields']> = {};
  for (const { field, column } of fields) {
    const nulls = [...(nullsOf.get(column.number) ?? [])];
    const own = 'index' in column.location;
    if (own && nulls.length === 0) continue;
    definitions[field] = { at: [own ? { column: field } : column.location], nulls };
  }
  if (!chosen.choices.has('duration') && !chosen.choices.has('end'))
    definitions.noDuration = { at: [{ constant: '' }] };
  for (const party of ['calling', 'called'] as const)
    if (partyField(chosen, party) === null) definitions[party] = { at: [{ constant: '' }] };
  return definitions;
}

/** As told; where only the end is, the time up to it. */
function durationOf({ choices, duration }: Chosen, facts: ColumnFacts | null): FormatDefinition['record']['duration'] {
  if (facts === null)
    return choices.has('end') ? { field: 'end', form: 'endMinusAnswer' } : { field: 'noDuration', form: 's' };
  return {
    field: 'duration',
    form: duration?.form ?? 's',
    decimal: decimalOf(facts),
    negative: facts.negatives > 0 ? 'unanswered' : 'reject',
  };
}

function startOf({ choices }: Chosen): TimestampDefinition {
  const columns = choices.get('start')?.columns ?? [];
  return {
    ...instantOf(columns.length > 1 ? ['date', 'time'] : ['start'], columns),
    ...(choices.has('zone') ? { zone: zoneField(choices.get('zone')?.columns[0]) } : utc(columns)),
  };
}

function zoneField(facts: ColumnFacts | undefined): TimestampDefinition['zone'] {
  const iana = facts?.column.cells.some((cell) => cell.includes('/')) === true;
  return { field: 'zone', form: iana ? 'iana' : 'offset' };
}

/** A header that says UTC is believed. */
function utc(columns: readonly ColumnFacts[]): Pick<TimestampDefinition, 'zone'> {
  return columns.some(({ column }) => /\b(?:utc|gmt)\b|_utc|UTC/i.test(column.name ?? ''))
    ? { zone: { iana: 'UTC' } }
    : {};
}

function instantOf(fields: string[], columns: readonly ColumnFacts[]): TimestampDefinition {
  const [first, second] = columns;
  if (first?.epoch !== undefined && first.epoch !== null && first.times === null)
    return { fields, form: { kind: 'epoch', unit: first.epoch } };
  const dates = first?.times?.patterns ?? [];
  if (dates[0] === RFC2822) return { fields, form: { kind: 'rfc2822' } };
  const times = second?.times?.patterns;
  const patterns = times === undefined ? dates : dates.flatMap((date) => times.map((time) => `${date} ${time}`));
  return { fields, form: { kind: 'pattern', patterns: [...patterns] } };
}

/** Words of a column that stand for one meaning: those seen, and all writings of those we know. */
function wordsOf<T extends string>(
  facts: ColumnFacts,
  meaning: (cell: string) => T | null,
  wanted: T,
  known: readonly string[],
): string[] {
  const seen = facts.column.cells.filter((cell) => cell !== '' && meaning(cell) === wanted);
  const others = known.filter((word) => word.length > 1 && meaning(word) === wanted).flatMap(writings);
  return [...new Set([...seen, ...others])];
}

function serviceOfRecords(
  facts: ColumnFacts | null,
  isData: boolean,
): NonNullable<FormatDefinition['record']['service']> {
  if (facts === null) return isData ? 'data' : 'voice';
  const rules = SERVICE_NAMES.flatMap((name) => {
    if (name === 'voice' || name === 'event') return [];
    const oneOf = wordsOf(facts, serviceOf, name, SERVICE_WORDS[name]);
    return [{ when: { field: 'service', oneOf }, is: name }];
  });
  return { rules, otherwise: 'voice' };
}

/** Words of outcome decide what counts as answered, where they agree with the durations. */
function answeredBy(
  facts: ColumnFacts | null,
  duration: ColumnFacts | null,
): Pick<FormatDefinition['record'], 'answered'> {
  if (facts === null || duration === null) return {};
  const rows = facts.column.cells.map((cell, row) => [dispositionOfWord(cell), lasts(duration, row)] as const);
  const contradicted = rows.some(([meaning, lasted]) => lasted && meaning !== null && meaning !== 'answered');
  const answered = [...new Set(facts.column.cells.filter((cell) => dispositionOfWord(cell) === 'answered'))];
  // Only where unanswered attempts have a duration (of ringing) the word is needed.
  return contradicted && answered.length > 0 ? { answered: { field: 'disposition', oneOf: answered } } : {};
}

function lasts(duration: ColumnFacts, row: number): boolean {
  const seconds = duration.clockSeconds[row]!;
  return (Number.isNaN(seconds) ? duration.values[row]! : seconds) > 0;
}

type FactsOf = (role: Role) => ColumnFacts | null;

/** Our numbers as the file writes them; asked of a source where no column tells the direction. */
function ownNumbers(chosen: Chosen, facts: FactsOf): string[] {
  const [calling, called] = [facts('calling'), facts('called')];
  if (chosen.choices.has('direction') || calling === null || called === null) return [];
  return ownBeginnings(calling, called);
}

function directionRules(facts: FactsOf): FormatDefinition['record']['direction'] {
  const column = facts('direction');
  if (column === null) return { rules: rulesWithoutColumn(facts), otherwise: 'outbound' };
  const rules = (['outbound', 'inbound', 'internal', 'forwarded'] as const).map((is) => ({
    when: { field: 'direction', oneOf: wordsOf(column, directionOf, is, DIRECTION_WORDS[is]) },
    is,
  }));
  return { rules, otherwise: column.direction > 0.99 ? 'reject' : 'outbound' };
}

function rulesWithoutColumn(facts: FactsOf): { when: Condition; is: 'outbound' | 'inbound' | 'internal' }[] {
  const own = (field: string): Condition => ({ field, startsWithSetting: 'ownNumbers' });
  const [calling, called] = [facts('calling'), facts('called')];
  if (calling === null || called === null) return [];
  const rules: { when: Condition; is: 'outbound' | 'inbound' | 'internal' }[] = [
    { when: { all: [own('calling'), own('called')] }, is: 'internal' },
    { when: own('calling'), is: 'outbound' },
    { when: own('called'), is: 'inbound' },
  ];
  if (extensions(calling) + extensions(called) < 0.2) return rules;
  // A telephone system: extensions are inside, a full number that reaches one comes from outside.
  const inside = (field: string): Condition => ({ field, matches: '^\\d{2,5}$' });
  const emergency: Condition = { field: 'called', matches: '^1[0-9]{1,2}$' };
  return [
    ...rules,
    { when: { all: [inside('calling'), inside('called'), { not: emergency }] }, is: 'internal' },
    { when: { all: [inside('called'), { not: inside('calling') }] }, is: 'inbound' },
  ];
}

/** Share of short numbers. */
function extensions({ column, filled }: ColumnFacts): number {
  return column.cells.filter((cell) => /^\d{2,5}$/.test(cell)).length / Math.max(1, filled);
}

/** The field of a party: of its own column, or of ours and theirs by direction. */
function partyField(chosen: Chosen, party: 'calling' | 'called'): string | null {
  if (chosen.choices.has(party)) return party;
  if (chosen.choices.has('own') && party === 'calling') return 'own';
  return chosen.choices.has('other') && party === 'called' ? 'other' : null;
}

function partyOf(facts: FactsOf, party: 'calling' | 'called', country: string): FormatDefinition['record']['calling'] {
  const named = facts(party);
  const paired = named === null && facts('own') !== null && facts('other') !== null;
  const fallback = party === 'calling' ? 'own' : 'other';
  const opposite = party === 'calling' ? 'other' : 'own';
  const column = named ?? facts(fallback);
  const field = named !== null ? party : facts(fallback) === null ? party : fallback;
  const cells = [column, paired ? facts(opposite) : null].flatMap((each) => each?.column.cells ?? []);
  const isUri = cells.some((cell) => /@|^sips?:|^tel:/.test(cell));
  const spreadsheet = cells.some((cell) => cell.startsWith('='));
  return {
    field,
    ...(paired ? { byDirection: { inbound: opposite } } : {}),
    bare: bareOf(cells, country),
    stripPrefixes: [
      ...(isUri ? ['sip:', 'sips:', 'tel:'] : []),
      ...(spreadsheet ? ['="', '='] : []),
      ...(cells.some((cell) => cell.startsWith('Ext.')) ? ['Ext.'] : []),
    ],
    cutAt: isUri ? ['@', ';'] : [],
    anonymous: [
      'anonymous',
      'anonyme',
      'anonym',
      'restricted',
      'unavailable',
      'unknown',
      'private',
      'masqué',
      'secret',
      'inconnu',
      'unbekannt',
      'privado',
      'oculto',
      'privato',
      'nascosto',
      'onbekend',
    ],
  };
}

/** What digits without any prefix are: numbers from the country code on, or national ones. */
function bareOf(cells: readonly string[], country: string): 'auto' | 'national' {
  const plan = NUMBERING_PLANS.get(country);
  const bare = cells.map((cell) => cell.replace(/[ ()./-]/g, '')).filter((cell) => /^[1-9]\d{6,}$/.test(cell));
  if (plan === undefined || bare.length === 0) return 'auto';
  const national = bare.filter(
    (number) =>
      number.length >= plan.minDigits &&
      number.length <= Math.min(plan.maxDigits, 11) &&
      !number.startsWith(plan.callingCode),
  );
  return national.length > bare.length * 0.8 && plan.minDigits === plan.maxDigits ? 'national' : 'auto';
}

function decimalOf(facts: ColumnFacts): '.' | ',' {
  return facts.decimalComma > facts.decimalPoint ? ',' : '.';
}

function costOf(
  facts: ColumnFacts | null,
  currency: ColumnFacts | null,
  told: '.' | ',' | undefined,
): Pick<FormatDefinition['record'], 'costs'> {
  if (facts === null) return {};
  const header = facts.column.name ?? '';
  const minor = /\b(?:pence|cents?|ct|centimes?|centimos|centesimi)\b/.test(foldedWords(header));
  const sign = facts.signs.map((each) => CURRENCY_SIGNS[each]).find((code) => code !== undefined);
  const named = /\b(EUR|USD|GBP|CHF)\b|€|£/i.exec(header)?.[0];
  const constant = named === undefined ? sign : (CURRENCY_SIGNS[named] ?? named.toUpperCase());
  const amountDecimal = told ?? (facts.decimalComma > facts.decimalPoint || facts.thousands === '.' ? ',' : '.');
  return {
    costs: [
      {
        field: 'cost',
        decimal: amountDecimal,
        ...(facts.thousands === null || facts.thousands === amountDecimal ? {} : { thousands: facts.thousands }),
        unit: minor ? 'minor' : 'major',
        negative: facts.negatives > 0.5 ? 'charge' : facts.negatives > 0 ? 'credit' : 'reject',
        strip: [...facts.signs],
        ...(currency === null
          ? constant === undefined
            ? {}
            : { currency: constant }
          : { currency: { field: 'currency' } }),
      },
    ],
  };
}

function unitOf({ column }: ColumnFacts): 'byte' | 'kB' | 'MB' | 'GB' {
  const name = column.name ?? '';
  if (/\b(?:go|gb|gigaoctets|gbytes)\b/i.test(name)) return 'GB';
  if (/\b(?:mo|mb|megaoctets|mbytes)\b/i.test(name)) return 'MB';
  return /\b(?:ko|kb|kilooctets|kbytes)\b/i.test(name) ? 'kB' : 'byte';
}

function detailsOf(chosen: Chosen, facts: FactsOf): NonNullable<FormatDefinition['record']['details']> {
  const instant = (role: 'answer' | 'end') => {
    const column = facts(role);
    return column === null ? {} : { [role]: { ...instantOf([role], [column]), ...utc([column]) } };
  };
  const total = facts('total');
  return {
    ...(chosen.choices.has('id') ? { nativeId: ['id'] } : {}),
    ...(chosen.choices.has('group') ? { callGroup: ['group'] } : {}),
    ...instant('answer'),
    ...(facts('answer') === null && facts('duration') === null && facts('end') !== null
      ? { answer: startOf(chosen) }
      : {}),
    ...instant('end'),
    ...(total === null
      ? {}
      : {
          total: {
            field: 'total',
            form: total.clock3 > 0.9 ? ('hh:mm:ss' as const) : total.clock2 > 0.9 ? ('mm:ss' as const) : ('s' as const),
          },
        }),
    ...(facts('disposition') === null ? {} : { disposition: { field: 'disposition' } }),
  };
}

/** The id where it is one; else what together tells records apart. Numbers of rows start again in every file and tell nothing. */
function dedupKeys({ choices }: Chosen, facts: FactsOf): string[][] {
  const start = (choices.get('start')?.columns.length ?? 0) > 1 ? ['date', 'time'] : ['start'];
  const rest = (['own', 'other', 'calling', 'called', 'duration', 'direction', 'volume'] as const).filter((role) =>
    choices.has(role),
  );
  const id = facts('id');
  const repeats = id !== null && id.distinct < id.filled;
  const all = [...start, ...rest];
  // Where a field of the key is empty (a message has no duration) the whole record is.
  return [...(id === null ? [all] : repeats ? [['id', ...all]] : [['id'], all]), ['*']];
}
