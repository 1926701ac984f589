/**
 * The customers with contracts, subscriptions, one-off items and lines, made from the table. Numbers come from the blocks
 * that regulators keep for films (Bundesnetzagentur: Hamburg 66969, Berlin 23125, Köln 4710, München 99998, Frankfurt 90009;
 * ARCEP: 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49), so nobody owns them.
 */
import { addDays, type DateRange, latest } from '#base';
import type { BundleAnswers } from '#catalog';
import type { LineKind } from '#contracts';
import type { NewCustomer, NewSite } from '#crm';
import {
  CUSTOMER_ROWS,
  type CustomerRow,
  oneOf,
  PLAN_CODES,
  type PlanCode,
  SOURCE_CODES,
  type SourceCode,
} from './customerTable.ts';
import { masterData } from './masterData.ts';

/** The day the operator took Tarifwerk into use: fees are billed from here on. */
export const TAKEN_INTO_USE = '2026-08-01';

export interface DemoLine {
  readonly kind: LineKind;
  readonly identifier: string;
  readonly label: string;
  /** Null: holds for records of any source. */
  readonly source: SourceCode | null;
}

export interface DemoSubscription {
  readonly product: string;
  readonly quantity: number;
  readonly startsOn: string;
  /** Code of the site it is delivered at. */
  readonly site?: string;
  /** Identifier of the line that it is the fee of. */
  readonly line?: string;
}

export interface DemoContract {
  readonly number: string;
  readonly plan: PlanCode;
  readonly overrideList: 'FRANCE' | 'HAFEN' | null;
  /** Percent off usage. */
  readonly usageDiscount: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** The day on which the customer said that he leaves: until then nobody knows the end. */
  readonly noticeOn: string | null;
  /** The day on which it was entered; null = before the first month. */
  readonly enteredOn: string | null;
  /** The bundle that its fees come from, instead of single ones. */
  readonly bundle: {
    readonly code: string;
    readonly answers: BundleAnswers;
    readonly startsOn: string;
  } | null;
  /** Options booked, and from which local date on. */
  readonly bookings: readonly { readonly option: string; readonly from: string }[];
  readonly subscriptions: readonly DemoSubscription[];
  readonly oneOffs: readonly {
    readonly product: string;
    readonly quantity: number;
    readonly unitPrice: string;
    readonly note: string | null;
    readonly dueOn: string;
  }[];
  readonly lines: readonly DemoLine[];
}

export interface DemoCustomer {
  readonly number: string;
  readonly customer: NewCustomer;
  readonly sites: readonly NewSite[];
  readonly contracts: readonly DemoContract[];
  readonly source: SourceCode;
  readonly country: 'DE' | 'FR';
  readonly callsPerMonth: number;
  readonly traffic: string;
  /** Telephone numbers (E.164 digits) that call and are called. */
  readonly numbers: readonly string[];
  /** Extensions on a shared telephone system, one per number; else empty. */
  readonly extensions: readonly string[];
  /** Account code or trunk that the records of the source carry; null where numbers alone tell. */
  readonly account: string | null;
  /** Number of the customer above, who pays; null = he himself. */
  readonly parent: string | null;
  /** Local dates between which calls are made, half open. */
  readonly active: readonly DateRange[];
}

interface Place {
  readonly country: 'DE' | 'FR';
  readonly postcode: string;
  /** E.164 digits up to the two digits that tell the customer and the last digit of ten numbers. */
  readonly block: string;
}

const PLACES: ReadonlyMap<string, Place> = new Map([
  ['Hamburg', { country: 'DE', postcode: '20099', block: '494066969' }],
  ['Berlin', { country: 'DE', postcode: '10115', block: '493023125' }],
  ['Köln', { country: 'DE', postcode: '50667', block: '492214710' }],
  ['München', { country: 'DE', postcode: '80331', block: '498999998' }],
  ['Frankfurt am Main', { country: 'DE', postcode: '60311', block: '496990009' }],
  ['Paris', { country: 'FR', postcode: '75009', block: '33199000' }],
  ['Nantes', { country: 'FR', postcode: '44000', block: '33261910' }],
  ['Rennes', { country: 'FR', postcode: '35000', block: '33261911' }],
  ['Strasbourg', { country: 'FR', postcode: '67000', block: '33353010' }],
  ['Lille', { country: 'FR', postcode: '59000', block: '33353011' }],
  ['Lyon', { country: 'FR', postcode: '69002', block: '33465710' }],
  ['Marseille', { country: 'FR', postcode: '13002', block: '33465711' }],
  ['Bordeaux', { country: 'FR', postcode: '33000', block: '33536490' }],
  ['Toulouse', { country: 'FR', postcode: '31000', block: '33536491' }],
]);

/** The number that callers reach free of charge; no block of 0800 is kept for films, so it is one that everybody sees is invented. */
export const FREEPHONE_NUMBER = '498001234567';
/** Where a company has its people; its numbers are shared out evenly. */
const SITES: readonly NewSite[] = (
  [
    ['STR', 'Siège', '58 route de l’Essai', '67000', 'Strasbourg', 'CC-100'],
    ['MUL', 'Entrepôt sud', '4 rue du Quai-Modèle', '68100', 'Mulhouse', 'CC-210'],
    ['MET', 'Plateforme nord', '19 avenue du Prototype', '57000', 'Metz', 'CC-220'],
  ] as const
).map(([code, name, street, postcode, city, costCentre]) => ({
  code,
  name,
  street,
  postcode,
  city,
  country: 'FR',
  costCentre,
}));

/** When a customer books packs. */
const PACK_DAYS = ['2026-09-12', '2026-10-20'];

/** First pair of digits given to a customer, and the distance to the next, so that the number beside a range is free. */
const FIRST_PAIR = 12;
const PAIR_STEP = 2;

const two = (value: number) => String(value).padStart(2, '0');

/** All customers in order of number. */
export function demoCustomers(): readonly DemoCustomer[] {
  const perPlace = new Map<string, number>();
  const perSource = new Map<string, number>();
  const nth = (counts: Map<string, number>, key: string) => {
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    return before;
  };
  return CUSTOMER_ROWS.map((row) => {
    const place = PLACES.get(row.city);
    if (place === undefined) throw new Error(`assertion failed: no place ${row.city}`);
    return demoCustomer(row, place, FIRST_PAIR + PAIR_STEP * nth(perPlace, row.city), nth(perSource, row.source));
  });
}

function demoCustomer(row: CustomerRow, place: Place, pair: number, nthOfSource: number): DemoCustomer {
  const source = oneOf(SOURCE_CODES, row.source);
  const tens =
    row.lineKind === 'ranges'
      ? Array.from({ length: row.lineCount }, (_, index) => `${place.block}${two(pair + index)}`)
      : [`${place.block}${two(pair)}`];
  const perTen = row.lineKind === 'ranges' ? 10 : row.lineCount;
  const numbers = tens.flatMap((ten) => Array.from({ length: perTen }, (_, digit) => `${ten}${digit}`));
  const extensions = source === 'threecx' ? numbers.map((_, index) => `${nthOfSource + 2}${two(index + 10)}`) : [];
  const account = source === 'asterisk' ? `kd${row.number}` : source === 'sbc' ? `trunk-${row.number}` : null;
  const from = row.wishes.get('from') ?? null;
  const startsOn = from ?? `2025-${two((nthOfSource % 12) + 1)}-01`;
  const endsOn = row.wishes.get('to') ?? null;
  const lines = linesOf(row, { tens, numbers, extensions, account, source });
  const main = contractOf(row, place, { startsOn, endsOn, lines });
  const back = row.wishes.get('back');
  return {
    number: row.number,
    customer: masterData(row, place),
    sites: row.wishes.has('sites') ? SITES : [],
    contracts: [
      main,
      ...(row.wishes.has('second') ? [secondContract(row, place, pair)] : []),
      ...(back === undefined ? [] : [contractAgain(main, back)]),
    ],
    source,
    country: place.country,
    callsPerMonth: row.callsPerMonth,
    traffic: row.traffic,
    numbers,
    extensions,
    account,
    parent: row.wishes.get('parent') ?? null,
    active: [
      { from: latest(startsOn, TAKEN_INTO_USE), to: endsOn },
      ...(back === undefined ? [] : [{ from: back, to: null }]),
    ],
  };
}

interface LineFacts {
  readonly tens: readonly string[];
  readonly numbers: readonly string[];
  readonly extensions: readonly string[];
  readonly account: string | null;
  readonly source: SourceCode;
}

/** Extensions on a shared system, else an account or trunk with its numbers, else the numbers alone. */
function linesOf(row: CustomerRow, { tens, numbers, extensions, account, source }: LineFacts): DemoLine[] {
  const numberLines: DemoLine[] =
    row.lineKind === 'ranges'
      ? tens.map((ten) => ({ kind: 'range', identifier: ten, label: `${printed(ten)}0–9`, source: null }))
      : numbers.map((number) => ({ kind: 'number', identifier: number, label: printed(number), source: null }));
  if (account !== null) {
    const kind = source === 'sbc' ? 'trunk' : 'account';
    return [{ kind, identifier: account, label: `${account} (${numberLines[0]!.label})`, source }, ...numberLines];
  }
  if (row.wishes.has('freephone'))
    numberLines.push({ kind: 'number', identifier: FREEPHONE_NUMBER, label: '0800 1234567', source: null });
  const desks = extensions.map(
    (extension, index): DemoLine => ({
      kind: 'account',
      identifier: extension,
      label: `${extension} (${printed(numbers[index]!)})`,
      source,
    }),
  );
  return [...desks, ...numberLines];
}

/** `+49 40 66969120`, `+33 1 99 00 01 20`: as people read them. */
function printed(digits: string): string {
  if (digits.startsWith('33')) {
    const pairs = digits.slice(3).match(/.{1,2}/g) ?? [];
    return `+33 ${digits[2]} ${pairs.join(' ')}`;
  }
  const area = ['4940', '4930', '4989', '4969'].includes(digits.slice(0, 4)) ? 2 : 3;
  return `+49 ${digits.slice(2, 2 + area)} ${digits.slice(2 + area)}`;
}

interface Term {
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly lines: readonly DemoLine[];
}

function contractOf(row: CustomerRow, place: Place, { startsOn, endsOn, lines }: Term): DemoContract {
  const feesFrom = latest(startsOn, TAKEN_INTO_USE);
  const overrideList = row.wishes.has('hafen')
    ? 'HAFEN'
    : place.country === 'FR' && row.plan !== 'GRENZLAND'
      ? 'FRANCE'
      : null;
  return {
    number: `V-${row.number}-1`,
    plan: oneOf(PLAN_CODES, row.plan),
    overrideList,
    usageDiscount: row.wishes.get('discount') ?? '0',
    startsOn,
    endsOn,
    noticeOn: row.wishes.get('notice') ?? null,
    enteredOn: null,
    bundle: bundleOf(row, feesFrom),
    bookings: bookingsOf(row, feesFrom),
    subscriptions: fees(row).flatMap(([product, quantity]) => feeOf(row, { product, quantity, startsOn: feesFrom })),
    oneOffs: oneOffsOf(row, feesFrom),
    lines,
  };
}

/** A bundle, and what its customer answered to the questions of a smart one. */
function bundleOf(row: CustomerRow, startsOn: string): DemoContract['bundle'] {
  const code = row.wishes.get('bundle');
  if (code === undefined) return null;
  return { code, startsOn, answers: code === 'TEAM' ? { people: row.lineCount, headsets: true, care: 'onSite' } : {} };
}

/** A fee as it is held: of numbers shared out over the sites, of a 0800 number tied to its line. */
function feeOf(row: CustomerRow, fee: DemoSubscription): DemoSubscription[] {
  if (row.wishes.has('sites') && fee.product === 'NUMBER')
    return SITES.map(({ code }) => ({ ...fee, quantity: fee.quantity / SITES.length, site: code }));
  return [fee.product === 'FREEPHONE' ? { ...fee, line: FREEPHONE_NUMBER } : fee];
}

/** Products and quantities that a customer of this kind pays for monthly. */
function fees(row: CustomerRow): [string, number][] {
  if (row.wishes.has('nofee') || row.wishes.has('bundle')) return [];
  const held: [string, number][] = [[`${row.plan}-BASE`, 1]];
  if (row.plan === 'OFFICE') held.push(['OFFICE-SEAT', Math.max(2, row.lineCount * 3)]);
  held.push([row.lineKind === 'ranges' ? 'RANGE-10' : 'NUMBER', row.lineCount]);
  if (row.source === 'asterisk' || row.source === 'threecx') held.push(['CLOUD-PBX', 1]);
  if (row.source === 'sbc') held.push(['SIP-CHANNEL', row.callsPerMonth > 2000 ? 30 : 8]);
  if (row.traffic === 'shop' || row.traffic === 'family') held.push(['ROUTER', 1]);
  if (row.wishes.has('europe')) held.push(['OPTION-EUROPE', 1]);
  if (row.wishes.has('flat')) held.push(['OPTION-FLAT-FIXED', 1]);
  if (row.wishes.has('freephone')) held.push(['FREEPHONE', 1]);
  return held;
}

function bookingsOf(row: CustomerRow, from: string): DemoContract['bookings'] {
  return [
    ...(row.wishes.has('europe') ? [{ option: 'EUROPE', from }] : []),
    ...(row.wishes.has('flat') ? [{ option: 'FLAT-FIXED', from }] : []),
    ...(row.wishes.has('pack') ? PACK_DAYS.map((day) => ({ option: 'MOBILE-60', from: day })) : []),
  ];
}

function oneOffsOf(row: CustomerRow, startsOn: string): DemoContract['oneOffs'] {
  const items: DemoContract['oneOffs'][number][] = [];
  const later = latest(startsOn, '2026-09-10');
  if (row.wishes.has('setup'))
    items.push({ product: 'SETUP', quantity: 1, unitPrice: '49.00', note: null, dueOn: startsOn });
  if (row.wishes.has('phones'))
    items.push({ product: 'PHONE', quantity: 4, unitPrice: '89.50', note: 'SN 4711-01…04', dueOn: later });
  if (row.wishes.has('credit'))
    items.push({ product: 'GOODWILL', quantity: 1, unitPrice: '-75.00', note: '2026-08-19', dueOn: '2026-09-21' });
  if (row.wishes.has('pack'))
    for (const dueOn of PACK_DAYS)
      items.push({ product: 'OPTION-MOBILE-60', quantity: 1, unitPrice: '4.90', note: null, dueOn });
  return items;
}

const SECOND_FROM = '2026-09-18';

/** The branch's number, from the ten numbers of the main office. */
export function branchNumber(ten: string): string {
  return `${String(BigInt(ten) + 1n)}9`;
}

/** A second contract on another plan, for a branch in the border region that opened in the middle of a month. */
function secondContract(row: CustomerRow, place: Place, pair: number): DemoContract {
  const branch = branchNumber(`${place.block}${two(pair)}`);
  return {
    number: `V-${row.number}-2`,
    plan: 'GRENZLAND',
    overrideList: null,
    usageDiscount: '0',
    startsOn: SECOND_FROM,
    endsOn: null,
    noticeOn: null,
    enteredOn: null,
    bundle: null,
    bookings: [],
    subscriptions: [
      { product: 'GRENZLAND-BASE', quantity: 1, startsOn: SECOND_FROM },
      { product: 'NUMBER', quantity: 1, startsOn: SECOND_FROM },
    ],
    oneOffs: [],
    lines: [{ kind: 'number', identifier: branch, label: printed(branch), source: null }],
  };
}

/** Days before it begins that a contract of somebody who returns is entered. */
const ENTERED_DAYS_BEFORE = 4;

/** A new contract like the old one, with the numbers again, for somebody who left and returns. */
function contractAgain(left: DemoContract, from: string): DemoContract {
  return {
    ...left,
    number: left.number.replace(/-1$/, '-2'),
    startsOn: from,
    endsOn: null,
    noticeOn: null,
    enteredOn: addDays(from, -ENTERED_DAYS_BEFORE),
    bookings: left.bookings.map((booking) => ({ ...booking, from })),
    subscriptions: left.subscriptions.map((subscription) => ({ ...subscription, startsOn: from })),
    oneOffs: [],
  };
}
