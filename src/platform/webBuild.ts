import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '#base';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the built screens are; `serveWeb` serves this folder. */
export const WEB_DIST = join(ROOT, 'web', 'dist');

/** What the screens are made from: their own sources, the slices' pure files, the words, the versions of the libraries. */
const SOURCES = [
  'web/**/*.{ts,tsx,css,html,svg,json}',
  'src/**/*.ts',
  'locales/*.po',
  'vite.config.ts',
  'package-lock.json',
];

/** SHA-256 over names and contents of everything the screens are made from. */
export async function webSourceHash(root = ROOT): Promise<string> {
  const paths: string[] = [];
  for await (const path of glob(SOURCES, { cwd: root })) {
    if (!path.startsWith(join('web', 'dist')) && !path.endsWith('.test.ts')) paths.push(path);
  }
  const hash = createHash('sha256');
  for (const path of paths.sort()) hash.update(`${path}\n`).update(await readFile(join(root, path)));
  return hash.digest('hex');
}

/**
 * Builds the screens into web/dist where they are missing or older than their sources; a few seconds, then nothing. An installed
 * program without the build tools serves what was built for it. Refuses with `web.notBuilt` where there is neither.
 */
export async function ensureWebBuilt(onBuild: () => void = () => {}): Promise<{ built: boolean; dir: string }> {
  const mark = join(WEB_DIST, '.hash');
  const wanted = await webSourceHash();
  const present = existsSync(join(WEB_DIST, 'index.html'));
  if (present && existsSync(mark) && (await readFile(mark, 'utf8')).trim() === wanted)
    return { built: false, dir: WEB_DIST };
  const vite = await import('vite').catch(() => null);
  if (vite === null) {
    if (present) return { built: false, dir: WEB_DIST };
    throw new Refusal('unavailable', 'web.notBuilt', { path: WEB_DIST });
  }
  onBuild();
  await vite.build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error' });
  await mkdir(WEB_DIST, { recursive: true });
  await writeFile(mark, `${wanted}\n`);
  return { built: true, dir: WEB_DIST };
}
