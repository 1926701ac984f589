/** `key …`: keys of programs from the command line. */
import type { Command } from 'commander';
import { z } from 'zod';
import { PERMISSIONS, text } from '#base';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import { addApiKey, listApiKeys, revokeApiKey } from './apiKeys.ts';
import { type CommonOptions, command, withSession } from './commandLine.ts';

const LINES = {
  made: text('Key {id} for {name}, shown this once: {key}'),
  key: text('{id}: {name}, may {permissions}, made {made}{revoked, select, yes {, revoked} other {}}'),
  revoked: text('Key {id} is revoked'),
} as const;

interface AddOptions extends CommonOptions {
  readonly permission: string;
}

export function keyCommands(program: Command): void {
  const key = program.command('key').description('keys by which programs ask');
  command(key, 'add <name>', 'make a key for a program')
    .option('--permission <list>', 'what it may do, by commas', 'usage.import')
    .action((name: string, options: AddOptions) =>
      withSession(options, 'access.manage', async ({ app, actor, language, print }) => {
        const permissions = z.array(z.enum(PERMISSIONS)).parse(options.permission.split(','));
        const made = await inTransaction(app, actor, (ctx) => addApiKey(ctx, { name, permissions }));
        print(made, [say(language, LINES.made, { ...made, name })]);
      }),
    );
  command(key, 'list', 'all keys').action((options: CommonOptions) =>
    withSession(options, 'access.manage', async ({ app, actor, language, print }) => {
      const keys = await inTransaction(app, actor, listApiKeys);
      print(
        { keys },
        keys.map(({ id, name, permissions, createdAt, revokedAt }) =>
          say(language, LINES.key, {
            id,
            name,
            permissions: permissions.join(', '),
            made: createdAt.toISOString().slice(0, 10),
            revoked: revokedAt === null ? 'no' : 'yes',
          }),
        ),
      );
    }),
  );
  command(key, 'revoke <id>', 'end a key at once').action((id: string, options: CommonOptions) =>
    withSession(options, 'access.manage', async ({ app, actor, language, print }) => {
      await inTransaction(app, actor, (ctx) => revokeApiKey(ctx, Number(id)));
      print({ revoked: Number(id) }, [say(language, LINES.revoked, { id })]);
    }),
  );
}
