/** A process that runs feeds and nothing else, to be killed by a test. Its argument is JSON: connection strings and the data folder. */
import { startFeeds } from '#mediation/service';
import { connectApp } from '#platform/app';
import { systemClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { silentLog } from '#platform/log';
import { PLAIN_DOOR } from './feedScene.ts';

interface Connect {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly loaderUrl: string;
  readonly dataDir: string;
}

const { dataDir, ...urls } = JSON.parse(process.argv[2] ?? '') as Connect;
const app = connectApp({ config: readConfig({ dataDir }, {}), ...urls, clock: systemClock, log: silentLog });
await startFeeds(app, PLAIN_DOOR);
process.stdout.write('running\n');
