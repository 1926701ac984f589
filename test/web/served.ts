import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeApp, openApp } from '#platform/app';
import { silentLog } from '#platform/log';
import { silentProgress } from '#platform/progress';
import { runDemo } from '../../demo/run.ts';
import { serve } from '../../src/main.ts';

/** A hundredth of the demo's calls: every story is told, quickly. */
const SMALL = 0.01;

/** The demo on data of its own, served with the built screens. */
export interface ServedDemo {
  readonly url: string;
  close(): Promise<void>;
}

/** Lives through the demo's three months in small and serves them: two months issued, the third in review. */
export async function serveDemo(scale = SMALL): Promise<ServedDemo> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tarifwerk-web-')));
  const dataDir = join(folder, 'data');
  await runDemo({ dataDir, outDir: join(folder, 'out'), scale, progress: silentProgress });
  const app = await openApp({ dataDir, port: await freePort(), log: silentLog });
  const serving = await serve(app);
  return {
    url: serving.url,
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
