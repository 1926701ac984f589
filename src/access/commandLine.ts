/**
 * The command line as an edge, like HTTP: who acts, in which language, what may be done, how answers and refusals look. Slices add
 * their commands in `commands.ts`; `src/cli.ts` lists them.
 */
import { Command, CommanderError } from 'commander';
import { type Actor, LANGUAGES, type Language, type Permission, Refusal, systemActor } from '#base';
import { type App, closeApp, openApp } from '#platform/app';
import { systemClock } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { silentLog } from '#platform/log';
import { type Progress, silentProgress } from '#platform/progress';
import { terminalProgress } from '#platform/terminal';
import { wordCode, wordFinding, wordRefusal } from '#platform/wording';
import { ROLE_PERMISSIONS } from './role.ts';
import { listUsers } from './users.ts';

/** Options every command takes. */
export interface CommonOptions {
  readonly data?: string;
  readonly as?: string;
  readonly language?: string;
  readonly json?: boolean;
}

/** What a command is given to work with. */
export interface Session {
  readonly app: App;
  readonly actor: Actor;
  readonly language: Language;
  readonly json: boolean;
  readonly progress: Progress;
  /** Prints the answer: `value` as one line of JSON with `--json`, else the lines for people. */
  print(value: unknown, lines: readonly string[]): void;
}

/** The tenant the command line works for: the operator. */
const OPERATOR = 1;

/** The program with its name and the options that every command takes. */
export function newProgram(): Command {
  return new Command('tarifwerk')
    .description('Telecom billing: records in, checked and itemised e-invoices out')
    .exitOverride();
}

/** A command with the common options: data folder, acting user, language, JSON. */
export function command(program: Command, usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--data <dir>', 'data folder (default: TARIFWERK_DATA or .data)')
    .option('--as <email>', 'act as this user (default: TARIFWERK_USER, else the system)')
    .option('--language <de|fr|en>', 'language of answers (default: LANG)')
    .option('--json', 'answers as JSON, for machines');
}

/**
 * Runs a command's work on the opened program and closes it again. Whoever can start the command line holds the database in his
 * hands anyway; `--as` is for the audit trail and the second pair of eyes, so the user must exist and be allowed.
 * @throws Refusal `access.userUnknown`, `request.notAllowed`
 */
export async function withSession(
  options: CommonOptions,
  permission: Permission,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const app = await openApp({ log: silentLog, ...(options.data === undefined ? {} : { dataDir: options.data }) });
  const language = languageOf(options);
  const bar = options.json
    ? null
    : terminalProgress({ clock: systemClock, wordPhase: (phase) => wordCode(language, `phase.${phase}`) });
  try {
    const actor = await actorOf(app, options.as ?? process.env.TARIFWERK_USER);
    if (!actor.permissions.has(permission)) throw new Refusal('forbidden', 'request.notAllowed', { permission });
    const print = (value: unknown, lines: readonly string[]) => {
      bar?.stop();
      writeAnswer(options.json === true, value, lines);
    };
    await work({ app, actor, language, json: options.json === true, progress: bar ?? silentProgress, print });
  } finally {
    bar?.stop();
    await closeApp(app, { stopDatabase: 'unlessUsed' });
  }
}

/** Prints an answer on standard output. */
export function writeAnswer(json: boolean, value: unknown, lines: readonly string[]): void {
  if (json)
    process.stdout.write(
      `${JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? member.toString() : member))}\n`,
    );
  else for (const line of lines) process.stdout.write(`${line}\n`);
}

async function actorOf(app: App, email: string | undefined): Promise<Actor> {
  const system = systemActor(OPERATOR);
  if (email === undefined || email === '') return system;
  const users = await inTransaction(app, system, listUsers);
  const user = users.find((candidate) => candidate.email === email.toLowerCase() && !candidate.disabled);
  if (user === undefined) throw new Refusal('notFound', 'access.userUnknown', { user: email });
  return { tenantId: OPERATOR, name: user.email, userId: user.id, permissions: ROLE_PERMISSIONS[user.role] };
}

function languageOf(options: CommonOptions): Language {
  const wanted = (options.language ?? process.env.LANG ?? 'en').slice(0, 2);
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
}

/**
 * Parses the arguments and runs the command. Refusals and bad usage are worded on standard error.
 * @returns exit code: 0 done, 1 refused, 2 not understood
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Refusal)) throw error;
    const asked = args[args.indexOf('--language') + 1];
    const language = languageOf(asked === undefined || !args.includes('--language') ? {} : { language: asked });
    process.stderr.write(`${wordRefusal(language, error)} [${error.code}]\n`);
    for (const finding of error.findings) process.stderr.write(`  ${wordFinding(language, finding)}\n`);
    return error.kind === 'invalid' ? 2 : 1;
  }
}
