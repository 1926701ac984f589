import { formatDecimal, offsetAt, utcToLocalMs, zoneOffsets } from '#base';
import { formatIncrements, formatPer, formatPrice, type Price, type PricedList, type PriceTerms } from '#catalog';
import { wordCode } from '#platform/wording';
import { type DerivedCharge, partyText, STATUS_NAMES, statusName } from '#rating';
import { DIRECTION, SERVICE, type UsageRecord } from '#usage';
import type { Example, Stage, WorkedEvent } from './example.ts';
import { amounts, type RatedStage } from './rated.ts';

/** The part of `docs/rating.md` that an example makes: prices, events with their charges, allowances, derivations. */
export function pageOf(example: Example, stages: readonly RatedStage[]): string {
  return [
    pricesOf(example),
    ...stages.flatMap((rated, index) => stageOf(example, example.stages[index]!, rated, stages.length > 1)),
  ].join('\n\n');
}

type Column<Row> = readonly [heading: string, cell: (row: Row) => string];

/** A table; columns in which every cell is empty are left out. */
function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const filled = columns.filter(([, cell]) => rows.some((row) => cell(row) !== ''));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(filled.map(([heading]) => heading)),
    line(filled.map(() => '---')),
    ...rows.map((row) => line(filled.map(([, cell]) => cell(row)))),
  ].join('\n');
}

interface PricedRow {
  readonly list: PricedList;
  readonly version: PricedList['versions'][number];
  readonly price: Price;
}

function pricesOf({ input }: Example): string {
  const rows = input.book.lists.flatMap((list) =>
    list.versions.flatMap((version) => version.prices.map((price): PricedRow => ({ list, version, price }))),
  );
  return table(rows, [
    ['price list', ({ list }) => `${list.code}${list.side === 'supplier' ? ' (supplier)' : ''}`],
    [
      'version',
      ({ list, version }) =>
        list.versions.length > 1 ? `${version.version}, from ${fromOf(version, input.zone)}` : '',
    ],
    ['for', ({ price }) => `\`${price.target}\`${price.direction === 'inbound' ? ' calling' : ''}`],
    ['time band', ({ price }) => (price.band === 'any' ? '' : price.band)],
    ['price', ({ price }) => `${formatPrice(price.priceNano)} a ${formatPer(price.unit, price.per)}`],
    ['increments', ({ price }) => incrementsOf(price)],
    ['beside it', ({ price, list }) => besidesOf(price, list).join(', ')],
  ]);
}

function fromOf({ validFromMs }: { readonly validFromMs: number }, zone: string): string {
  return validFromMs === 0 ? 'the beginning' : wallClock(validFromMs, zone);
}

function incrementsOf({ unit, firstIncrement, nextIncrement }: Price): string {
  return unit === 'second' ? formatIncrements(firstIncrement, nextIncrement) : formatPer(unit, nextIncrement);
}

function besidesOf({ connectionFeeNano, terms }: Price, { bandChange }: PricedList): string[] {
  return [
    ...(bandChange === 'split' ? ['cut where the band changes'] : []),
    ...(connectionFeeNano > 0 ? [`connection fee ${formatPrice(connectionFeeNano)}`] : []),
    ...(terms === null ? [] : termsOf(terms)),
  ];
}

function termsOf(terms: PriceTerms): string[] {
  const said: string[] = [];
  const say = (nano: number, words: (amount: string) => string) => {
    if (nano > 0) said.push(words(formatPrice(nano)));
  };
  if (terms.incrementOrigin === 'call') said.push('increments over the whole call');
  say(terms.attemptFeeNano, (amount) => `attempt fee ${amount}`);
  if (terms.graceUnits > 0) said.push(`free below ${terms.graceUnits} s`);
  say(terms.minimumChargeNano, (amount) => `at least ${amount}`);
  say(terms.capNano ?? 0, (amount) => `at most ${amount}`);
  say(terms.serviceFee?.perEventNano ?? 0, (amount) => `service ${amount} a call`);
  say(terms.serviceFee?.perMinuteNano ?? 0, (amount) => `service ${amount} a minute`);
  if (terms.costPlus !== null) {
    said.push(`cost plus ${formatDecimal(BigInt(terms.costPlus.markupPpm), 4)} %`);
    say(terms.costPlus.floorNano, (amount) => `at least ${amount}`);
    say(terms.costPlus.capNano ?? 0, (amount) => `at most ${amount}`);
  }
  return said;
}

function stageOf(example: Example, stage: Stage, rated: RatedStage, titled: boolean): string[] {
  const input = stage.input ?? example.input;
  const events = stage.events.map((event, index) => ({ event, derived: rated.derived[index]! }));
  return [
    ...(titled ? [`**${stage.title}**`] : []),
    table(events, eventColumns(input.zone)),
    ...(rated.counters.length === 0 ? [] : [countersOf(rated, input)]),
    ...events.filter(({ event }) => event.derived === true).map(({ event, derived }) => derivationOf(event, derived)),
  ];
}

interface EventRow {
  readonly event: WorkedEvent;
  readonly derived: DerivedCharge;
}

function eventColumns(zone: string): Column<EventRow>[] {
  const covered = ({ charge }: DerivedCharge, record: UsageRecord) =>
    charge.coveredUnits === 0 ? '' : quantity(charge.coveredUnits, record);
  return [
    ['', ({ event }) => event.name],
    ['start', ({ event }) => wallClock(event.record.startMs, zone)],
    ['from', ({ event: { record } }) => partyText(record.aNumber, record.aText)],
    ['to', ({ event: { record } }) => (record.bNumber === 0 ? '' : partyText(record.bNumber, record.bText))],
    ['network', ({ event: { record } }) => (record.network === 0 ? '' : String(record.network))],
    ['used', ({ event: { record } }) => usedOf(record)],
    ['status', ({ derived }) => statusWord(derived)],
    ['billed', ({ event, derived }) => quantity(derived.charge.billedUnits, event.record)],
    ['of it covered', ({ event, derived }) => covered(derived, event.record)],
    [
      'version',
      ({ event, derived }) => (event.expected.version === undefined ? '' : String(derived.charge.priceVersion)),
    ],
    ['by hand', ({ event }) => event.expected.sum ?? ''],
    ['charge', ({ derived }) => amounts(derived.charge).charge],
    [
      'of it service',
      ({ event, derived }) => (event.expected.serviceFee === undefined ? '' : amounts(derived.charge).serviceFee),
    ],
    ['cost', ({ event, derived }) => (event.expected.cost === undefined ? '' : amounts(derived.charge).cost)],
    ['margin', ({ event, derived }) => (event.expected.cost === undefined ? '' : amounts(derived.charge).margin)],
  ];
}

/** What is no ordinary charge. */
function statusWord({ charge }: DerivedCharge): string {
  const name = statusName(charge.status);
  return name === STATUS_NAMES[0] ? '' : name;
}

function countersOf({ counters }: RatedStage, { book, zone }: Example['input']): string {
  return table(counters, [
    ['allowance', ({ counter }) => book.allowances.find(({ id }) => id === counter.allowanceId)?.code ?? ''],
    ['from', ({ counter }) => (counter.fromMs === 0 ? '' : wallClock(counter.fromMs, zone))],
    ['until', ({ counter }) => (counter.toMs === null ? '' : wallClock(counter.toMs, zone))],
    ['size', ({ counter, inUnits }) => (counter.sizeUnits === null ? 'unlimited' : inUnits(counter.sizeUnits))],
    ['used', ({ counter, inUnits }) => inUnits(counter.usedUnits)],
    ['left', ({ left, inUnits }) => (left === null ? '' : inUnits(left))],
    [
      'refused as unfair use',
      ({ counter, inUnits }) => (counter.exceededUnits === 0 ? '' : inUnits(counter.exceededUnits)),
    ],
  ]);
}

function derivationOf({ name }: WorkedEvent, { lines }: DerivedCharge): string {
  const told = lines.map(
    (line) => `- ${line.leg === 'supplier' ? 'Supplier: ' : ''}${wordCode('en', line.code, line.params)}`,
  );
  return [`Derivation of ${name}:`, ...told].join('\n').replace(':\n', ':\n\n');
}

function usedOf(record: UsageRecord): string {
  return record.service === SERVICE.data
    ? megabytes(record.volume)
    : `${formatDecimal(BigInt(record.durationMs), 3)} s`;
}

function quantity(units: number, { service, direction }: UsageRecord): string {
  if (units === 0 && direction === DIRECTION.inbound) return '0';
  return service === SERVICE.data ? megabytes(units) : `${units} s`;
}

export function megabytes(bytes: number): string {
  return `${formatDecimal(BigInt(bytes), 6)} MB`;
}

/** `2026-10-25 02:30:00 +02:00` */
function wallClock(atMs: number, zone: string): string {
  const offsets = zoneOffsets(zone);
  const minutes = offsetAt(offsets, atMs) / 60_000;
  const two = (value: number) => String(value).padStart(2, '0');
  const local = new Date(utcToLocalMs(offsets, atMs)).toISOString().slice(0, 19).replace('T', ' ');
  return `${local} +${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
