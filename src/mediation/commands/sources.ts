/** `source …`: where records come from, how they are read and what we pay for them. */
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import { addSourceInput, sourceChange, sourceReplies } from '../service/sourceWords.ts';
import { addSource, changeSource } from '../service.ts';
import { DURATION_ROUNDINGS, SOURCE_KINDS, SOURCE_ROLES } from '../source.ts';
import { newSourceBody, type SourceReply, sourceChangeBody } from '../sourcesApi.ts';
import { SOURCE_LINES } from './sourceLines.ts';

interface SourceOptions extends CommonOptions {
  readonly name?: string;
  readonly kind?: string;
  readonly role?: string;
  readonly format?: string;
  readonly zone?: string;
  readonly country?: string;
  /** False: by what the records say. */
  readonly supplierList?: string | false;
  readonly rounding?: string;
  readonly settings?: string;
}

/** Adds `source` with its verbs. */
export function sourceCommands(program: Command): void {
  const source = program.command('source').description('where records come from');
  const verb = (usage: string, description: string) => command(source, usage, description);
  verb('list', 'every source: how its records are read, and what we pay for them').action((options: CommonOptions) =>
    withSession(options, 'usage.read', list),
  );
  withWords(verb('add <code>', 'add a source (zone and country: those of the operator unless told)'))
    .addOption(new Option('--kind <kind>', 'what writes the records').choices(SOURCE_KINDS).default('carrier'))
    .action((code: string, options: SourceOptions) =>
      withSession(options, 'usage.import', (session) => add(session, code, options)),
    );
  withWords(verb('change <code>', 'change a source: how later files are read, and what all its calls cost')).action(
    (code: string, options: SourceOptions) =>
      withSession(options, 'usage.import', (session) => change(session, code, options)),
  );
}

function withWords(made: Command): Command {
  return made
    .option('--name <text>', 'name (default: the code)')
    .addOption(new Option('--role <role>', 'billed, or only compared with what is billed').choices(SOURCE_ROLES))
    .option('--format <id>', 'format of its files')
    .option('--zone <iana>', 'time zone of its local times')
    .option('--country <code>', 'country of its national numbers, two letters')
    .option('--supplier-list <code>', 'price list by which we pay for its calls')
    .option('--no-supplier-list', 'its calls cost what the records say')
    .addOption(new Option('--rounding <how>', 'how parts of a second count').choices(DURATION_ROUNDINGS))
    .option('--settings <json>', 'what its format asks of it, as JSON, or @FILE');
}

async function list({ app, actor, language, print }: Session): Promise<void> {
  const sources = await inTransaction(app, actor, sourceReplies);
  const lines = sources.map((source) => {
    const { code, name, formatName, zone, country, supplierPriceListCode } = source;
    const paid =
      supplierPriceListCode === null
        ? say(language, SOURCE_LINES.byRecords)
        : say(language, SOURCE_LINES.byList, { list: supplierPriceListCode });
    const role = say(language, SOURCE_LINES[source.role]);
    return say(language, SOURCE_LINES.source, { source: code, name, format: formatName, zone, country, role, paid });
  });
  print({ sources }, lines.length === 0 ? [say(language, SOURCE_LINES.none)] : lines);
}

async function add({ app, actor, language, print }: Session, code: string, options: SourceOptions): Promise<void> {
  const said = { ...(await wordsOf(options)), code, kind: options.kind };
  const source = await inTransaction(app, actor, async (ctx) => {
    const { zone, country } = await getTenant(ctx);
    const whole = checked(newSourceBody, { name: code, zone, country, ...said });
    await addSource(ctx, await addSourceInput(ctx, whole));
    return told(ctx, code);
  });
  print({ source }, [say(language, SOURCE_LINES.added, { source: code })]);
}

async function change({ app, actor, language, print }: Session, code: string, options: SourceOptions): Promise<void> {
  const said = checked(sourceChangeBody, await wordsOf(options));
  const source = await inTransaction(app, actor, async (ctx) => {
    await changeSource(ctx, code, await sourceChange(ctx, said));
    return told(ctx, code);
  });
  print({ source }, [say(language, SOURCE_LINES.changed, { source: code })]);
}

async function told(ctx: Context, code: string): Promise<SourceReply | undefined> {
  return (await sourceReplies(ctx)).find((source) => source.code === code);
}

/** What the options say, as the API words it; what they do not say is not there. */
async function wordsOf(options: SourceOptions): Promise<Readonly<Record<string, unknown>>> {
  const { name, role, format, zone, country, supplierList, rounding, settings } = options;
  const text = settings?.startsWith('@') ? await readFile(settings.slice(1), 'utf8') : settings;
  const words = {
    name,
    role,
    format,
    zone,
    country: country?.toUpperCase(),
    supplierPriceList: supplierList === false ? null : supplierList,
    durationRounding: rounding,
    settings: text === undefined ? undefined : jsonOf(text),
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'mediation.feedJson');
  }
}

/** How a field is called where it is typed. */
const TYPED_AS: Readonly<Record<string, string>> = { code: 'CODE', supplierPriceList: '--supplier-list' };

/** @throws Refusal `mediation.sourceSaid` of the first field that is missing or not possible */
function checked<S extends z.ZodType>(schema: S, said: Readonly<Record<string, unknown>>): z.output<S> {
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  const value = said[field] ?? '';
  throw new Refusal('invalid', 'mediation.sourceSaid', {
    option: TYPED_AS[field] ?? `--${field}`,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  });
}
