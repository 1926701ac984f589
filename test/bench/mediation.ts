/**
 * Each kind of reader, from bytes to normalised records, held against counting the line breaks of the same bytes; delimited files also against what
 * others need to split them.
 */
import { parse } from 'csv-parse/sync';
import { inferSchema, initParser, type Parser } from 'udsv';
import { type CompiledFormat, compileFormat, findFormat } from '#mediation';
import { type Figure, recordFigure } from './figure.ts';
import { type Cost, measured, medianCost } from './measure.ts';
import { bareRead, piecesOf, readPieces } from './reading.ts';
import { RECORD_KINDS, type RecordKind } from './recordKinds.ts';

export interface MediationBenchOptions {
  /** Records of each file. */
  readonly records: number;
  /** Name of one kind, where not all are wanted. */
  readonly kind?: string | undefined;
}

const ROUNDS = 3;
const NEWLINE = 10;
const MB = 1e6;

/** A way to go through a file; tells how many records it saw. */
type Way = () => number | Promise<number>;

export async function benchMediation(options: MediationBenchOptions, tell: (figure: Figure) => void): Promise<void> {
  for (const kind of RECORD_KINDS)
    if (options.kind === undefined || kind.name === options.kind) await benchKind(kind, options.records, tell);
}

async function benchKind(kind: RecordKind, records: number, tell: (figure: Figure) => void): Promise<void> {
  const content = kind.content(records);
  const compiled = compiledFor(kind);
  const counted: Way = () => (countLines(content) > 0 ? records : 0);
  const ways = new Map<string, Way>([
    ['line breaks counted', counted],
    ...splittingWays(content, compiled),
    ['read', () => readPieces(piecesOf(content), compiled, () => {})],
  ]);
  const costs = new Map<string, Cost[]>([...ways.keys()].map((name) => [name, []]));
  // Round by round, so that what else the machine does strikes all ways alike; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, way] of ways) {
      const { result, cost } = await measured(async () => way());
      if (result !== records) throw new Error(`assertion failed: ${name} of ${kind.name}: ${result} of ${records}`);
      if (round > 0) costs.get(name)?.push(cost);
    }
  let base: Figure | undefined;
  for (const [name, measuredCosts] of costs) {
    const cost = medianCost(measuredCosts);
    const figure = recordFigure(`${kind.name}: ${name}`, records, cost, base);
    base ??= figure;
    tell({
      ...figure,
      bytesPerRecord: Math.round(content.length / records),
      megabytesPerSecond: Math.round(content.length / MB / (cost.wallMs / 1000)),
    });
  }
}

/** Bytes to the fields of each record and no further: ours in offsets, others in texts. */
function splittingWays(content: Buffer, compiled: CompiledFormat): readonly (readonly [string, Way])[] {
  const { structure } = compiled.format;
  if (structure.kind !== 'delimited') return [];
  const { delimiter, header } = structure;
  const headerLines = header.kind === 'names' ? 1 : 0;
  return [
    ['split by csv-parse', () => splitByCsvParse(content, delimiter) - headerLines],
    ['split by uDSV', () => splitByUdsv(content, delimiter) - headerLines],
    ['split', () => bareRead(piecesOf(content), compiled)],
  ];
}

function splitByCsvParse(content: Buffer, delimiter: string): number {
  let rows = 0;
  parse(content, {
    delimiter,
    encoding: 'latin1',
    // Not kept: what is measured is the splitting, not the memory.
    on_record: () => {
      rows++;
      return null;
    },
  });
  return rows;
}

/** It takes the first row for a header whether it is one or not, and goes a faster way where the first piece has no quotes. */
function splitByUdsv(content: Buffer, delimiter: string): number {
  let parser: Parser | undefined;
  let rows = 0;
  for (const piece of piecesOf(content)) {
    const text = piece.toString('latin1');
    parser ??= initParser(inferSchema(text, { col: delimiter }));
    parser.chunk<string[]>(text, parser.stringArrs, () => {
      rows++;
    });
  }
  parser?.end();
  return rows + 1;
}

function countLines(content: Buffer): number {
  let lines = 0;
  for (let at = content.indexOf(NEWLINE); at >= 0; at = content.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** The preset of a kind, ready to read. */
export function compiledFor({ format, zone, country }: RecordKind): CompiledFormat {
  const preset = findFormat(format);
  const compiled = preset === undefined ? null : compileFormat(preset, { id: 1, zone, country, settings: {} }).compiled;
  if (compiled === null) throw new Error(`assertion failed: format ${format} does not compile`);
  return compiled;
}
