import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Refusal } from '#base';

/** The project's own folder: code, migrations, locales. */
export const PROJECT_DIR = resolve(import.meta.dirname, '../..');

/** Settings of one process, read once at the start. */
export interface Config {
  /** Where the embedded database, the file archive and the secrets live. */
  readonly dataDir: string;
  /** A PostgreSQL server of the operator's own; null starts the embedded one. */
  readonly databaseUrl: string | null;
  /** Port of the embedded database; null takes the one used before, else a free one. */
  readonly databasePort: number | null;
  /** Passwords of the two roles, where the operator wants to choose them; null has them generated. */
  readonly appPassword: string | null;
  readonly loaderPassword: string | null;
  /** Address and port of the web server. */
  readonly host: string;
  readonly port: number;
}

export interface ConfigOptions {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly databasePort?: number | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const portNumber = z.coerce.number().int().min(1).max(65535);

const SETTINGS = z.object({
  TARIFWERK_DATA: z.string().default(join(PROJECT_DIR, '.data')),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  TARIFWERK_DATABASE_PORT: portNumber.optional(),
  TARIFWERK_APP_PASSWORD: z.string().min(8).optional(),
  TARIFWERK_LOADER_PASSWORD: z.string().min(8).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: portNumber.default(4080),
});

/**
 * Reads the settings from the environment; options of a command go before it, an empty variable counts as not set.
 * Refuses with `config.invalid` and the name of the first bad setting.
 */
export function readConfig(options: ConfigOptions = {}, environment: Environment = process.env): Config {
  const given = {
    ...environment,
    ...defined({
      TARIFWERK_DATA: options.dataDir,
      DATABASE_URL: options.databaseUrl,
      TARIFWERK_DATABASE_PORT: options.databasePort?.toString(),
      HOST: options.host,
      PORT: options.port?.toString(),
    }),
  };
  const parsed = SETTINGS.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal('invalid', 'config.invalid', { setting: String(issue?.path[0] ?? '?') });
  }
  const settings = parsed.data;
  return {
    dataDir: resolve(settings.TARIFWERK_DATA),
    databaseUrl: settings.DATABASE_URL ?? null,
    databasePort: settings.TARIFWERK_DATABASE_PORT ?? null,
    appPassword: settings.TARIFWERK_APP_PASSWORD ?? null,
    loaderPassword: settings.TARIFWERK_LOADER_PASSWORD ?? null,
    host: settings.HOST,
    port: settings.PORT,
  };
}

function defined(values: Environment): Environment {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
