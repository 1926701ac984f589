/**
 * A process that draws or issues a run and tells each step on a line of its own, to be killed by a test. Its argument is JSON: connection
 * strings, data folder, clock, who acts, and what is to be done.
 */
import { prepareRun } from '#control/service';
import { issueRun } from '#invoicing/service';
import { connectApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { silentLog } from '#platform/log';
import type { Progress } from '#platform/progress';
import { testActor } from '#test/database';

/** What the process is asked to do. */
export interface RunProcessTask {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly loaderUrl: string;
  readonly dataDir: string;
  readonly nowMs: number;
  readonly actor: string;
  readonly work: { readonly draft: string } | { readonly issue: number };
}

const { dataDir, nowMs, actor: name, work, ...urls } = JSON.parse(process.argv[2] ?? '') as RunProcessTask;
const app = connectApp({
  config: readConfig({ dataDir }, {}),
  ...urls,
  clock: virtualClock(nowMs),
  log: silentLog,
});
const tell = (line: string) => process.stdout.write(`${line}\n`);
const progress: Progress = { phase: tell, advance: () => tell('advance'), detail: () => {}, cancelled: false };
const actor = testActor(1, name);
if ('draft' in work) await prepareRun(app, actor, { month: work.draft }, progress);
else await issueRun(app, actor, { runId: work.issue }, progress);
tell('done');
process.exit(0);
