/** Large record files, seeded: the same bytes on every machine. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { ASTERISK_TRUNK } from '../../demo/asteriskWriter.ts';
import { FRENCH_CARRIER } from '../../demo/carrierWriter.ts';
import { newPartner } from '../../demo/partner.ts';
import { type Random, seededRandom } from '../../demo/random.ts';
import type { Target } from '../../demo/traffic.ts';

/** Formats the bench writes, named as the demo's sources. */
export const BENCH_SOURCES = ['atlantique', 'asterisk'] as const;
export type BenchSource = (typeof BENCH_SOURCES)[number];

export interface RecordFileInput {
  readonly path: string;
  readonly source: BenchSource;
  readonly month: string;
  readonly records: number;
  /** Callers are the bench customers 1 … this, evenly. */
  readonly customers: number;
  /** Numbers they call (E.164 digits); absent = German ones. */
  readonly called?: readonly string[];
}

/** The telephone number (E.164 digits) of the nth bench customer. */
export const benchNumber = (nth: number): string => String(494_071_000_000 + nth);

/** Whom they call, in percent. */
const MIX: readonly (readonly [Target, number])[] = [
  ['homeFixed', 50],
  ['homeMobile', 30],
  ['acrossFixed', 6],
  ['near', 8],
  ['europe', 4],
  ['world', 2],
];
/** Different numbers called. */
const PARTNERS = 20_000;
const PIECE_BYTES = 1_048_576;

interface Call {
  readonly serial: number;
  readonly day: string;
  readonly time: string;
  readonly own: string;
  readonly called: string;
  readonly talkS: number;
}

/** Answered outbound calls of one month in order of time, in pieces of about a megabyte that end with a record. */
export function* recordPieces(input: Omit<RecordFileInput, 'path'>): Generator<Buffer> {
  const random = seededRandom(`bench/${input.source}/${input.month}/${input.records}`);
  const targets = MIX.map(([, percent]) => percent);
  const partners =
    input.called ?? Array.from({ length: PARTNERS }, () => newPartner('DE', MIX[random.weighted(targets)]![0], random));
  const line = input.source === 'atlantique' ? carrierLine : asteriskLine;
  let text = input.source === 'atlantique' ? `${FRENCH_CARRIER.header}\n` : '';
  for (let nth = 0; nth < input.records; nth++) {
    text += line(callOf(nth, input, random, partners));
    if (text.length < PIECE_BYTES) continue;
    yield Buffer.from(text, 'latin1');
    text = '';
  }
  yield Buffer.from(text, 'latin1');
}

/** The same calls as a file. */
export function writeRecordFile(input: RecordFileInput): void {
  const file = openSync(input.path, 'w');
  for (const piece of recordPieces(input)) writeSync(file, piece);
  closeSync(file);
}

const two = (value: number) => String(value).padStart(2, '0');

/** Between 06:00 and 22:00 of 28 days, spread evenly, so that every hour exists once in every zone. */
const DAYS = 28;
const FIRST_HOUR = 6;
const DAY_S = 16 * 3600;

function callOf(nth: number, input: Omit<RecordFileInput, 'path'>, random: Random, partners: readonly string[]): Call {
  const second = Math.floor((nth * DAYS * DAY_S) / input.records);
  const ofDay = second % DAY_S;
  return {
    serial: nth,
    day: `${input.month}-${two(1 + Math.floor(second / DAY_S))}`,
    time: `${two(FIRST_HOUR + Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`,
    own: benchNumber(1 + (nth % input.customers)),
    called: favourite(partners, random),
    talkS: 1 + Math.floor(random.below(600) / random.between(1, 6)),
  };
}

/** Some numbers are called often: a tenth of them gets almost half of all calls. */
function favourite(partners: readonly string[], random: Random): string {
  const share = random.below(1_000_000) / 1_000_000;
  return partners[Math.floor(share ** 3 * partners.length)]!;
}

function carrierLine({ serial, day, time, own, called, talkS }: Call): string {
  const date = `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
  return `${date};${time};Sortant;${own};${called};${talkS};0,${String(talkS * 11).padStart(4, '0')};B${day}-${serial}\n`;
}

function asteriskLine({ serial, day, time, own, called, talkS }: Call): string {
  const at = `${day} ${time}`;
  const channel = `PJSIP/desk-${serial.toString(16).padStart(8, '0')}`;
  const trunk = `${ASTERISK_TRUNK}-${serial.toString(16).padStart(8, '0')}`;
  const head = `"","+${own}","000${called}","from-internal","""Desk"" <+${own}>","${channel}","${trunk}","Dial","${trunk},60,tT"`;
  return `${head},"${at}","${at}","${at}",${talkS},${talkS},"ANSWERED","DOCUMENTATION","${day}.${serial}","","","${day}.${serial}",${serial}\n`;
}
