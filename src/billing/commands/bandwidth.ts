import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CommonOptions, command, withSession } from '#access/service';
import { Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import { COMMAND_LINES } from '../commandLines.ts';
import { importBandwidth } from '../service/bandwidth.ts';

/** `bandwidth import`. */
export function bandwidthCommands(program: Command): void {
  const bandwidth = program.command('bandwidth').description('five-minute samples of internet accesses');
  command(bandwidth, 'import <file>', 'take a CSV file of samples: line; at; in; out (Mbit/s)').action(
    (path: string, options: CommonOptions) =>
      withSession(options, 'usage.import', async ({ app, actor, language, print }) => {
        const csv = await readFile(path, 'utf8').catch(() => {
          throw new Refusal('notFound', 'bandwidth.noFile', { file: path });
        });
        const report = await inTransaction(app, actor, (ctx) => importBandwidth(ctx, { csv }));
        print(report, [say(language, COMMAND_LINES.bandwidth, { ...report })]);
      }),
  );
}
