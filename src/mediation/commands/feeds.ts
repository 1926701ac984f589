/** `feed …` and `file replay`: feeds set up, watched and run from the command line. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CommonOptions, command, type Session, withSession } from '#access/service';
import { assert, monthText, Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { say, wordCode } from '#platform/wording';
import { feedReply } from '../feeds/reply.ts';
import { feedSettingsSchema } from '../feeds/settings.ts';
import { comparedRowReply } from '../reconciliation/reply.ts';
import {
  addFeed,
  changeFeed,
  feedStatus,
  fileByName,
  type ImportDoor,
  listSources,
  reconcile,
  removeFeed,
  replayRejects,
  replaySource,
  runFeedNow,
} from '../service.ts';
import { FEED_LINES } from './feedLines.ts';

interface SetUpOptions extends CommonOptions {
  readonly source?: string;
  readonly settings?: string;
  readonly secretFile?: string;
}

/** Adds `feed` with its verbs, and `replay` to the group `file`. */
export function feedCommands(program: Command, file: Command, door: ImportDoor): void {
  const feed = program.command('feed').description('ways by which records come in by themselves');
  const verb = (usage: string, description: string) => command(feed, usage, description);
  const SETTINGS = ['--settings <json>', 'kind and settings as JSON, or @FILE'] as const;
  const withSecret = (made: Command) =>
    made.option('--secret-file <file>', 'file with the secret: a word, or JSON with named words');
  verb('list', 'every feed with its state, lag, gaps and last error').action((options: CommonOptions) =>
    withSession(options, 'usage.read', list),
  );
  withSecret(
    verb('add <code>', 'add a feed to a source')
      .requiredOption('--source <code>', 'source of its records')
      .requiredOption(...SETTINGS),
  ).action((code: string, options: SetUpOptions) =>
    withSession(options, 'usage.import', (session) => add(session, code, options)),
  );
  withSecret(verb('change <code>', 'change settings or secret of a feed').option(...SETTINGS)).action(
    (code: string, options: SetUpOptions) =>
      withSession(options, 'usage.import', (session) => change(session, code, options)),
  );
  for (const [name, enabled] of [
    ['start', true],
    ['stop', false],
  ] as const)
    verb(`${name} <code>`, enabled ? 'have a feed run' : 'have a feed rest').action(
      (code: string, options: CommonOptions) =>
        withSession(options, 'usage.import', (session) => change(session, code, {}, enabled)),
    );
  verb('remove <code>', 'forget a feed; the files it brought stay').action((code: string, options: CommonOptions) =>
    withSession(options, 'usage.import', async ({ app, actor, language, print }) => {
      await inTransaction(app, actor, (ctx) => removeFeed(ctx, code));
      print({ removed: code }, [say(language, FEED_LINES.removed, { feed: code })]);
    }),
  );
  verb('run <code>', 'have a feed take its turn now').action((code: string, options: CommonOptions) =>
    withSession(options, 'usage.import', async ({ app, actor, language, print }) => {
      const files = await runFeedNow(app, actor, code, door);
      const line = files === null ? FEED_LINES.asked : FEED_LINES.ran;
      print({ feed: code, files }, [say(language, line, { feed: code, files: files ?? 0 })]);
    }),
  );
  command(program, 'reconcile <source>', 'billed calls of a month beside what another source saw of them')
    .requiredOption('--month <YYYY-MM>', 'month of the calls')
    .option('--billed <source>', 'only billed calls of this source')
    .action((source: string, options: ReconcileOptions) =>
      withSession(options, 'usage.read', (session) => compare(session, source, options)),
    );
  command(file, 'replay [name]', 'read rejected records again, after their source was set right')
    .option('--source <code>', 'of every file of a source')
    .action((name: string | undefined, options: SetUpOptions) =>
      withSession(options, 'usage.import', (session) => replay(session, door, name, options.source)),
    );
}

/** Calls to look at that the command tells in full. */
const TOLD_CALLS = 1_000;

interface ReconcileOptions extends CommonOptions {
  readonly month: string;
  readonly billed?: string;
}

async function compare(
  { app, actor, language, print }: Session,
  source: string,
  options: ReconcileOptions,
): Promise<void> {
  const input = {
    sourceCode: source,
    month: monthText.parse(options.month),
    kind: 'all' as const,
    offset: 0,
    limit: TOLD_CALLS,
    ...(options.billed === undefined ? {} : { billedSourceCode: options.billed }),
  };
  const { rows, ...found } = await inTransaction(app, actor, async (ctx) => {
    const codes = new Map((await listSources(ctx)).map(({ id, code }) => [id, code]));
    const compared = await reconcile(ctx, input);
    return { ...compared, rows: compared.rows.map((row) => comparedRowReply(row, codes)) };
  });
  const { paired, differing, onlyBilled, onlySeen } = found;
  print({ ...found, rows }, [say(language, FEED_LINES.compared, { source, paired, differing, onlyBilled, onlySeen })]);
}

async function list({ app, actor, language, print }: Session): Promise<void> {
  const feeds = (await inTransaction(app, actor, (ctx) => feedStatus(ctx))).map(feedReply);
  const lines = feeds.flatMap((one) => [
    say(language, FEED_LINES.feed, {
      feed: one.code,
      kind: one.kind,
      source: one.sourceCode,
      state: one.state,
      file: one.lastFile?.name ?? say(language, FEED_LINES.none),
      call: one.lastRecordAt ?? say(language, FEED_LINES.none),
      waiting: one.filesWaiting + one.itemsGathered,
      gaps: one.gaps.length,
    }),
    ...(one.lastError === null
      ? []
      : [say(language, FEED_LINES.error, { error: wordCode(language, one.lastError.code, one.lastError.params) })]),
  ]);
  print({ feeds }, lines.length === 0 ? [say(language, FEED_LINES.none)] : lines);
}

async function add({ app, actor, language, print }: Session, code: string, options: SetUpOptions): Promise<void> {
  const { settings, secret } = await setUp(options);
  assert(settings !== undefined, 'the option is required');
  await inTransaction(app, actor, (ctx) =>
    addFeed(app, ctx, {
      code,
      sourceCode: options.source ?? '',
      settings,
      ...(secret === undefined ? {} : { secret }),
    }),
  );
  print({ added: code }, [say(language, FEED_LINES.added, { feed: code })]);
}

async function change(
  { app, actor, language, print }: Session,
  code: string,
  options: SetUpOptions,
  enabled?: boolean,
): Promise<void> {
  const { settings, secret } = await setUp(options);
  const feed = await inTransaction(app, actor, (ctx) =>
    changeFeed(app, ctx, code, {
      ...(settings === undefined ? {} : { settings }),
      ...(secret === undefined ? {} : { secret }),
      ...(enabled === undefined ? {} : { enabled }),
    }),
  );
  const state = feed.enabled ? feed.state : 'stopped';
  print({ feed: code, state, enabled: feed.enabled }, [say(language, FEED_LINES.changed, { feed: code, state })]);
}

async function setUp({ settings, secretFile }: SetUpOptions) {
  const text = settings?.startsWith('@') ? await readFile(settings.slice(1), 'utf8') : settings;
  const secret = secretFile === undefined ? undefined : (await readFile(secretFile, 'utf8')).trim();
  return {
    settings: text === undefined ? undefined : settingsOf(jsonOf(text)),
    secret: secret?.startsWith('{') ? (jsonOf(secret) as Record<string, string>) : secret,
  };
}

/** @throws Refusal `mediation.feedSettings` */
function settingsOf(said: unknown) {
  const parsed = feedSettingsSchema.safeParse(said);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const params = { place: issue?.path.join('.') ?? '', problem: issue?.message ?? '' };
  throw new Refusal('invalid', 'mediation.feedSettings', params);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'mediation.feedJson');
  }
}

async function replay(
  session: Session,
  door: ImportDoor,
  name: string | undefined,
  source: string | undefined,
): Promise<void> {
  const { app, actor, language, progress, print } = session;
  const options = await door.rater(app, actor);
  const reports =
    source === undefined
      ? [
          await replayRejects(
            app,
            actor,
            (await inTransaction(app, actor, (ctx) => fileByName(ctx, name ?? ''))).id,
            options,
            progress,
          ),
        ]
      : await replaySource(app, actor, source, options, progress);
  print(
    { files: reports },
    reports.map(({ name: file, tried, stored, duplicates, filtered, rejected }) =>
      say(language, FEED_LINES.replayed, { file, tried, stored, duplicates, filtered, rejected }),
    ),
  );
}
