/** The server: screens, API and workers in one process. `tarifwerk start` and the demo open it; `src/worker.ts` adds workers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authenticate, setupToken } from '#access/service';
import { startFeeds } from '#mediation/service';
import { type App, closeApp, openApp } from '#platform/app';
import { PROJECT_DIR } from '#platform/config';
import { createHttp, type Http, type HttpOptions, listen, systemRoutes } from '#platform/http';
import { startWorkers } from '#platform/jobs';
import { untilStopped } from '#platform/untilStopped';
import { ensureWebBuilt } from '#platform/webBuild';
import { registerTexts } from '#platform/wording';
import { IMPORT_DOOR, JOBS, ROUTES, TEXTS } from './slices.ts';

/** A server at work. */
export interface Serving {
  /** e.g. `http://127.0.0.1:4080`. */
  readonly url: string;
  /** While there is no tenant yet: where the first one is set up, with the one-time token. */
  readonly setupUrl: string | null;
  /** Ends requests and jobs in hand, then the server; the App stays open. */
  close(): Promise<void>;
}

/** All routes of all rooms, not listening yet; without a folder of built screens the API alone. */
export async function buildHttp(app: App, options: Partial<HttpOptions> = {}): Promise<Http> {
  TEXTS.forEach(registerTexts);
  const http = await createHttp(app, { authenticate, ...options });
  for (const bindRoutes of ROUTES) bindRoutes(http);
  systemRoutes(http, version());
  return http;
}

/**
 * Serves screens and API at the configured address, runs feeds and works on jobs; builds the screens first where they are missing or old, which
 * `onBuild` hears of. @throws Refusal `http.portTaken`, `web.notBuilt` and the like
 */
export async function serve(app: App, onBuild?: () => void): Promise<Serving> {
  const { dir } = await ensureWebBuilt(onBuild);
  const http = await buildHttp(app, { webDir: dir });
  const url = await listen(http, app.config);
  const workers = await startWorkers(app, JOBS);
  const feeds = await startFeeds(app, IMPORT_DOOR);
  const token = await setupToken(app);
  return {
    url,
    setupUrl: token === null ? null : `${url}/setup?token=${token}`,
    close: async () => {
      await http.server.close();
      await feeds.stop();
      await workers.stop();
    },
  };
}

function version(): string {
  const { version } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8')) as { version: string };
  return version;
}

if (import.meta.main) {
  const app = await openApp();
  const serving = await serve(app);
  app.log.info('main.listening', { url: serving.url, setupUrl: serving.setupUrl });
  await untilStopped();
  await serving.close();
  await closeApp(app, { stopDatabase: 'unlessUsed' });
}
