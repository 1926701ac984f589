import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Quiet and predictable: no sandbox (CI runs as root), nothing that calls home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a Chromium: the one named by CHROMIUM, else one found in the usual places; null if there is none. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM;
  return [...(named ? [named] : []), ...CANDIDATES].find((path) => existsSync(path)) ?? null;
}

/**
 * Finds a Chromium; where there is none and we are root on a system with apt, installs it (the output goes to standard error). Null
 * where that is not possible: the caller tells what to install.
 */
export function provisionBrowser(): string | null {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  process.stderr.write('Installing chromium for the browser tests …\n');
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update', '-q');
  return apt('install', '-y', '-q', '--no-install-recommends', 'chromium') ? findBrowser() : null;
}

/** Starts a headless browser. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: install the package chromium or name one in CHROMIUM');
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}
