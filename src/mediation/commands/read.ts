/** `read`: normalised records of a file, one JSON object a line, and a control object at the end. */
import { once } from 'node:events';
import { basename } from 'node:path';
import { type Finding, Refusal } from '#base';
import { wordFinding } from '#platform/wording';
import type { UsageRecord } from '#usage';
import { SeenHashes } from '../joining/seenHashes.ts';
import { currencyOfCountry, type OutputRecord, OutputSums, outputFinding, outputRecord } from '../reading/output.ts';
import { FileReading, type ReadingCounts, type Reject } from '../reading/reading.ts';
import { BrokenArchive } from '../service/archive.ts';
import { BrokenPacking } from '../service/content.ts';
import { type ContentPart, type FileOptions, partsOf, type ToldFormat, tellFormat } from './files.ts';

/** Rejects told one by one; all are counted. */
const TOLD_REJECTS = 100;
/** Output collected before it is written. */
const OUTPUT_CHARS = 65_536;

/** How a file was read: the exit code says the same. */
const EXIT = { whole: 0, rejects: 1, unreadable: 2 } as const;

export interface ReadOptions extends FileOptions {
  readonly jsonl?: boolean;
}

/**
 * Reads a file, or the files of an archive, and writes the records. @returns the exit code
 * @throws Refusal `mediation.pathMissing`, `mediation.formatUnknown`, `mediation.fileUnknown`, `mediation.formatUnusable`
 */
export async function readFileTo(out: NodeJS.WritableStream, path: string, options: ReadOptions): Promise<number> {
  const output = new Output(out, options.jsonl === true);
  const total = new Total(basename(path));
  try {
    for await (const part of partsOf(path)) await (part.isMember ? readMember : readPart)(part, options, output, total);
    if (total.parts === 0) total.quarantine = { code: 'mediation.archiveEmpty', severity: 'error' };
  } catch (error) {
    total.quarantine = packingFinding(error);
  }
  if (options.jsonl === true) output.line(JSON.stringify({ control: total.control }));
  else for (const line of total.summary) output.line(line);
  await output.flush(0);
  if (total.quarantine !== null) return EXIT.unreadable;
  return (total.counts.rejected ?? 0) > 0 ? EXIT.rejects : EXIT.whole;
}

/** What is wrong with how a file is packed; anything else is thrown on. */
function packingFinding(error: unknown): Finding {
  if (error instanceof BrokenPacking)
    return { code: 'mediation.filePacking', severity: 'error', params: { found: error.message } };
  if (error instanceof BrokenArchive) return { code: error.code, severity: 'error', params: error.params };
  throw error;
}

/** A file of an archive: what cannot be told of one keeps nobody from reading the others. */
async function readMember(part: ContentPart, options: ReadOptions, output: Output, total: Total): Promise<void> {
  total.members.push(new Total(part.name));
  try {
    await readPart(part, options, output, total);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'mediation.fileUnknown') throw error;
    total.setAside({ code: error.code, severity: 'error', params: { ...error.params, file: part.name } });
    for await (const _ of part.content);
  }
}

async function readPart(part: ContentPart, options: ReadOptions, output: Output, total: Total): Promise<void> {
  const told = await tellFormat(part, options);
  const member = total.members.at(-1);
  const currency = currencyOfCountry(told.country);
  for (const each of [total, member]) each?.begin(told);
  const reading = new FileReading(
    told.compiled,
    (record, detail) => {
      if (!total.seen.add(record.dedupHi, record.dedupLo)) {
        for (const each of [total, member]) if (each !== undefined) each.duplicates++;
        return;
      }
      if (detail === null) return;
      const made = outputRecord(record, detail, currency);
      for (const each of [total, member]) each?.take(record, made);
      output.record(made, part.isMember ? part.name : null);
    },
    { name: part.name, arrivalMs: part.arrivalMs },
  );
  try {
    for await (const piece of part.content) {
      reading.push(piece);
      await output.flush(OUTPUT_CHARS);
    }
    reading.end();
  } finally {
    for (const each of [total, member]) each?.add(reading);
  }
}

/** Lines collected and written in large pieces. */
class Output {
  readonly #out: NodeJS.WritableStream;
  readonly #isJson: boolean;
  #lines: string[] = [];
  #chars = 0;

  constructor(out: NodeJS.WritableStream, isJson: boolean) {
    this.#out = out;
    this.#isJson = isJson;
  }

  /** @param member the file of an archive that it is of */
  record(output: OutputRecord, member: string | null): void {
    if (this.#isJson) this.line(JSON.stringify(member === null ? output : { member, ...output }));
    else this.line(member === null ? plainLine(output) : `${member}: ${plainLine(output)}`);
  }

  line(text: string): void {
    this.#lines.push(text);
    this.#chars += text.length + 1;
  }

  /** Writes what is collected once it is this much, and waits where the reader of it is slow. */
  async flush(least: number): Promise<void> {
    if (this.#chars === 0 || this.#chars < least) return;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#chars = 0;
    if (!this.#out.write(text)) await once(this.#out, 'drain');
  }
}

function plainLine(output: OutputRecord): string {
  const party = (number: string | null, text: string | null) => number ?? text ?? '–';
  const money = output.cost === null ? '' : `  ${output.cost.amount} ${output.cost.currency}`;
  const parties = `${party(output.aNumber, output.aText)} → ${party(output.bNumber, output.bText)}`;
  const amount = output.volume > 0 ? `${output.volume}` : `${output.billableMs / 1000} s`;
  return `${output.startAt}  ${output.service} ${output.direction}  ${parties}  ${amount}  ${output.disposition}${money}`;
}

/** What a file came to, or all files of an archive. */
class Total {
  readonly sums = new OutputSums();
  readonly seen = new SeenHashes();
  /** Of an archive its files, in order. */
  readonly members: Total[] = [];
  readonly counts: Partial<Record<keyof ReadingCounts, number>> = {};
  parts = 0;
  read = 0;
  duplicates = 0;
  format: ToldFormat | null = null;
  quarantine: Finding | null = null;
  readonly #name: string;
  readonly #rejects: Reject[] = [];
  readonly #filterCounts: Record<string, number> = {};
  readonly #rejectCounts: Record<string, number> = {};

  constructor(name: string) {
    this.#name = name;
  }

  begin(told: ToldFormat): void {
    this.parts++;
    this.format ??= told;
  }

  take(record: UsageRecord, made: OutputRecord): void {
    this.read++;
    this.sums.add(record, made);
  }

  /** Nothing can be read: of the file at hand, and so not of all. */
  setAside(finding: Finding): void {
    this.parts++;
    for (const each of [this, this.members.at(-1)]) if (each !== undefined) each.quarantine ??= finding;
  }

  add(reading: FileReading): void {
    this.quarantine ??= reading.quarantine;
    addTo(this.counts, reading.counts);
    addTo(this.#filterCounts, reading.filterCounts);
    addTo(this.#rejectCounts, reading.rejectCounts);
    this.#rejects.push(...reading.rejects.slice(0, TOLD_REJECTS - this.#rejects.length));
  }

  get control(): Readonly<Record<string, unknown>> {
    const { passed: _passed, ...counts } = this.counts;
    return {
      file: this.#name,
      ...(this.members.length === 0
        ? {}
        : { files: this.members.length, members: this.members.map((member) => member.figures) }),
      format: this.format?.format.id ?? null,
      formatVersion: this.format?.format.version ?? null,
      proposed: this.format?.proposal !== null && this.format !== null,
      records: 0,
      read: this.read,
      duplicates: this.duplicates,
      rejected: 0,
      filtered: 0,
      ...counts,
      filterCounts: this.#filterCounts,
      rejectCounts: this.#rejectCounts,
      ...this.sums.plain,
      quarantine:
        this.quarantine === null
          ? null
          : { ...outputFinding(this.quarantine), message: wordFinding('en', this.quarantine) },
      rejects: this.#rejects.map(({ lineNo, columnNo, byteOffset, field, code, params }) => ({
        line: lineNo,
        column: columnNo,
        byteOffset,
        field,
        code,
        message: wordFinding('en', { code, params }),
      })),
    };
  }

  /** In short, as a file of an archive. */
  get figures(): Readonly<Record<string, unknown>> {
    const { passed: _passed, ...counts } = this.counts;
    return {
      file: this.#name,
      format: this.format?.format.id ?? null,
      ...{ records: 0, read: this.read, duplicates: this.duplicates, rejected: 0, filtered: 0 },
      ...counts,
      quarantine: this.quarantine === null ? null : outputFinding(this.quarantine),
    };
  }

  get summary(): string[] {
    const figures = Object.entries({ ...this.counts, read: this.read, duplicates: this.duplicates });
    return [
      `${this.#name}: ${this.format?.format.id ?? '–'}  ${figures.map(([name, count]) => `${name} ${count}`).join(', ')}`,
      ...this.members.flatMap(({ summary: [line = ''] }) => `  ${line}`),
      ...this.#rejects.map(
        ({ lineNo, columnNo, code, params }) => `  ${lineNo}:${columnNo ?? 0} ${wordFinding('en', { code, params })}`,
      ),
      ...(this.quarantine === null ? [] : [`  ${wordFinding('en', this.quarantine)}`]),
    ];
  }
}

function addTo(sums: Record<string, number>, counts: Readonly<Partial<Record<string, number>>>): void {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + (count ?? 0);
}
