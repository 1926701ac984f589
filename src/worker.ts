/** A worker: jobs without HTTP. Start as many as wished, on as many machines, with the same `DATABASE_URL`. */
import { closeApp, openApp } from '#platform/app';
import { startWorkers } from '#platform/jobs';
import { untilStopped } from '#platform/untilStopped';
import { registerTexts } from '#platform/wording';
import { JOBS, TEXTS } from './slices.ts';

TEXTS.forEach(registerTexts);
const app = await openApp();
const workers = await startWorkers(app, JOBS);
app.log.info('worker.started', { jobs: JOBS.map(({ name }) => name) });
await untilStopped();
await workers.stop();
await closeApp(app, { stopDatabase: 'unlessUsed' });
