/** Record files reach the operator. A file that is in already is told "again" by the import and changes nothing. */
import type { Actor } from '#base';
import { importFile } from '#mediation/service';
import type { App } from '#platform/app';
import type { VirtualClock } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { type Progress, silentProgress } from '#platform/progress';
import { compileRater } from '#rating/service';
import { AT } from './calendar.ts';
import type { GeneratedFile, GeneratedMonth } from './generate.ts';

export interface Delivering {
  readonly app: App;
  readonly clock: VirtualClock;
  readonly actor: Actor;
  readonly progress: Progress;
}

/** Imports what came in time. @returns how many files were new */
export async function deliverMonth(to: Delivering, month: string, { files }: GeneratedMonth): Promise<number> {
  const inTime = files.filter(({ late }) => !late);
  to.progress.phase('demoImport', inTime.length);
  return deliver(to, inTime, (nth) => AT.import(month, nth));
}

/** Imports what came after the invoices went out. */
export async function deliverLate(to: Delivering, month: string, { files }: GeneratedMonth): Promise<number> {
  return deliver(
    to,
    files.filter(({ late }) => late),
    (nth) => AT.lateImport(month, nth),
  );
}

async function deliver(
  { app, clock, actor, progress }: Delivering,
  files: readonly GeneratedFile[],
  at: (nth: number) => number,
): Promise<number> {
  let fresh = 0;
  // Made anew each time: a run that goes on after it was killed knows no more and no less than one that was not.
  const rater = await inTransaction(app, actor, compileRater);
  for (const [nth, { path, name, source }] of files.entries()) {
    clock.set(at(nth));
    const { state } = await importFile(app, actor, { path, name, sourceCode: source }, rater, silentProgress);
    if (state !== 'again') fresh++;
    progress.advance(1);
  }
  return fresh;
}
