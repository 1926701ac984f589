/** The command line: lists the commands of the rooms. `tarifwerk --help` shows them. */
import { command, newProgram, runProgram } from '#access/service';
import { rerateUsage } from '#billing/service';
import { registerTexts } from '#platform/wording';
import { billingCommands } from './billing/commands.ts';
import { catalogCommands } from './catalog/commands.ts';
import { controlCommands } from './control/commands.ts';
import { explainCommand, runIssueCommand, verifyCommand } from './invoicing/commands.ts';
import { mediationCommands } from './mediation/commands.ts';
import { ratingCommands } from './rating/commands.ts';
import { TEXTS } from './slices.ts';
import { startCommand } from './start.ts';

TEXTS.forEach(registerTexts);
const program = newProgram();
startCommand(command(program, 'start', 'serve the app'));
mediationCommands(program);
ratingCommands(program, ({ app, actor, progress }) => rerateUsage(app, actor, {}, progress));
billingCommands(program);
catalogCommands(program);
const run = program.command('run').description('the billing run of a month');
controlCommands(run);
runIssueCommand(run);
verifyCommand(program);
explainCommand(program);
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
