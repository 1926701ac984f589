import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, closeApp, openApp } from '#platform/app';
import { silentLog } from '#platform/log';
import { silentProgress } from '#platform/progress';
import { buildOperator } from '../../demo/build.ts';
import { runDemo } from '../../demo/run.ts';
import { serve } from '../../src/main.ts';

/** A hundredth of the demo's calls: every story is told, quickly. */
const SMALL = 0.01;

/** The demo on data of its own, served with the built screens. */
export interface ServedDemo {
  readonly url: string;
  /** What it serves. */
  readonly app: App;
  close(): Promise<void>;
}

/** Lives through the demo's three months in small and serves them: two months issued, the third in review. */
export async function serveDemo(scale = SMALL): Promise<ServedDemo> {
  const folder = dataFolder();
  await runDemo({ dataDir: join(folder, 'data'), outDir: join(folder, 'out'), scale, progress: silentProgress });
  return served(folder, await openApp({ dataDir: join(folder, 'data'), port: await freePort(), log: silentLog }));
}

/** The demo's operator with customers and contracts, before any month: for screens that need no bills. */
export async function serveOperator(): Promise<ServedDemo> {
  const folder = dataFolder();
  const app = await openApp({ dataDir: join(folder, 'data'), port: await freePort(), log: silentLog });
  await buildOperator(app, silentProgress);
  return served(folder, app);
}

function dataFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'tarifwerk-web-')));
}

async function served(folder: string, app: App): Promise<ServedDemo> {
  const serving = await serve(app);
  return {
    url: serving.url,
    app,
    close: async () => {
      await serving.close();
      await closeApp(app, { stopDatabase: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
