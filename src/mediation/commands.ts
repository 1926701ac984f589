/** `read`, `detect`, `formats`: record files looked at without a database. */
import type { Command } from 'commander';
import { writeAnswer } from '#access/service';
import { wordCode } from '#platform/wording';
import { beginningOf, type FileOptions, lookAt } from './commands/files.ts';
import { type ReadOptions, readFileTo } from './commands/read.ts';
import { FORMATS } from './formats.ts';
import { describeFormat, fieldsOfFormat } from './language/formatSummary.ts';
import { NAMED_SOURCES } from './namedSources.ts';
import type { Proposal } from './propose/propose.ts';
import type { Detected } from './reading/detect.ts';

export function mediationCommands(program: Command): void {
  const file = (usage: string, description: string) =>
    program
      .command(usage)
      .description(description)
      .option('--zone <iana>', 'time zone of local times (default: as the format’s sample)')
      .option('--country <code>', 'country of national numbers, two letters (default: as the format’s sample)');
  file('read <file>', 'read a record file and write its records; nothing is stored')
    .option('--format <id>', 'format of the file, or a path to one as JSON (default: told by its content)')
    .option('--propose', 'where no format fits: read it by the best proposal, unconfirmed')
    .option('--setting <name=value>', 'a setting of the format, e.g. trunks=PJSIP/carrier-', collect, [])
    .option('--jsonl', 'one JSON object a line; the last one is the control object')
    .action(async (path: string, options: ReadOptions) => {
      process.exitCode = await readFileTo(process.stdout, path, options);
    });
  file('detect <file>', 'tell the format of a record file, or propose one')
    .option('--json', 'as JSON, for machines')
    .option('--format-json', 'print the proposed format, to be kept and edited')
    .action(detect);
  program
    .command('formats')
    .description('the formats that come with Tarifwerk, and what is known of them')
    .option('--json', 'as JSON, for machines')
    .action(formats);
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

interface DetectOptions extends FileOptions {
  readonly json?: boolean;
  readonly formatJson?: boolean;
}

async function detect(path: string, options: DetectOptions): Promise<void> {
  const { detected, proposal } = lookAt(await beginningOf(path), options);
  const [best] = detected;
  if (best === undefined && proposal === null) process.exitCode = 2;
  if (options.formatJson === true && proposal !== null) {
    writeAnswer(true, proposal.format, []);
    return;
  }
  const answer = {
    preset: best?.format.id ?? null,
    score: rounded(best?.score ?? 0),
    others: detected.slice(1, 5).map(({ format, score }) => ({ preset: format.id, score: rounded(score) })),
    proposal: best === undefined ? proposed(proposal) : known(best),
  };
  writeAnswer(options.json === true, answer, [
    best === undefined
      ? `– ${rounded(proposal?.score ?? 0)}`
      : `${best.format.id} ${answer.score}  ${best.format.name}`,
    ...answer.proposal.fields.map(
      ({ field, from, confidence, reason }) =>
        `  ${field.padEnd(14)} ${String(confidence).padEnd(5)} ${from}  (${reason})`,
    ),
  ]);
}

interface AnswerField {
  readonly field: string;
  readonly from: string;
  readonly confidence: number;
  readonly reason: string;
}

interface AnswerProposal {
  readonly score: number;
  readonly zone: string | null;
  readonly country: string | null;
  readonly fields: readonly AnswerField[];
}

function proposed(proposal: Proposal | null): AnswerProposal {
  if (proposal === null) return { score: 0, zone: null, country: null, fields: [] };
  return {
    score: rounded(proposal.score),
    ...proposal.place,
    fields: proposal.fields.map(({ field, from, confidence, reasons }) => ({
      field,
      from,
      confidence,
      reason: reasons.map(({ code, params }) => wordCode('en', code, params)).join('; '),
    })),
  };
}

/** Of a preset the fields are known. */
function known({ format, score }: Detected): AnswerProposal {
  const reason = wordCode('en', 'propose.preset', { format: format.name });
  const fields = fieldsOfFormat(format).map((each) => ({ ...each, confidence: rounded(score), reason }));
  return { score: rounded(score), zone: null, country: null, fields };
}

function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}

function formats(options: { readonly json?: boolean }): void {
  const all = FORMATS.map(describeFormat);
  writeAnswer(
    options.json === true,
    { formats: all, namedSources: NAMED_SOURCES },
    all.map(({ id, name, verified }) => `${id.padEnd(32)} ${verified.padEnd(14)} ${name}`),
  );
}
