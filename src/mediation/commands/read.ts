/** `read`: normalised records of a file, one JSON object a line, and a control object at the end. */
import { once } from 'node:events';
import type { Finding } from '#base';
import { wordFinding } from '#platform/wording';
import { currencyOfCountry, type OutputRecord, OutputSums, outputFinding, outputRecord } from '../output.ts';
import { FileReading } from '../reading.ts';
import { SeenHashes } from '../seenHashes.ts';
import { BrokenPacking, contentOf } from '../service/content.ts';
import { type FileOptions, type ToldFile, tellFormat } from './files.ts';

/** Rejects told one by one; all are counted. */
const TOLD_REJECTS = 100;
/** Output collected before it is written. */
const OUTPUT_CHARS = 65_536;

/** How a file was read: the exit code says the same. */
const EXIT = { whole: 0, rejects: 1, unreadable: 2 } as const;

export interface ReadOptions extends FileOptions {
  readonly jsonl?: boolean;
}

/** Reads a file and writes its records. @returns the exit code */
export async function readFileTo(out: NodeJS.WritableStream, path: string, options: ReadOptions): Promise<number> {
  const told = await tellFormat(path, options);
  const printing = new Printing(told, options.jsonl === true ? jsonLine : plainLine);
  const { reading } = printing;
  let packing: Finding | null = null;
  try {
    for await (const piece of contentOf(path)) {
      reading.push(piece);
      await printing.flush(out, OUTPUT_CHARS);
      if (reading.quarantine !== null) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenPacking)) throw error;
    packing = { code: 'mediation.filePacking', severity: 'error', params: { found: error.message } };
  }
  if (packing === null) reading.end();
  const quarantine = packing ?? reading.quarantine;
  if (options.jsonl === true) printing.line(JSON.stringify({ control: control(told, printing, quarantine) }));
  else for (const line of summary(told, printing, quarantine)) printing.line(line);
  await printing.flush(out, 0);
  if (quarantine !== null) return EXIT.unreadable;
  return reading.counts.rejected > 0 ? EXIT.rejects : EXIT.whole;
}

type Line = (output: OutputRecord) => string;

/** Records as lines; the same record again is counted, not written. */
class Printing {
  readonly reading: FileReading;
  readonly sums = new OutputSums();
  read = 0;
  duplicates = 0;
  readonly #seen = new SeenHashes();
  #lines: string[] = [];
  #chars = 0;

  constructor(told: ToldFile, lineOf: Line) {
    const currency = currencyOfCountry(told.country);
    const origin = { name: told.name, arrivalMs: null };
    this.reading = new FileReading(
      told.compiled,
      (record, detail) => {
        if (!this.#seen.add(record.dedupHi, record.dedupLo)) {
          this.duplicates++;
          return;
        }
        if (detail === null) return;
        const output = outputRecord(record, detail, currency);
        this.read++;
        this.sums.add(record, output);
        this.line(lineOf(output));
      },
      origin,
    );
  }

  line(text: string): void {
    this.#lines.push(text);
    this.#chars += text.length + 1;
  }

  /** Writes what is collected once it is this much, and waits where the reader of it is slow. */
  async flush(out: NodeJS.WritableStream, least: number): Promise<void> {
    if (this.#chars === 0 || this.#chars < least) return;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#chars = 0;
    if (!out.write(text)) await once(out, 'drain');
  }
}

const jsonLine: Line = (output) => JSON.stringify(output);

const plainLine: Line = (output) => {
  const party = (number: string | null, text: string | null) => number ?? text ?? '–';
  const money = output.cost === null ? '' : `  ${output.cost.amount} ${output.cost.currency}`;
  const parties = `${party(output.aNumber, output.aText)} → ${party(output.bNumber, output.bText)}`;
  const amount = output.volume > 0 ? `${output.volume}` : `${output.billableMs / 1000} s`;
  return `${output.startAt}  ${output.service} ${output.direction}  ${parties}  ${amount}  ${output.disposition}${money}`;
};

function control(told: ToldFile, printing: Printing, quarantine: Finding | null): Readonly<Record<string, unknown>> {
  const { reading } = printing;
  const { passed: _passed, records, rejected, filtered, ...others } = reading.counts;
  return {
    file: told.name,
    format: told.format.id,
    formatVersion: told.format.version,
    proposed: told.proposal !== null,
    records,
    read: printing.read,
    duplicates: printing.duplicates,
    rejected,
    filtered,
    ...others,
    filterCounts: reading.filterCounts,
    rejectCounts: reading.rejectCounts,
    ...printing.sums.plain,
    quarantine: quarantine === null ? null : outputFinding(quarantine),
    rejects: reading.rejects.slice(0, TOLD_REJECTS).map(({ lineNo, columnNo, byteOffset, field, code, params }) => ({
      line: lineNo,
      column: columnNo,
      byteOffset,
      field,
      code,
      message: wordFinding('en', { code, params }),
    })),
  };
}

function summary(told: ToldFile, printing: Printing, quarantine: Finding | null): string[] {
  const { reading } = printing;
  const { records, rejected, filtered } = reading.counts;
  return [
    `${told.name}: ${told.format.id}, ${records} = ${printing.read} + ${printing.duplicates} (2×) + ${rejected} (!) + ${filtered} (–)`,
    ...reading.rejects
      .slice(0, TOLD_REJECTS)
      .map(
        ({ lineNo, columnNo, code, params }) => `  ${lineNo}:${columnNo ?? 0} ${wordFinding('en', { code, params })}`,
      ),
    ...(quarantine === null ? [] : [`  ${wordFinding('en', quarantine)}`]),
  ];
}
