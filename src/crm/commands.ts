import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CommonOptions, command, withSession } from '#access/service';
import { Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import { COMMAND_LINES } from './commandLines.ts';
import { CUSTOMER_FIELDS } from './customer.ts';
import { type Business, importCustomers } from './service.ts';

/** `customers import`. @param business what later rooms know of a customer */
export function crmCommands(program: Command, business: Business): void {
  const customers = program.command('customers').description('customers');
  command(customers, 'import <file>', 'add customers of a CSV file, change those whose number is known; all or none')
    .addHelpText(
      'after',
      `\nColumns: number, parentNumber, ${CUSTOMER_FIELDS.filter((field) => field !== 'parentId').join(', ')}`,
    )
    .action((path: string, options: CommonOptions) =>
      withSession(options, 'customers.write', async ({ app, actor, language, print }) => {
        const text = await readFile(path, 'utf8').catch(() => {
          throw new Refusal('notFound', 'customerFile.notFound', { path });
        });
        const done = await inTransaction(app, actor, (ctx) => importCustomers(ctx, { text }, business));
        print(done, [say(language, COMMAND_LINES.imported, { ...done })]);
      }),
    );
}
