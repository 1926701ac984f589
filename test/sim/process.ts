/** A process that does one operation and dies at a statement. Its argument is JSON: connection strings, data folder, clock, the operation, the point. */
import { connectApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { silentLog } from '#platform/log';
import { type Operation, perform } from './operations.ts';
import { type DeathPoint, dieAt, watchStatements } from './statements.ts';

export interface ProcessTask {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly loaderUrl: string;
  readonly dataDir: string;
  readonly nowMs: number;
  readonly operation: Operation;
  readonly deathPoint: DeathPoint;
}

const { dataDir, nowMs, operation, deathPoint, ...urls } = JSON.parse(process.argv[2] ?? '') as ProcessTask;
watchStatements();
const app = connectApp({ config: readConfig({ dataDir }, {}), ...urls, clock: virtualClock(nowMs), log: silentLog });
dieAt(deathPoint);
await perform(app, operation);
process.exit(0);
