/** The command line: lists the commands of the rooms. `tarifwerk --help` shows them. */
import { command, keyCommands, newProgram, runProgram } from '#access/service';
import { customerBusiness, rerateUsage } from '#billing/service';
import { silentProgress } from '#platform/progress';
import { registerTexts } from '#platform/wording';
import { backOutCommand, billingCommands, runCommands } from './billing/commands.ts';
import { catalogCommands } from './catalog/commands.ts';
import { contractsCommands } from './contracts/commands.ts';
import { carrierInvoiceCommands } from './control/commands/carrierInvoices.ts';
import { controlCommands, protocolCommand } from './control/commands.ts';
import { crmCommands } from './crm/commands.ts';
import { explainCommand, runIssueCommand, verifyCommand } from './invoicing/commands.ts';
import { feedCommands } from './mediation/commands/feeds.ts';
import { sourceCommands } from './mediation/commands/sources.ts';
import { mediationCommands } from './mediation/commands.ts';
import { ratingCommands } from './rating/commands.ts';
import { IMPORT_DOOR, TEXTS } from './slices.ts';
import { startCommand } from './start.ts';

TEXTS.forEach(registerTexts);
const program = newProgram();
startCommand(command(program, 'start', 'serve the app'));
mediationCommands(program);
sourceCommands(program);
ratingCommands(program, IMPORT_DOOR.rater, ({ app, actor, progress }) => rerateUsage(app, actor, {}, progress));
billingCommands(program);
catalogCommands(program);
contractsCommands(program);
crmCommands(program, customerBusiness);
const file = program.command('file').description('files of the ledger');
// No worker need be there: what new usage changes is rated at once.
feedCommands(program, file, { ...IMPORT_DOOR, imported: (app, actor) => rerateUsage(app, actor, {}, silentProgress) });
backOutCommand(file);
keyCommands(program);
const run = program.command('run').description('the billing run of a month');
runCommands(run);
controlCommands(run);
runIssueCommand(run);
verifyCommand(program);
protocolCommand(program);
explainCommand(program);
carrierInvoiceCommands(program);
command(program, 'demo', 'build a made-up operator, bill its months, serve the app')
  .option('--no-serve', 'end after the summary')
  .option('--out <dir>', 'where documents go (default: demo/out)')
  .option('--scale <percent>', 'size of the months in percent', '100')
  .action(async (options) => {
    const { demoCommand } = await import('../demo/command.ts');
    await demoCommand(options);
  });
const exitCode = await runProgram(program, process.argv.slice(2));
// A command that did its work may still have bad news to tell (a file put aside, a broken chain) and has set the code itself.
if (exitCode !== 0) process.exitCode = exitCode;
